import { DateTime } from 'luxon';
import type { WorkingCalendar } from './approval-policy.ts';
import type { Instant } from './decider.ts';
import type { DutyRhythm } from './duty-state.ts';

/**
 * The instant at which `hours` of working time have passed since `from`. Time counts only between the start and the
 * end of working days that are no holidays, on the wall clock of the calendar's zone, so a change of summer time
 * inside a night or a weekend moves nothing. Throws RangeError for an unknown zone or a calendar that never works.
 */
export function addWorkingHours(calendar: WorkingCalendar, from: Instant, hours: number): Instant {
  let left = hours * 60 * 60 * 1000;
  let cursor = localTime(calendar, from);
  for (let day = 0; day < longestSearch; day += 1) {
    const hoursOfDay = workingHoursOf(calendar, cursor);
    if (hoursOfDay !== undefined) {
      const start = DateTime.max(cursor, hoursOfDay.start);
      const available = hoursOfDay.end.toMillis() - start.toMillis();
      if (available > 0) {
        if (left <= available) return toInstant(start.plus({ milliseconds: left }));
        left -= available;
      }
    }
    cursor = cursor.plus({ days: 1 }).startOf('day');
  }
  throw new RangeError(`the calendar leaves no working time for ${hours} hours after ${from}`);
}

/** The same local time on each working day after `from` and before `until`. */
export function eachWorkingDay(calendar: WorkingCalendar, from: Instant, until: Instant): Instant[] {
  const days: Instant[] = [];
  const first = localTime(calendar, from);
  for (let count = 1; ; count += 1) {
    // Counted from the first day each time: from a night without this local time, all later days would inherit another.
    const day = first.plus({ days: count });
    const instant = toInstant(day);
    if (instant >= until) return days;
    if (isWorkingDay(calendar, day)) days.push(instant);
  }
}

/** The next `timeOfDay` ("08:00") on the wall clock of the calendar's zone that lies on a working day, after `from`. */
export function nextWorkingDayAt(calendar: WorkingCalendar, from: Instant, timeOfDay: string): Instant {
  const today = localTime(calendar, from);
  for (let count = 0; count < longestSearch; count += 1) {
    const day = today.plus({ days: count });
    const instant = toInstant(atTimeOfDay(day, timeOfDay));
    if (instant > from && isWorkingDay(calendar, day)) return instant;
  }
  throw new RangeError(`the calendar leaves no working day after ${from}`);
}

/** The date on the wall clock of `timeZone`: "2026-11-23". */
export function localDateOf(instant: Instant, timeZone: string): string {
  return DateTime.fromISO(instant, { zone: timeZone }).toISODate() ?? instant.slice(0, 10);
}

/** The last millisecond of a local date ("2026-11-23") in `timeZone`: what is due on a day may be done all day. */
export function endOfLocalDate(date: string, timeZone: string): Instant {
  return toInstant(localDay(date, timeZone).endOf('day'));
}

function localDay(date: string, timeZone: string): DateTime<true> {
  const day = DateTime.fromISO(date, { zone: timeZone });
  if (day.isValid) return day;
  throw new RangeError(`${day.invalidExplanation ?? 'invalid date'} (${date}, ${timeZone})`);
}

/** The first instant of a local date ("2026-11-23") in `timeZone`. */
export function startOfLocalDate(date: string, timeZone: string): Instant {
  return toInstant(localDay(date, timeZone).startOf('day'));
}

/** `days` calendar days later, at the same local time. */
export function addCalendarDays(calendar: WorkingCalendar, from: Instant, days: number): Instant {
  return toInstant(localTime(calendar, from).plus({ days }));
}

/**
 * The end of the `days`th working day after the day of `from`. Throws RangeError for an unknown zone or a calendar that
 * never works.
 */
export function addWorkingDays(calendar: WorkingCalendar, from: Instant, days: number): Instant {
  let day = localTime(calendar, from);
  for (let left = days, looked = 0; left > 0; looked += 1) {
    if (looked === longestSearch) throw new RangeError(`the calendar leaves no working day after ${from}`);
    day = day.plus({ days: 1 });
    if (isWorkingDay(calendar, day)) left -= 1;
  }
  return toInstant(atTimeOfDay(day, calendar.endOfDay));
}

/** `months` calendar months later, at the same local time; in a shorter month on its last day. */
export function addCalendarMonths(calendar: WorkingCalendar, from: Instant, months: number): Instant {
  return toInstant(localTime(calendar, from).plus({ months }));
}

/** The first instant of a duty's rhythm after `after`. Days 29 to 31 count as the 28th, which every month has. */
export function nextInRhythm(every: DutyRhythm, after: Instant): Instant {
  if ('seconds' in every) {
    const ms = every.seconds * 1000;
    return new Date((Math.floor(Date.parse(after) / ms) + 1) * ms).toISOString();
  }
  const { months, since, hour, timeZone } = every;
  const day = localDay(since, timeZone);
  const origin = day.set({ day: Math.min(day.day, 28), hour });
  const passed = DateTime.fromISO(after, { zone: timeZone }).diff(origin, 'months').months;
  for (let cycle = Math.max(1, Math.floor(passed / months)); ; cycle += 1) {
    // Counted from the origin each time, so that no month's wall clock is handed on to the next.
    const instant = toInstant(origin.plus({ months: cycle * months }));
    if (instant > after) return instant;
  }
}

/** Ten years: no sign-off waits longer, and a calendar without working days must not search for ever. */
const longestSearch = 3660;

function localTime(calendar: WorkingCalendar, instant: Instant): DateTime<true> {
  const local = DateTime.fromISO(instant, { zone: calendar.timeZone });
  if (!local.isValid)
    throw new RangeError(`${local.invalidExplanation ?? 'invalid time'} (${calendar.timeZone})`);
  return local;
}

function workingHoursOf(
  calendar: WorkingCalendar,
  day: DateTime<true>,
): { start: DateTime<true>; end: DateTime<true> } | undefined {
  if (!isWorkingDay(calendar, day)) return undefined;
  return { start: atTimeOfDay(day, calendar.startOfDay), end: atTimeOfDay(day, calendar.endOfDay) };
}

function isWorkingDay({ workingDays, holidays }: WorkingCalendar, day: DateTime<true>): boolean {
  return workingDays.includes(day.weekday) && !holidays.includes(day.toISODate());
}

function atTimeOfDay(day: DateTime<true>, timeOfDay: string): DateTime<true> {
  const [hour = 0, minute = 0] = timeOfDay.split(':').map(Number);
  return day.set({ hour, minute, second: 0, millisecond: 0 });
}

function toInstant(time: DateTime<true>): Instant {
  return time.toUTC().toISO();
}
