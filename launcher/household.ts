import { setTimeout as pause } from 'node:timers/promises';
import { reason } from './command.ts';

/** Something that runs for us as a process. */
export interface Running {
  readonly pid: number;
  /** Settles when the process has ended, wanted or not. */
  readonly ended: Promise<void>;
  stop(): Promise<void>;
}

/** What the launcher can start. */
export type Member = 'worker' | 'API' | 'Temporal server' | 'PostgreSQL server';

// Whoever needs others stops before them.
const STOPPING_ORDER: readonly (readonly Member[])[] = [
  ['worker', 'API'],
  ['Temporal server'],
  ['PostgreSQL server'],
];
const LONGEST_PAUSE_MS = 30_000;
const STEADY_AFTER_MS = 60_000;

/** Everything the launcher has started: it keeps it running, and stops it in the right order. */
export class Household {
  readonly #say: (line: string) => void;
  readonly #running = new Map<Member, Running>();
  readonly #arriving = new Set<Promise<unknown>>();
  #stopping = false;

  constructor(say: (line: string) => void) {
    this.#say = say;
  }

  /** Starts a member; once the household stops, nobody new arrives. */
  async bring<T extends Running>(member: Member, start: () => Promise<T>): Promise<T> {
    if (this.#stopping) throw new Error(`The ${member} is not started any more.`);
    const arrival = start().then((running) => {
      this.#running.set(member, running);
      return running;
    });
    this.#arriving.add(arrival);
    try {
      return await arrival;
    } finally {
      this.#arriving.delete(arrival);
    }
  }

  /** From now on starts a member again whenever it ends, at once at first and then ever less often. */
  keep(member: Member, start: () => Promise<Running>): void {
    void this.#keep(member, start);
  }

  /** Stops everything, and waits for what was just being started so that it is stopped too. */
  async stop(): Promise<void> {
    this.#stopping = true;
    await Promise.race([Promise.allSettled(this.#arriving), pause(1_000, undefined, { ref: false })]);
    for (const members of STOPPING_ORDER) {
      await Promise.all(members.map(async (member) => this.#running.get(member)?.stop()));
    }
  }

  /** Ends everything without asking. PostgreSQL takes SIGQUIT as that, and takes its own children along. */
  kill(): void {
    for (const [member, { pid }] of this.#running) {
      try {
        process.kill(pid, member === 'PostgreSQL server' ? 'SIGQUIT' : 'SIGKILL');
      } catch {
        // It had ended already.
      }
    }
  }

  // A method, because the compiler takes a field for unchanged across an await.
  #isStopping(): boolean {
    return this.#stopping;
  }

  async #keep(member: Member, start: () => Promise<Running>): Promise<void> {
    for (let pauseMs = 250; ; pauseMs = Math.min(pauseMs * 2, LONGEST_PAUSE_MS)) {
      const since = performance.now();
      await this.#running.get(member)?.ended;
      if (this.#isStopping()) return;
      if (performance.now() - since > STEADY_AFTER_MS) pauseMs = 250;
      this.#say(`The ${member} ended unexpectedly; it is started again in ${pauseMs / 1_000} s.`);
      await pause(pauseMs);
      if (this.#isStopping()) return;
      try {
        await this.bring(member, start);
      } catch (error) {
        this.#say(`The ${member} did not start: ${reason(error)}.`);
      }
    }
  }
}
