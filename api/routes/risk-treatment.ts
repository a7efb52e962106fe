import { z } from 'zod';
import { policyInForce } from '../../db/approval-policy.ts';
import { uuidOf } from '../../db/uuid.ts';
import { endOfLocalDate } from '../../domain/working-time.ts';
import { commandRoutes } from '../command-route.ts';
import { personNamed } from '../prepare-revision.ts';
import { Problem } from '../problem.ts';
import { clockUntil, longestAcceptance } from '../risk-clock.ts';
import { riskProcess } from '../risk-process.ts';
import { acceptance, completion, risk, treatment } from '../schemas/risk.ts';
import { requestId } from '../schemas/text.ts';

const tag = 'Risks';
const params = z.object({ id: requestId });

const command = commandRoutes(riskProcess, { tag, shown: risk });

export const treatRisk = command(
  {
    path: '/v1/risks/{id}/treatment',
    operationId: 'treatRisk',
    summary:
      'Choose how a risk is treated: mitigated by a plan of actions, avoided, transferred, or to be accepted',
    params,
    body: treatment,
  },
  async ({ body, actor, at, commandId, process: { state }, services }) => {
    const { calendar } = (await policyInForce(services.db)).rules;
    const actions = await Promise.all(
      body.actions.map(async ({ text, owner, dueOn }, index) => {
        const pointer = `/actions/${index}`;
        const clock = clockUntil(dueOn, state.policy.rules, calendar, at);
        if (clock.dueAt <= at) throw inThePast(`${pointer}/dueOn`);
        const doer = await personNamed(services, owner, `${pointer}/owner`);
        return { id: uuidOf([commandId, index]), text, owner: doer, ...clock };
      }),
    );
    return { type: 'treat', actor, treatment: body.treatment, reason: body.reason, actions };
  },
);

function inThePast(pointer: string): Problem {
  const detail = 'must not be in the past';
  return new Problem('invalid', 'An action is due in the future.', { errors: [{ pointer, detail }] });
}

export const completeRiskAction = command(
  {
    path: '/v1/risks/{id}/actions/{action}/completion',
    operationId: 'completeRiskAction',
    summary: 'Say that an action of the plan is done; with the last one the risk is treated',
    params: z.object({ id: requestId, action: requestId }),
    body: completion,
  },
  ({ params: { action }, body, actor, process: { state } }) => {
    if (state.actions.every((one) => one.id !== action)) {
      throw new Problem('not_found', 'This risk has no such action.');
    }
    return { type: 'completeAction', actor, action, ...body };
  },
);

export const acceptRisk = command(
  {
    path: '/v1/risks/{id}/acceptances',
    operationId: 'acceptRisk',
    summary: 'Sign for a residual risk until a day, as somebody with the authority for its band',
    params,
    body: acceptance,
  },
  async ({ body: { residual, reason, until }, actor, at, process: { state }, services }) => {
    const { rules, version } = state.policy;
    const { calendar } = (await policyInForce(services.db)).rules;
    const { dueAt, remindAt } = clockUntil(until, rules, calendar, at);
    const lastDay = longestAcceptance(rules, residual, calendar, at);
    return {
      type: 'signAcceptance',
      actor,
      residual,
      policyVersion: version,
      reason,
      until: dueAt,
      latest: endOfLocalDate(lastDay, calendar.timeZone),
      remindAt,
    };
  },
);
