import { randomUUID } from 'node:crypto';
import { beforeEach, describe, expect, it } from 'vitest';
import { listMailbox, readMail } from '../../db/mailbox.ts';
import { record } from '../../db/record.ts';
import type { AiSystem, AiSystemCommand } from '../../domain/ai-system-state.ts';
import { aiSystem } from '../../domain/ai-system.ts';
import { settle } from '../../domain/decider.ts';
import { actor, ask, declare, goLive, resume, suspend, use } from '../domain/ai-system-beginning.ts';
import { createTestDatabase } from '../test-database.ts';
import { monday, NotificationScene } from './notification-scene.ts';

const later = (days: number) => new Date(Date.parse(monday) + days * 86_400_000).toISOString();

let scene: NotificationScene;
let people: Record<'olga' | 'sasha' | 'chris' | 'nora', string>;
let story: SystemStory;
beforeEach(async () => {
  const database = await createTestDatabase();
  scene = new NotificationScene(database);
  people = {
    olga: await scene.person('olga', ['business_owner']),
    sasha: await scene.person('sasha', ['security']),
    chris: await scene.person('chris', ['compliance_manager']),
    nora: await scene.person('nora', ['requester']),
  };
  story = new SystemStory();
  await story.open();
  return () => database.drop();
});

/** A system of olga's, recorded as it is told. */
class SystemStory {
  readonly id = randomUUID();
  #standing: { state: AiSystem | undefined; seq: number } = { state: undefined, seq: 0 };

  /** Says something, or lets time alone bring about what it does until then. */
  async say(command: object | undefined, days: number): Promise<void> {
    const at = later(days);
    // Commands are given in part, whichever they are; the decider refuses what is none, and the story ends.
    const said = { id: randomUUID(), by: 'system', at, ...command } as unknown as AiSystemCommand;
    const { state, seq, events } = settle(aiSystem, this.#standing, command === undefined ? [] : [said], at);
    const { seq: expectedSeq } = this.#standing;
    await record(scene.database.db, { stream: `ai-system/${this.id}`, expectedSeq, events, outcomes: [] });
    this.#standing = { state, seq };
  }

  async open(): Promise<void> {
    const review = { nextReviewAt: later(365), remindAt: [later(335), later(358)], lapsesAt: later(395) };
    await this.say({ type: 'open', ...use, owner: people.olga, review }, 0);
    await this.say({ ...goLive, by: people.olga, actor: actor(people.olga) }, 0);
  }
}

/** The mail to a person whose subject begins so. */
async function mailTo(person: string, subject: string, days = 0) {
  await scene.relay(later(days));
  await scene.keep();
  const mails = await listMailbox(scene.database.db, person, 20);
  const mail = mails.find((one) => one.subject.startsWith(subject));
  return readMail(scene.database.db, mail?.id ?? randomUUID());
}

describe('messages about an AI system', () => {
  it('say to its owner that it is theirs, that it is stopped and that it may go on', async () => {
    const mine = await mailTo(people.olga, 'Yours to answer for');
    expect(mine?.subject).toBe('Yours to answer for: Drafting of answers');
    expect(mine?.text).toContain(`https://countersign.example.org/ai-systems/${story.id}`);
    await story.say({ ...suspend, by: people.sasha, actor: actor(people.sasha, 'security') }, 1);
    expect((await mailTo(people.olga, 'Suspended', 1))?.text).toContain('It leaks.');
    await story.say({ ...resume, by: people.chris, actor: actor(people.chris, 'compliance_manager') }, 2);
    expect((await mailTo(people.olga, 'In use again', 2))?.text).toContain('Mended.');
  });

  it('ask whoever signs a change, and compliance once it is late', async () => {
    await story.say(declare(1, ['security']), 1);
    const asked = await mailTo(people.sasha, 'Changed, sign-off needed', 1);
    expect(asked?.text).toContain('example-large-3');
  });

  it('ask the owner whether somebody may join, and tell them what was said', async () => {
    await story.say({ ...ask(people.nora), dueAt: later(3) }, 1);
    const asked = await mailTo(people.olga, 'May they use it?', 1);
    expect(asked?.subject).toBe('May they use it?: nora, Drafting of answers');
    expect(asked?.text).toContain('We answer tickets too.');
    const answer = { type: 'answerJoining', joining: 1, admit: true, note: '' };
    await story.say({ ...answer, by: people.olga, actor: actor(people.olga) }, 2);
    expect((await mailTo(people.nora, 'You may use', 2))?.subject).toBe('You may use: Drafting of answers');
  });

  it('go to compliance when a review or an answer is late', async () => {
    await story.say({ ...ask(people.nora), dueAt: later(3) }, 1);
    await story.say(undefined, 4);
    expect(await mailTo(people.chris, 'Escalated to you: nora', 4)).toBeDefined();
    await story.say(undefined, 366);
    const late = await mailTo(people.chris, 'Not reviewed', 366);
    expect(late?.text).toContain('Without a review it is suspended');
  });
});
