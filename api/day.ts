import { policyInForce } from '../db/approval-policy.ts';
import { endOfLocalDate } from '../domain/working-time.ts';
import type { Services } from './services.ts';

/** The last instant of a day in the organisation's time zone; `at` where no day is asked about. */
export async function endOfDay({ db }: Services, day: string | undefined, at: string): Promise<string> {
  if (day === undefined) return at;
  return endOfLocalDate(day, (await policyInForce(db)).rules.calendar.timeZone);
}
