import { DateTime } from 'luxon';
import type { Instant } from '../../domain/decider.ts';

/** What somebody typed into a field for a local date and time ("2027-01-31T09:00"), as an instant; or as it was typed. */
export function instantOfLocal(local: string, zone: string): string {
  const time = DateTime.fromISO(local, { zone });
  return time.isValid ? time.toUTC().toISO() : local;
}

/** An instant as a field for a local date and time takes it: to the minute. */
export function localOfInstant(at: Instant, zone: string): string {
  return DateTime.fromISO(at, { zone }).toFormat("yyyy-MM-dd'T'HH:mm");
}
