import { randomUUID } from 'node:crypto';
import { beforeEach, describe, expect, it } from 'vitest';
import { payloadOf } from '../../activities/webhook-payload.ts';
import { beginAttempt } from '../../db/delivery.ts';
import { inTransaction } from '../../db/facts.ts';
import { headOf } from '../../db/event-store.ts';
import { listMailbox, readMail } from '../../db/mailbox.ts';
import { record } from '../../db/record.ts';
import { addWebhookEndpoint } from '../../db/webhook-endpoint.ts';
import { elapse } from '../../domain/management-review-time.ts';
import type { ManagementReviewEvent } from '../../domain/management-review-state.ts';
import {
  actor,
  after,
  asking,
  on,
  opening,
  signing,
  stateOf,
  submitting,
  writing,
} from '../domain/management-review-beginning.ts';
import { createTestDatabase } from '../test-database.ts';
import { NotificationScene } from './notification-scene.ts';

let scene: NotificationScene;
let preparer: string;
let manager: string;
let written: number;
const id = randomUUID();
const stream = `management-review/${id}`;
beforeEach(async () => {
  const database = await createTestDatabase();
  scene = new NotificationScene(database);
  preparer = await scene.person('chris', ['compliance_manager']);
  manager = await scene.person('max', ['management']);
  written = 0;
  return () => database.drop();
});

const prepares = () => ({ actor: actor(preparer, 'compliance_manager') });
const signs = () => ({ actor: actor(manager, 'management') });

/** Records what came since the last time, and has it told. */
async function put(events: readonly ManagementReviewEvent[]): Promise<void> {
  const { db } = scene.database;
  const { seq } = await inTransaction(db, (trx) => headOf(trx, stream));
  const caused = events.slice(written).map((event) => ({ event, commandId: null }));
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

describe('the mails about a management review', () => {
  it('ask who prepares it, then who signs it, and say how it ended', async () => {
    const steps = [opening, { ...writing, ...prepares() }, { ...submitting, ...prepares() }];
    await put(after(opening));
    expect(await subjectsTo(preparer)).toEqual([expect.stringMatching(/^Prepare the management review by /)]);
    expect(await textTo(preparer, 'Prepare')).toContain(
      `https://countersign.example.org/management-reviews/${id}`,
    );
    await put(after(...steps));
    expect(await subjectsTo(manager)).toEqual([expect.stringMatching(/^Sign the management review by /)]);
    expect(await textTo(manager, 'Sign')).toContain('Translate the course');
    const asked = { ...asking, ...signs() };
    await put(after(...steps, asked));
    expect(await textTo(preparer, 'Changes requested: the management review')).toContain('Which sites?');
    const again = {
      ...writing,
      ...prepares(),
      replaces: 1,
      minutes: { ...writing.minutes, changes: 'One.' },
    };
    const [resubmitting, resigning] = [
      { ...submitting, ...prepares(), version: 2 },
      { ...signing, ...signs(), version: 2 },
    ];
    await put(after(...steps, asked, again, resubmitting, resigning));
    expect(await subjectsTo(preparer)).toContain('Signed and closed: the management review');
  });

  it('go to management when nobody prepares it, and to compliance managers when nobody signs it', async () => {
    const opened = after(opening);
    const late = elapse(stateOf(opened) ?? never(), on(60));
    await put([...opened, ...late]);
    expect(await subjectsTo(manager)).toEqual(['Escalated to you: the management review']);
    const steps = [opening, { ...writing, ...prepares() }, { ...submitting, ...prepares() }];
    const submitted = after(...steps);
    const unsigned = elapse(stateOf(submitted) ?? never(), on(90));
    written = 1;
    await put([...submitted, ...unsigned]);
    expect(await subjectsTo(preparer)).toContain('Not signed: the management review');
  });

  it('ask nobody for a signature who has prepared it', async () => {
    const both = await scene.person('bo', ['compliance_manager', 'management']);
    const acting = { actor: actor(both, 'compliance_manager') };
    await put(after(opening, { ...writing, ...acting }, { ...submitting, ...acting }));
    const asked = await scene.sent('management_review_sign_off_requested');
    expect(asked.map(({ to }) => to)).toEqual(['max']);
  });

  it('are sent to programs without a word of what was decided', async () => {
    const endpoint = {
      url: 'https://hooks.example.org/',
      eventTypes: ['management_review.closed' as const],
      description: '',
    };
    await addWebhookEndpoint(scene.database.db, endpoint, 'person-1', on(0));
    const steps = [opening, { ...writing, ...prepares() }, { ...submitting, ...prepares() }];
    await put(after(...steps, { ...signing, ...signs() }));
    const row = await scene.database.db
      .selectFrom('delivery')
      .select('id')
      .where('kind', '=', 'management_review.closed')
      .executeTakeFirstOrThrow();
    const begun = await beginAttempt(scene.database.db, row.id);
    if (begun === undefined) throw new Error('no delivery');
    expect(await payloadOf(scene.database.db, begun)).toMatchObject({
      type: 'management_review.closed',
      data: { id, state: 'closed', reason: 'cycle' },
    });
  });
});

function never(): never {
  throw new Error('no review');
}
