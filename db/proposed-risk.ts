import { sql } from 'kysely';
import type { AdoptionRequestContent } from '../domain/adoption-request-content.ts';
import { system } from '../domain/identity.ts';
import { type CatalogueRisk, proposedByOf, requiredRisks } from '../domain/risk-catalogue.ts';
import type { RiskPolicyInForce } from '../domain/risk-policy.ts';
import type { RiskCommand } from '../domain/risk-state.ts';
import type { Tier } from '../domain/triage.ts';
import type { Consequence } from './consequence.ts';
import type { DatabaseTransaction } from './database.ts';
import { linkedRisks } from './risk-link.ts';
import { riskPolicyInForce } from './risk-policy.ts';
import { uuidOf } from './uuid.ts';

/** The same risk of the catalogue on the same request is the same risk of the register, always. */
export function proposedRiskId(request: string, { id }: CatalogueRisk): string {
  return uuidOf(['risk', request, id]);
}

type Identification = Omit<Extract<RiskCommand, { type: 'identify' }>, 'id' | 'by' | 'at' | 'requestHash'>;

/**
 * Identifies what the catalogue proposes for a request, as the business owner's. Nothing reduces it until somebody says
 * so: the residual score starts at the inherent one.
 */
export function identificationOf(
  risk: CatalogueRisk,
  request: { id: string; content: AdoptionRequestContent },
  { version, hash, rules }: RiskPolicyInForce,
): Identification {
  const { title, category, cause, consequence, inherent } = risk;
  const { name, vendor } = request.content.system;
  return {
    type: 'identify',
    description: {
      title,
      category,
      cause,
      consequence,
      owner: request.content.businessOwner,
      systems: [name],
      vendors: vendor === undefined ? [] : [vendor],
      requests: [request.id],
      controls: [],
      proposedBy: proposedByOf(risk),
    },
    inherent,
    residual: inherent,
    policy: { version, hash, rules },
  };
}

interface RequestAsked {
  id: string;
  content: AdoptionRequestContent;
  tier: Tier;
}

/** What a request must have treated or accepted, and the register does not have open yet, is identified. */
export async function identifyProposedRisks(
  trx: DatabaseTransaction,
  { id, content, tier }: RequestAsked,
): Promise<Consequence[]> {
  const wanted = requiredRisks(content, tier).map((risk) => ({ risk, riskId: proposedRiskId(id, risk) }));
  if (wanted.length === 0) return [];
  const policy = await riskPolicyInForce(trx);
  const rows = await trx
    .selectFrom('risk')
    .select(['id', sql<string | null>`detail #>> '{closure,by}'`.as('closedBy')])
    .where(
      'id',
      'in',
      wanted.map(({ riskId }) => riskId),
    )
    .execute();
  const isThere = (riskId: string) => rows.some((row) => row.id === riskId && row.closedBy !== system);
  return wanted
    .filter(({ riskId }) => !isThere(riskId))
    .map(({ risk, riskId }) => ({
      stream: `risk/${riskId}`,
      command: { ...identificationOf(risk, { id, content }, policy) },
    }));
}

/** The request has come to nothing: what was only proposed for it may go, whether or not it is in the register yet. */
export async function endProposedRisks(
  trx: DatabaseTransaction,
  { id, content, tier }: RequestAsked,
  reason: string,
): Promise<Consequence[]> {
  const required = requiredRisks(content, tier).map((risk) => proposedRiskId(id, risk));
  const risks = new Set([...(await linkedRisks(trx, 'adoption-request', id)), ...required]);
  return [...risks].map((risk) => ({
    stream: `risk/${risk}`,
    command: { type: 'requestEnded', request: id, reason },
  }));
}
