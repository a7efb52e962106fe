import { findOutcomes, type StoredOutcome } from '../db/command-outcome.ts';
import type { Database } from '../db/database.ts';

interface Waiter {
  deadline: number;
  since: number;
  resolve: (outcome: StoredOutcome | undefined) => void;
  reject: (error: unknown) => void;
}

/**
 * Looks for the outcomes of all commands that somebody waits for with one indexed query a turn, however many wait:
 * every few milliseconds while one is fresh, less often later.
 */
export class OutcomeWatcher {
  readonly #db: Database;
  readonly #waiters = new Map<string, Waiter[]>();
  #turn: NodeJS.Timeout | undefined;

  constructor(db: Database) {
    this.#db = db;
  }

  /** The command's outcome, or undefined when there is none within `timeoutMs`. */
  wait(commandId: string, timeoutMs: number): Promise<StoredOutcome | undefined> {
    return new Promise((resolve, reject) => {
      const since = Date.now();
      const waiters = this.#waiters.get(commandId) ?? [];
      waiters.push({ since, deadline: since + timeoutMs, resolve, reject });
      this.#waiters.set(commandId, waiters);
      if (this.#turn === undefined) this.#schedule(5);
    });
  }

  #schedule(delayMs: number): void {
    this.#turn = setTimeout(() => void this.#look(), delayMs);
  }

  async #look(): Promise<void> {
    try {
      const outcomes = await findOutcomes(this.#db, [...this.#waiters.keys()]);
      for (const outcome of outcomes) this.#answer(outcome.commandId, (waiter) => waiter.resolve(outcome));
    } catch (error) {
      for (const id of [...this.#waiters.keys()]) this.#answer(id, (waiter) => waiter.reject(error));
    }
    this.#giveUpOnLate();
    this.#turn = undefined;
    if (this.#waiters.size > 0) this.#schedule(this.#patience());
  }

  #answer(commandId: string, answer: (waiter: Waiter) => void): void {
    for (const waiter of this.#waiters.get(commandId) ?? []) answer(waiter);
    this.#waiters.delete(commandId);
  }

  #giveUpOnLate(): void {
    const now = Date.now();
    for (const [id, waiters] of this.#waiters) {
      const patient = waiters.filter(({ deadline }) => deadline > now);
      for (const waiter of waiters) if (!patient.includes(waiter)) waiter.resolve(undefined);
      if (patient.length === 0) this.#waiters.delete(id);
      else this.#waiters.set(id, patient);
    }
  }

  /** Milliseconds until the next look: a tenth of what the freshest command has waited, between 4 and 100. */
  #patience(): number {
    const newest = Math.max(...[...this.#waiters.values()].flat().map(({ since }) => since));
    return Math.min(100, Math.max(4, (Date.now() - newest) / 10));
  }
}
