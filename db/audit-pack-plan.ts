import { sql } from 'kysely';
import type { Instant } from '../domain/decider.ts';
import type { PackPlan } from './audit-pack-file.ts';
import { isInPack, type PackScope } from './audit-pack-scope.ts';
import type { DatabaseTransaction } from './database.ts';

/**
 * Settles which events are in a pack: of the streams in its scope those up to the last that happened by `until`, as far as
 * checkpoints reach. Cut by position, every stream is there from its beginning without a gap.
 */
export async function settlePack(
  trx: DatabaseTransaction,
  scope: PackScope,
  until: Instant,
  at: Instant,
): Promise<PackPlan> {
  const { rows } = await sql<{ cut: number; lastCheckpoint: number; events: number }>`
    with cut as (
      select coalesce(max(e.position), 0) as position from event e
      where e.at <= ${until} and e.position <= (select coalesce(max(to_position), 0) from checkpoint))
    select cut.position as cut,
           (select coalesce(min(id), 0) from checkpoint where to_position >= cut.position) as "lastCheckpoint",
           (select count(*)::integer from event e
            where e.position <= cut.position and ${isInPack(scope, sql`e.stream`)}) as events
    from cut`.execute(trx);
  const [settled] = rows;
  if (settled === undefined) throw new Error('nothing can be settled');
  return { at, ...settled };
}
