import { WorkflowNotFoundError } from '@temporalio/client';
import { adoptionRequestAt, findAdoptionRequest } from '../db/adoption-request.ts';
import { findOutcomes, type StoredOutcome } from '../db/command-outcome.ts';
import { namesOf } from '../db/directory.ts';
import {
  keyReused,
  type PersonsCommand,
  signalProcess,
  temporalDeadlineMs,
} from './adoption-request-process.ts';
import {
  etagOf,
  peopleOf,
  representationOf,
  signOffRepresentation,
} from './adoption-request-representation.ts';
import type { CommandId } from './command-id.ts';
import { Problem } from './problem.ts';
import type { Reply } from './route.ts';
import type { Services } from './services.ts';

type Unidentified<Cmd> = Cmd extends unknown ? Omit<Cmd, 'id' | 'requestHash'> : never;

/** Answers a repeated command from the record, a new one by the process. */
export async function answerOnce(
  services: Services,
  requestId: string,
  identity: CommandId,
  prepare: () => Promise<Unidentified<PersonsCommand>>,
): Promise<Reply> {
  const { id, requestHash } = identity;
  const repeated = await repeatedOutcome(services, identity);
  if (repeated !== undefined) return replyTo(services, requestId, repeated, 200);
  const command = { ...(await prepare()), id, requestHash } as PersonsCommand;
  return replyTo(services, requestId, await signalProcess(services, requestId, command), 200, id);
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

/** The answer to a command: the request as the command left it, the refusal, or that it is accepted and under way. */
export async function replyTo(
  services: Services,
  id: string,
  outcome: StoredOutcome | undefined,
  status: 200 | 201,
  commandId = id,
): Promise<Reply> {
  const location = `/v1/adoption-requests/${id}`;
  if (outcome === undefined) {
    const headers = {
      Location: location,
      'Retry-After': '1',
      ...(status === 201 ? { ETag: etagOf({ revision: 1 }) } : {}),
    };
    return { status: 202, body: { id, state: 'accepted', commandId }, headers };
  }
  if (outcome.status === 'refused') throw await refusalOf(services, id, outcome);
  const recorded = await adoptionRequestAt(services.db, id, outcome.seq);
  if (recorded === undefined) throw new Error(`${id} has an outcome but no events`);
  const body = await representationOf(services.db, recorded);
  const headers = { ETag: etagOf(recorded.request), ...(status === 201 ? { Location: location } : {}) };
  return { status, body, headers };
}

/** A refusal as a problem; whoever comes second is told who came first. */
async function refusalOf(
  { db }: Services,
  id: string,
  outcome: Extract<StoredOutcome, { status: 'refused' }>,
): Promise<Problem> {
  const { code, detail, pointer } = outcome.refusal;
  const errors = pointer === undefined ? [] : [{ pointer, detail }];
  const recorded = await findAdoptionRequest(db, id);
  if (recorded === undefined) return new Problem(code, detail, { errors });
  const { request } = recorded;
  const nameOf = await namesOf(db, peopleOf(request));
  const extensions = {
    state: request.state,
    revision: request.revision,
    ...(code === 'already_decided' || code === 'closed'
      ? { signOffs: request.signOffs.map((made) => signOffRepresentation(made, nameOf)) }
      : {}),
  };
  return new Problem(code, detail, { errors, extensions });
}

/** A request that Temporal holds and no worker has recorded yet; the only read that asks Temporal. */
export async function readUnrecorded({ temporal }: Services, id: string): Promise<Reply> {
  const running = await temporal
    .withDeadline(Date.now() + temporalDeadlineMs, () =>
      temporal.workflow.getHandle(`adoption-request/${id}`).describe(),
    )
    .then(({ status }) => status.name === 'RUNNING')
    .catch((error: unknown) => {
      if (error instanceof WorkflowNotFoundError) return false;
      throw error;
    });
  if (!running) throw new Problem('not_found', 'There is no such adoption request.');
  return {
    status: 202,
    body: { id, state: 'accepted' },
    headers: { 'Retry-After': '1', ETag: etagOf({ revision: 1 }) },
  };
}

/** The request as the register has it; throws a Problem where it has none, or none yet. */
export async function recordedRequest(services: Services, id: string) {
  const recorded = await findAdoptionRequest(services.db, id);
  if (recorded !== undefined) return recorded;
  await readUnrecorded(services, id);
  throw new Problem(
    'unavailable',
    'This request has been accepted and not been recorded yet. Try again soon.',
  );
}
