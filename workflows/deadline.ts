import { CancellationScope, isCancellation, sleep } from '@temporalio/workflow';
import type { Instant } from '../domain/decider.ts';

/**
 * One timer for the next deadline. It is replaced only when a deadline comes before the armed one: waking once too
 * often costs less history than cancelling a timer for every sign-off that moves the next deadline back.
 */
export class Deadline {
  #armedFor: Instant | undefined;
  #timer: CancellationScope | undefined;
  #passed = false;

  /** Whether the armed instant has come since the timer was last armed. */
  get hasPassed(): boolean {
    return this.#passed;
  }

  /** `summary` is what the Temporal UI shows on the timer. */
  arm(instant: Instant | undefined, summary: string): void {
    this.#passed = false;
    if (instant === undefined) return;
    if (this.#armedFor !== undefined && this.#armedFor <= instant) return;
    this.#timer?.cancel();
    this.#armedFor = instant;
    const timer = new CancellationScope();
    this.#timer = timer;
    void timer.run(() => this.#waitUntil(instant, summary)).catch(ignoreCancellation);
  }

  async #waitUntil(instant: Instant, summary: string): Promise<void> {
    await sleep(Math.max(1, Date.parse(instant) - Date.now()), { summary });
    this.#passed = true;
    this.#armedFor = undefined;
  }
}

function ignoreCancellation(error: unknown): void {
  if (!isCancellation(error)) throw error;
}
