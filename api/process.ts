import { WorkflowExecutionAlreadyStartedError, WorkflowNotFoundError } from '@temporalio/client';
import type { SearchAttributePair, SearchAttributeUpdatePair } from '@temporalio/common';
import { findOutcomes, type StoredOutcome } from '../db/command-outcome.ts';
import type { Database } from '../db/database.ts';
import { storeOutcomes } from '../db/event-store.ts';
import type { Recorded } from '../db/process.ts';
import { type Command, type Decider, type DomainEvent, type RefusalCode, settle } from '../domain/decider.ts';
import { Problem } from './problem.ts';
import type { Services } from './services.ts';

/** What the API must know of a kind of process to carry messages to it and answers back. */
export interface ProcessKind<State, Cmd extends Command> {
  /** The first word of its streams, which are its workflow ids. */
  kind: string;
  /** What people call it. */
  noun: string;
  workflowType: string;
  /** Where its representations are read. */
  path: string;
  decider: Decider<State, Cmd, DomainEvent>;
  find(db: Database, id: string): Promise<Recorded<State> | undefined>;
  represent(db: Database, recorded: Recorded<State>): Promise<{ body: unknown; etag: string }>;
  attributesOf(state: State): SearchAttributeUpdatePair[];
  /** What operators read beside the workflow's id: no personal data. */
  summaryOf(state: State): string;
  /** Whether the command rests on something that this state has not seen yet. */
  isAhead?(command: Cmd, state: State): boolean;
  /**
   * Takes a command that may wait for no worker: puts down what holds from now on, and what the process is told. False for
   * every other command, and where the process as it is on record would refuse it.
   */
  takenAtOnce?(db: Database, id: string, command: Cmd): Promise<boolean>;
  /** What holds already, in words, while the record of it is still to follow. */
  holdsAlready?(db: Database, id: string): Promise<string | undefined>;
  /** What a refusal shows of the process to whoever comes second. */
  refusalExtensions?(db: Database, state: State, code: RefusalCode): Promise<Record<string, unknown>>;
}

/** Milliseconds that Temporal gets to take a message before we say that nothing was accepted. */
export const temporalDeadlineMs = 5_000;

/** Starts the process's workflow and waits for what became of its first command; undefined when no worker answered in time. */
export async function startProcess<State, Cmd extends Command>(
  services: Services,
  process: ProcessKind<State, Cmd>,
  id: string,
  first: Cmd,
): Promise<StoredOutcome | undefined> {
  const { temporal, taskQueue } = services;
  const { state } = settle(process.decider, { state: undefined, seq: 0 }, [first], first.at);
  try {
    await temporal.withDeadline(Date.now() + temporalDeadlineMs, () =>
      temporal.workflow.start(process.workflowType, {
        workflowId: `${process.kind}/${id}`,
        taskQueue,
        args: [{ id, [first.type]: first }],
        workflowIdReusePolicy: 'REJECT_DUPLICATE',
        memo: { requestHash: first.requestHash },
        ...(state && {
          staticSummary: process.summaryOf(state),
          typedSearchAttributes: process.attributesOf(state).filter(isSet),
        }),
      }),
    );
  } catch (error) {
    if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw error;
    await refuseOtherRequest(services, `${process.kind}/${id}`, first);
  }
  return answerTo(services, first);
}

function isSet(pair: SearchAttributeUpdatePair): pair is SearchAttributePair {
  return pair.value !== null;
}

async function refuseOtherRequest({ temporal }: Services, workflowId: string, first: Command): Promise<void> {
  const { memo } = await temporal.workflow.getHandle(workflowId).describe();
  if (memo?.requestHash !== first.requestHash) throw keyReused();
}

/** Sends a person's command to the process's workflow and waits for what became of it. */
export async function signalProcess<State, Cmd extends Command>(
  services: Services,
  process: ProcessKind<State, Cmd>,
  id: string,
  command: Cmd,
): Promise<StoredOutcome | undefined> {
  const refused = await refuseAtTheDoor(services, process, id, command);
  if (refused !== undefined) return refused;
  if (await process.takenAtOnce?.(services.db, id, command)) return answerTo(services, command);
  const { temporal } = services;
  try {
    await temporal.withDeadline(Date.now() + temporalDeadlineMs, () =>
      temporal.workflow.getHandle(`${process.kind}/${id}`).signal(command.type, command),
    );
  } catch (error) {
    if (!(error instanceof WorkflowNotFoundError)) throw error;
    const closed = await refuseAtTheDoor(services, process, id, command);
    if (closed !== undefined) return closed;
    await resumeProcess(services, process, id, command);
  }
  return answerTo(services, command);
}

/** Refusals that rest on who acts: nothing that is still under way to the workflow makes them wrong. */
const rightsRefusals: RefusalCode[] = ['wrong_role', 'segregation_of_duties', 'not_requester'];

/**
 * Decides by the register what no workflow is needed for: a process that is closed, and somebody without the right.
 * The same `decide`, on record like any refusal; but a stranger cannot fill the history of somebody's request.
 */
async function refuseAtTheDoor<State, Cmd extends Command>(
  { db }: Services,
  process: ProcessKind<State, Cmd>,
  id: string,
  command: Cmd,
): Promise<StoredOutcome | undefined> {
  const recorded = await process.find(db, id);
  if (recorded === undefined) return undefined;
  const { state, seq } = recorded;
  const [outcome] = settle(process.decider, { state, seq }, [command], command.at).outcomes;
  if (outcome?.status !== 'refused') return undefined;
  const isAhead = process.isAhead?.(command, state) === true;
  const lacksRight = rightsRefusals.includes(outcome.refusal.code) && !isAhead;
  if (!lacksRight && !process.decider.isFinal(state)) return undefined;
  await storeOutcomes(db, `${process.kind}/${id}`, [{ ...outcome, seq }]);
  const [stored] = await findOutcomes(db, [command.id]);
  return stored;
}

/** No workflow runs for a process that is open: it was terminated by hand, and is taken up again with the command. */
async function resumeProcess<State, Cmd extends Command>(
  services: Services,
  process: ProcessKind<State, Cmd>,
  id: string,
  command: Cmd,
): Promise<void> {
  if ((await process.find(services.db, id)) === undefined) throw unknown(process);
  await signalOrStart(services, process, id, command);
}

/** Sends a command to a process that another part of Countersign may start as well, whoever is first. */
export async function tellProcess<State, Cmd extends Command>(
  services: Services,
  process: ProcessKind<State, Cmd>,
  id: string,
  command: Cmd,
): Promise<StoredOutcome | undefined> {
  await services.temporal.withDeadline(Date.now() + temporalDeadlineMs, () =>
    signalOrStart(services, process, id, command),
  );
  return answerTo(services, command);
}

async function signalOrStart<State, Cmd extends Command>(
  { temporal, taskQueue }: Services,
  process: ProcessKind<State, Cmd>,
  id: string,
  command: Cmd,
): Promise<void> {
  await temporal.workflow.signalWithStart(process.workflowType, {
    workflowId: `${process.kind}/${id}`,
    taskQueue,
    args: [{ id }],
    signal: command.type,
    signalArgs: [command],
  });
}

async function answerTo(services: Services, command: Command): Promise<StoredOutcome | undefined> {
  const outcome = await services.outcomes.wait(command.id, services.outcomeTimeoutMs);
  if (outcome !== undefined && outcome.requestHash !== (command.requestHash ?? null)) throw keyReused();
  return outcome;
}

export function unknown({ noun }: { noun: string }): Problem {
  return new Problem('not_found', `There is no such ${noun}.`);
}

export function keyReused(): Problem {
  return new Problem('idempotency_key_reused', 'This Idempotency-Key was used for something else.');
}
