import { findStatement } from '../domain/control-catalogue.ts';
import type { Refusal } from '../domain/decider.ts';
import type { GapEvent } from '../domain/gap-state.ts';
import { evaluateStatements } from './control-check.ts';
import type { DatabaseTransaction } from './database.ts';

/**
 * A gap is closed when its check passes, in the same transaction: of what went wrong before it was opened, and is over, that
 * asks nothing any more; nothing may have gone wrong since.
 */
export async function gapGuard(
  trx: DatabaseTransaction,
  id: string,
  event: GapEvent,
): Promise<Refusal | undefined> {
  if (event.type !== 'GapClosed') return undefined;
  const statement = findStatement(event.statement);
  // What the catalogue does not say any more, nobody can fail.
  if (statement === undefined) return undefined;
  const { opened_at: since } = await trx
    .selectFrom('gap')
    .select('opened_at')
    .where('id', '=', id)
    .executeTakeFirstOrThrow();
  const results = await evaluateStatements(trx, () => ({ at: event.at, since }), [statement]);
  const { failing = 0, population = 0 } = results.get(statement.id) ?? {};
  if (failing === 0) return undefined;
  const detail = `The check does not pass: ${failing} of ${population} records still do not show it.`;
  return { code: 'guard_failed', detail };
}
