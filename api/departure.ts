import { isGrpcServiceError } from '@temporalio/client';
import { lastDeparture } from '../db/directory.ts';
import type { PersonId } from '../domain/decider.ts';
import { departureId, type DepartureInput } from '../workflows/departure-messages.ts';
import { temporalDeadlineMs } from './process.ts';
import { Problem } from './problem.ts';
import type { Services } from './services.ts';

/** So many are started at a time when many leave at once. */
const atOnce = 20;

/**
 * Has what waits for people who left move on. To be called after the deactivation has been committed, and again with
 * every repeat of it: the same departure runs once at a time. Throws a Problem when Temporal is away.
 */
export async function startDepartures(services: Services, people: readonly PersonId[]): Promise<void> {
  for (let from = 0; from < people.length; from += atOnce) {
    await Promise.all(people.slice(from, from + atOnce).map((person) => startDeparture(services, person)));
  }
}

async function startDeparture({ db, temporal, taskQueue }: Services, person: PersonId): Promise<void> {
  const input: DepartureInput = { person };
  const workflowId = departureId(person, await lastDeparture(db, person));
  try {
    await temporal.withDeadline(Date.now() + temporalDeadlineMs, () =>
      temporal.workflow.start('departure', {
        workflowId,
        taskQueue,
        args: [input],
        workflowIdConflictPolicy: 'USE_EXISTING',
        staticSummary: 'Somebody has left: what waits for them moves on',
      }),
    );
  } catch (error) {
    if (!isGrpcServiceError(error) && !(error instanceof Error && isGrpcServiceError(error.cause)))
      throw error;
    throw new Problem(
      'unavailable',
      'Nobody who left can do anything any more, but Temporal cannot be reached to move on what waits for them. Send this again.',
    );
  }
}
