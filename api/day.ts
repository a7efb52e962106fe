import { policyInForce } from '../db/approval-policy.ts';
import { endOfLocalDate, startOfLocalDate } from '../domain/working-time.ts';
import type { Services } from './services.ts';

/** The last instant of a day in the organisation's time zone; `at` where no day is asked about. */
export async function endOfDay({ db }: Services, day: string | undefined, at: string): Promise<string> {
  if (day === undefined) return at;
  return endOfLocalDate(day, (await policyInForce(db)).rules.calendar.timeZone);
}

/** An instant as it is; of a day, its first instant in the organisation's time zone. */
export async function startOfDay({ db }: Pick<Services, 'db'>, moment: string): Promise<string> {
  if (!isDay(moment)) return moment;
  return startOfLocalDate(moment, (await policyInForce(db)).rules.calendar.timeZone);
}

/** Whether it is a day, and not an instant. */
export function isDay(moment: string): boolean {
  return moment.length === 'yyyy-mm-dd'.length;
}
