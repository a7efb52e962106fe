import { DateTime } from 'luxon';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { publishPolicy } from '../../db/approval-policy.ts';
import { defaultApprovalPolicy } from '../../domain/approval-policy.ts';
import { eventually } from '../eventually.ts';
import { TimeMachine } from './time-skipping.ts';

const zone = 'Europe/Berlin';

let machine: TimeMachine;
beforeAll(async () => {
  machine = await TimeMachine.start();
});
afterAll(() => machine.close());

/** The Sunday on which summer time next begins, at least a week from now: the last one in March. */
function nextSpringSunday(now: string): DateTime {
  const soon = DateTime.fromISO(now, { zone }).plus({ weeks: 1 });
  const inYear = (year: number) => {
    const last = DateTime.fromObject({ year, month: 3, day: 31 }, { zone });
    return last.minus({ days: last.weekday % 7 });
  };
  return inYear(soon.year) > soon ? inYear(soon.year) : inYear(soon.year + 1);
}

describe('the clocks of a request, over a weekend, a change of summer time and a holiday', () => {
  it('remind at half and at the whole SLA and then daily, escalate when due, and expire at the end', async () => {
    const sunday = nextSpringSunday(await machine.now());
    const friday = sunday.minus({ days: 2 }).set({ hour: 15 });
    const monday = sunday.plus({ days: 1 });
    const sixteenHours = { low: 16, medium: 16, high: 16, critical: 16 };
    const rules = {
      ...defaultApprovalPolicy,
      slaHours: {
        security: sixteenHours,
        legal: sixteenHours,
        privacy: sixteenHours,
        business_owner: sixteenHours,
        management: sixteenHours,
      },
      calendar: { ...defaultApprovalPolicy.calendar, timeZone: zone, holidays: [monday.toISODate() ?? ''] },
    };
    await machine.travelTo(friday.toUTC().toISO() ?? '');
    const id = await machine.submit(rules);
    await eventually(async () => (await machine.eventsOf(id)).length > 0);
    await machine.travelTo(friday.plus({ days: 31 }).toUTC().toISO() ?? '');
    const events = await eventually(async () => {
      const all = await machine.eventsOf(id);
      return all.some(({ type }) => type === 'Expired') && all;
    });

    const localTimes = (type: string) =>
      events
        .filter((event) => event.type === type && (!('role' in event) || event.role === 'legal'))
        .map(({ at }) => DateTime.fromISO(at, { zone }).toFormat('yyyy-MM-dd HH:mm'));
    const day = (days: number, time: string) => `${sunday.plus({ days }).toISODate()} ${time}`;
    // Two hours on Friday, none on Monday the holiday: half the SLA is Tuesday at three, the whole Wednesday at three.
    expect(localTimes('Reminded').slice(0, 4)).toEqual([
      day(2, '15:00'),
      day(3, '15:00'),
      day(4, '15:00'),
      day(5, '15:00'),
    ]);
    expect(localTimes('Reminded')[4]).toBe(day(8, '15:00'));
    expect(localTimes('Escalated')).toEqual([day(3, '15:00')]);
    expect(localTimes('Expired')).toEqual([friday.plus({ days: 30 }).toFormat('yyyy-MM-dd HH:mm')]);
    expect(events.at(-1)?.type).toBe('Expired');
  });

  it('a policy published in the middle changes nothing in flight', async () => {
    const id = await machine.submit();
    const [submitted] = await eventually(async () => {
      const events = await machine.eventsOf(id);
      return events.length > 0 && events;
    });
    if (submitted?.type !== 'Submitted') throw new Error('the first event is Submitted');
    const at = await machine.now();
    const rules = { ...defaultApprovalPolicy, expiryDays: 2, remindAt: [0.1] };
    await publishPolicy(machine.database.db, {
      rules,
      note: 'stricter',
      by: 'person-compliance',
      at,
      replaces: 1,
    });

    const planned = submitted.plan.signOffs.find(({ role }) => role === 'legal')?.remindAt ?? [];
    await machine.travelTo(new Date(Date.parse(submitted.plan.expiresAt) + 60_000).toISOString());
    const events = await eventually(async () => {
      const all = await machine.eventsOf(id);
      return all.some(({ type }) => type === 'Expired') && all;
    });
    const reminded = events.flatMap((event) =>
      event.type === 'Reminded' && event.role === 'legal' ? [event.at] : [],
    );
    const toMinute = (instant: string) => instant.slice(0, 16);
    expect(reminded.map(toMinute)).toEqual(planned.map(toMinute));
    expect(events.at(-1)).toMatchObject({ type: 'Expired', at: submitted.plan.expiresAt });
  });
});
