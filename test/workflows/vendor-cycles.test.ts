import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readEvents } from '../../db/event-store.ts';
import { findVendor } from '../../db/vendor.ts';
import { fold } from '../../domain/decider.ts';
import { defaultVendorPolicy, type VendorPolicy } from '../../domain/vendor-policy.ts';
import type { Certificate, Vendor, VendorEvent } from '../../domain/vendor-state.ts';
import { vendor as decider } from '../../domain/vendor.ts';
import { eventually } from '../eventually.ts';
import { TimeMachine } from './time-skipping.ts';

const day = 86_400_000;
// Short cycles, so that ten years hold many of them.
const rules: VendorPolicy = {
  ...defaultVendorPolicy,
  validDays: { standard: 30, critical: 30 },
  leadDays: 10,
  answerDays: 4,
};

let machine: TimeMachine;
beforeAll(async () => {
  machine = await TimeMachine.start();
});
afterAll(() => machine.close());

const later = (instant: string, days: number) => new Date(Date.parse(instant) + days * day).toISOString();
const aMinuteAfter = (instant: string) => later(instant, 1 / 1440);
const toMinute = (instant: string) => instant.slice(0, 16);

/** A vendor in the machine, and what people do with it at the machine's present. */
class Life {
  readonly id = randomUUID();

  async begin(): Promise<void> {
    const details = {
      name: 'Example AI Ltd',
      website: '',
      services: '',
      criticality: 'standard',
      owner: 'owner',
    };
    const policy = { version: 1, hash: 'hash-1', rules };
    const at = await machine.now();
    const register = { type: 'register', id: randomUUID(), by: 'owner', at, details, policy };
    await machine.environment.client.workflow.signalWithStart('vendor', {
      workflowId: `vendor/${this.id}`,
      taskQueue: machine.taskQueue,
      args: [{ id: this.id }],
      signal: 'register',
      signalArgs: [register],
    });
    await this.say('assess', 'owner', { reason: 'first', dataClasses: ['internal'] });
    await this.until(({ assessment }) => assessment !== null);
  }

  async say(type: string, by: string, what: object): Promise<void> {
    const at = await machine.now();
    // As the relay does: also while one run ends and the next has not begun.
    await machine.environment.client.workflow.signalWithStart('vendor', {
      workflowId: `vendor/${this.id}`,
      taskQueue: machine.taskQueue,
      args: [{ id: this.id }],
      signal: type,
      signalArgs: [{ type, id: randomUUID(), by, at, ...what }],
    });
  }

  events(): Promise<VendorEvent[]> {
    return readEvents<VendorEvent>(machine.database.db, `vendor/${this.id}`);
  }

  /** The vendor, once this is so. */
  async until(holds: (vendor: Vendor) => boolean): Promise<Vendor> {
    return eventually(async () => {
      const found = await findVendor(machine.database.db, this.id);
      return found !== undefined && holds(found.state) && found.state;
    });
  }

  /** Answers and signs what is asked now. Returns until when the vendor is approved. */
  async review(certificates: Certificate[] = []): Promise<string> {
    const { assessment } = await this.until((vendor) => vendor.assessment?.phase === 'answering');
    const at = await machine.now();
    const plan = ['security', 'privacy'].map((role) => ({
      role,
      dueAt: later(at, 3),
      remindAt: [later(at, 1)],
      escalateTo: 'compliance_manager',
    }));
    const score = { share: 1, points: 1, possible: 1, questions: [], knockOuts: [] };
    const number = assessment?.number;
    await this.say('answer', 'owner', { assessment: number, score, answersHash: 'hash', certificates, plan });
    const { assessment: answered } = await this.until((vendor) => vendor.assessment?.phase === 'review');
    for (const role of ['security', 'privacy']) {
      const actor = { person: role, roles: [role], actsFor: [] };
      const signature = { decision: 'approve', comment: '', conditions: [] };
      await this.say('signOff', role, { actor, role, submission: answered?.submission, ...signature });
    }
    const { review } = await this.until((vendor) => vendor.review?.assessment === number);
    return review?.validUntil ?? '';
  }
}

describe('ten years of a vendor', () => {
  it(
    'each cycle starts, each approval and each certificate ends at its very time, and nothing drifts or is missed',
    { timeout: 600_000 },
    async () => {
      const life = new Life();
      await life.begin();
      const handle = machine.environment.client.workflow.getHandle(`vendor/${life.id}`);
      const { runId: firstRun } = await handle.describe();
      const expected = { cycles: [] as string[], lapses: [] as string[], certificates: [] as string[] };
      const reminders: string[] = [];
      let validUntil = await life.review();
      const begin = Date.parse(validUntil);
      // The time-skipping server ends whatever has run for ten years of 365 days.
      for (let turn = 0; (Date.parse(validUntil) - begin) / day < 3_500; turn += 1) {
        const start = later(validUntil, -rules.leadDays);
        expected.cycles.push(start);
        await machine.travelTo(aMinuteAfter(start));
        await life.until(({ assessment }) => assessment?.startedAt === start);
        if (turn % 10 === 9) {
          // Nobody answers before the approval ends.
          expected.lapses.push(validUntil);
          reminders.push(later(start, 2), later(start, 4));
          await machine.travelTo(aMinuteAfter(validUntil));
          await life.until(({ state }) => state === 'lapsed');
          validUntil = await life.review();
        } else if (turn % 10 === 4) {
          // A certificate ends between two cycles: that is asked about, and the next cycle is reckoned from then.
          const expiresAt = later(start, 7.5);
          expected.certificates.push(expiresAt);
          await life.review([{ name: 'SOC 2 Type II', expiresAt }]);
          await machine.travelTo(aMinuteAfter(expiresAt));
          await life.until(({ assessment }) => assessment?.reason === 'certificate_expired');
          validUntil = await life.review();
        } else {
          const before = validUntil;
          reminders.push(later(start, 2));
          await machine.travelTo(aMinuteAfter(later(start, 2)));
          validUntil = await life.review();
          expect(validUntil).toBe(later(before, 30));
        }
      }

      const events = await life.events();
      const timesOf = (type: VendorEvent['type']) =>
        events.filter((event) => event.type === type).map(({ at }) => at);
      const cycles = events.flatMap((event) =>
        event.type === 'AssessmentStarted' && event.reason === 'cycle' ? [event.at] : [],
      );
      expect(cycles.length).toBeGreaterThan(110);
      expect(cycles).toEqual(expected.cycles);
      expect(timesOf('VendorLapsed')).toEqual(expected.lapses);
      expect(timesOf('CertificateExpired')).toEqual(expected.certificates);
      expect(timesOf('AnswersReminded').map(toMinute)).toEqual(reminders.map(toMinute));
      expect(timesOf('AnswersEscalated')).toHaveLength(expected.lapses.length);
      const register = await findVendor(machine.database.db, life.id);
      expect(register?.state).toEqual(fold(decider, undefined, events));

      const { runId: lastRun } = await handle.describe();
      expect(lastRun).not.toBe(firstRun);
      // Temporal suggests a new run from 4,096 events on.
      for (const run of [firstRun, lastRun]) {
        const { workflow } = machine.environment.client;
        const { events: history } = await workflow.getHandle(`vendor/${life.id}`, run).fetchHistory();
        expect(history?.length).toBeLessThan(4_500);
      }
    },
  );
});
