import { adoptionRequest } from '../domain/adoption-request.ts';
import type { AdoptionRequest, AdoptionRequestEvent } from '../domain/adoption-request-state.ts';
import { fold, type Instant, type Refusal } from '../domain/decider.ts';
import { system } from '../domain/identity.ts';
import { requiredRisks } from '../domain/risk-catalogue.ts';
import { risk } from '../domain/risk.ts';
import type { Risk } from '../domain/risk-state.ts';
import { isDealtWith } from '../domain/risk-time.ts';
import { isCurrentFor } from '../domain/vendor-time.ts';
import { aiSystemStream, findAiSystem } from './ai-system.ts';
import type { DatabaseTransaction } from './database.ts';
import { lockStream } from './facts.ts';
import { proposedRiskId } from './proposed-risk.ts';
import { linkedRisks } from './risk-link.ts';

/**
 * An approval stands only on a vendor whose review is approved and current for the data asked for (ISO/IEC 42001,
 * A.10.3), and from high risk on only once every risk of the request is treated or accepted.
 */
export async function adoptionRequestGuard(
  trx: DatabaseTransaction,
  id: string,
  event: AdoptionRequestEvent,
): Promise<Refusal | undefined> {
  if (event.type !== 'Decided' || event.record.outcome === 'rejected') return undefined;
  const { detail: request } = await trx
    .selectFrom('adoption_request')
    .select('detail')
    .where('id', '=', id)
    .executeTakeFirstOrThrow();
  return (
    (await vendorFault(trx, request, event.at)) ??
    (await amendedFault(trx, request)) ??
    (await riskFault(trx, id, request, event.at))
  );
}

/**
 * Keeps what the approval rests on as it is until the transaction ends. Taken before the approval gets its place in the
 * record, so that the record has everything in the order in which it held.
 */
export async function lockForApproval(
  trx: DatabaseTransaction,
  id: string,
  events: readonly AdoptionRequestEvent[],
): Promise<void> {
  if (!events.some((event) => event.type === 'Decided' && event.record.outcome !== 'rejected')) return;
  const row = await trx
    .selectFrom('adoption_request')
    .select('detail')
    .where('id', '=', id)
    .executeTakeFirst();
  const request = fold(adoptionRequest, row?.detail, events);
  if (request === undefined) return;
  const { vendor } = request.content.system;
  const risks = restsOnRisks(request) ? await risksOf(trx, id, request) : [];
  const { amends } = request.content.system;
  const streams = [
    ...(amends === undefined ? [] : [aiSystemStream(amends)]),
    ...(vendor === undefined ? [] : [`vendor/${vendor}`]),
    ...risks.map((one) => `risk/${one.id}`).sort(),
  ];
  for (const stream of streams) await lockStream(trx, stream, 'shared');
}

async function vendorFault(
  trx: DatabaseTransaction,
  { content }: AdoptionRequest,
  at: Instant,
): Promise<Refusal | undefined> {
  const { vendor: vendorId, origin } = content.system;
  if (origin === 'in_house') return undefined;
  if (vendorId === undefined) return refusal('It does not say who provides the system.');
  const row = await trx
    .selectFrom('vendor')
    .select(['name', 'detail'])
    .where('id', '=', vendorId)
    .executeTakeFirst();
  if (row !== undefined && isCurrentFor(row.detail, content.data.classes, at)) return undefined;
  const name = row?.name ?? 'the vendor';
  return refusal(`The review of ${name} is not approved and current for ${content.data.classes.join(', ')}.`);
}

/** What it is to change must still be there. */
async function amendedFault(
  trx: DatabaseTransaction,
  { content: { system } }: AdoptionRequest,
): Promise<Refusal | undefined> {
  if (system.amends === undefined) return undefined;
  const amended = await findAiSystem(trx, system.amends);
  if (amended !== undefined && amended.state.state !== 'decommissioned') return undefined;
  return refusal('The AI system that it is to change is not in use any more.');
}

async function riskFault(
  trx: DatabaseTransaction,
  id: string,
  request: AdoptionRequest,
  at: Instant,
): Promise<Refusal | undefined> {
  if (!restsOnRisks(request)) return undefined;
  const risks = await risksOf(trx, id, request);
  const open = risks.filter(({ detail }) => detail === undefined || !isSettled(detail, at));
  if (open.length === 0) return undefined;
  const titles = open.map(({ title }) => `“${title}”`).join(', ');
  return refusal(`These risks are neither treated nor accepted: ${titles}.`);
}

function restsOnRisks({ tier }: AdoptionRequest): boolean {
  return tier === 'high' || tier === 'critical';
}

/** The risks that touch the request, and those that it has to have; without `detail` where one is not in the register. */
async function risksOf(
  trx: DatabaseTransaction,
  id: string,
  { content, tier }: AdoptionRequest,
): Promise<{ id: string; title: string; detail?: Risk }[]> {
  const required = requiredRisks(content, tier).map((entry) => ({
    title: entry.title,
    id: proposedRiskId(id, entry),
  }));
  const linked = await linkedRisks(trx, 'adoption-request', id);
  const ids = [...new Set([...linked, ...required.map((one) => one.id)])];
  if (ids.length === 0) return [];
  const known = await trx
    .selectFrom('risk')
    .select(['id', 'title', 'detail'])
    .where('id', 'in', ids)
    .execute();
  return [...known, ...required.filter((one) => known.every((row) => row.id !== one.id))];
}

function refusal(detail: string): Refusal {
  return { code: 'guard_failed', pointer: '/decision', detail };
}

/** As time alone has left the risk by then; what the system closed, because nobody asked any more, was never dealt with. */
function isSettled(detail: Risk, at: Instant): boolean {
  const now = fold(risk, detail, risk.elapse(detail, at)) ?? detail;
  return isDealtWith(now) && now.closure?.by !== system;
}
