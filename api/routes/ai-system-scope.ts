import { z } from 'zod';
import { policyInForce } from '../../db/approval-policy.ts';
import { rolesReopenedBy } from '../../domain/ai-system-state.ts';
import { planSignOffs } from '../../domain/approval-plan.ts';
import { addCalendarDays, addWorkingHours } from '../../domain/working-time.ts';
import { aiSystemProcess } from '../ai-system-process.ts';
import { commandRoutes } from '../command-route.ts';
import { personNamed } from '../prepare-revision.ts';
import {
  aiSystem,
  boundariesSet,
  changeSignOff,
  declaringChange,
  joining,
  joiningAnswer,
  trainingRequired,
  userRemoval,
} from '../schemas/ai-system.ts';
import { requestId } from '../schemas/text.ts';

const tag = 'AI systems';
const params = z.object({ id: requestId });
const numbered = z.object({ id: requestId, number: z.coerce.number().int().min(1).max(1_000_000) });
const command = commandRoutes(aiSystemProcess, { tag, shown: aiSystem });

/** Working hours that an owner has to say whether somebody may join. */
const joiningHours = 24;

export const declareAiSystemChange = command(
  {
    params,
    path: '/v1/ai-systems/{id}/changes',
    operationId: 'declareAiSystemChange',
    summary: 'Declare that a system has changed; the sign-offs that rested on it are asked for again',
    body: declaringChange,
  },
  async ({ actor, body, at, process, services }) => {
    const { rules } = await policyInForce(services.db);
    const plan = planSignOffs(rules, rolesReopenedBy[body.change], process.state.tier, at);
    const suspendAt = addCalendarDays(rules.calendar, at, rules.expiryDays);
    return { type: 'declareChange', actor, ...body, plan, suspendAt };
  },
);

export const signOffAiSystemChange = command(
  {
    params: numbered,
    path: '/v1/ai-systems/{id}/changes/{number}/sign-offs',
    operationId: 'signOffAiSystemChange',
    summary: 'Sign a change off for a role, or reject it, which suspends the system',
    body: changeSignOff,
  },
  ({ actor, params: { number }, body }) => ({ type: 'signOff', actor, change: number, ...body }),
);

export const askToJoinAiSystem = command(
  {
    params,
    path: '/v1/ai-systems/{id}/joinings',
    operationId: 'askToJoinAiSystem',
    summary: 'Ask to use a system just as it is approved: its owner alone answers',
    body: joining,
  },
  async ({ actor, body: { reason }, at, services }) => {
    const { calendar } = (await policyInForce(services.db)).rules;
    const dueAt = addWorkingHours(calendar, at, joiningHours);
    return { type: 'askToJoin', person: actor.person, reason, dueAt };
  },
);

export const answerAiSystemJoining = command(
  {
    params: numbered,
    path: '/v1/ai-systems/{id}/joinings/{number}/answer',
    operationId: 'answerAiSystemJoining',
    summary: 'Say whether somebody may use the system, as its owner',
    body: joiningAnswer,
  },
  ({ actor, params: { number }, body }) => ({ type: 'answerJoining', actor, joining: number, ...body }),
);

export const removeAiSystemUser = command(
  {
    params,
    path: '/v1/ai-systems/{id}/user-removals',
    operationId: 'removeAiSystemUser',
    summary: 'Take back that one person may use the system',
    body: userRemoval,
  },
  async ({ actor, body: { person, reason }, services }) => ({
    type: 'removeUser',
    actor,
    person: await personNamed(services, person, '/person'),
    reason,
  }),
);

export const setAiSystemBoundaries = command(
  {
    params,
    method: 'put',
    path: '/v1/ai-systems/{id}/boundaries',
    operationId: 'setAiSystemBoundaries',
    summary: 'Set what the use of a system must stay within, all of it',
    body: boundariesSet,
  },
  ({ actor, body: { boundaries }, process }) => ({
    type: 'setBoundaries',
    actor,
    boundaries,
    replaces: process.state.boundaries,
  }),
);

export const requireAiSystemTraining = command(
  {
    params,
    method: 'put',
    path: '/v1/ai-systems/{id}/training',
    operationId: 'requireAiSystemTraining',
    summary: 'Say what people must be trained for to use a system',
    body: trainingRequired,
  },
  ({ actor, body: { training } }) => ({ type: 'requireTraining', actor, training }),
);
