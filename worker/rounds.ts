import { setTimeout as pause } from 'node:timers/promises';

/** Goes round after round, so many milliseconds apart, until `signal` says stop; what fails is said and comes up again. */
export async function goRounds(
  everyMs: number,
  signal: AbortSignal,
  round: () => Promise<unknown>,
  failed: (error: unknown) => void,
): Promise<void> {
  while (!signal.aborted) {
    try {
      await round();
    } catch (error) {
      failed(error);
    }
    await pause(everyMs, undefined, { signal }).catch(() => undefined);
  }
}
