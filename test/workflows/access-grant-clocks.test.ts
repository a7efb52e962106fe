import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { readEvents } from '../../db/event-store.ts';
import type { AccessGrantCommand, AccessGrantEvent } from '../../domain/access-grant-state.ts';
import { eventually } from '../eventually.ts';
import { TimeMachine } from './time-skipping.ts';

let machine: TimeMachine;
beforeAll(async () => {
  machine = await TimeMachine.start();
});
afterAll(() => machine.close());

const day = 86_400_000;
const manager = { person: 'chris', roles: ['compliance_manager' as const], actsFor: [] };

/** A request by somebody whose address is known, for one document of olivia's. */
async function asked() {
  const { db } = machine.database;
  const [id, stakeholder, document, at] = [randomUUID(), randomUUID(), randomUUID(), await machine.now()];
  const email = `${stakeholder}@reader.example`;
  await db
    .insertInto('stakeholder')
    .values({ id: stakeholder, email, email_key: email, met_at: at })
    .execute();
  await db
    .insertInto('trust_document')
    .values({
      ...{ id: document, key: document, title: 'Report', summary: '', owner_id: 'olivia', listed: true },
      ...{ needs_nda: false, file: 'f'.repeat(64), file_name: 'a.pdf', added_by: 'chris', added_at: at },
    })
    .execute();
  await db
    .insertInto('access_asking')
    .values({
      grant_id: id,
      stakeholder_id: stakeholder,
      name: 'Rae',
      company: 'R',
      purpose: '',
      asked_at: at,
    })
    .execute();
  const by = `stakeholder/${stakeholder}`;
  const ask: AccessGrantCommand = {
    ...{ type: 'ask', id: randomUUID(), by, at, stakeholder },
    ...{ documents: [document], owner: 'olivia', needsNda: false, renews: null },
  };
  const handle = await machine.environment.client.workflow.signalWithStart('accessGrant', {
    workflowId: `access-grant/${id}`,
    taskQueue: machine.taskQueue,
    args: [{ id }],
    signal: 'ask',
    signalArgs: [ask],
  });
  const events = () => readEvents<AccessGrantEvent>(db, `access-grant/${id}`);
  const until = (count: number) =>
    eventually(async () => {
      const all = await events();
      return all.length === count && all;
    });
  await until(1);
  const mails = async () =>
    (
      await db
        .selectFrom('trust_mail')
        .innerJoin('delivery', 'delivery.id', 'delivery_id')
        .select('trust_mail.kind')
        .where('stakeholder_id', '=', stakeholder)
        .orderBy('delivery.created_at')
        .execute()
    ).map(({ kind }) => kind);
  const verify = async () => {
    const command: AccessGrantCommand = {
      ...{ type: 'verify', id: randomUUID(), by, at: await machine.now(), stakeholder, nda: null },
    };
    await handle.signal('verify', command);
    return until(2);
  };
  const addressOf = () =>
    db.selectFrom('stakeholder').select('email').where('id', '=', stakeholder).executeTakeFirstOrThrow();
  return { id, handle, until, mails, verify, addressOf };
}

/** Events come at their instant or a little after, never before. */
function expectAt(event: AccessGrantEvent | undefined, instant: string): void {
  const late = Date.parse(event?.at ?? '') - Date.parse(instant);
  expect(late).toBeGreaterThanOrEqual(0);
  expect(late).toBeLessThan(60_000);
}

it('what nobody verifies lapses after a day, and nothing of whoever was named is kept', async () => {
  const { until, handle, mails, addressOf } = await asked();
  const [first] = await until(1);
  const verifyBy = first?.type === 'AccessAsked' ? first.verifyBy : '';
  await machine.travelTo(new Date(Date.parse(verifyBy) + 60_000).toISOString());
  const [, lapsed] = await until(2);
  expect(lapsed).toMatchObject({ type: 'AccessLapsed', verified: false });
  expectAt(lapsed, verifyBy);
  await handle.result();
  expect(await mails()).toEqual([]);
  expect(await addressOf()).toEqual({ email: null });
}, 60_000);

it('an owner is reminded, compliance managers after five days, and after thirty it lapses', async () => {
  const { id, until, handle, mails, verify } = await asked();
  const [, verified] = await verify();
  if (verified?.type !== 'AccessVerified') throw new Error('it is verified');
  const holders = async () =>
    (
      await machine.database.db
        .selectFrom('task')
        .select('holder')
        .where('stream', '=', `access-grant/${id}`)
        .orderBy('holder')
        .execute()
    ).map(({ holder }) => holder);
  await machine.travelTo(new Date(Date.parse(verified.decideBy) + day).toISOString());
  const waited = await until(5);
  expect(waited.slice(2).map(({ type }) => type)).toEqual([
    'AccessDecisionReminded',
    'AccessDecisionReminded',
    'AccessDecisionEscalated',
  ]);
  expectAt(waited[2], verified.remindAt[0] ?? '');
  expectAt(waited[4], verified.decideBy);
  expect(await holders()).toEqual(['person/olivia', 'role/compliance_manager']);
  await machine.travelTo(new Date(Date.parse(verified.lapsesAt) + day).toISOString());
  expectAt((await until(6))[5], verified.lapsesAt);
  await handle.result();
  expect(await holders()).toEqual([]);
  expect(await mails()).toEqual(['waiting', 'lapsed']);
}, 60_000);

it('a grant of a year warns three days before its end, and ends at its minute', async () => {
  const { until, handle, mails, verify } = await asked();
  await verify();
  const at = await machine.now();
  const approve: AccessGrantCommand = {
    ...{ type: 'approve', id: randomUUID(), by: 'chris', at, actor: manager, days: 365 },
  };
  await handle.signal('approve', approve);
  const granted = (await until(3))[2];
  if (granted?.type !== 'AccessGranted') throw new Error('it is granted');
  expect(Date.parse(granted.endsAt) - Date.parse(granted.at)).toBe(365 * day);
  await machine.travelTo(new Date(Date.parse(granted.endsAt) + 60_000).toISOString());
  const ended = await until(5);
  expect(ended.slice(3).map(({ type }) => type)).toEqual(['AccessEndingSoon', 'AccessExpired']);
  expectAt(ended[3], granted.remindAt[0] ?? '');
  expectAt(ended[4], granted.endsAt);
  await handle.result();
  expect(await mails()).toEqual(['waiting', 'granted', 'ending', 'expired']);
}, 60_000);
