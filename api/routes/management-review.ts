import { z } from 'zod';
import { gatherFigures } from '../../db/management-review-input.ts';
import { lastReviewedAt, listManagementReviews } from '../../db/management-review.ts';
import {
  type ManagementReviewCommand,
  managementReviewStates,
  type Minutes,
} from '../../domain/management-review-state.ts';
import { commandIdOf } from '../command-id.ts';
import { revisionSeen } from '../conditional.ts';
import { decodeCursor, pageOf } from '../cursor.ts';
import { fingerprintOf, managementReviewProcess } from '../management-review-process.ts';
import { personNamed } from '../prepare-revision.ts';
import { Problem } from '../problem.ts';
import { answerOnce, recordedProcess, repeatedOutcome, replyTo } from '../process-answer.ts';
import { startProcess } from '../process.ts';
import { readRoute } from '../read-route.ts';
import { actorOf, route } from '../route.ts';
import { accepted } from '../schemas/adoption-request.ts';
import {
  managementReview,
  managementReviewCallingOff,
  managementReviewOpening,
  managementReviewSummary,
  managementSignOff,
  minutes,
  minutesSubmission,
} from '../schemas/management-review.ts';
import { cursor, instant, limit, requestId } from '../schemas/text.ts';
import type { Services } from '../services.ts';

const tag = 'Management reviews';
const params = z.object({ id: requestId });
const position = z.object({ openedAt: instant, id: z.uuid() });
const answered = {
  description: 'Done; the review as it now stands.',
  schema: managementReview,
  headers: ['ETag'],
};
const pending = {
  description: 'Accepted; no worker has answered yet.',
  schema: accepted,
  headers: ['Location'],
};

export const listAllManagementReviews = route({
  method: 'get',
  path: '/v1/management-reviews',
  operationId: 'listManagementReviews',
  summary: 'Management reviews, newest first',
  tag,
  access: 'anyone',
  query: z.strictObject({ state: z.enum(managementReviewStates).optional(), cursor, limit }),
  responses: {
    200: {
      description: 'One page; `next` is null on the last.',
      schema: z.object({ items: z.array(managementReviewSummary), next: z.string().nullable() }),
    },
  },
  handle: async ({ query, services }) => {
    const after = query.cursor === undefined ? undefined : decodeCursor(position, query.cursor);
    const listed = await listManagementReviews(services.db, query.state, query.limit + 1, after);
    const { page, next } = pageOf(listed, query.limit, ({ openedAt, id }) => ({ openedAt, id }));
    const items = page.map(({ id, state, openedAt, closedAt, review }) => ({
      id,
      state,
      reason: review.reason,
      openedAt,
      dueAt: review.dueAt,
      closedAt,
      actions: review.minutes.actions.length,
    }));
    return { status: 200, body: { items, next } };
  },
});

export const openManagementReview = route({
  method: 'post',
  path: '/v1/management-reviews',
  operationId: 'openManagementReview',
  summary: 'Open a management review out of turn, with the figures of the registers as they are now',
  tag,
  access: ['compliance_manager'],
  body: managementReviewOpening,
  headers: ['Idempotency-Key'],
  responses: {
    201: { ...answered, description: 'Opened.', headers: ['ETag', 'Location'] },
    202: pending,
  },
  handle: async ({ body, header, caller, at, path, services }) => {
    const actor = actorOf(caller);
    const command = commandIdOf(actor.person, `POST ${path}`, header('Idempotency-Key'), body);
    const { id, requestHash } = command;
    const repeated = await repeatedOutcome(services, command);
    if (repeated !== undefined) return replyTo(services, managementReviewProcess, id, repeated, 201);
    const since = await lastReviewedAt(services.db);
    const figures = await gatherFigures(services.db, since, at);
    const outcome = await startProcess(services, managementReviewProcess, id, {
      type: 'open',
      id,
      requestHash,
      by: actor.person,
      at,
      actor,
      reason: 'out_of_turn',
      note: body.reason,
      occasion: id,
      since,
      figures,
    });
    return replyTo(services, managementReviewProcess, id, outcome, 201);
  },
});

export const readManagementReview = readRoute(managementReviewProcess, {
  operationId: 'readManagementReview',
  summary: 'Read a management review: its figures, its minutes, who signed it',
  tag,
  shown: managementReview,
});

export const writeMinutes = route({
  method: 'put',
  path: '/v1/management-reviews/{id}/minutes',
  operationId: 'writeMinutes',
  summary: 'Write the minutes of a review; If-Match names the version that you have seen, "0" at first',
  tag,
  access: ['compliance_manager'],
  params,
  body: minutes,
  headers: ['If-Match', 'Idempotency-Key'],
  responses: { 200: answered, 202: pending },
  handle: async ({ params: { id }, body, header, caller, at, path, services }) => {
    const actor = actorOf(caller);
    const replaces = revisionSeen(header('If-Match'));
    const asked = { ...body, replaces };
    const command = commandIdOf(actor.person, `PUT ${path}`, header('Idempotency-Key'), asked);
    return answerOnce(
      services,
      managementReviewProcess,
      id,
      command,
      async (identity): Promise<ManagementReviewCommand> => {
        const written = await withOwners(services, body);
        return { ...identity, type: 'write', by: actor.person, at, actor, minutes: written, replaces };
      },
    );
  },
});

async function withOwners(services: Services, body: z.output<typeof minutes>): Promise<Minutes> {
  const actions = await Promise.all(
    body.actions.map(async (action, index) => ({
      ...action,
      owner: await personNamed(services, action.owner, `/actions/${index}/owner`),
    })),
  );
  return { ...body, actions };
}

export const submitMinutes = route({
  method: 'post',
  path: '/v1/management-reviews/{id}/submission',
  operationId: 'submitMinutes',
  summary: 'Submit the minutes to be signed by management',
  tag,
  access: ['compliance_manager'],
  params,
  body: minutesSubmission,
  headers: ['Idempotency-Key'],
  responses: { 200: answered, 202: pending },
  handle: async ({ params: { id }, body, header, caller, at, path, services }) => {
    const actor = actorOf(caller);
    const command = commandIdOf(actor.person, `POST ${path}`, header('Idempotency-Key'), body);
    return answerOnce(
      services,
      managementReviewProcess,
      id,
      command,
      async (identity): Promise<ManagementReviewCommand> => {
        const { state } = await recordedProcess(services, managementReviewProcess, id);
        if (state.version !== body.version) {
          throw new Problem('stale_revision', 'The minutes were written anew since you saw them.');
        }
        const hash = fingerprintOf(state);
        return { ...identity, type: 'submit', by: actor.person, at, actor, ...body, hash };
      },
    );
  },
});

export const signManagementReview = route({
  method: 'post',
  path: '/v1/management-reviews/{id}/sign-offs',
  operationId: 'signManagementReview',
  summary: 'Sign the minutes as management, or as its delegate: the review is closed, its actions are opened',
  tag,
  access: 'person',
  params,
  body: managementSignOff,
  headers: ['Idempotency-Key'],
  responses: { 200: answered, 202: pending },
  handle: async ({ params: { id }, body, header, caller, at, path, services }) => {
    const actor = actorOf(caller);
    const command = commandIdOf(actor.person, `POST ${path}`, header('Idempotency-Key'), body);
    return answerOnce(services, managementReviewProcess, id, command, (identity) =>
      Promise.resolve({ ...identity, type: 'signOff', by: actor.person, at, actor, ...body }),
    );
  },
});

export const callOffManagementReview = route({
  method: 'post',
  path: '/v1/management-reviews/{id}/calling-off',
  operationId: 'callOffManagementReview',
  summary: 'End a management review without a result',
  tag,
  access: ['compliance_manager'],
  params,
  body: managementReviewCallingOff,
  headers: ['Idempotency-Key'],
  responses: { 200: answered, 202: pending },
  handle: async ({ params: { id }, body, header, caller, at, path, services }) => {
    const actor = actorOf(caller);
    const command = commandIdOf(actor.person, `POST ${path}`, header('Idempotency-Key'), body);
    return answerOnce(services, managementReviewProcess, id, command, (identity) =>
      Promise.resolve({ ...identity, type: 'callOff', by: actor.person, at, actor, ...body }),
    );
  },
});
