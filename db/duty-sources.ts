import type { DutySources } from '../domain/duty-catalogue.ts';
import { localDateOf } from '../domain/working-time.ts';
import { policyInForce } from './approval-policy.ts';
import type { Database } from './database.ts';

/** What the register says of which duties there are: the policies with their cycles, on the organisation's calendar. */
export async function dutySources(db: Database): Promise<Pick<DutySources, 'timeZone' | 'policies'>> {
  const { timeZone } = (await policyInForce(db)).rules.calendar;
  const policies = await db
    .selectFrom('policy')
    .select(['id', 'title', 'cycle_months', 'created_at'])
    .where('state', '<>', 'retired')
    .orderBy('id')
    .execute();
  return {
    timeZone,
    policies: policies.map(({ id, title, cycle_months: cycleMonths, created_at }) => ({
      id,
      title,
      cycleMonths,
      since: localDateOf(created_at, timeZone),
    })),
  };
}
