import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readEvents } from '../../db/event-store.ts';
import { findManagementReview } from '../../db/management-review.ts';
import type { ManagementReview, ManagementReviewEvent } from '../../domain/management-review-state.ts';
import {
  type actor,
  opening,
  type Said,
  signing,
  submitting,
  writing,
} from '../domain/management-review-beginning.ts';
import { eventually } from '../eventually.ts';
import { TimeMachine } from './time-skipping.ts';

let machine: TimeMachine;
beforeAll(async () => {
  machine = await TimeMachine.start();
});
afterAll(() => machine.close());

const day = 86_400_000;
const later = (instant: string, days: number) => new Date(Date.parse(instant) + days * day).toISOString();

/** A review in the machine, and what people say to it at the machine's present. */
class Life {
  readonly id = randomUUID();

  async say(said: Said): Promise<void> {
    const at = await machine.now();
    const by = (said.actor as ReturnType<typeof actor> | undefined)?.person ?? 'system';
    await machine.environment.client.workflow.signalWithStart('managementReview', {
      workflowId: `management-review/${this.id}`,
      taskQueue: machine.taskQueue,
      args: [{ id: this.id }],
      signal: said.type,
      signalArgs: [{ id: randomUUID(), by, at, ...said }],
    });
  }

  async until(holds: (review: ManagementReview) => boolean): Promise<ManagementReview> {
    return eventually(async () => {
      const found = await findManagementReview(machine.database.db, this.id);
      return found !== undefined && holds(found.state) && found.state;
    });
  }

  async types(): Promise<string[]> {
    const stream = `management-review/${this.id}`;
    const events = await readEvents<ManagementReviewEvent>(machine.database.db, stream);
    return events.map(({ type }) => type);
  }
}

describe('a management review that nobody cares for', () => {
  it('reminds, escalates to management, then asks for the signature, reminds and escalates again, until it is signed', async () => {
    const life = new Life();
    await life.say(opening);
    const { openedAt } = await life.until(({ state }) => state === 'preparing');
    await machine.travelTo(later(openedAt, 16));
    await eventually(async () => (await life.types()).includes('PreparationReminded'));
    await machine.travelTo(later(openedAt, 400));
    await life.until(({ escalatedAt }) => escalatedAt !== null);
    expect(await life.types()).toEqual([
      'ManagementReviewOpened',
      'PreparationReminded',
      'PreparationReminded',
      'PreparationEscalated',
    ]);
    await life.say({ ...writing });
    await life.until(({ version }) => version === 1);
    await life.say(submitting);
    const { submission } = await life.until(({ state }) => state === 'signing');
    await machine.travelTo(later(submission?.at ?? '', 30));
    await life.until(({ signOff }) => signOff?.escalatedAt !== null);
    await life.say(signing);
    await life.until(({ state }) => state === 'closed');
    expect((await life.types()).slice(4)).toEqual([
      'MinutesWritten',
      'MinutesSubmitted',
      'SignOffReminded',
      'SignOffReminded',
      'SignOffEscalated',
      'ManagementSignedOff',
      'ManagementReviewClosed',
    ]);
    await machine.environment.client.workflow.getHandle(`management-review/${life.id}`).result();
  });
});

describe('a management review in Temporal', () => {
  it('ends with its register when an operator cancels it', async () => {
    const life = new Life();
    await life.say(opening);
    await life.until(({ state }) => state === 'preparing');
    await machine.environment.client.workflow.getHandle(`management-review/${life.id}`).cancel();
    const { ended } = await life.until(({ state }) => state === 'called_off');
    expect(ended).toMatchObject({ by: 'operator' });
  });
});
