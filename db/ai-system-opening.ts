import { sql } from 'kysely';
import { approvedUse } from '../domain/approved-use.ts';
import type { Instant } from '../domain/decider.ts';
import { system } from '../domain/identity.ts';
import { aiSystemStream } from './ai-system.ts';
import { policyInForce } from './approval-policy.ts';
import type { Consequence } from './consequence.ts';
import type { Database, DatabaseTransaction } from './database.ts';
import { inTransaction } from './facts.ts';

/** An approval opens the AI system that it is for, or changes the scope of the one that it amends. */
export async function openedByApproval(
  trx: DatabaseTransaction,
  request: string,
  at: Instant,
): Promise<Consequence[]> {
  const { detail } = await trx
    .selectFrom('adoption_request')
    .select('detail')
    .where('id', '=', request)
    .executeTakeFirstOrThrow();
  const { calendar } = (await policyInForce(trx)).rules;
  const use = approvedUse(request, detail, calendar, at);
  if (use === undefined) return [];
  const { amends } = detail.content.system;
  const type = amends === undefined ? 'open' : 'amend';
  return [{ stream: aiSystemStream(amends ?? request), command: { type, ...use } }];
}

/**
 * Has the systems opened that were approved before the register knew of any; returns how many. What is on its way already
 * is opened once all the same: the command's id is the request's own.
 */
export async function openMissingAiSystems(db: Database, at: Instant): Promise<number> {
  return inTransaction(db, async (trx) => {
    const { rows } = await sql<{ id: string; decidedAt: Instant }>`
      select r.id, r.decided_at as "decidedAt" from adoption_request r
      where r.state in ('approved', 'approved_with_conditions') and r.detail #>> '{content,system,amends}' is null
        and not exists (select from ai_system s where s.id = r.id)
        and not exists (select from process_message m where m.stream = 'ai-system/' || r.id)`.execute(trx);
    for (const { id, decidedAt } of rows) {
      for (const { stream, command } of await openedByApproval(trx, id, decidedAt)) {
        const opening = { by: system, at, ...command, id: `${stream}/opening` };
        await trx
          .insertInto('process_message')
          .values({ stream, command: JSON.stringify(opening), try_at: null })
          .execute();
      }
    }
    return rows.length;
  });
}
