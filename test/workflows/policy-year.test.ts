import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import pino from 'pino';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createApp } from '../../api/app.ts';
import { listen } from '../../api/listen.ts';
import { databaseServices } from '../../api/services.ts';
import { sha256 } from '../../db/canonical.ts';
import { readEvents } from '../../db/event-store.ts';
import { keepPolicyText } from '../../db/policy-text.ts';
import { findPolicy } from '../../db/policy.ts';
import type { CampaignEvent } from '../../domain/campaign.ts';
import { everyone } from '../../domain/audience.ts';
import type { Policy, PolicyDetails, PolicyEvent } from '../../domain/policy-state.ts';
import { relayProcessMessages } from '../../worker/process-message-relay.ts';
import { eventually } from '../eventually.ts';
import { TimeMachine } from './time-skipping.ts';

const day = 86_400_000;
const crowd = 10_000;
const later = (instant: string, days: number) => new Date(Date.parse(instant) + days * day).toISOString();

let machine: TimeMachine;
let url: string;
let close: () => Promise<void>;
beforeAll(async () => {
  machine = await TimeMachine.start();
  await addCrowd();
  const { database, environment, taskQueue } = machine;
  const services = {
    ...databaseServices(database.db),
    temporal: environment.client,
    taskQueue,
    outcomeTimeoutMs: 10_000,
    log: pino({ level: 'silent' }),
    readiness: () => Promise.reject(new Error('nobody asks')),
    home: '',
    temporalUi: undefined,
    demo: false,
    identityProvider: undefined,
    directoryRoles: {},
    publicUrl: 'http://127.0.0.1',
    allowPrivateWebhooks: false,
  };
  const server = listen(createApp(services, { rateLimitPerMinute: 10_000_000 }), 0, '127.0.0.1');
  await once(server, 'listening');
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  close = async () => {
    server.closeAllConnections();
    server.close();
    await once(server, 'close');
  };
});
afterAll(async () => {
  await close();
  await machine.close();
});

/** Ten thousand people, in threes under a manager, each with a token of their own. */
async function addCrowd(): Promise<void> {
  const { db } = machine.database;
  await sql`
    insert into person (id, user_name, name, active)
    select 'crowd-' || n, 'crowd-' || n, 'Crowd ' || n, true from generate_series(1, ${crowd}) n`.execute(db);
  await sql`update person set manager_id = 'crowd-1' where id like 'crowd-%' and id <> 'crowd-1'`.execute(db);
  for (let from = 1; from <= crowd; from += 2_000) {
    const rows = Array.from({ length: 2_000 }, (_, index) => ({
      id: `token-${from + index}`,
      hash: sha256(tokenOf(from + index)),
      person_id: `crowd-${from + index}`,
      machine_name: null,
      scope: null,
      label: 'crowd',
      created_at: '2026-01-01T00:00:00.000Z',
      expires_at: '2999-01-01T00:00:00.000Z',
      revoked_at: null,
    }));
    await db.insertInto('access_token').values(rows).execute();
  }
}

function tokenOf(person: number): string {
  return `csp_crowd-${person}`;
}

const details: PolicyDetails = {
  title: 'Acceptable use of AI',
  owner: 'owner',
  approvers: ['legal', 'privacy'],
  audience: everyone,
  cycleMonths: 12,
  reviewOn: ['new_law'],
  reviewDays: 30,
  signOffHours: 40,
  acknowledgeDays: 14,
};

/** A policy in the machine, and what people do with it at the machine's present. */
class Life {
  readonly id = randomUUID();

  async say(type: string, by: string, what: object): Promise<void> {
    const at = await machine.now();
    await machine.environment.client.workflow.signalWithStart('policy', {
      workflowId: `policy/${this.id}`,
      taskQueue: machine.taskQueue,
      args: [{ id: this.id }],
      signal: type,
      signalArgs: [{ type, id: randomUUID(), by, at, ...what }],
    });
  }

  async submit(markdown: string): Promise<void> {
    const at = await machine.now();
    const hash = await keepPolicyText(machine.database.db, { markdown, rules: [] }, at);
    const plan = details.approvers.map((role) => ({
      role,
      dueAt: later(at, 7),
      remindAt: [later(at, 3), later(at, 7)],
      escalateTo: 'compliance_manager',
    }));
    const actor = { person: 'owner', roles: [], actsFor: [] };
    const said = { actor, hash, major: true, note: 'New', effectiveAt: at, plan };
    await this.say('submit', 'owner', said);
    await this.until(({ review }) => review?.phase === 'review');
  }

  async sign(role: string, submission = 1): Promise<void> {
    const actor = { person: role, roles: [role], actsFor: [] };
    await this.say('signOff', role, { actor, role, submission, decision: 'approve', comment: '' });
    await this.until(
      ({ review }) =>
        review === null || review.signOffs.some((one) => one.role === role && one.made !== null),
    );
  }

  until(holds: (policy: Policy) => boolean): Promise<Policy> {
    return eventually(async () => {
      await relay();
      const found = await findPolicy(machine.database.db, this.id);
      return found !== undefined && holds(found.state) && found.state;
    });
  }

  events(): Promise<PolicyEvent[]> {
    return readEvents<PolicyEvent>(machine.database.db, `policy/${this.id}`);
  }

  campaignEvents(): Promise<CampaignEvent[]> {
    return readEvents<CampaignEvent>(machine.database.db, `campaign/${this.id}`);
  }
}

async function relay(): Promise<void> {
  const { database, environment, taskQueue } = machine;
  const log = { warn: () => undefined };
  const { client } = environment;
  while ((await relayProcessMessages({ db: database.db, client, taskQueue, log })) > 0);
}

async function acknowledge(policy: string, people: readonly number[], hash: string): Promise<void> {
  const waiting = [...people];
  const next = async () => {
    for (let person = waiting.pop(); person !== undefined; person = waiting.pop()) {
      const response = await fetch(`${url}/v1/policies/${policy}/acknowledgements`, {
        method: 'POST',
        headers: { authorization: `Bearer ${tokenOf(person)}`, 'content-type': 'application/json' },
        body: JSON.stringify({ version: 1, hash }),
      });
      expect(response.status).toBe(200);
      await response.arrayBuffer();
    }
  };
  await Promise.all(Array.from({ length: 16 }, next));
}

const peopleIn = (events: CampaignEvent[], type: CampaignEvent['type']): string[] =>
  events.flatMap((event) => (event.type === type && 'people' in event ? event.people : []));

const range = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, index) => from + index);
const names = (people: readonly number[]) => people.map((person) => `crowd-${person}`);

describe('a year of a policy', () => {
  it('fires, is escalated twice, is published, and ten thousand people acknowledge it while they are reminded', async () => {
    const life = new Life();
    const begun = await machine.now();
    await life.say('create', 'compliance', { details });
    await life.until(({ review }) => review !== null);

    // The owner lets their month pass, and the approvers their week: each time somebody else hears of it.
    await machine.travelTo(later(begun, 31));
    await life.until(({ review }) => review?.escalatedAt != null);
    await life.submit('# Acceptable use');
    await machine.travelTo(later(begun, 40));
    await life.until(
      ({ review }) => review?.signOffs.every(({ escalatedAt }) => escalatedAt !== null) === true,
    );
    await life.sign('legal');
    await life.sign('privacy');
    const { campaign, versions } = await life.until(({ state }) => state === 'in_force');
    const hash = versions[0]?.hash ?? '';
    const published = campaign?.startedAt ?? '';
    await eventually(async () => peopleIn(await life.campaignEvents(), 'Assigned').length === crowd);

    // A third acknowledge at once, a third while the first reminder runs, the rest but fifty before the second.
    await acknowledge(life.id, range(1, 3_000), hash);
    await Promise.all([
      acknowledge(life.id, range(3_001, 6_000), hash),
      machine.travelTo(later(published, 7.1)),
    ]);
    const reminded = await eventually(async () => {
      const people = peopleIn(await life.campaignEvents(), 'Reminded');
      return people.length >= crowd - 6_000 && people;
    });
    expect(new Set(reminded).size).toBe(reminded.length);
    expect(reminded).toEqual(expect.arrayContaining(names(range(6_001, crowd))));
    expect(reminded.filter((name) => names(range(1, 3_000)).includes(name))).toEqual([]);

    await acknowledge(life.id, range(6_001, crowd - 50), hash);
    await machine.travelTo(later(published, 13.1));
    const late = names(range(crowd - 49, crowd)).toSorted();
    const again = await eventually(async () => {
      const people = peopleIn(await life.campaignEvents(), 'Reminded').slice(reminded.length);
      return people.length >= 50 && people;
    });
    expect(again.toSorted()).toEqual(late);

    await machine.travelTo(later(published, 14.1));
    await eventually(async () => peopleIn(await life.campaignEvents(), 'Overdue').length >= 50);
    expect(peopleIn(await life.campaignEvents(), 'Overdue').toSorted()).toEqual(late);
    const toManagers = await machine.database.db
      .selectFrom('notification')
      .select('recipient')
      .where('kind', '=', 'acknowledgement_overdue')
      .execute();
    expect(toManagers).toEqual([{ recipient: 'person/crowd-1' }]);
    await life.until((policy) => policy.campaign === null);
    expect((await life.events()).at(-1)).toMatchObject({
      type: 'ReviewClosed',
      campaign: { asked: crowd, acknowledged: crowd - 50 },
    });

    // Whoever is late is reminded on and on, and nobody else is.
    const so = peopleIn(await life.campaignEvents(), 'Reminded').length;
    await machine.travelTo(later(published, 30));
    const ever = await eventually(async () => {
      const people = peopleIn(await life.campaignEvents(), 'Reminded').slice(so);
      return people.length >= 100 && people;
    });
    expect([...new Set(ever)].toSorted()).toEqual(late);
    await acknowledge(life.id, range(crowd - 49, crowd), hash);

    const types = (await life.events()).map(({ type }) => type);
    expect(types.filter((type) => type.endsWith('Escalated'))).toEqual([
      'ReviewEscalated',
      'PolicySignOffEscalated',
      'PolicySignOffEscalated',
    ]);

    // Ten thousand people are ten events for each thing that happens to them, and a handful in the workflow's history.
    expect((await life.campaignEvents()).filter(({ type }) => type === 'Assigned')).toHaveLength(10);
    const workflow = machine.environment.client.workflow.getHandle(`campaign/${life.id}`);
    const { historyLength } = await workflow.describe();
    expect(historyLength).toBeLessThan(120);

    // A year later the next review begins, and its version is asked for anew.
    await machine.travelTo(later(begun, 400));
    await life.say('review', 'system', { reason: 'cycle', note: '', occasion: 'the second year' });
    await life.until(({ review }) => review?.number === 2);
    await life.submit('# Acceptable use, revised');
    await life.sign('legal');
    await life.sign('privacy');
    await life.until((policy) => policy.campaign?.version === 2);
    await eventually(async () => peopleIn(await life.campaignEvents(), 'Assigned').length === 2 * crowd);
  }, 600_000);
});
