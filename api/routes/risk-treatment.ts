import { z } from 'zod';
import { policyInForce } from '../../db/approval-policy.ts';
import { uuidOf } from '../../db/uuid.ts';
import type { RiskCommand } from '../../domain/risk-state.ts';
import { endOfLocalDate } from '../../domain/working-time.ts';
import { commandIdOf } from '../command-id.ts';
import { personNamed } from '../prepare-revision.ts';
import { Problem } from '../problem.ts';
import { answerOnce, recordedProcess } from '../process-answer.ts';
import { clockUntil, longestAcceptance } from '../risk-clock.ts';
import { riskProcess } from '../risk-process.ts';
import { actorOf, route } from '../route.ts';
import { accepted } from '../schemas/adoption-request.ts';
import { acceptance, completion, risk, treatment } from '../schemas/risk.ts';
import { requestId } from '../schemas/text.ts';

const tag = 'Risks';
const params = z.object({ id: requestId });
const answered = { description: 'Done; the risk as it now stands.', schema: risk, headers: ['ETag'] };
const pending = {
  description: 'Accepted; no worker has answered yet.',
  schema: accepted,
  headers: ['Location'],
};

export const treatRisk = route({
  method: 'post',
  path: '/v1/risks/{id}/treatment',
  operationId: 'treatRisk',
  summary:
    'Choose how a risk is treated: mitigated by a plan of actions, avoided, transferred, or to be accepted',
  tag,
  access: 'person',
  params,
  body: treatment,
  headers: ['Idempotency-Key'],
  responses: { 200: answered, 202: pending },
  handle: async ({ params: { id }, body, header, caller, at, path, services }) => {
    const actor = actorOf(caller);
    const command = commandIdOf(actor.person, `POST ${path}`, header('Idempotency-Key'), body);
    return answerOnce(services, riskProcess, id, command, async (identity): Promise<RiskCommand> => {
      const { state } = await recordedProcess(services, riskProcess, id);
      const { calendar } = (await policyInForce(services.db)).rules;
      const actions = await Promise.all(
        body.actions.map(async ({ text, owner, dueOn }, index) => {
          const pointer = `/actions/${index}`;
          const clock = clockUntil(dueOn, state.policy.rules, calendar, at);
          if (clock.dueAt <= at) throw inThePast(`${pointer}/dueOn`);
          const doer = await personNamed(services, owner, `${pointer}/owner`);
          return { id: uuidOf([identity.id, index]), text, owner: doer, ...clock };
        }),
      );
      const { treatment: kind, reason } = body;
      return { ...identity, type: 'treat', by: actor.person, at, actor, treatment: kind, reason, actions };
    });
  },
});

function inThePast(pointer: string): Problem {
  const detail = 'must not be in the past';
  return new Problem('invalid', 'An action is due in the future.', { errors: [{ pointer, detail }] });
}

export const completeRiskAction = route({
  method: 'post',
  path: '/v1/risks/{id}/actions/{action}/completion',
  operationId: 'completeRiskAction',
  summary: 'Say that an action of the plan is done; with the last one the risk is treated',
  tag,
  access: 'person',
  params: z.object({ id: requestId, action: requestId }),
  body: completion,
  headers: ['Idempotency-Key'],
  responses: { 200: answered, 202: pending },
  handle: async ({ params: { id, action }, body, header, caller, at, path, services }) => {
    const actor = actorOf(caller);
    const command = commandIdOf(actor.person, `POST ${path}`, header('Idempotency-Key'), body);
    return answerOnce(services, riskProcess, id, command, async (identity): Promise<RiskCommand> => {
      const { state } = await recordedProcess(services, riskProcess, id);
      if (state.actions.every((one) => one.id !== action)) {
        throw new Problem('not_found', 'This risk has no such action.');
      }
      return { ...identity, type: 'completeAction', by: actor.person, at, actor, action, ...body };
    });
  },
});

export const acceptRisk = route({
  method: 'post',
  path: '/v1/risks/{id}/acceptances',
  operationId: 'acceptRisk',
  summary: 'Sign for a residual risk until a day, as somebody with the authority for its band',
  tag,
  access: 'person',
  params,
  body: acceptance,
  headers: ['Idempotency-Key'],
  responses: { 200: answered, 202: pending },
  handle: async ({ params: { id }, body, header, caller, at, path, services }) => {
    const actor = actorOf(caller);
    const command = commandIdOf(actor.person, `POST ${path}`, header('Idempotency-Key'), body);
    return answerOnce(services, riskProcess, id, command, async (identity): Promise<RiskCommand> => {
      const { state } = await recordedProcess(services, riskProcess, id);
      const { rules, version } = state.policy;
      const { calendar } = (await policyInForce(services.db)).rules;
      const { residual, reason } = body;
      const { dueAt, remindAt } = clockUntil(body.until, rules, calendar, at);
      const lastDay = longestAcceptance(rules, residual, calendar, at);
      return {
        ...identity,
        type: 'signAcceptance',
        by: actor.person,
        at,
        actor,
        residual,
        policyVersion: version,
        reason,
        until: dueAt,
        latest: endOfLocalDate(lastDay, calendar.timeZone),
        remindAt,
      };
    });
  },
});
