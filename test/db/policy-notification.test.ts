import { randomUUID } from 'node:crypto';
import { beforeEach, describe, expect, it } from 'vitest';
import { digest } from '../../activities/compose-digest.ts';
import { acknowledge } from '../../db/acknowledgement.ts';
import { goRound } from '../../db/campaign-round.ts';
import { composeDigest } from '../../db/delivery.ts';
import { inTransaction } from '../../db/facts.ts';
import { listMailbox, readMail } from '../../db/mailbox.ts';
import { changePerson } from '../../db/person-change.ts';
import { record } from '../../db/record.ts';
import type { Policy, PolicyCommand, PolicyDetails } from '../../domain/policy-state.ts';
import { settle } from '../../domain/decider.ts';
import { policy } from '../../domain/policy.ts';
import { actor, details } from '../domain/policy-beginning.ts';
import { createTestDatabase } from '../test-database.ts';
import { monday, NotificationScene } from './notification-scene.ts';

const later = (days: number) => new Date(Date.parse(monday) + days * 86_400_000).toISOString();

let scene: NotificationScene;
let owner: string;
let lee: string;
let manager: string;
let story: PolicyStory;
beforeEach(async () => {
  const database = await createTestDatabase();
  scene = new NotificationScene(database);
  owner = await scene.person('olga', ['requester']);
  lee = await scene.person('lee', ['legal']);
  manager = await scene.person('manu', ['management']);
  await scene.person('chris', ['compliance_manager']);
  story = new PolicyStory();
  return () => database.drop();
});

/** A policy of olga's that legal signs, recorded as it is told. */
class PolicyStory {
  readonly id = randomUUID();
  #standing: { state: Policy | undefined; seq: number } = { state: undefined, seq: 0 };

  async say(command: Record<string, unknown>, at: string): Promise<void> {
    const full = { id: randomUUID(), by: 'x', at, ...command } as unknown as PolicyCommand;
    const { state, seq, events } = settle(policy, this.#standing, [full], at);
    const { seq: expectedSeq } = this.#standing;
    await record(scene.database.db, { stream: `policy/${this.id}`, expectedSeq, events, outcomes: [] });
    this.#standing = { state, seq };
  }

  create(changes: Partial<PolicyDetails> = {}): Promise<void> {
    const described = { ...details, owner, approvers: ['legal'], ...changes };
    return this.say({ type: 'create', by: 'chris', details: described }, monday);
  }

  submit(at = monday): Promise<void> {
    const plan = [{ role: 'legal', dueAt: later(7), remindAt: [later(3)], escalateTo: 'compliance_manager' }];
    const said = { hash: 'a'.repeat(64), major: true, note: 'The first version.', effectiveAt: at, plan };
    return this.say({ type: 'submit', by: owner, actor: actor(owner), ...said }, at);
  }

  sign(more: Record<string, unknown> = {}): Promise<void> {
    const said = { role: 'legal', submission: 1, decision: 'approve', comment: '', ...more };
    return this.say({ type: 'signOff', by: lee, actor: actor(lee, 'legal'), ...said }, monday);
  }

  async publish(changes: Partial<PolicyDetails> = {}): Promise<void> {
    await this.create(changes);
    await this.submit();
    await this.sign();
    await goRound(scene.database.db, this.id, monday);
  }
}

/** The mail to a person whose subject begins so. */
async function mailTo(person: string, subject: string) {
  await scene.relay();
  await scene.keep();
  const mails = await listMailbox(scene.database.db, person, 20);
  const mail = mails.find((one) => one.subject.startsWith(subject));
  return readMail(scene.database.db, mail?.id ?? randomUUID());
}

/** What the digest of a person's reminders says, if there is one. */
async function digestFor(person: string, at: string) {
  await scene.relay(at);
  const { db } = scene.database;
  const row = await db
    .selectFrom('delivery')
    .select('id')
    .where('kind', '=', 'reminder_digest')
    .where('person_id', '=', person)
    .orderBy('created_at', 'desc')
    .limit(1)
    .executeTakeFirst();
  if (row === undefined) return undefined;
  const reminders = await composeDigest(db, row.id, at);
  return digest(db, 'https://countersign.example.org', reminders);
}

describe('messages about a policy', () => {
  it('ask its owner for the first version, and whoever signs for their sign-off', async () => {
    await story.create();
    const asked = await mailTo(owner, 'Review');
    expect(asked?.subject).toMatch(/^Review “Acceptable use of AI” by Wed, 23 Dec 2026/);
    expect(asked?.text).toContain(`https://countersign.example.org/policies/${story.id}`);
    await story.submit();
    const toSign = await mailTo(lee, 'Sign off');
    expect(toSign?.subject).toMatch(/^Sign off “Acceptable use of AI” by Mon, 30 Nov 2026/);
    expect(toSign?.text).toContain('The first version.');
  });

  it('tell its owner what is asked to be changed, and that it is in force', async () => {
    await story.create();
    await story.submit();
    await story.sign({ decision: 'request_changes', comment: 'Say who answers for it.' });
    const back = await mailTo(owner, 'Changes requested: “Acceptable use of AI”');
    expect(back?.text).toContain('Say who answers for it.');
    await story.submit();
    await story.sign({ submission: 2 });
    expect(await mailTo(owner, 'In force: “Acceptable use of AI”, version 1')).toBeDefined();
  });

  it('ask nobody to sign what was sent back meanwhile', async () => {
    await story.create();
    await story.submit();
    await scene.relay();
    await story.sign({ decision: 'request_changes', comment: 'No.' });
    await scene.keep();
    expect(await scene.sent('policy_sign_off_requested')).toMatchObject([{ to: 'lee', state: 'dropped' }]);
  });

  it('put all that a person is to read into one, and nothing that they have read by then', async () => {
    await story.publish();
    const other = new PolicyStory();
    await other.publish({ title: 'Sourcing of AI' });
    const asked = await digestFor(owner, monday);
    expect(asked?.items.map(({ title }) => title).toSorted()).toEqual([
      expect.stringMatching(/^Read and acknowledge “Acceptable use of AI” by Mon, 7 Dec 2026/),
      expect.stringMatching(/^Read and acknowledge “Sourcing of AI”/),
    ]);
    const agreed = { policy: story.id, person: owner, version: 1, hash: 'a'.repeat(64), at: monday };
    expect(await acknowledge(scene.database.db, agreed)).toMatchObject({ version: 1 });
    expect((await digestFor(owner, monday))?.items).toHaveLength(1);
    await acknowledge(scene.database.db, { ...agreed, policy: other.id });
    expect(await digestFor(owner, monday)).toBeUndefined();
  });

  it('tell managers of their people who are late, by name', async () => {
    await inTransaction(scene.database.db, (trx) => changePerson(trx, lee, { manager }, 'system', monday));
    await story.publish({ audience: { everyone: false, roles: ['legal'], teams: [], people: [] } });
    const late = '2024-01-08T09:00:00.000Z';
    await scene.database.db.updateTable('assignment').set({ due_at: late, next_at: late }).execute();
    await goRound(scene.database.db, story.id, later(1));
    const told = await digestFor(manager, later(1));
    expect(told?.items).toMatchObject([{ title: expect.stringMatching(/^Not acknowledged in time/) }]);
  });
});
