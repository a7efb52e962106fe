import {
  type Client,
  ScheduleAlreadyRunning,
  ScheduleNotFoundError,
  ScheduleOverlapPolicy,
  type ScheduleSummary,
} from '@temporalio/client';
import type { Logger } from 'pino';
import type { Database } from '../db/database.ts';
import { dutySources } from '../db/duty-sources.ts';
import { redeclare } from '../db/duty-command.ts';
import { standingDuties } from '../db/duty.ts';
import type { Recorded } from '../db/process.ts';
import type { Instant } from '../domain/decider.ts';
import { declaredDuties } from '../domain/duty-catalogue.ts';
import type { Duty, DutyDefinition } from '../domain/duty-state.ts';
import { isOwed } from '../domain/duty.ts';
import { sameValue } from '../domain/same-value.ts';
import { describedSchedule, memo, scheduleOf } from './duty-schedule.ts';
import { goRounds } from './rounds.ts';

export interface DutySchedulesOptions {
  db: Database;
  client: Client;
  taskQueue: string;
  checkpointIntervalSeconds: number;
  log: Pick<Logger, 'warn'>;
}

const everyMs = 15_000;

/** A server that does not answer must not keep the next round from asking again. */
const longestRoundMs = 60_000;

/** What a list does not show of a schedule is looked at every so many rounds: within five minutes. */
const wholeLookEvery = 20;

/** A firing may be on its way for so long before its schedule is asked for it again. */
const graceMs = 60_000;

/** Keeps the schedules as the register has the duties, until `signal` says stop. */
export function runDutySchedules(options: DutySchedulesOptions, signal: AbortSignal): Promise<void> {
  const { db, client, taskQueue, log } = options;
  const schedules = new DutySchedules(client, taskQueue);
  return goRounds(
    everyMs,
    signal,
    async () => {
      await declareDuties(options, new Date().toISOString());
      const duties = await standingDuties(db);
      await client.withDeadline(Date.now() + longestRoundMs, () =>
        schedules.reconcile(duties, new Date().toISOString()),
      );
    },
    (error) => log.warn({ err: error }, 'the schedules of duties could not be looked at; it is tried again'),
  );
}

/** Brings the register of duties to what is declared now. */
async function declareDuties(
  { db, checkpointIntervalSeconds }: Pick<DutySchedulesOptions, 'db' | 'checkpointIntervalSeconds'>,
  at: Instant,
): Promise<void> {
  const declared = declaredDuties({ ...(await dutySources(db)), checkpointIntervalSeconds });
  await registerDuties(db, declared, at);
}

/** Declares what is new or has changed, and withdraws what nobody declares any more. */
export async function registerDuties(
  db: Database,
  declared: readonly DutyDefinition[],
  at: Instant,
): Promise<void> {
  const standing = new Map((await standingDuties(db)).map(({ id, state }) => [id, state]));
  for (const definition of declared) {
    const known = standing.get(definition.id);
    standing.delete(definition.id);
    if (known !== undefined && (sameValue(known.definition, definition) || isOwed(known, at))) continue;
    await redeclare(db, definition.id, definition, at);
  }
  for (const id of standing.keys()) await redeclare(db, id, undefined, at);
}

/** The schedules of duties in Temporal. They follow the register, whatever was done to them by hand. */
export class DutySchedules {
  readonly #client: Client;
  readonly #taskQueue: string;
  readonly #graceMs: number;
  /** How each schedule was listed, for which duty, when it was last found to be right. */
  readonly #right = new Map<string, string>();
  #rounds = 0;

  /** `grace`: milliseconds that a firing may be on its way. */
  constructor(client: Client, taskQueue: string, { grace = graceMs }: { grace?: number } = {}) {
    this.#client = client;
    this.#taskQueue = taskQueue;
    this.#graceMs = grace;
  }

  /** One list where nothing has changed; what differs is put right, what is nobody's goes, what is owed is fired. */
  async reconcile(duties: readonly Recorded<Duty>[], now: Instant): Promise<void> {
    this.#rounds += 1;
    if (this.#rounds % wholeLookEvery === 1) this.#right.clear();
    const listed = await this.#list();
    const standing = new Set(duties.map(({ id }) => id));
    const faults: unknown[] = [];
    // One that cannot be put right keeps nobody else from being.
    const attempt = (work: Promise<void>) => work.catch((fault: unknown) => void faults.push(fault));
    for (const { id, state } of duties) {
      await attempt(this.#keepRight(id, state, listed.get(id)).then(() => this.#askForOwed(id, state, now)));
    }
    for (const [id, summary] of listed) {
      const ours = summary.memo?.['countersign'] === memo.countersign;
      if (ours && !standing.has(id)) await attempt(this.#remove(id));
    }
    if (faults.length > 0) throw new AggregateError(faults, 'schedules could not be put right');
  }

  async #list(): Promise<Map<string, ScheduleSummary>> {
    const listed = new Map<string, ScheduleSummary>();
    for await (const summary of this.#client.schedule.list()) listed.set(summary.scheduleId, summary);
    return listed;
  }

  async #keepRight(id: string, duty: Duty, summary: ScheduleSummary | undefined): Promise<void> {
    if (summary === undefined) {
      this.#right.delete(id);
      await this.#create(id, duty);
      return;
    }
    const { spec, action, state } = summary;
    const seen = JSON.stringify({ duty, spec, action, state });
    if (this.#right.get(id) === seen) return;
    if (await this.#putRight(id, duty)) this.#right.set(id, seen);
  }

  /** The list is a little behind: a schedule may be there that it does not show yet. */
  async #create(id: string, duty: Duty): Promise<void> {
    const wanted = scheduleOf(duty, this.#taskQueue);
    try {
      await this.#client.schedule.create({ scheduleId: id, ...wanted, memo });
    } catch (error) {
      if (!(error instanceof ScheduleAlreadyRunning)) throw error;
      await this.#putRight(id, duty);
    }
  }

  /** Returns whether it was right already. */
  async #putRight(id: string, duty: Duty): Promise<boolean> {
    const handle = this.#client.schedule.getHandle(id);
    const wanted = scheduleOf(duty, this.#taskQueue);
    try {
      if (sameJson(describedSchedule(await handle.describe()), wanted)) return true;
      await handle.update(() => wanted);
    } catch (error) {
      // Deleted just now: the next round makes it again.
      if (!(error instanceof ScheduleNotFoundError)) throw error;
    }
    return false;
  }

  async #remove(id: string): Promise<void> {
    this.#right.delete(id);
    await this.#client.schedule
      .getHandle(id)
      .delete()
      .catch((error: unknown) => {
        if (!(error instanceof ScheduleNotFoundError)) throw error;
      });
  }

  /** What passed while there was no schedule, or another one, has not been fired by anything: it is made up for. */
  async #askForOwed(id: string, duty: Duty, now: Instant): Promise<void> {
    const { nextAt } = duty;
    const latest = new Date(Date.parse(now) - this.#graceMs).toISOString();
    if (nextAt === null || !isOwed(duty, latest)) return;
    const start = new Date(Date.parse(nextAt) - 1_000);
    await this.#client.schedule
      .getHandle(id)
      .backfill({ start, end: new Date(now), overlap: ScheduleOverlapPolicy.ALLOW_ALL });
  }
}

/** As JSON has them, where what is undefined is not there and a date is a text. */
function sameJson(a: unknown, b: unknown): boolean {
  return sameValue(JSON.parse(JSON.stringify(a)), JSON.parse(JSON.stringify(b)));
}
