import type { Instant } from '../domain/decider.ts';
import type { UsageEvent } from '../domain/usage-event.ts';
import type { Database } from './database.ts';
import { ingestUsage, type UsageOutcome } from './usage-ingestion.ts';

/** Events that wait to be put down, and whoever waits for what becomes of them. */
interface Waiting {
  events: readonly UsageEvent[];
  at: Instant;
  resolve: (outcomes: UsageOutcome[]) => void;
  reject: (error: unknown) => void;
}

/** One transaction takes what has come meanwhile, up to about so many. */
const mostTogether = 20_000;

/** Beyond this, whoever sends more is asked to wait: what waits is held in memory. */
const mostWaiting = 500_000;

/** Transactions under way at a time. */
const lanes = 2;

/**
 * Where use stands in line to be put down. Two transactions are under way at a time, and the next takes all that has come
 * in between: what a commit, and a look at a system's boundaries, costs is shared by everybody who waits for it.
 */
export class UsageLine {
  readonly #db: Database;
  #waiting: Waiting[] = [];
  #count = 0;
  #underWay = 0;

  constructor(db: Database) {
    this.#db = db;
  }

  get isFull(): boolean {
    return this.#count >= mostWaiting;
  }

  /** What became of each event, once it is on record. */
  putDown(events: readonly UsageEvent[], at: Instant): Promise<UsageOutcome[]> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ events, at, resolve, reject });
      this.#count += events.length;
      void this.#move();
    });
  }

  async #move(): Promise<void> {
    if (this.#underWay === lanes) return;
    this.#underWay += 1;
    while (this.#waiting.length > 0) await this.#putDownTogether(this.#next());
    this.#underWay -= 1;
  }

  #next(): Waiting[] {
    let events = 0;
    const end = this.#waiting.findIndex((one) => (events += one.events.length) > mostTogether);
    const next = this.#waiting.splice(0, end === -1 ? this.#waiting.length : Math.max(1, end));
    this.#count -= next.reduce((sum, one) => sum + one.events.length, 0);
    return next;
  }

  async #putDownTogether(together: Waiting[]): Promise<void> {
    try {
      const at = together.reduce((latest, one) => (one.at > latest ? one.at : latest), '');
      const outcomes = await ingestUsage(
        this.#db,
        together.flatMap(({ events }) => events),
        at,
      );
      let from = 0;
      for (const { events, resolve } of together) resolve(outcomes.slice(from, (from += events.length)));
    } catch (error) {
      const [first, ...others] = together;
      // What fails together may do so for one of them alone.
      if (others.length > 0) for (const one of together) await this.#putDownTogether([one]);
      else first?.reject(error);
    }
  }
}
