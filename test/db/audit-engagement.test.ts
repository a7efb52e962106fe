import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { payloadOf } from '../../activities/webhook-payload.ts';
import { beginAttempt } from '../../db/delivery.ts';
import { listMailbox, readMail } from '../../db/mailbox.ts';
import { choose } from '../../db/notification-choice.ts';
import { rebuildReadModels } from '../../db/rebuild.ts';
import { record } from '../../db/record.ts';
import { addWebhookEndpoint } from '../../db/webhook-endpoint.ts';
import { auditEngagement } from '../../domain/audit-engagement.ts';
import { type Command, type Decider, type DomainEvent, settle } from '../../domain/decider.ts';
import { evidenceRequest } from '../../domain/evidence-request.ts';
import type { Role } from '../../domain/identity.ts';
import { defaultChoice } from '../../domain/notification-kind.ts';
import { createTestDatabase, type TestDatabase } from '../test-database.ts';
import { NotificationScene } from './notification-scene.ts';

let database: TestDatabase;
let scene: NotificationScene;
let manager: string;
let erin: string;
let owner: string;
let boss: string;
beforeAll(async () => {
  database = await createTestDatabase();
  scene = new NotificationScene(database);
  manager = await scene.person('chris', ['compliance_manager']);
  erin = await scene.person('erin', ['external_auditor']);
  owner = await scene.person('olga', ['business_owner']);
  boss = await scene.person('max', ['management']);
  const choice = { ...defaultChoice, remindersAs: 'at_once' as const, slackUrl: null };
  for (const person of [manager, owner, boss]) await choose(database.db, person, choice);
  const url = 'https://hooks.example.org/';
  const eventTypes = ['audit_engagement.opened' as const, 'evidence_request.asked' as const];
  await addWebhookEndpoint(database.db, { url, eventTypes }, 'system', on(0));
});
afterAll(() => database.drop());

const on = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString();
const as = (person: string, role: Role) => ({ person, roles: [role], actsFor: [] });

const known = new Map<string, { state: unknown; seq: number }>();

/** Puts on record what is said, or what time brings about by `at`, and has it told. */
async function say(stream: string, at: string, ...said: Record<string, unknown>[]): Promise<string[]> {
  // Which of the two it is, the stream says, and no type: what is said is given in part, and is theirs to refuse.
  const decider = (stream.startsWith('audit') ? auditEngagement : evidenceRequest) as unknown as Decider<
    unknown,
    Command,
    DomainEvent
  >;
  const from = known.get(stream) ?? { state: undefined, seq: 0 };
  const commands = said.map((one) => ({ id: randomUUID(), at, by: 'system', ...one }) as unknown as Command);
  const { events, outcomes, ...after } = settle(decider, from, commands, at);
  const result = await record(database.db, { stream, expectedSeq: from.seq, events, outcomes });
  if (result.status === 'guarded') return [result.refusal.code];
  known.set(stream, after);
  await scene.relay(at);
  await scene.keep();
  return outcomes.map((outcome) => (outcome.status === 'refused' ? outcome.refusal.code : outcome.status));
}

async function opened(): Promise<string> {
  const id = randomUUID();
  await say(`audit-engagement/${id}`, on(0), {
    type: 'open',
    by: manager,
    actor: as(manager, 'compliance_manager'),
    title: 'Stage 2',
    firm: 'Certification body',
    scope: { from: '2026-01-01', until: '2026-06-30', systems: 'all' },
    period: { from: '2026-01-01T00:00:00.000Z', until: '2026-06-30T23:59:59.999Z' },
    endsOn: on(30).slice(0, 10),
    endsAt: on(30),
    auditors: [erin],
  });
  return id;
}

const asking = (engagement: string, to: string | null) => ({
  type: 'ask',
  by: erin,
  actor: as(erin, 'external_auditor'),
  engagement,
  title: 'Training records',
  text: 'Of March.',
  to,
  dueAt: on(10),
});

const subjectsTo = async (person: string) =>
  (await listMailbox(database.db, person, 50)).map(({ subject }) => subject);

async function textTo(person: string, start: string): Promise<string> {
  const mail = (await listMailbox(database.db, person, 50)).find(({ subject }) => subject.startsWith(start));
  return (await readMail(database.db, mail?.id ?? randomUUID()))?.text ?? '';
}

describe('the mails about an engagement', () => {
  it('tell its auditors, whoever is asked, and whoever has asked', async () => {
    const engagement = await opened();
    expect(await textTo(erin, 'You are let in to audit: Stage 2')).toContain(
      `https://countersign.example.org/audit-engagements/${engagement}`,
    );
    const [ofAll, ofOne] = [`evidence-request/${randomUUID()}`, `evidence-request/${randomUUID()}`];
    expect(await say(ofAll, on(0), asking(engagement, null))).toEqual(['accepted']);
    await say(ofOne, on(0), asking(engagement, owner));
    expect(await subjectsTo(manager)).toEqual([expect.stringMatching(/^Asked for by .*: Training records$/)]);
    expect(await textTo(owner, 'Asked for by')).toContain('Of March.');
    const answer = { type: 'answer', actor: as(manager, 'compliance_manager'), text: 'SECRET', files: [] };
    await say(ofAll, on(0.001), { ...answer, by: manager });
    const reply = await textTo(erin, 'A reply: Training records');
    expect(reply).toContain(`/evidence-requests/`);
    // What is shown to somebody from outside is read here, while they are let in.
    expect(reply).not.toContain('SECRET');
    await say(ofAll, on(0.002), {
      type: 'accept',
      by: erin,
      actor: as(erin, 'external_auditor'),
      note: 'Fine.',
    });
    expect(await textTo(manager, 'Accepted: Training records')).toContain('Fine.');
    await say(`audit-engagement/${engagement}`, on(0.003), {
      type: 'close',
      by: boss,
      actor: as(boss, 'administrator'),
      reason: 'The report is there.',
    });
    expect(await textTo(manager, 'Over: Stage 2')).toContain('The report is there.');
    expect(
      await say(ofOne, on(0.004), { ...answer, by: owner, actor: as(owner, 'compliance_manager') }),
    ).toEqual(['accepted']);
    // Nobody outside is written to once they are out.
    expect((await subjectsTo(erin)).filter((subject) => subject.startsWith('A reply'))).toHaveLength(1);
    const late = `evidence-request/${randomUUID()}`;
    expect(await say(late, on(0.005), asking(engagement, null))).toEqual(['guard_failed']);
  });

  it('remind, and go past whoever was asked', async () => {
    const engagement = await opened();
    const ofOne = `evidence-request/${randomUUID()}`;
    await say(ofOne, on(0), asking(engagement, owner));
    await say(ofOne, on(9.5));
    expect(await subjectsTo(owner)).toContain('Reminder: Training records');
    await say(ofOne, on(11));
    expect(await subjectsTo(manager)).toContain('Escalated to you: Training records');
    await say(`audit-engagement/${engagement}`, on(24));
    expect(await subjectsTo(manager)).toContainEqual(expect.stringMatching(/^Ends on .*: Stage 2$/));
  });

  it('tell programs no title, no text and no name', async () => {
    const deliveries = await database.db
      .selectFrom('delivery')
      .select('id')
      .where('channel', '=', 'webhook')
      .execute();
    expect(deliveries.length).toBeGreaterThan(1);
    for (const { id } of deliveries) {
      const delivery = await beginAttempt(database.db, id);
      if (delivery === undefined) continue;
      const payload = JSON.stringify(await payloadOf(database.db, delivery));
      expect(payload).not.toMatch(/Training|Stage 2|erin/);
    }
  });
});

describe('the read models of engagements', () => {
  it('are the same when they are made anew from the events', async () => {
    const tables = ['audit_engagement', 'audit_engagement_auditor', 'evidence_request', 'task'] as const;
    const rows = async () => {
      const all = await Promise.all(
        tables.map(async (table) => {
          const found = await database.db.selectFrom(table).selectAll().execute();
          expect(found.length, table).toBeGreaterThan(0);
          return found.map((row) => JSON.stringify(row)).toSorted();
        }),
      );
      return all;
    };
    const engagement = await opened();
    await say(`audit-engagement/${engagement}`, on(0.001), {
      type: 'removeAuditor',
      by: manager,
      actor: as(manager, 'compliance_manager'),
      auditor: erin,
      reason: 'Left the firm.',
    });
    const before = await rows();
    await rebuildReadModels(database.db);
    expect(await rows()).toEqual(before);
  });
});
