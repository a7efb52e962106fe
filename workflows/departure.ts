import {
  getExternalWorkflowHandle,
  isCancellation,
  log,
  proxyActivities,
  sleep,
  uuid4,
} from '@temporalio/workflow';
import type { DepartureActivities } from '../activities/departure.ts';
import type { AdoptionRequestCommand } from '../domain/adoption-request-state.ts';
import type { PersonId } from '../domain/decider.ts';
import { system } from '../domain/identity.ts';
import { commandSignal } from './adoption-request-messages.ts';
import type { DepartureInput } from './departure-messages.ts';

// The database being away is no reason to leave somebody's requests with nobody: it is asked until it answers.
const { requestsWaitingForOwner } = proxyActivities<DepartureActivities>({
  startToCloseTimeout: '30 seconds',
  retry: { initialInterval: '1 second', maximumInterval: '30 seconds' },
  summary: 'Find what waits for the one who left',
});

/** So many requests are told at a time. */
const pageSize = 100;

/** Somebody has left: what waits for them alone moves on to whom the policy of each request names. */
export async function departure({ person }: DepartureInput): Promise<void> {
  await moveOn(person);
  // A request that named them just before they left may have been on its way to the register.
  await sleep('1 minute', { summary: 'Then look again for what was on its way' });
  await moveOn(person);
}

async function moveOn(person: PersonId): Promise<void> {
  for (let after: string | undefined; ;) {
    const ids = await requestsWaitingForOwner(person, pageSize, after);
    await Promise.all(ids.map((id) => tell(id, person)));
    after = ids.at(-1);
    if (ids.length < pageSize) return;
  }
}

/** A request whose workflow has gone is for `npm run repair`; it must not keep the others. */
async function tell(id: string, person: PersonId): Promise<void> {
  const at = new Date().toISOString();
  const command: AdoptionRequestCommand = { type: 'ownerLeft', id: uuid4(), by: system, at, person };
  try {
    await getExternalWorkflowHandle(`adoption-request/${id}`).signal(commandSignal.ownerLeft, command);
  } catch (error) {
    if (isCancellation(error)) throw error;
    log.warn(`adoption-request/${id} does not run`, { error });
  }
}
