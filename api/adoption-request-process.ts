import { WorkflowExecutionAlreadyStartedError, WorkflowNotFoundError } from '@temporalio/client';
import type { SearchAttributePair, SearchAttributeUpdatePair } from '@temporalio/common';
import { findAdoptionRequest, streamOf } from '../db/adoption-request.ts';
import { findOutcomes, type StoredOutcome } from '../db/command-outcome.ts';
import { storeOutcomes } from '../db/event-store.ts';
import { adoptionRequest } from '../domain/adoption-request.ts';
import type { AdoptionRequestCommand } from '../domain/adoption-request-state.ts';
import { type RefusalCode, settle } from '../domain/decider.ts';
import { commandSignal, searchAttributesOf } from '../workflows/adoption-request-messages.ts';
import { Problem } from './problem.ts';
import type { Services } from './services.ts';

/** What people say to a request that there is; that its owner has left is not for them to say. */
export type PersonsCommand = Exclude<AdoptionRequestCommand, { type: 'submit' | 'ownerLeft' }>;
type Submission = Extract<AdoptionRequestCommand, { type: 'submit' }>;

/** Milliseconds that Temporal gets to take a message before we say that nothing was accepted. */
export const temporalDeadlineMs = 5_000;

/** Starts the request's workflow and waits for what became of the submission; undefined when no worker answered in time. */
export async function startProcess(
  services: Services,
  id: string,
  submit: Submission,
): Promise<StoredOutcome | undefined> {
  const { temporal, taskQueue } = services;
  const { state } = settle(adoptionRequest, { state: undefined, seq: 0 }, [submit], submit.at);
  try {
    await temporal.withDeadline(Date.now() + temporalDeadlineMs, () =>
      temporal.workflow.start('adoptionRequest', {
        workflowId: streamOf(id),
        taskQueue,
        args: [{ id, submit }],
        workflowIdReusePolicy: 'REJECT_DUPLICATE',
        memo: { requestHash: submit.requestHash },
        staticSummary: `AI adoption request · tier ${submit.triage.tier}`,
        ...(state && { typedSearchAttributes: searchAttributesOf(state).filter(isSet) }),
      }),
    );
  } catch (error) {
    if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw error;
    await refuseOtherRequest(services, id, submit);
  }
  return answerTo(services, submit);
}

function isSet(pair: SearchAttributeUpdatePair): pair is SearchAttributePair {
  return pair.value !== null;
}

async function refuseOtherRequest({ temporal }: Services, id: string, submit: Submission): Promise<void> {
  const { memo } = await temporal.workflow.getHandle(streamOf(id)).describe();
  if (memo?.requestHash !== submit.requestHash) throw keyReused();
}

/** Sends a person's decision to the request's workflow and waits for what became of it. */
export async function signalProcess(
  services: Services,
  id: string,
  command: PersonsCommand,
): Promise<StoredOutcome | undefined> {
  const refused = await refuseAtTheDoor(services, id, command);
  if (refused !== undefined) return refused;
  const { temporal } = services;
  try {
    await temporal.withDeadline(Date.now() + temporalDeadlineMs, () =>
      temporal.workflow.getHandle(streamOf(id)).signal(commandSignal[command.type], command),
    );
  } catch (error) {
    if (!(error instanceof WorkflowNotFoundError)) throw error;
    const closed = await refuseAtTheDoor(services, id, command);
    if (closed !== undefined) return closed;
    await resumeProcess(services, id, command);
  }
  return answerTo(services, command);
}

/** Refusals that rest on who acts: nothing that is still under way to the workflow makes them wrong. */
const rightsRefusals: RefusalCode[] = ['wrong_role', 'segregation_of_duties', 'not_requester'];

/**
 * Decides by the register what no workflow is needed for: a request that is closed, and somebody without the right.
 * The same `decide`, on record like any refusal; but a stranger cannot fill the history of somebody's request.
 */
async function refuseAtTheDoor(
  { db }: Services,
  id: string,
  command: PersonsCommand,
): Promise<StoredOutcome | undefined> {
  const recorded = await findAdoptionRequest(db, id);
  if (recorded === undefined) return undefined;
  const { request, seq } = recorded;
  const unseen = 'revision' in command && command.revision > request.revision;
  const [outcome] = settle(adoptionRequest, { state: request, seq }, [command], command.at).outcomes;
  if (outcome?.status !== 'refused') return undefined;
  const lacksRight = rightsRefusals.includes(outcome.refusal.code) && !unseen;
  if (!lacksRight && !adoptionRequest.isFinal(request)) return undefined;
  await storeOutcomes(db, streamOf(id), [{ ...outcome, seq }]);
  const [stored] = await findOutcomes(db, [command.id]);
  return stored;
}

/** No workflow runs for a request that is open: it was terminated by hand, and is taken up again with the command. */
async function resumeProcess(services: Services, id: string, command: PersonsCommand): Promise<void> {
  const { db, temporal, taskQueue } = services;
  if ((await findAdoptionRequest(db, id)) === undefined) {
    throw new Problem('not_found', 'There is no such adoption request.');
  }
  await temporal.workflow.signalWithStart('adoptionRequest', {
    workflowId: streamOf(id),
    taskQueue,
    args: [{ id }],
    signal: commandSignal[command.type],
    signalArgs: [command],
  });
}

async function answerTo(
  services: Services,
  command: AdoptionRequestCommand,
): Promise<StoredOutcome | undefined> {
  const outcome = await services.outcomes.wait(command.id, services.outcomeTimeoutMs);
  if (outcome !== undefined && outcome.requestHash !== command.requestHash) throw keyReused();
  return outcome;
}

export function keyReused(): Problem {
  return new Problem('idempotency_key_reused', 'This Idempotency-Key was used for something else.');
}
