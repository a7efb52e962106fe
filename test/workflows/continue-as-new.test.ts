import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { eventually } from '../eventually.ts';
import { type Account, TestOrganisation } from '../test-organisation.ts';

/** More than the events at which Temporal suggests to continue as new (4,096 by default). */
const attempts = 4_500;
const volley = 100;

let organisation: TestOrganisation;
beforeAll(async () => {
  organisation = await TestOrganisation.found();
});
afterAll(() => organisation.close());

it('a request under a storm of commands goes on in a new run, answers every one, and is decided', async () => {
  const { body } = await organisation.submit();
  const handle = organisation.client.workflow.getHandle(`adoption-request/${body.id}`);
  const { runId: firstRun } = await handle.describe();
  const stranger = { person: 'person-stranger', roles: [], actsFor: [] };
  const attempt = () =>
    handle.signal('signOff', {
      type: 'signOff',
      id: randomUUID(),
      by: stranger.person,
      at: new Date().toISOString(),
      actor: stranger,
      revision: 1,
      role: 'legal',
      decision: 'reject',
      comment: 'I only pass by.',
      conditions: [],
    });
  const { db } = organisation.database;
  const refusals = async () => {
    const counting = db
      .selectFrom('command_outcome')
      .select((eb) => eb.fn.countAll<number>().as('count'))
      .where('stream', '=', `adoption-request/${body.id}`);
    return (await counting.where('status', '=', 'refused').executeTakeFirstOrThrow()).count;
  };
  for (let sent = volley; sent <= attempts; sent += volley) {
    await Promise.all(Array.from({ length: volley }, attempt));
    await eventually(async () => (await refusals()) === sent);
  }
  const signatories: [Account, string][] = [
    ['security', 'security'],
    ['legal', 'legal'],
    ['privacy', 'privacy'],
    ['business-owner', 'business_owner'],
  ];
  for (const [account, role] of signatories) {
    expect((await organisation.signOff(account, body.id, role)).status).toBe(200);
  }
  await handle.result();
  const { runId: lastRun, status } = await handle.describe();
  expect(status.name).toBe('COMPLETED');
  expect(lastRun).not.toBe(firstRun);
}, 120_000);
