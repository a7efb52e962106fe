import type { AdoptionRequest, AdoptionRequestEvent } from '../domain/adoption-request-state.ts';
import type { Instant, Refusal } from '../domain/decider.ts';
import { isCurrentFor } from '../domain/vendor-time.ts';
import type { DatabaseTransaction } from './database.ts';

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
  return (await vendorFault(trx, request, event.at)) ?? (await riskFault(trx, id, request));
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
  { tier }: AdoptionRequest,
): Promise<Refusal | undefined> {
  if (tier !== 'high' && tier !== 'critical') return undefined;
  const risks = await trx
    .selectFrom('risk')
    .innerJoin('risk_link', 'risk_link.risk_id', 'risk.id')
    .select(['risk.title', 'risk.dealt_with'])
    .where('risk_link.kind', '=', 'adoption-request')
    .where('risk_link.target', '=', id)
    .orderBy('risk.id')
    .forShare('risk')
    .execute();
  const open = risks.filter(({ dealt_with }) => !dealt_with);
  if (open.length === 0) return undefined;
  const titles = open.map(({ title }) => `“${title}”`).join(', ');
  return {
    code: 'guard_failed',
    pointer: '/decision',
    detail: `These risks are neither treated nor accepted: ${titles}.`,
  };
}
