import { z } from 'zod';
import { riskPolicyInForce } from '../../db/risk-policy.ts';
import { commandRoutes } from '../command-route.ts';
import { eventsRoute } from '../events-route.ts';
import { checked } from '../risk-description.ts';
import { riskProcess } from '../risk-process.ts';
import { readRoute } from '../read-route.ts';
import { assessment, closing, identification, redescription, reopening, risk } from '../schemas/risk.ts';
import { requestId } from '../schemas/text.ts';
import { startRoutes } from '../start-route.ts';

const tag = 'Risks';
const params = z.object({ id: requestId });

export const identifyRisk = startRoutes(riskProcess, { tag, shown: risk })(
  {
    path: '/v1/risks',
    operationId: 'identifyRisk',
    summary: 'Put a risk into the register',
    access: 'person',
    body: identification,
    done: 'Identified.',
  },
  async ({ body, actor, services }) => {
    const { inherent, residual = inherent, ...said } = body;
    const description = { owner: actor.person, ...(await checked(services, said)) };
    const { version, hash, rules } = await riskPolicyInForce(services.db);
    return { type: 'identify', description, inherent, residual, policy: { version, hash, rules } };
  },
);

export const readRisk = readRoute(riskProcess, {
  operationId: 'readRisk',
  summary: 'Read a risk',
  tag,
  shown: risk,
});

const command = commandRoutes(riskProcess, { tag, shown: risk });

export const describeRisk = command(
  {
    method: 'patch',
    path: '/v1/risks/{id}',
    operationId: 'describeRisk',
    summary: 'Describe a risk anew; an acceptance of what it was goes stale, unless only its owner changes',
    params,
    body: redescription,
    ifMatch: 'optional',
  },
  async ({ body, actor, process: { state }, services }) => {
    const replaces = state.description;
    const description = { ...replaces, ...(await checked(services, body)) };
    return { type: 'describe', actor, description, replaces };
  },
);

export const assessRisk = command(
  {
    path: '/v1/risks/{id}/assessments',
    operationId: 'assessRisk',
    summary: 'Score a risk anew; with another residual score its acceptance goes stale',
    params,
    body: assessment,
  },
  ({ body, actor }) => ({ type: 'assess', actor, ...body }),
);

export const closeRisk = command(
  {
    path: '/v1/risks/{id}/closure',
    operationId: 'closeRisk',
    summary: 'Close what is no risk any more; what is not dealt with, its owner cannot',
    params,
    body: closing,
  },
  ({ body, actor }) => ({ type: 'close', actor, ...body }),
);

export const reopenRisk = command(
  {
    path: '/v1/risks/{id}/reopening',
    operationId: 'reopenRisk',
    summary: 'Take up a closed risk again; it is untreated then',
    params,
    body: reopening,
  },
  ({ body, actor }) => ({ type: 'reopen', actor, ...body }),
);

export const readRiskEvents = eventsRoute(riskProcess, { operationId: 'readRiskEvents', tag });
