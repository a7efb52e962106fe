import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { fireDuty, redeclare } from '../../db/duty-command.ts';
import { readEvents } from '../../db/event-store.ts';
import type { DutyEvent } from '../../domain/duty-state.ts';
import { declaredDuty } from '../declared-duty.ts';
import { eventually } from '../eventually.ts';
import { type Account, type Answer, TestOrganisation } from '../test-organisation.ts';
import { pointersOf, refusalOf, refused } from './refusal.ts';

let organisation: TestOrganisation;
beforeAll(async () => {
  organisation = await TestOrganisation.found();
});
afterAll(() => organisation.close());

let id: string;
beforeEach(async () => {
  id = await declaredDuty(organisation);
});

const reason = { reason: 'The organisation is being restructured.' };
type Deed = 'pause' | 'resumption' | 'run';

function act(
  deed: Deed,
  account: Account = 'compliance',
  body: unknown = reason,
  headers: Record<string, string> = {},
): Promise<Answer> {
  return organisation.call(account, 'POST', `/v1/duties/${id}/${deed}`, body, headers);
}

function read(what = '') {
  return organisation.call('auditor', 'GET', `/v1/duties/${id}${what}`);
}

async function eventTypes(): Promise<string[]> {
  const events = await readEvents<DutyEvent>(organisation.database.db, `duty/${id}`);
  return events.map(({ type }) => type);
}

async function isPausedInTemporal(): Promise<boolean> {
  return (await organisation.client.schedule.getHandle(id).describe()).state.paused;
}

describe('the list of duties', () => {
  it('says what fires next, what fired last and what came of it', async () => {
    const { body } = await organisation.call('requester', 'GET', '/v1/duties');
    const listed = (body.items as { id: string }[]).find((duty) => duty.id === id);
    expect(listed).toMatchObject({
      state: 'active',
      starts: 'management_review',
      nextAt: '2027-02-01T05:00:00.000Z',
      paused: null,
      lastFiredAt: null,
      last: null,
    });
    expect((await read()).body).toEqual(listed);
  });

  it('says of checkpoints when the next is, and when the last was', async () => {
    id = await declaredDuty(organisation, { starts: { kind: 'checkpoint' }, schedule: false });
    const { body } = await read();
    expect(Date.parse(String(body['nextAt']))).toBeGreaterThan(Date.now());
    expect(body).toMatchObject({ lastFiredAt: null, last: null });
  });
});

describe('a duty that its schedule fires', () => {
  it('is on record once for its instant, however often it is fired, and goes on to the next', async () => {
    const { db } = organisation.database;
    const instant = '2027-02-01T05:00:00.000Z';
    const at = new Date().toISOString();
    const fired = await Promise.all([1, 2, 3].map(() => fireDuty(db, id, instant, at)));
    expect(fired.map(({ status }) => status)).toEqual(['accepted', 'accepted', 'accepted']);
    expect(await eventTypes()).toEqual(['DutyDeclared', 'DutyFired']);
    expect((await read()).body).toMatchObject({
      nextAt: '2028-02-01T05:00:00.000Z',
      lastFiredAt: at,
      last: { occasion: instant, by: null, reason: null },
    });
    const { body } = await read('/firings');
    expect(body).toMatchObject({ items: [{ occasion: instant, firedAt: at }], next: null });
  });

  it('shows its firings page by page, newest first', async () => {
    const { db } = organisation.database;
    const instants = [2027, 2028, 2029].map((year) => `${year}-02-01T05:00:00.000Z`);
    for (const instant of instants) await fireDuty(db, id, instant, new Date().toISOString());
    const first = (await read('/firings?limit=2')).body as Answer['body'] & {
      items: { occasion: string }[];
      next: string;
    };
    const rest = (await read(`/firings?limit=2&cursor=${first.next}`)).body as typeof first;
    expect([...first.items, ...rest.items].map(({ occasion }) => occasion)).toEqual(instants.reverse());
    expect(rest.next).toBeNull();
    expect(refusalOf(await read('/firings?cursor=x'))).toBe('422 invalid');
  });

  it('tells a policy to be reviewed, for the instant of the cycle, once', async () => {
    const policy = randomUUID();
    id = await declaredDuty(organisation, { starts: { kind: 'policy_review', policy }, schedule: false });
    await organisation.stopWorker();
    try {
      const instant = '2027-02-01T05:00:00.000Z';
      await fireDuty(organisation.database.db, id, instant, '2027-02-01T05:00:01.000Z');
      const messages = await organisation.database.db
        .selectFrom('process_message')
        .select(['stream', 'command'])
        .where('stream', '=', `policy/${policy}`)
        .execute();
      expect(messages).toEqual([
        {
          stream: `policy/${policy}`,
          command: {
            type: 'review',
            id: `duty/${id}/2/0`,
            by: 'system',
            at: '2027-02-01T05:00:01.000Z',
            reason: 'cycle',
            note: '',
            occasion: instant,
          },
        },
      ]);
      expect((await read()).body).toMatchObject({
        last: { subject: `policy/${policy}`, outcome: 'on_its_way' },
      });
      // No policy is there to hear of it.
      await organisation.database.db
        .deleteFrom('process_message')
        .where('stream', '=', `policy/${policy}`)
        .execute();
    } finally {
      await organisation.startWorker();
    }
  });
});

describe('pausing and resuming', () => {
  it('is on record with its reason, and the schedule follows at once', async () => {
    const paused = await act('pause', 'administrator');
    expect(paused.status).toBe(200);
    expect(paused.body).toMatchObject({
      state: 'paused',
      nextAt: null,
      paused: { by: { userName: 'administrator' }, ...reason },
    });
    expect(await isPausedInTemporal()).toBe(true);
    const resumed = await act('resumption');
    expect([resumed.status, resumed.body.state]).toEqual([200, 'active']);
    expect(await isPausedInTemporal()).toBe(false);
    expect(await eventTypes()).toEqual(['DutyDeclared', 'DutyPaused', 'DutyResumed']);
  });

  it('answers 202 where there is no schedule to follow yet', async () => {
    id = await declaredDuty(organisation, { schedule: false });
    const paused = await act('pause');
    expect([paused.status, paused.body.state]).toEqual([202, 'paused']);
    expect(await eventTypes()).toEqual(['DutyDeclared', 'DutyPaused']);
  });

  it('happens once where two want it at once', async () => {
    const answers = await Promise.all([act('pause'), act('pause', 'administrator')]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
    expect(await eventTypes()).toEqual(['DutyDeclared', 'DutyPaused']);
  });

  it('is answered as before when it is sent again', async () => {
    const key = { 'idempotency-key': randomUUID() };
    expect((await act('pause', 'compliance', reason, key)).status).toBe(200);
    expect((await act('pause', 'compliance', reason, key)).status).toBe(200);
    expect(await eventTypes()).toEqual(['DutyDeclared', 'DutyPaused']);
    const other = { reason: 'Something else' };
    expect(refusalOf(await act('pause', 'compliance', other, key))).toBe('422 idempotency_key_reused');
  });
});

describe('running a duty now', () => {
  it('starts what it starts once, on an occasion of its own, however often it is sent', async () => {
    const key = { 'idempotency-key': randomUUID() };
    const answers = await Promise.all([1, 2, 3].map(() => act('run', 'compliance', reason, key)));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
    expect(await eventTypes()).toEqual(['DutyDeclared', 'DutyRunNow']);
    expect((await read('/firings')).body).toMatchObject({
      items: [{ by: { userName: 'compliance' }, ...reason }],
    });
    expect((await read()).body).toMatchObject({ nextAt: '2027-02-01T05:00:00.000Z' });
  });

  it('of another key runs it again', async () => {
    expect([(await act('run')).status, (await act('run')).status]).toEqual([200, 200]);
    const { items } = (await read('/firings')).body as Answer['body'] & { items: { subject: string }[] };
    expect(new Set(items.map(({ subject }) => subject)).size).toBe(2);
  });

  it('works while it is paused', async () => {
    id = await declaredDuty(organisation, { paused: true });
    const { status, body } = await act('run');
    expect([status, body.state]).toEqual([200, 'paused']);
  });

  it('writes a checkpoint', async () => {
    id = await declaredDuty(organisation, { starts: { kind: 'checkpoint' }, schedule: false });
    expect((await act('run')).status).toBe(200);
    const before = (await read()).body['lastFiredAt'];
    await eventually(async () => {
      const { lastFiredAt } = (await read()).body as Answer['body'] & { lastFiredAt: string | null };
      return lastFiredAt !== null && lastFiredAt !== before;
    });
  });
});

describe('what is refused', () => {
  const deeds: Deed[] = ['pause', 'resumption', 'run'];

  it.each(deeds)('%s, to everybody but compliance managers and administrators', async (deed) => {
    for (const account of ['requester', 'auditor', 'management', 'security'] as const) {
      expect(await refused(organisation, () => act(deed, account)), account).toBe('403 wrong_role');
    }
    const anonymous = () => organisation.call(undefined, 'POST', `/v1/duties/${id}/${deed}`, reason);
    expect(await refused(organisation, anonymous)).toBe('401 unauthenticated');
  });

  it.each(deeds)('%s, without a reason', async (deed) => {
    for (const body of [{}, { reason: ' ' }, { reason: 7 }, { ...reason, more: 1 }]) {
      expect(await refused(organisation, () => act(deed, 'compliance', body))).toBe('422 invalid');
    }
    expect(pointersOf(await act(deed, 'compliance', { reason: '' }))).toEqual(['/reason']);
  });

  it.each(deeds)('%s, of a duty that is not there', async (deed) => {
    id = 'nothing';
    expect(await refused(organisation, () => act(deed))).toBe('404 not_found');
    expect(refusalOf(await read())).toBe('404 not_found');
    expect(refusalOf(await read('/firings'))).toBe('404 not_found');
  });

  it.each(deeds)('%s, of one that is withdrawn', async (deed) => {
    await redeclare(organisation.database.db, id, undefined, new Date().toISOString());
    expect(await refused(organisation, () => act(deed))).toBe('409 closed');
    expect((await read()).body).toMatchObject({ state: 'withdrawn', nextAt: null });
  });

  it('pausing twice, and resuming what is not paused', async () => {
    expect(await refused(organisation, () => act('resumption'))).toBe('409 already_decided');
    await act('pause');
    expect(await refused(organisation, () => act('pause'))).toBe('409 already_decided');
  });
});
