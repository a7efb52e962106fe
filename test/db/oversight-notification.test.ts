import { randomUUID } from 'node:crypto';
import { beforeEach, describe, expect, it } from 'vitest';
import { payloadOf } from '../../activities/webhook-payload.ts';
import { beginAttempt } from '../../db/delivery.ts';
import { headOf } from '../../db/event-store.ts';
import { inTransaction } from '../../db/facts.ts';
import { listMailbox, readMail } from '../../db/mailbox.ts';
import { record } from '../../db/record.ts';
import { addWebhookEndpoint } from '../../db/webhook-endpoint.ts';
import type { OversightCaseEvent } from '../../domain/oversight-case-state.ts';
import {
  acknowledging,
  actor,
  after,
  asking,
  assigning,
  at,
  closing,
  days,
  deciding,
  disagreeing,
  further,
  hours,
  incident,
  missing,
  passing,
  terms,
  unrelated,
} from '../domain/oversight-beginning.ts';
import { createTestDatabase } from '../test-database.ts';
import { putTraining } from '../oversight-training.ts';
import { NotificationScene } from './notification-scene.ts';

let scene: NotificationScene;
let [olu, sam, chris, caller, owner] = ['', '', '', '', ''];
let written: number;
let stream: string;
beforeEach(async () => {
  const database = await createTestDatabase();
  scene = new NotificationScene(database);
  olu = await scene.person('olu', ['oversight_reviewer']);
  sam = await scene.person('sam', ['oversight_reviewer']);
  chris = await scene.person('chris', ['compliance_manager']);
  caller = await scene.person('caller', ['requester']);
  owner = await scene.person('owner', ['requester']);
  for (const person of [olu, sam, chris]) await putTraining(database.db, person);
  written = 0;
  stream = `oversight-case/${randomUUID()}`;
  return () => database.drop();
});

const reviewer = () => actor(olu, 'oversight_reviewer');
const begun = () => {
  const first = { ...assigning(olu), terms: { ...terms, owner } };
  return after({ ...unrelated, by: caller }, first);
};

/** Records what came since the last time, and has it told. */
async function put(events: readonly OversightCaseEvent[]): Promise<void> {
  const { db } = scene.database;
  const { seq } = await inTransaction(db, (trx) => headOf(trx, stream));
  const caused = events.slice(written).map((event) => ({ event, commandId: 'test' }));
  written = events.length;
  await record(db, { stream, expectedSeq: seq, events: caused, outcomes: [] });
  await scene.relay();
  await scene.keep();
}

async function subjectsTo(person: string): Promise<string[]> {
  return (await listMailbox(scene.database.db, person, 20)).map(({ subject }) => subject);
}

/** The text of the mail whose subject begins so. */
async function textTo(person: string, start: string): Promise<string> {
  const mails = await listMailbox(scene.database.db, person, 20);
  const mail = mails.find(({ subject }) => subject.startsWith(start));
  return (await readMail(scene.database.db, mail?.id ?? randomUUID()))?.text ?? '';
}

describe('the mails about an oversight case', () => {
  it('ask its reviewer at once, and tell who brought it up and who answers for the system', async () => {
    await put(begun());
    expect(await subjectsTo(olu)).toEqual([expect.stringMatching(/^For you to review, be at it by /)]);
    expect(await textTo(olu, 'For you')).toContain(`https://countersign.example.org/oversight-cases/`);
    const decided = further(begun(), deciding(reviewer(), { note: 'It is right.' }), 5);
    await put(decided);
    expect(await subjectsTo(caller)).toEqual(['Upheld: Loan 4711 declined']);
    expect(await textTo(owner, 'Upheld')).toContain('you answer for the AI system');
    await put(further(decided, closing(reviewer()), 6));
    expect(await subjectsTo(caller)).toContain('Closed: Loan 4711 declined');
  });

  it('say to the next level that it has come to them, and go on reminding at the last', async () => {
    const late = further(passing(begun(), hours), assigning(chris, 2), hours);
    await put(late);
    expect(await subjectsTo(chris)).toEqual([expect.stringMatching(/^Escalated to you, be at it by /)]);
    const higher = further(passing(late, 2 * hours), assigning(sam, 3), 2 * hours);
    await put(higher);
    await put(passing(higher, 3 * hours));
    expect((await subjectsTo(sam)).filter((subject) => /Reminder|Overdue/.test(subject))).toHaveLength(1);
  });

  it('ask the second reviewer to confirm, and tell the first when they disagree', async () => {
    const proposed = further(further(begun(), asking(reviewer()), 3), deciding(reviewer()), 4);
    const seconded = further(proposed, assigning(sam, 1, 'second'), 5);
    await put(seconded);
    expect(await subjectsTo(sam)).toEqual(['For you to confirm: Loan 4711 declined']);
    await put(further(seconded, disagreeing(actor(sam, 'oversight_reviewer')), 6));
    expect(await textTo(olu, 'Not confirmed')).toContain('It is another person.');
  });

  it('tell who finds reviewers that nobody is trained', async () => {
    await put(after({ ...unrelated, by: caller }, missing('nobody_trained')));
    expect(await subjectsTo(chris)).toEqual(['Nobody to review: Loan 4711 declined']);
    expect(await textTo(chris, 'Nobody')).toContain('oversight reviewer');
  });

  it('remind of whom to tell of a serious incident, and of closing a case', async () => {
    const found = further(begun(), deciding(reviewer(), incident('death')), 5);
    await put(passing(found, days));
    expect(await textTo(olu, 'Overdue: tell the provider')).toContain('Article 26(5)');
    expect(await subjectsTo(chris)).toContain('Overdue: tell the provider of Loan 4711 declined');
  });

  it('name nobody where nobody has given a name, and go to nobody for it', async () => {
    const concern = { ...unrelated, kind: 'concern', by: 'anonymous' } as const;
    const events = after(concern, { ...assigning(olu), terms: { ...terms, owner } }, deciding(reviewer()));
    await put(events);
    const told = await scene.database.db.selectFrom('notification').select('recipient').execute();
    expect(told.map(({ recipient }) => recipient)).not.toContain('person/anonymous');
  });

  it('are sent to programs without a word of anybody', async () => {
    const endpoint = {
      url: 'https://hooks.example.org/',
      eventTypes: ['oversight_case.decided' as const],
      description: '',
    };
    await addWebhookEndpoint(scene.database.db, endpoint, 'person-1', at(0));
    const held = { ...unrelated, holdUntilReviewed: true } as const;
    const first = { ...assigning(olu), terms: { ...terms, owner } };
    await put(after({ ...held, by: caller }, first, acknowledging(reviewer()), deciding(reviewer())));
    const row = await scene.database.db
      .selectFrom('delivery')
      .select('id')
      .where('kind', '=', 'oversight_case.decided')
      .executeTakeFirstOrThrow();
    const attempt = await beginAttempt(scene.database.db, row.id);
    if (attempt === undefined) throw new Error('no delivery');
    const payload = await payloadOf(scene.database.db, attempt);
    expect(payload).toMatchObject({
      type: 'oversight_case.decided',
      data: { state: 'decided', kind: 'decision', severity: 'high', held: false, decision: 'upheld' },
    });
    for (const person of [olu, caller, owner]) expect(JSON.stringify(payload)).not.toContain(person);
  });
});
