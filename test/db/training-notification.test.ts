import { beforeEach, describe, expect, it } from 'vitest';
import { goRound } from '../../db/campaign-round.ts';
import { createCourse } from '../../db/course-publication.ts';
import { inTransaction } from '../../db/facts.ts';
import { listMailbox, readMail } from '../../db/mailbox.ts';
import { choose } from '../../db/notification-choice.ts';
import { changePerson } from '../../db/person-change.ts';
import { bringCompletion, revokeCompletion } from '../../db/training-completion.ts';
import { courseTemplates } from '../../domain/course-templates.ts';
import { daysAfter } from '../../domain/days.ts';
import { defaultChoice } from '../../domain/notification-kind.ts';
import { createTestDatabase } from '../test-database.ts';
import { monday, NotificationScene } from './notification-scene.ts';

const [template] = courseTemplates;
if (template === undefined) throw new Error('there is no template');

let scene: NotificationScene;
let mia: string;
let rob: string;
beforeEach(async () => {
  const database = await createTestDatabase();
  scene = new NotificationScene(database);
  mia = await someone('mia');
  rob = await someone('rob');
  await inTransaction(database.db, (trx) => changePerson(trx, rob, { manager: mia }, 'system', monday));
  return () => database.drop();
});

/** Somebody who is told of everything at once. */
async function someone(userName: string, roles: Parameters<NotificationScene['person']>[1] = []) {
  const id = await scene.person(userName, roles);
  await choose(scene.database.db, id, { ...defaultChoice, remindersAs: 'at_once', slackUrl: null });
  return id;
}

/** A course that these have so many days for. */
async function asked(people: string[], dueDays: number): Promise<string> {
  if (template === undefined) throw new Error('there is no template');
  const { details } = template;
  const audience = { everyone: false, roles: [], teams: [], people };
  const terms = { ...details.terms, dueDays, remindDaysBefore: [] };
  const course = { ...template, details: { ...details, audience, terms } };
  const id = await createCourse(scene.database.db, course, { by: 'manager', at: monday });
  await round(id, monday);
  return id;
}

async function round(id: string, at: string): Promise<void> {
  await goRound(scene.database.db, id, at);
  await scene.relay();
  await scene.keep();
}

async function mailsTo(person: string): Promise<{ subject: string; text: string }[]> {
  const mails = await listMailbox(scene.database.db, person, 20);
  const whole = await Promise.all(mails.map((mail) => readMail(scene.database.db, mail.id)));
  return whole.flatMap((mail) => mail ?? []);
}

describe('the mails about a course', () => {
  it('ask whoever it is for to take it by a day, and lead to it', async () => {
    const id = await asked([rob], 3_000);
    const [mail] = await mailsTo(rob);
    expect(mail?.subject).toMatch(/^Take the course “Responsible use of AI” by /);
    expect(mail?.text).toContain(`https://countersign.example.org/courses/${id}`);
    expect(await mailsTo(mia)).toEqual([]);
  });

  it('tell a manager once which of their people are late, and these that they are', async () => {
    const ann = await someone('ann');
    await inTransaction(scene.database.db, (trx) =>
      changePerson(trx, ann, { manager: mia }, 'system', monday),
    );
    const id = await asked([rob, ann], 1);
    await round(id, daysAfter(monday, 2));
    const told = (await mailsTo(mia)).filter(({ subject }) => subject.startsWith('Not completed in time'));
    expect(told).toHaveLength(1);
    expect(told[0]?.text).toMatch(/- ann\n|- rob\n/);
    expect(told[0]?.text).toContain('rob');
    expect(told[0]?.text).toContain(`/courses/${id}/outstanding`);
    expect((await mailsTo(rob)).map(({ subject }) => subject)).toContain(
      'Overdue: take the course “Responsible use of AI”',
    );
  });

  it('tell compliance managers of those who have no manager, and of nobody else', async () => {
    const chris = await someone('chris', ['compliance_manager']);
    const id = await asked([rob, mia], 1);
    await round(id, daysAfter(monday, 2));
    const [told] = (await mailsTo(chris)).filter(({ subject }) => subject.startsWith('Not completed'));
    expect(told?.text).toContain('- mia');
    expect(told?.text).not.toContain('- rob');
  });

  it('say nothing to whoever has done it meanwhile', async () => {
    const { db } = scene.database;
    const id = await asked([rob], 1);
    await goRound(db, id, daysAfter(monday, 2));
    await bring(id, daysAfter(monday, 2));
    await scene.relay();
    await scene.keep();
    // What asked him for it is all that he has.
    expect(await mailsTo(rob)).toHaveLength(1);
    expect(await mailsTo(mia)).toEqual([]);
  });

  it('say that a completion was revoked, and why', async () => {
    const { db } = scene.database;
    const id = await asked([rob], 3_000);
    const completion = await bring(id, monday);
    await revokeCompletion(db, completion, 'It was another Rob.', { by: 'manager', at: monday });
    await scene.relay();
    await scene.keep();
    const mail = (await mailsTo(rob)).find(({ subject }) => subject.includes('your completion was revoked'));
    expect(mail?.text).toContain('> It was another Rob.');
  });
});

async function bring(course: string, at: string): Promise<string> {
  const completion = {
    person: rob,
    course,
    version: null,
    completedAt: monday,
    validUntil: null,
    score: null,
    vouchedBy: 'manager',
    evidence: null,
    externalId: null,
  };
  const brought = await bringCompletion(scene.database.db, completion, 'manager', at);
  if ('code' in brought) throw new Error(brought.detail);
  return brought.id;
}
