import { randomUUID } from 'node:crypto';
import { beforeEach, describe, expect, it } from 'vitest';
import { payloadOf } from '../../activities/webhook-payload.ts';
import { beginAttempt } from '../../db/delivery.ts';
import { listMailbox, readMail } from '../../db/mailbox.ts';
import { choose } from '../../db/notification-choice.ts';
import { addWebhookEndpoint } from '../../db/webhook-endpoint.ts';
import { defaultChoice } from '../../domain/notification-kind.ts';
import {
  actor,
  confirming,
  finding,
  gathering,
  on,
  opening,
  type Said,
  signing,
  writing,
} from '../domain/usage-audit-beginning.ts';
import { sayToAudit } from '../recorded-usage-audit.ts';
import { systemInUse } from '../system-in-use.ts';
import { createTestDatabase } from '../test-database.ts';
import { NotificationScene } from './notification-scene.ts';

let scene: NotificationScene;
let auditor: string;
let manager: string;
let owner: string;
let system: string;
const id = randomUUID();
beforeEach(async () => {
  const database = await createTestDatabase();
  scene = new NotificationScene(database);
  auditor = await scene.person('chris', ['compliance_manager']);
  manager = await scene.person('max', ['management']);
  owner = await scene.person('olga', ['business_owner', 'compliance_manager']);
  system = await systemInUse(database.db, { tier: 'high' });
  const choice = { ...defaultChoice, remindersAs: 'at_once' as const, slackUrl: null };
  for (const person of [auditor, owner]) await choose(database.db, person, choice);
  return () => database.drop();
});

/** Puts on record what is said on a day, and has it told. */
async function say(day: number, ...said: Said[]): Promise<void> {
  const outcomes = await sayToAudit(scene.database.db, id, on(day), ...said);
  expect(outcomes.filter((outcome) => outcome !== 'accepted')).toEqual([]);
  await scene.relay(on(day));
  await scene.keep();
}

const opened = () => say(0, { ...opening, round: null, system }, { ...gathering, owner, concerned: [owner] });
const audits = () => ({ actor: actor(auditor, 'compliance_manager') });

async function subjectsTo(person: string): Promise<string[]> {
  return (await listMailbox(scene.database.db, person, 20)).map(({ subject }) => subject);
}

async function textTo(person: string, start: string): Promise<string> {
  const mails = await listMailbox(scene.database.db, person, 20);
  const mail = mails.find(({ subject }) => subject.startsWith(start));
  return (await readMail(scene.database.db, mail?.id ?? randomUUID()))?.text ?? '';
}

describe('the mails about a usage audit', () => {
  it('ask a compliance manager to whom the system does not belong, and tell its owner what came of it', async () => {
    await opened();
    expect(await subjectsTo(auditor)).toEqual([expect.stringMatching(/^Audit how Scores was used by /)]);
    expect(await subjectsTo(owner)).toEqual([]);
    expect(await textTo(auditor, 'Audit')).toContain(`https://countersign.example.org/usage-audits/${id}`);
    await say(1, { type: 'take', ...audits() }, { ...writing, ...audits() });
    await say(2, { ...signing, ...audits() });
    expect(await subjectsTo(owner)).toEqual(['Findings: the usage audit of Scores']);
    const text = await textTo(owner, 'Findings');
    for (const words of [finding.what, finding.action, signing.note]) expect(text).toContain(words);
  });

  it('come to whoever is named, and say so where nothing was found', async () => {
    const named = await scene.person('sam', ['security']);
    await opened();
    await say(1, { type: 'assign', to: named, ...audits() });
    expect(await subjectsTo(named)).toEqual([
      expect.stringMatching(/^You are to audit how Scores was used by /),
    ]);
    await say(2, { ...confirming, actor: actor(named, 'security') });
    expect(await subjectsTo(owner)).toEqual(['Used within its scope: Scores']);
  });

  it('remind the auditor, and go to management when the time is over', async () => {
    await opened();
    await say(1, { type: 'take', ...audits() });
    await say(16);
    expect(await subjectsTo(auditor)).toContain(`${reminded()}: the usage audit of Scores`);
    await say(31);
    expect(await subjectsTo(manager)).toEqual(['Escalated to you: the usage audit of Scores']);
  });

  it('come once a day, all that a round has opened in one, unless somebody chose otherwise', async () => {
    await choose(scene.database.db, auditor, { ...defaultChoice, slackUrl: null });
    await opened();
    const [asked] = await scene.sent('usage_audit_opened');
    expect(asked).toMatchObject({ to: 'chris', state: 'pending' });
    expect(await subjectsTo(auditor)).toEqual([]);
  });

  it('are sent to programs without a name and without a word of what was found', async () => {
    const endpoint = {
      url: 'https://hooks.example.org/',
      eventTypes: ['usage_audit.signed' as const],
      description: '',
    };
    await addWebhookEndpoint(scene.database.db, endpoint, 'person-1', on(0));
    await opened();
    await say(1, { type: 'take', ...audits() }, { ...writing, ...audits() }, { ...signing, ...audits() });
    const row = await scene.database.db
      .selectFrom('delivery')
      .select('id')
      .where('kind', '=', 'usage_audit.signed')
      .executeTakeFirstOrThrow();
    const begun = await beginAttempt(scene.database.db, row.id);
    if (begun === undefined) throw new Error('no delivery');
    const { data } = (await payloadOf(scene.database.db, begun)) as { data: object };
    expect(data).toEqual({
      id,
      seq: 5,
      state: 'signed',
      system,
      tier: 'high',
      until: on(0),
      dueAt: on(30),
      findings: 1,
      conclusion: 'findings',
    });
  });
});

/** The stories lie in the future of whoever made this, and will lie in the past. */
function reminded(): string {
  return on(30) <= new Date().toISOString() ? 'Overdue' : 'Reminder';
}
