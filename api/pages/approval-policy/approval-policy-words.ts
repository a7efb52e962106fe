import type { WorkingCalendar } from '../../../domain/approval-policy.ts';
import type { Role } from '../../../domain/identity.ts';
import { roleWords } from '../words.ts';

/** ISO weekdays, from 1 on. */
export const weekdays = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];

export function namesOfRoles(roles: readonly Role[]): string {
  return roles.length === 0 ? 'nobody' : roles.map((role) => roleWords[role]).join(', ');
}

export function namesOfDays(days: readonly number[]): string {
  return days
    .toSorted((one, other) => one - other)
    .map((day) => weekdays[day - 1] ?? '')
    .join(', ');
}

/** Working hours, and what that is in whole days of the calendar: "40 hours (5 days)". */
export function hoursInWords(hours: number, calendar: WorkingCalendar): string {
  const days = daysInWords(hours, calendar);
  const inHours = `${hours} ${hours === 1 ? 'hour' : 'hours'}`;
  return days === '' ? inHours : `${inHours} (${days})`;
}

/** Working hours in days of the calendar; empty where these are not whole. */
export function daysInWords(hours: number, calendar: WorkingCalendar): string {
  const days = hours / lengthOfDay(calendar);
  if (!Number.isInteger(days)) return '';
  return days === 1 ? '1 day' : `${days} days`;
}

/** A share of the time, as per cent. */
export function shareInWords(share: number): string {
  return `${Number((share * 100).toFixed(2))} %`;
}

export function listInWords(items: readonly string[]): string {
  const last = items.at(-1) ?? '';
  return items.length < 2 ? last : `${items.slice(0, -1).join(', ')} and ${last}`;
}

/** A local date as people write it: "25 December 2026". */
export function dateInWords(date: string): string {
  const format = { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' } as const;
  return new Date(`${date}T00:00:00Z`).toLocaleDateString('en-GB', format);
}

function lengthOfDay({ startOfDay, endOfDay }: WorkingCalendar): number {
  return inHours(endOfDay) - inHours(startOfDay);
}

function inHours(timeOfDay: string): number {
  const [hour = 0, minute = 0] = timeOfDay.split(':').map(Number);
  return hour + minute / 60;
}
