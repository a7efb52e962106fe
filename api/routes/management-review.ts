import { z } from 'zod';
import { gatherFigures } from '../../db/management-review-input.ts';
import { lastReviewedAt, listManagementReviews } from '../../db/management-review.ts';
import { managementReviewStates, type Minutes } from '../../domain/management-review-state.ts';
import { commandRoutes } from '../command-route.ts';
import { decodeCursor, pageOf } from '../cursor.ts';
import { fingerprintOf, managementReviewProcess } from '../management-review-process.ts';
import { personNamed } from '../prepare-revision.ts';
import { Problem } from '../problem.ts';
import { readRoute } from '../read-route.ts';
import { route } from '../route.ts';
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
import { startRoutes } from '../start-route.ts';

const tag = 'Management reviews';
const params = z.object({ id: requestId });
const position = z.object({ openedAt: instant, id: z.uuid() });

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

export const openManagementReview = startRoutes(managementReviewProcess, { tag, shown: managementReview })(
  {
    path: '/v1/management-reviews',
    operationId: 'openManagementReview',
    summary: 'Open a management review out of turn, with the figures of the registers as they are now',
    access: ['compliance_manager'],
    body: managementReviewOpening,
    done: 'Opened.',
  },
  async ({ body, actor, at, id, services }) => {
    const since = await lastReviewedAt(services.db);
    const figures = await gatherFigures(services.db, since, at);
    const note = body.reason;
    return { type: 'open', actor, reason: 'out_of_turn', note, occasion: id, since, figures };
  },
);

export const readManagementReview = readRoute(managementReviewProcess, {
  operationId: 'readManagementReview',
  summary: 'Read a management review: its figures, its minutes, who signed it',
  tag,
  shown: managementReview,
});

const command = commandRoutes(managementReviewProcess, { tag, shown: managementReview });

export const writeMinutes = command(
  {
    method: 'put',
    path: '/v1/management-reviews/{id}/minutes',
    operationId: 'writeMinutes',
    summary: 'Write the minutes of a review; If-Match names the version that you have seen, "0" at first',
    access: ['compliance_manager'],
    params,
    body: minutes,
    ifMatch: 'required',
  },
  async ({ body, actor, revision, services }) => {
    const written = await withOwners(services, body);
    return { type: 'write', actor, minutes: written, replaces: revision };
  },
);

async function withOwners(services: Services, body: z.output<typeof minutes>): Promise<Minutes> {
  const actions = await Promise.all(
    body.actions.map(async (action, index) => ({
      ...action,
      owner: await personNamed(services, action.owner, `/actions/${index}/owner`),
    })),
  );
  return { ...body, actions };
}

export const submitMinutes = command(
  {
    path: '/v1/management-reviews/{id}/submission',
    operationId: 'submitMinutes',
    summary: 'Submit the minutes to be signed by management',
    access: ['compliance_manager'],
    params,
    body: minutesSubmission,
  },
  ({ body, actor, process: { state } }) => {
    if (state.version !== body.version) {
      throw new Problem('stale_revision', 'The minutes were written anew since you saw them.');
    }
    return { type: 'submit', actor, ...body, hash: fingerprintOf(state) };
  },
);

export const signManagementReview = command(
  {
    path: '/v1/management-reviews/{id}/sign-offs',
    operationId: 'signManagementReview',
    summary:
      'Sign the minutes as management, or as its delegate: the review is closed, its actions are opened',
    params,
    body: managementSignOff,
  },
  ({ body, actor }) => ({ type: 'signOff', actor, ...body }),
);

export const callOffManagementReview = command(
  {
    path: '/v1/management-reviews/{id}/calling-off',
    operationId: 'callOffManagementReview',
    summary: 'End a management review without a result',
    access: ['compliance_manager'],
    params,
    body: managementReviewCallingOff,
  },
  ({ body, actor }) => ({ type: 'callOff', actor, ...body }),
);
