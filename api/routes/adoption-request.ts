import { WorkflowNotFoundError } from '@temporalio/client';
import { z } from 'zod';
import { adoptionRequestAt, findAdoptionRequest } from '../../db/adoption-request.ts';
import { policyInForce } from '../../db/approval-policy.ts';
import { findOutcomes, type StoredOutcome } from '../../db/command-outcome.ts';
import { namesOf } from '../../db/directory.ts';
import type { AdoptionRequestCommand } from '../../domain/adoption-request-state.ts';
import { planApproval } from '../../domain/approval-plan.ts';
import { keyReused, signalProcess, startProcess, temporalDeadlineMs } from '../adoption-request-process.ts';
import {
  etagOf,
  peopleOf,
  representationOf,
  signOffRepresentation,
} from '../adoption-request-representation.ts';
import { type CommandId, commandIdOf } from '../command-id.ts';
import { revisionSeen } from '../conditional.ts';
import { mergeAmendment } from '../merge-amendment.ts';
import { personNamed, prepareRevision } from '../prepare-revision.ts';
import { Problem } from '../problem.ts';
import { actorOf, type Reply, route } from '../route.ts';
import {
  accepted,
  adoptionRequest,
  amendment,
  reopening,
  signOff,
  submission,
  withdrawal,
} from '../schemas/adoption-request.ts';
import { requestId } from '../schemas/text.ts';
import type { Services } from '../services.ts';

const tag = 'Adoption requests';
const params = z.object({ id: requestId });
const answered = {
  description: 'Done; the request as it now stands.',
  schema: adoptionRequest,
  headers: ['ETag'],
};
const pending = {
  description: 'Accepted; no worker has answered yet.',
  schema: accepted,
  headers: ['Location'],
};

export const submitAdoptionRequest = route({
  method: 'post',
  path: '/v1/adoption-requests',
  operationId: 'submitAdoptionRequest',
  summary: 'Ask to adopt an AI system',
  tag,
  access: 'person',
  body: submission,
  headers: ['Idempotency-Key'],
  responses: {
    201: { ...answered, description: 'Submitted and triaged.', headers: ['ETag', 'Location'] },
    202: pending,
  },
  handle: async ({ body, header, caller, at, path, services }) => {
    const { person } = actorOf(caller);
    const command = commandIdOf(person, `POST ${path}`, header('Idempotency-Key'), body);
    const repeated = await repeatedOutcome(services, command);
    const outcome = repeated ?? (await submit());
    return replyTo(services, command.id, outcome, 201);

    async function submit() {
      const businessOwner = await personNamed(
        services,
        body.businessOwner,
        '/businessOwner',
        'business_owner',
      );
      const { version, hash, rules } = await policyInForce(services.db);
      const policy = { version, hash, rules };
      const prepared = prepareRevision({ ...body, businessOwner }, policy, null, at);
      const { id, requestHash } = command;
      return startProcess(services, id, {
        type: 'submit',
        id,
        requestHash,
        by: person,
        at,
        policy,
        ...prepared,
      });
    }
  },
});

export const readAdoptionRequest = route({
  method: 'get',
  path: '/v1/adoption-requests/{id}',
  operationId: 'readAdoptionRequest',
  summary: 'Read a request; its ETag names the revision of what is asked',
  tag,
  access: 'anyone',
  params,
  responses: { 200: { ...answered, description: 'The request.' }, 202: pending },
  handle: async ({ params: { id }, services }) => {
    const recorded = await findAdoptionRequest(services.db, id);
    if (recorded === undefined) return readUnrecorded(services, id);
    const body = await representationOf(services.db, recorded);
    return { status: 200, body, headers: { ETag: etagOf(recorded.request) } };
  },
});

export const amendAdoptionRequest = route({
  method: 'patch',
  path: '/v1/adoption-requests/{id}',
  operationId: 'amendAdoptionRequest',
  summary: 'Amend what is asked: a new revision, which voids the sign-offs that rested on what changed',
  tag,
  access: 'person',
  params,
  body: amendment,
  headers: ['If-Match', 'Idempotency-Key'],
  responses: { 200: answered, 202: pending },
  handle: async ({ params: { id }, body, header, caller, at, path, services }) => {
    const { person } = actorOf(caller);
    const revision = revisionSeen(header('If-Match'));
    const command = commandIdOf(person, `PATCH ${path}`, header('Idempotency-Key'), { revision, body });
    return answerOnce(services, id, command, async () => {
      const { request } = await recordedRequest(services, id);
      // Merged into an older revision than it is for, it would silently take back what came between.
      if (revision > request.revision)
        throw new Problem('stale_revision', `The request is at revision ${request.revision}.`);
      const owner = body.businessOwner;
      const businessOwner =
        owner === undefined
          ? undefined
          : await personNamed(services, owner, '/businessOwner', 'business_owner');
      const content = mergeAmendment(request.content, { ...body, businessOwner });
      const prepared = prepareRevision(content, request.policy, request.reopening, at);
      return { type: 'amend', revision, by: person, at, ...prepared };
    });
  },
});

export const signOffAdoptionRequest = route({
  method: 'post',
  path: '/v1/adoption-requests/{id}/sign-offs',
  operationId: 'signOffAdoptionRequest',
  summary: 'Sign off for a role, as its member, a delegate or the escalation contact',
  tag,
  access: 'person',
  params,
  body: signOff,
  headers: ['If-Match', 'Idempotency-Key'],
  responses: { 200: answered, 202: pending },
  handle: async ({ params: { id }, body, header, caller, at, path, services }) => {
    const actor = actorOf(caller);
    const revision = revisionSeen(header('If-Match'));
    const command = commandIdOf(actor.person, `POST ${path}`, header('Idempotency-Key'), { revision, body });
    return answerOnce(services, id, command, async () => {
      const conditions = await Promise.all(
        body.conditions.map(async (condition, index) => ({
          ...condition,
          owner: await personNamed(services, condition.owner, `/conditions/${index}/owner`),
        })),
      );
      const { role, decision, comment } = body;
      return { type: 'signOff', by: actor.person, at, actor, revision, role, decision, comment, conditions };
    });
  },
});

export const withdrawAdoptionRequest = route({
  method: 'post',
  path: '/v1/adoption-requests/{id}/withdrawal',
  operationId: 'withdrawAdoptionRequest',
  summary: 'Withdraw one’s own request while it is undecided',
  tag,
  access: 'person',
  params,
  body: withdrawal,
  headers: ['Idempotency-Key'],
  responses: { 200: answered, 202: pending },
  handle: async ({ params: { id }, body, header, caller, at, path, services }) => {
    const { person } = actorOf(caller);
    const command = commandIdOf(person, `POST ${path}`, header('Idempotency-Key'), body);
    return answerOnce(services, id, command, () =>
      Promise.resolve({ type: 'withdraw', by: person, at, reason: body.reason }),
    );
  },
});

export const reopenAdoptionRequest = route({
  method: 'post',
  path: '/v1/adoption-requests/{id}/reopening',
  operationId: 'reopenAdoptionRequest',
  summary: 'Take up a request that was closed as prohibited, with a written justification',
  tag,
  access: 'person',
  params,
  body: reopening,
  headers: ['Idempotency-Key'],
  responses: { 200: answered, 202: pending },
  handle: async ({ params: { id }, body, header, caller, at, path, services }) => {
    const actor = actorOf(caller);
    const command = commandIdOf(actor.person, `POST ${path}`, header('Idempotency-Key'), body);
    return answerOnce(services, id, command, async () => {
      const { request } = await recordedRequest(services, id);
      const plan = planApproval(request.policy.rules, 'critical', at);
      return { type: 'reopen', by: actor.person, at, actor, justification: body.justification, plan };
    });
  },
});

type Unidentified<Cmd> = Cmd extends unknown ? Omit<Cmd, 'id' | 'requestHash'> : never;
type SignalledCommand = Exclude<AdoptionRequestCommand, { type: 'submit' }>;

/** Answers a repeated command from the record, a new one by the process. */
async function answerOnce(
  services: Services,
  requestId: string,
  identity: CommandId,
  prepare: () => Promise<Unidentified<SignalledCommand>>,
): Promise<Reply> {
  const { id, requestHash } = identity;
  const repeated = await repeatedOutcome(services, identity);
  if (repeated !== undefined) return replyTo(services, requestId, repeated, 200);
  const command = { ...(await prepare()), id, requestHash } as SignalledCommand;
  return replyTo(services, requestId, await signalProcess(services, requestId, command), 200, id);
}

async function repeatedOutcome(
  { db }: Services,
  { id, requestHash, repeatable }: CommandId,
): Promise<StoredOutcome | undefined> {
  if (!repeatable) return undefined;
  const [outcome] = await findOutcomes(db, [id]);
  if (outcome !== undefined && outcome.requestHash !== requestHash) throw keyReused();
  return outcome;
}

async function replyTo(
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
async function readUnrecorded({ temporal }: Services, id: string): Promise<Reply> {
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

async function recordedRequest(services: Services, id: string) {
  const recorded = await findAdoptionRequest(services.db, id);
  if (recorded !== undefined) return recorded;
  await readUnrecorded(services, id);
  throw new Problem(
    'unavailable',
    'This request has been accepted and not been recorded yet. Try again soon.',
  );
}
