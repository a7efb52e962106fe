import fc from 'fast-check';
import { DateTime } from 'luxon';
import { describe, expect, it } from 'vitest';
import { defaultApprovalPolicy, type WorkingCalendar } from '../../domain/approval-policy.ts';
import { addCalendarDays, addWorkingHours, eachWorkingDay } from '../../domain/working-time.ts';

const berlin = defaultApprovalPolicy.calendar;
const inZone = (timeZone: string, changes: Partial<WorkingCalendar> = {}): WorkingCalendar => ({
  ...berlin,
  timeZone,
  holidays: [],
  ...changes,
});

/** What a clock on the wall shows after `hours` of working time since `from`, itself a local time. */
function after(calendar: WorkingCalendar, from: string, hours: number): string {
  const instant = DateTime.fromISO(from, { zone: calendar.timeZone }).toUTC().toISO() ?? '';
  const local = DateTime.fromISO(addWorkingHours(calendar, instant, hours), { zone: calendar.timeZone });
  return local.toFormat("yyyy-MM-dd'T'HH:mm");
}

describe('working hours pass', () => {
  it.each([
    ['within a day', '2026-11-23T10:00', 4, '2026-11-23T14:00'],
    ['to the end of a day', '2026-11-23T09:00', 8, '2026-11-23T17:00'],
    ['over a night', '2026-11-23T16:00', 2, '2026-11-24T10:00'],
    ['over a weekend', '2026-11-27T16:00', 2, '2026-11-30T10:00'],
    ['from a night on', '2026-11-23T23:30', 1, '2026-11-24T10:00'],
    ['from before the start of a day', '2026-11-23T03:00', 1, '2026-11-23T10:00'],
    ['from a Saturday on', '2026-11-28T12:00', 1, '2026-11-30T10:00'],
    ['from the end of a day', '2026-11-23T17:00', 1, '2026-11-24T10:00'],
    ['over Christmas, Friday the 25th', '2026-12-24T16:00', 2, '2026-12-28T10:00'],
    ['over Easter', '2027-03-25T16:00', 2, '2027-03-30T10:00'],
    ['over a week', '2026-11-23T09:00', 40, '2026-11-27T17:00'],
    ['by the quarter', '2026-11-23T16:50', 0.25, '2026-11-24T09:05'],
    ['over the change to winter time', '2026-10-23T16:00', 2, '2026-10-26T10:00'],
    ['over the change to summer time', '2027-03-24T16:00', 10, '2027-03-30T10:00'],
  ])('%s', (_, from, hours, expected) => {
    expect(after(berlin, from, hours)).toBe(expected);
  });

  it.each([
    ['America/New_York', '2026-03-06T16:00', '2026-03-09T10:00'],
    ['America/New_York', '2026-10-30T16:00', '2026-11-02T10:00'],
    ['Asia/Kolkata', '2026-11-27T16:00', '2026-11-30T10:00'],
    ['Asia/Kathmandu', '2026-11-27T16:00', '2026-11-30T10:00'],
    ['Australia/Lord_Howe', '2026-10-02T16:00', '2026-10-05T10:00'],
    ['Pacific/Apia', '2011-12-29T16:00', '2012-01-02T10:00'],
  ])('by the wall clock of %s from %s', (timeZone, from, expected) => {
    expect(after(inZone(timeZone), from, 2)).toBe(expected);
  });

  it('moves the instant by the hour that summer time takes or gives', () => {
    const hoursOverNewYorkWeekend = (from: string) =>
      (Date.parse(addWorkingHours(inZone('America/New_York'), from, 2)) - Date.parse(from)) / 3_600_000;
    expect(hoursOverNewYorkWeekend('2026-03-06T21:00:00.000Z')).toBe(65);
    expect(hoursOverNewYorkWeekend('2026-10-30T20:00:00.000Z')).toBe(67);
  });

  it('refuses a zone that is none and a calendar that never works', () => {
    expect(() => addWorkingHours(inZone('Mars/Olympus'), '2026-11-23T09:00:00.000Z', 1)).toThrow(RangeError);
    const idle = inZone('UTC', { workingDays: [] });
    expect(() => addWorkingHours(idle, '2026-11-23T09:00:00.000Z', 1)).toThrow(RangeError);
  });
});

describe('days pass', () => {
  it('on the wall clock, whatever summer time does', () => {
    expect(addCalendarDays(berlin, '2026-10-20T08:00:00.000Z', 10)).toBe('2026-10-30T09:00:00.000Z');
    expect(addCalendarDays(berlin, '2027-03-20T09:00:00.000Z', 10)).toBe('2027-03-30T08:00:00.000Z');
  });

  it('each working day has the same local time, without weekends, holidays and the last instant', () => {
    const days = eachWorkingDay(berlin, '2026-12-23T09:00:00.000Z', '2026-12-30T09:00:00.000Z');
    expect(days).toEqual([
      '2026-12-24T09:00:00.000Z',
      '2026-12-28T09:00:00.000Z',
      '2026-12-29T09:00:00.000Z',
    ]);
  });

  it('a night that has no 02:30 leaves the days after it at 02:30', () => {
    const nights = inZone('Europe/Berlin', {
      workingDays: [1, 2, 3, 4, 5, 6, 7],
      startOfDay: '00:00',
      endOfDay: '06:00',
    });
    const days = eachWorkingDay(nights, '2027-03-27T01:30:00.000Z', '2027-03-30T12:00:00.000Z');
    expect(days.slice(1)).toEqual(['2027-03-29T00:30:00.000Z', '2027-03-30T00:30:00.000Z']);
  });
});

describe('for any calendar and instant', () => {
  const calendars = fc
    .record({
      timeZone: fc.constantFrom('Europe/Berlin', 'America/New_York', 'Asia/Kolkata', 'UTC', 'Asia/Kathmandu'),
      workingDays: fc.subarray([1, 2, 3, 4, 5, 6, 7], { minLength: 1 }),
      start: fc.integer({ min: 4, max: 12 }),
      length: fc.integer({ min: 1, max: 10 }),
      holidays: fc.subarray(['2026-11-23', '2026-12-25', '2027-01-01', '2027-03-28', '2027-03-29']),
    })
    .map(({ start, length, ...rest }): WorkingCalendar => {
      const time = (hour: number) => `${String(hour).padStart(2, '0')}:00`;
      return { ...rest, startOfDay: time(start), endOfDay: time(start + length) };
    });
  const instants = fc
    .date({ min: new Date('2026-10-01'), max: new Date('2027-05-01'), noInvalidDate: true })
    .map((date) => date.toISOString());
  const quarters = fc.integer({ min: 1, max: 160 }).map((count) => count / 4);

  it('the end lies in working time and after the beginning', () => {
    fc.assert(
      fc.property(calendars, instants, quarters, (calendar, from, hours) => {
        const end = addWorkingHours(calendar, from, hours);
        const local = DateTime.fromISO(end, { zone: calendar.timeZone });
        expect(calendar.workingDays).toContain(local.weekday);
        expect(calendar.holidays).not.toContain(local.toISODate());
        const time = local.toFormat('HH:mm:ss.SSS');
        expect(time >= calendar.startOfDay && time <= `${calendar.endOfDay}:00.000`).toBe(true);
        expect(Date.parse(end) - Date.parse(from)).toBeGreaterThanOrEqual(hours * 3_600_000);
      }),
    );
  });

  it('more hours end later, and hours in two parts end where they end at once', () => {
    fc.assert(
      fc.property(calendars, instants, quarters, quarters, (calendar, from, first, then) => {
        const part = addWorkingHours(calendar, from, first);
        const whole = addWorkingHours(calendar, from, first + then);
        expect(whole > part).toBe(true);
        expect(addWorkingHours(calendar, part, then)).toBe(whole);
      }),
    );
  });
});
