import { z } from 'zod';
import { hashOf } from '../../db/canonical.ts';
import { attemptsOf, findAttempt, handInAttempt } from '../../db/quiz-attempt.ts';
import { attemptsLeft } from '../../domain/training.ts';
import { commandIdOf } from '../command-id.ts';
import { knownCourse, noSuchCourse } from '../course.ts';
import { Problem, refusedBy } from '../problem.ts';
import { keyReused } from '../process.ts';
import { representAttempt } from '../quiz-attempt.ts';
import { actorOf, route } from '../route.ts';
import { requestId } from '../schemas/text.ts';
import { attempt, attemptResult, attemptSummary } from '../schemas/training.ts';

const tag = 'Training';
const params = z.object({ id: requestId });

export const handInOneAttempt = route({
  method: 'post',
  path: '/v1/courses/{id}/attempts',
  operationId: 'handInQuizAttempt',
  summary:
    'Answer the quiz of the version in force: what was right and why, and once it is passed a completion',
  tag,
  access: 'self',
  params,
  body: attempt,
  headers: ['Idempotency-Key'],
  responses: { 201: { description: 'Taken and graded.', schema: attemptResult, headers: ['Location'] } },
  handle: async ({ params: { id: course }, body, header, caller, at, path, services }) => {
    const { person } = actorOf(caller);
    const command = commandIdOf(person, `POST ${path}`, header('Idempotency-Key'), body);
    const handedIn = await handInAttempt(services.db, { id: command.id, person, course, ...body, at });
    if (handedIn === undefined) throw noSuchCourse();
    if ('code' in handedIn) throw refusedBy(handedIn);
    if ('faults' in handedIn) {
      throw new Problem('invalid', 'Not every question is answered.', { errors: handedIn.faults });
    }
    const isOther = handedIn.answersHash !== hashOf(body.answers) || handedIn.version !== body.version;
    if (isOther) throw keyReused();
    const headers = { Location: `/v1/courses/${course}/attempts/${handedIn.id}` };
    return { status: 201, body: await representAttempt(services, handedIn, at), headers };
  },
});

export const listMyAttempts = route({
  method: 'get',
  path: '/v1/courses/{id}/attempts',
  operationId: 'listMyQuizAttempts',
  summary: 'My attempts at a course, newest first',
  tag,
  access: 'self',
  params,
  responses: {
    200: {
      description: 'The latest 1,000, and how many are left at the version in force.',
      schema: z.object({
        items: z.array(attemptSummary),
        attemptsLeft: z.number().int(),
        nextAttemptAt: z.iso.datetime().nullable().meta({ description: 'Where it has to be waited for.' }),
      }),
    },
  },
  handle: async ({ params: { id }, caller, at: now, services }) => {
    const course = await knownCourse(services, id);
    const attempts = await attemptsOf(services.db, actorOf(caller).person, id);
    const items = attempts.map(({ id: attemptId, version, number, at, score, passed }) => ({
      id: attemptId,
      version,
      number,
      at,
      score,
      passed,
    }));
    const ofVersion = attempts.filter(({ version }) => version === course.version).toReversed();
    const { left, from } = attemptsLeft(course.details, ofVersion, now);
    return { status: 200, body: { items, attemptsLeft: from === null ? left : 0, nextAttemptAt: from } };
  },
});

export const readMyAttempt = route({
  method: 'get',
  path: '/v1/courses/{id}/attempts/{attempt}',
  operationId: 'readMyQuizAttempt',
  summary: 'One of my attempts, with what was right and why',
  tag,
  access: 'self',
  params: params.extend({ attempt: requestId }),
  responses: { 200: { description: 'The attempt.', schema: attemptResult } },
  handle: async ({ params: { id, attempt: wanted }, caller, at, services }) => {
    const found = await findAttempt(services.db, wanted);
    if (found?.person !== actorOf(caller).person || found.course !== id) {
      throw new Problem('not_found', 'You have made no such attempt.');
    }
    return { status: 200, body: await representAttempt(services, found, at) };
  },
});
