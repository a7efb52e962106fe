import { setTimeout as pause } from 'node:timers/promises';

/**
 * Asks again and again, backing off from 20 ms to 250 ms, until the answer is not undefined.
 * @param withinMs milliseconds after which it gives up
 * @returns the answer, or undefined when there was none in time
 */
export async function eventually<T>(
  ask: () => Promise<T | undefined> | T | undefined,
  withinMs: number,
): Promise<T | undefined> {
  const deadline = performance.now() + withinMs;
  for (let wait = 20; ; wait = Math.min(wait * 1.5, 250)) {
    const answer = await ask();
    if (answer !== undefined || performance.now() > deadline) return answer;
    await pause(wait);
  }
}
