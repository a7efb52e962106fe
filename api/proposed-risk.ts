import { findAdoptionRequest } from '../db/adoption-request.ts';
import { proposedRiskId } from '../db/proposed-risk.ts';
import { listRisks } from '../db/risk-list.ts';
import { knownRisks } from '../db/risk.ts';
import type { AdoptionRequest } from '../domain/adoption-request-state.ts';
import { type CatalogueRisk, proposedRisks, requiredRisks } from '../domain/risk-catalogue.ts';
import { Problem } from './problem.ts';
import { type NamedRisk, withNames } from './risk-list.ts';
import type { Services } from './services.ts';

export type Proposal = Pick<
  CatalogueRisk,
  'id' | 'title' | 'category' | 'cause' | 'consequence' | 'inherent'
> & {
  controls: string[];
  /** Whether the request cannot be approved before it is treated or accepted. */
  required: boolean;
};

const most = 200;

/** The risks of a request: what the register has, and what the catalogue proposes besides. */
export async function risksOfRequest(
  services: Services,
  id: string,
): Promise<{ items: NamedRisk[]; proposed: Proposal[] }> {
  const { db } = services;
  const { content, tier } = await requestAsked(services, id);
  const touches = { kind: 'adoption-request' as const, target: id };
  const items = await withNames(services, await listRisks(db, { touches }, 'newest', most));
  const proposals = proposedRisks(content);
  const known = await knownRisks(
    db,
    proposals.map((entry) => proposedRiskId(id, entry)),
  );
  const required = requiredRisks(content, tier);
  const proposed = proposals
    .filter((entry) => !known.has(proposedRiskId(id, entry)))
    .map((entry) => ({
      id: entry.id,
      title: entry.title,
      category: entry.category,
      cause: entry.cause,
      consequence: entry.consequence,
      inherent: entry.inherent,
      controls: [...entry.controls],
      required: required.includes(entry),
    }));
  return { items, proposed };
}

export async function requestAsked({ db }: Services, id: string): Promise<AdoptionRequest> {
  const recorded = await findAdoptionRequest(db, id);
  if (recorded === undefined) throw new Problem('not_found', 'There is no such adoption request.');
  return recorded.request;
}
