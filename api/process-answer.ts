import { WorkflowNotFoundError } from '@temporalio/client';
import { findOutcomes, type StoredOutcome } from '../db/command-outcome.ts';
import { processAt, type Recorded } from '../db/process.ts';
import type { Command } from '../domain/decider.ts';
import type { CommandId } from './command-id.ts';
import { keyReused, type ProcessKind, signalProcess, temporalDeadlineMs, unknown } from './process.ts';
import { Problem } from './problem.ts';
import type { Reply } from './route.ts';
import type { Services } from './services.ts';

/** Answers a repeated command from the record, a new one by the process. */
export async function answerOnce<State, Cmd extends Command>(
  services: Services,
  process: ProcessKind<State, Cmd>,
  id: string,
  identity: CommandId,
  prepare: (identity: Pick<Command, 'id' | 'requestHash'>) => Promise<Cmd>,
): Promise<Reply> {
  const repeated = await repeatedOutcome(services, identity);
  if (repeated !== undefined) return replyTo(services, process, id, repeated, 200);
  const command = await prepare({ id: identity.id, requestHash: identity.requestHash });
  const outcome = await signalProcess(services, process, id, command);
  return replyTo(services, process, id, outcome, 200, identity.id);
}

/** What became of the command when it came before; throws a Problem where the key was used for something else. */
export async function repeatedOutcome(
  { db }: Services,
  { id, requestHash, repeatable }: CommandId,
): Promise<StoredOutcome | undefined> {
  if (!repeatable) return undefined;
  const [outcome] = await findOutcomes(db, [id]);
  if (outcome !== undefined && outcome.requestHash !== requestHash) throw keyReused();
  return outcome;
}

/** The answer to a command: the process as the command left it, the refusal, or that it is accepted and under way. */
export async function replyTo<State, Cmd extends Command>(
  services: Services,
  process: ProcessKind<State, Cmd>,
  id: string,
  outcome: StoredOutcome | undefined,
  status: 200 | 201,
  commandId = id,
): Promise<Reply> {
  const location = `${process.path}/${id}`;
  if (outcome === undefined) {
    const headers = {
      Location: location,
      'Retry-After': '1',
      ...(status === 201 ? { ETag: '"1"' } : {}),
    };
    const detail = await process.holdsAlready?.(services.db, id);
    const body = { id, state: 'accepted', commandId, ...(detail !== undefined && { detail }) };
    return { status: 202, body, headers };
  }
  if (outcome.status === 'refused') throw await refusalOf(services, process, id, outcome);
  const recorded = await processAt(services.db, process.decider, `${process.kind}/${id}`, outcome.seq);
  if (recorded === undefined) throw new Error(`${process.kind}/${id} has an outcome but no events`);
  const { body, etag } = await process.represent(services.db, recorded);
  const headers = { ETag: etag, ...(status === 201 ? { Location: location } : {}) };
  return { status, body, headers };
}

/** A refusal as a problem; whoever comes second is told who came first. */
async function refusalOf<State, Cmd extends Command>(
  { db }: Services,
  process: ProcessKind<State, Cmd>,
  id: string,
  outcome: Extract<StoredOutcome, { status: 'refused' }>,
): Promise<Problem> {
  const { code, detail, pointer } = outcome.refusal;
  const errors = pointer === undefined ? [] : [{ pointer, detail }];
  const recorded = await process.find(db, id);
  if (recorded === undefined) return new Problem(code, detail, { errors });
  const extensions = (await process.refusalExtensions?.(db, recorded.state, code)) ?? {};
  return new Problem(code, detail, { errors, extensions });
}

/** The process as it now stands, or that it is accepted and not recorded yet. */
export async function readProcess<State, Cmd extends Command>(
  services: Services,
  process: ProcessKind<State, Cmd>,
  id: string,
): Promise<Reply> {
  const recorded = await process.find(services.db, id);
  if (recorded === undefined) return readUnrecorded(services, process, id);
  const { body, etag } = await process.represent(services.db, recorded);
  return { status: 200, body, headers: { ETag: etag } };
}

/** A process that Temporal holds and no worker has recorded yet; the only read that asks Temporal. */
export async function readUnrecorded<State, Cmd extends Command>(
  { temporal }: Services,
  process: ProcessKind<State, Cmd>,
  id: string,
): Promise<Reply> {
  const running = await temporal
    .withDeadline(Date.now() + temporalDeadlineMs, () =>
      temporal.workflow.getHandle(`${process.kind}/${id}`).describe(),
    )
    .then(({ status }) => status.name === 'RUNNING')
    .catch((error: unknown) => {
      if (error instanceof WorkflowNotFoundError) return false;
      throw error;
    });
  if (!running) throw unknown(process);
  return {
    status: 202,
    body: { id, state: 'accepted' },
    headers: { 'Retry-After': '1', ETag: '"1"' },
  };
}

/** The process as the register has it; throws a Problem where it has none, or none yet. */
export async function recordedProcess<State, Cmd extends Command>(
  services: Services,
  process: ProcessKind<State, Cmd>,
  id: string,
): Promise<Recorded<State>> {
  const recorded = await process.find(services.db, id);
  if (recorded !== undefined) return recorded;
  await readUnrecorded(services, process, id);
  throw new Problem(
    'unavailable',
    `This ${process.noun} has been accepted and not been recorded yet. Try again soon.`,
  );
}
