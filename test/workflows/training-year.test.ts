import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createCourse } from '../../db/course-publication.ts';
import { readEvents } from '../../db/event-store.ts';
import { inTransaction } from '../../db/facts.ts';
import { addPerson } from '../../db/identity.ts';
import { handInAttempt } from '../../db/quiz-attempt.ts';
import { bringCompletion, revokeCompletion } from '../../db/training-completion.ts';
import { isTrained } from '../../db/training.ts';
import type { CampaignEvent } from '../../domain/campaign.ts';
import { aiUseCourse } from '../../domain/course-ai-use.ts';
import { daysAfter } from '../../domain/days.ts';
import { relayProcessMessages } from '../../worker/process-message-relay.ts';
import { eventually } from '../eventually.ts';
import { TimeMachine } from './time-skipping.ts';

let machine: TimeMachine;
beforeAll(async () => {
  machine = await TimeMachine.start();
});
afterAll(() => machine.close());

const { content, details, competence } = aiUseCourse;
const right = Object.fromEntries(content.quiz.map(({ id, correct }) => [id, correct]));

async function joiner(userName: string): Promise<string> {
  const at = await machine.now();
  const person = { userName, name: userName, email: null, roles: [] };
  return inTransaction(machine.database.db, (trx) => addPerson(trx, person, 'system', at));
}

async function relay(): Promise<void> {
  const { database, environment, taskQueue } = machine;
  const log = { warn: () => undefined };
  const { client } = environment;
  while ((await relayProcessMessages({ db: database.db, client, taskQueue, log })) > 0);
}

/** Waits until these people, and nobody else beside them, have had this happen to them in the campaign of the course. */
async function happened(course: string, type: CampaignEvent['type'], people: string[]): Promise<void> {
  const seen = await eventually(async () => {
    await relay();
    const events = await readEvents<CampaignEvent>(machine.database.db, `campaign/${course}`);
    const all = events.flatMap((event) => (event.type === type && 'people' in event ? event.people : []));
    return all.length >= people.length && all;
  });
  expect(seen.toSorted()).toEqual(people.toSorted());
}

describe('a year of a course', () => {
  it('asks, reminds and escalates until it is taken, and again before what was taken ends', async () => {
    const { db } = machine.database;
    const [one, two, late] = [await joiner('one'), await joiner('two'), await joiner('late')];
    const begun = await machine.now();
    const on = (days: number) => daysAfter(begun, days);
    const course = await createCourse(db, { competence, details, content }, { by: 'manager', at: begun });
    await happened(course, 'Assigned', [one, two, late]);
    const pass = async (person: string) => {
      const at = await machine.now();
      const taken = { id: randomUUID(), person, course, version: 1, answers: right, at };
      expect(await handInAttempt(db, taken)).toMatchObject({ passed: true });
      await relay();
    };
    const bring = async (person: string, validUntil: string) => {
      const at = await machine.now();
      const elsewhere = { person, course, version: null, completedAt: at, validUntil, score: null };
      const brought = { ...elsewhere, vouchedBy: 'manager', evidence: null, externalId: null };
      const result = await bringCompletion(db, brought, 'manager', at);
      await relay();
      return 'id' in result ? result.id : '';
    };

    await machine.travelTo(on(1));
    await pass(one);
    // A hundred days from now: earlier than anybody else is looked at again.
    const mistaken = await bring(two, on(101));
    await machine.travelTo(on(23.1));
    await happened(course, 'Reminded', [late]);
    await machine.travelTo(on(30.1));
    await happened(course, 'Overdue', [late]);
    await bring(late, on(300));

    await machine.travelTo(on(71.1));
    await happened(course, 'Renewed', [two]);
    expect(await isTrained(db, two, competence, await machine.now())).toBe(true);
    await pass(two);
    await revokeCompletion(db, mistaken, 'Somebody else.', { by: 'manager', at: await machine.now() });
    expect(await isTrained(db, two, competence, on(50))).toBe(false);
    expect(await isTrained(db, two, competence, on(150))).toBe(true);

    // Joiners are asked on arrival, and have their own time.
    const joined = await joiner('joined');
    await happened(course, 'Assigned', [one, two, late, joined]);
    await pass(joined);

    await machine.travelTo(on(270.1));
    await happened(course, 'Renewed', [two, late]);
    await machine.travelTo(on(336.1));
    await happened(course, 'Renewed', [two, late, one]);
    await pass(one);
    await machine.travelTo(on(370));
    await happened(course, 'Overdue', [late, late]);
    const trained = await Promise.all(
      [one, two, late].map((person) => isTrained(db, person, competence, on(370))),
    );
    expect(trained).toEqual([true, true, false]);
  }, 120_000);
});
