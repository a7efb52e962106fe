import type { AdoptionRequest, AdoptionRequestEvent } from '../domain/adoption-request-state.ts';
import { fold, type Instant, type Refusal } from '../domain/decider.ts';
import { system } from '../domain/identity.ts';
import { requiredRisks } from '../domain/risk-catalogue.ts';
import { risk } from '../domain/risk.ts';
import type { Risk } from '../domain/risk-state.ts';
import { isDealtWith } from '../domain/risk-time.ts';
import { isCurrentFor } from '../domain/vendor-time.ts';
import type { DatabaseTransaction } from './database.ts';
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
  return (await vendorFault(trx, request, event.at)) ?? (await riskFault(trx, id, request, event.at));
}

async function vendorFault(
  trx: DatabaseTransaction,
  { content }: AdoptionRequest,
  at: Instant,
): Promise<Refusal | undefined> {
  const { vendor: vendorId } = content.system;
  if (vendorId === undefined) return undefined;
  const row = await trx
    .selectFrom('vendor')
    .select(['name', 'detail'])
    .where('id', '=', vendorId)
    .forShare()
    .executeTakeFirst();
  if (row !== undefined && isCurrentFor(row.detail, content.data.classes, at)) return undefined;
  const name = row?.name ?? 'the vendor';
  return {
    code: 'guard_failed',
    pointer: '/decision',
    detail: `The review of ${name} is not approved and current for ${content.data.classes.join(', ')}.`,
  };
}

async function riskFault(
  trx: DatabaseTransaction,
  id: string,
  { tier, content }: AdoptionRequest,
  at: Instant,
): Promise<Refusal | undefined> {
  if (tier !== 'high' && tier !== 'critical') return undefined;
  const required = requiredRisks(content, tier).map((entry) => ({
    title: entry.title,
    id: proposedRiskId(id, entry),
  }));
  const linked = await linkedRisks(trx, 'adoption-request', id);
  const known = await lockRisks(trx, [...new Set([...linked, ...required.map((one) => one.id)])]);
  const open = [
    ...known.filter(({ detail }) => !isSettled(detail, at)),
    ...required.filter((one) => known.every((row) => row.id !== one.id)),
  ];
  if (open.length === 0) return undefined;
  const titles = open.map(({ title }) => `“${title}”`).join(', ');
  return {
    code: 'guard_failed',
    pointer: '/decision',
    detail: `These risks are neither treated nor accepted: ${titles}.`,
  };
}

async function lockRisks(trx: DatabaseTransaction, ids: string[]) {
  if (ids.length === 0) return [];
  return trx
    .selectFrom('risk')
    .select(['id', 'title', 'detail'])
    .where('id', 'in', ids)
    .orderBy('id')
    .forShare()
    .execute();
}

/** As time alone has left the risk by then; what the system closed, because nobody asked any more, was never dealt with. */
function isSettled(detail: Risk, at: Instant): boolean {
  const now = fold(risk, detail, risk.elapse(detail, at)) ?? detail;
  return isDealtWith(now) && now.closure?.by !== system;
}
