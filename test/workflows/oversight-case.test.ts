import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readEvents } from '../../db/event-store.ts';
import { inTransaction } from '../../db/facts.ts';
import { addPerson, setRoles } from '../../db/identity.ts';
import { findOversightCase } from '../../db/oversight-case.ts';
import type { Role } from '../../domain/identity.ts';
import type { OversightCase, OversightCaseEvent } from '../../domain/oversight-case-state.ts';
import { relayProcessMessages } from '../../worker/process-message-relay.ts';
import {
  acknowledging,
  actor,
  closing,
  deciding,
  incident,
  reporting,
  type Said,
  unrelated,
} from '../domain/oversight-beginning.ts';
import { eventually } from '../eventually.ts';
import { putTraining } from '../oversight-training.ts';
import { TimeMachine } from './time-skipping.ts';

const minute = 60_000;
const later = (instant: string, minutes: number) =>
  new Date(Date.parse(instant) + minutes * minute).toISOString();

let machine: TimeMachine;
beforeAll(async () => {
  machine = await TimeMachine.start();
});
afterAll(() => machine.close());

/** Somebody of a role who is trained until then, or not at all. */
async function member(role: Role, trainedUntil: string | null): Promise<string> {
  const { db } = machine.database;
  const at = await machine.now();
  const name = `${role}-${randomUUID()}`;
  return inTransaction(db, async (trx) => {
    const id = await addPerson(trx, { userName: name, name, email: null, roles: [role] }, 'system', at);
    if (trainedUntil !== null) await putTraining(trx, id, trainedUntil);
    return id;
  });
}

/** Nobody but those who come next reviews. */
async function nobodyElse(): Promise<void> {
  const { db } = machine.database;
  const at = await machine.now();
  const people = await db.selectFrom('person_role').select('person_id').distinct().execute();
  for (const { person_id } of people) await inTransaction(db, (trx) => setRoles(trx, person_id, [], 'x', at));
}

/** A case in the machine, and what is said to it at the machine's present. */
class Life {
  readonly id = randomUUID();

  async say(said: Said): Promise<void> {
    const at = await machine.now();
    const by = (said.actor as { person: string } | undefined)?.person ?? 'system';
    await machine.environment.client.workflow.signalWithStart('oversightCase', {
      workflowId: `oversight-case/${this.id}`,
      taskQueue: machine.taskQueue,
      args: [{ id: this.id }],
      signal: said.type,
      signalArgs: [{ id: randomUUID(), by, at, ...said }],
    });
  }

  /** The case once this holds of it; what it has to say to itself meanwhile is carried there. */
  async until(holds: (current: OversightCase) => boolean): Promise<OversightCase> {
    return eventually(async () => {
      const { environment, database, taskQueue } = machine;
      const log = { warn: () => undefined };
      await relayProcessMessages({ db: database.db, client: environment.client, taskQueue, log });
      const found = await findOversightCase(database.db, this.id);
      return found !== undefined && holds(found.state) && found.state;
    });
  }

  /** Once it is somebody's. */
  async reviewerAt(level: number): Promise<{ reviewer: string; current: OversightCase }> {
    const current = await this.until(({ first }) => first?.level === level && first.reviewer !== null);
    return { reviewer: current.first?.reviewer ?? '', current };
  }

  async events(): Promise<OversightCaseEvent[]> {
    return readEvents<OversightCaseEvent>(machine.database.db, `oversight-case/${this.id}`);
  }

  async types(): Promise<string[]> {
    return (await this.events()).map(({ type }) => type);
  }
}

describe('a case that nobody acknowledges', () => {
  it('goes up from level to level, and is decided there', async () => {
    await nobodyElse();
    const [first, second, third] = [
      await member('oversight_reviewer', '2099-01-01T00:00:00.000Z'),
      await member('compliance_manager', '2099-01-01T00:00:00.000Z'),
      await member('management', '2099-01-01T00:00:00.000Z'),
    ];
    const life = new Life();
    await life.say(unrelated);
    const { reviewer, current } = await life.reviewerAt(1);
    expect(reviewer).toBe(first);
    await machine.travelTo(later(current.openedAt, 61));
    const at2 = await life.reviewerAt(2);
    expect(at2.reviewer).toBe(second);
    await machine.travelTo(later(at2.current.first?.acknowledgeBy ?? '', 1));
    const at3 = await life.reviewerAt(3);
    expect([at3.reviewer, at3.current.first?.passed]).toEqual([third, [first, second]]);
    await machine.travelTo(later(at3.current.first?.acknowledgeBy ?? '', 1));
    await eventually(async () => (await life.types()).includes('ReviewerReminded'));
    await life.say(deciding(actor(third, 'management')));
    await life.until(({ state }) => state === 'decided');
    await life.say(closing(actor(third, 'management')));
    await life.until(({ state }) => state === 'closed');
    expect(await life.types()).toEqual([
      'OversightCaseOpened',
      'OversightTermsSet',
      'ReviewerAssigned',
      'OversightCaseEscalated',
      'ReviewerAssigned',
      'OversightCaseEscalated',
      'ReviewerAssigned',
      'ReviewerReminded',
      'OversightCaseAcknowledged',
      'OversightCaseDecided',
      'OversightCaseClosed',
    ]);
    await machine.environment.client.workflow.getHandle(`oversight-case/${life.id}`).result();
  });

  it('is decided by whoever is first while it escalates; the other hears that it was', async () => {
    await nobodyElse();
    const [first, second] = [
      await member('oversight_reviewer', '2099-01-01T00:00:00.000Z'),
      await member('compliance_manager', '2099-01-01T00:00:00.000Z'),
    ];
    const life = new Life();
    await life.say(unrelated);
    const { current } = await life.reviewerAt(1);
    await machine.travelTo(later(current.openedAt, 61));
    await life.reviewerAt(2);
    await Promise.all([
      life.say(deciding(actor(first, 'oversight_reviewer'))),
      life.say(deciding(actor(second, 'compliance_manager'))),
    ]);
    const { decision } = await life.until(({ state }) => state === 'decided');
    const outcomes = await eventually(async () => {
      const rows = await machine.database.db
        .selectFrom('command_outcome')
        .select(['status', 'actor', 'refusal'])
        .where('stream', '=', `oversight-case/${life.id}`)
        .where('operation', '=', 'decide')
        .execute();
      return rows.length === 2 && rows;
    });
    const refused = outcomes.find(({ status }) => status === 'refused');
    expect(outcomes.map(({ status }) => status).toSorted()).toEqual(['accepted', 'refused']);
    expect(refused?.refusal?.code).toBe('already_decided');
    expect([first, second]).toContain(decision?.by);
    expect(refused?.actor).not.toBe(decision?.by);
  });
});

describe('a reviewer whose training lapses while they have the case', () => {
  it('is refused, and the case goes up to somebody who is trained', async () => {
    await nobodyElse();
    const now = await machine.now();
    const first = await member('oversight_reviewer', later(now, 120));
    const second = await member('compliance_manager', '2099-01-01T00:00:00.000Z');
    const life = new Life();
    await life.say(unrelated);
    const { current } = await life.reviewerAt(1);
    await life.say(acknowledging(actor(first, 'oversight_reviewer')));
    await life.until(({ state }) => state === 'acknowledged');
    await machine.travelTo(later(now, 180));
    await life.say(deciding(actor(first, 'oversight_reviewer')));
    await eventually(async () => {
      const refused = await machine.database.db
        .selectFrom('command_outcome')
        .select('refusal')
        .where('stream', '=', `oversight-case/${life.id}`)
        .where('status', '=', 'refused')
        .executeTakeFirst();
      return refused?.refusal?.code === 'guard_failed';
    });
    expect(await life.types()).not.toContain('OversightCaseDecided');
    await machine.travelTo(later(current.openedAt, 24 * 60 + 1));
    const { reviewer } = await life.reviewerAt(2);
    expect(reviewer).toBe(second);
    await life.say(deciding(actor(second, 'compliance_manager')));
    await life.until(({ state }) => state === 'decided');
  });
});

describe('a case that nobody is trained for', () => {
  it('goes up at once, and is looked at again until somebody is', async () => {
    await nobodyElse();
    await member('oversight_reviewer', null);
    const life = new Life();
    await life.say(unrelated);
    const gap = await life.until(({ first }) => first?.level === 3 && first.missing !== null);
    expect(gap.gap).toMatchObject({ kind: 'nobody_trained', level: 1 });
    expect((await life.types()).filter((type) => type === 'ReviewerMissing')).toHaveLength(3);
    const third = await member('management', '2099-01-01T00:00:00.000Z');
    await machine.travelTo(later(gap.first?.acknowledgeBy ?? '', 1));
    const { reviewer } = await life.reviewerAt(3);
    expect(reviewer).toBe(third);
  });
});

describe('a serious incident', () => {
  it('reminds of whom to tell until they were told, and then of its closing', async () => {
    await nobodyElse();
    const first = await member('oversight_reviewer', '2099-01-01T00:00:00.000Z');
    const olu = actor(first, 'oversight_reviewer');
    const life = new Life();
    await life.say(unrelated);
    await life.reviewerAt(1);
    await life.say(deciding(olu, incident('death')));
    const { incident: found } = await life.until(({ state }) => state === 'decided');
    await machine.travelTo(later(found?.provider.dueAt ?? '', 1));
    await life.until((current) => current.incident?.provider.overdue === true);
    await life.say(reporting(olu, 'provider', await machine.now()));
    await life.until((current) => current.incident?.provider.told !== null);
    await machine.travelTo(later(found?.authority.dueAt ?? '', 1));
    await life.until((current) => current.incident?.authority.overdue === true);
    await life.say(reporting(olu, 'authority', await machine.now()));
    await life.until((current) => current.incident?.authority.told !== null);
    const reminders = (await life.events()).flatMap((event) =>
      event.type === 'SeriousIncidentReminded' ? [`${event.told} ${event.overdue ? 'late' : 'soon'}`] : [],
    );
    expect(reminders).toEqual(['provider soon', 'provider late', 'authority soon', 'authority late']);
    await machine.travelTo(later(await machine.now(), 15 * 24 * 60));
    await life.until(({ closingReminded }) => closingReminded);
  });
});

describe('a case in Temporal', () => {
  it('ends with its register when an operator cancels it', async () => {
    await nobodyElse();
    await member('oversight_reviewer', '2099-01-01T00:00:00.000Z');
    const life = new Life();
    await life.say(unrelated);
    await life.reviewerAt(1);
    await machine.environment.client.workflow.getHandle(`oversight-case/${life.id}`).cancel();
    const { calledOff } = await life.until(({ state }) => state === 'called_off');
    expect(calledOff).toMatchObject({ by: 'operator' });
  });
});
