import { z } from 'zod';
import { riskPolicyInForce } from '../../db/risk-policy.ts';
import type { RiskCommand } from '../../domain/risk-state.ts';
import { commandIdOf } from '../command-id.ts';
import { revisionSeen } from '../conditional.ts';
import { eventsRoute } from '../events-route.ts';
import { Problem } from '../problem.ts';
import { answerOnce, recordedProcess, repeatedOutcome, replyTo } from '../process-answer.ts';
import { startProcess } from '../process.ts';
import { checked } from '../risk-description.ts';
import { riskProcess } from '../risk-process.ts';
import { readRoute } from '../read-route.ts';
import { actorOf, route } from '../route.ts';
import { accepted } from '../schemas/adoption-request.ts';
import { assessment, closing, identification, redescription, reopening, risk } from '../schemas/risk.ts';
import { requestId } from '../schemas/text.ts';

const tag = 'Risks';
const params = z.object({ id: requestId });
const answered = { description: 'Done; the risk as it now stands.', schema: risk, headers: ['ETag'] };
const pending = {
  description: 'Accepted; no worker has answered yet.',
  schema: accepted,
  headers: ['Location'],
};

export const identifyRisk = route({
  method: 'post',
  path: '/v1/risks',
  operationId: 'identifyRisk',
  summary: 'Put a risk into the register',
  tag,
  access: 'person',
  body: identification,
  headers: ['Idempotency-Key'],
  responses: {
    201: { ...answered, description: 'Identified.', headers: ['ETag', 'Location'] },
    202: pending,
  },
  handle: async ({ body, header, caller, at, path, services }) => {
    const { person: by } = actorOf(caller);
    const command = commandIdOf(by, `POST ${path}`, header('Idempotency-Key'), body);
    const outcome = (await repeatedOutcome(services, command)) ?? (await identify());
    return replyTo(services, riskProcess, command.id, outcome, 201);

    async function identify() {
      const { inherent, residual = inherent, ...said } = body;
      const description = { owner: by, ...(await checked(services, said)) };
      const { version, hash, rules } = await riskPolicyInForce(services.db);
      const policy = { version, hash, rules };
      const { id, requestHash } = command;
      const scores = { inherent, residual };
      return startProcess(services, riskProcess, id, {
        type: 'identify',
        id,
        requestHash,
        by,
        at,
        description,
        ...scores,
        policy,
      });
    }
  },
});

export const readRisk = readRoute(riskProcess, {
  operationId: 'readRisk',
  summary: 'Read a risk',
  tag,
  shown: risk,
});

export const describeRisk = route({
  method: 'patch',
  path: '/v1/risks/{id}',
  operationId: 'describeRisk',
  summary: 'Describe a risk anew; an acceptance of what it was goes stale, unless only its owner changes',
  tag,
  access: 'person',
  params,
  body: redescription,
  headers: ['If-Match', 'Idempotency-Key'],
  responses: { 200: answered, 202: pending },
  handle: async ({ params: { id }, body, header, caller, at, path, services }) => {
    const actor = actorOf(caller);
    const ifMatch = header('If-Match');
    const seen = ifMatch === undefined ? undefined : revisionSeen(ifMatch);
    const command = commandIdOf(actor.person, `PATCH ${path}`, header('Idempotency-Key'), { seen, body });
    return answerOnce(services, riskProcess, id, command, async (identity): Promise<RiskCommand> => {
      const { state, seq } = await recordedProcess(services, riskProcess, id);
      if (seen !== undefined && seen !== seq) {
        throw new Problem('stale_revision', 'The risk has changed since you saw it.');
      }
      const replaces = state.description;
      const description = { ...replaces, ...(await checked(services, body)) };
      return { ...identity, type: 'describe', by: actor.person, at, actor, description, replaces };
    });
  },
});

export const assessRisk = route({
  method: 'post',
  path: '/v1/risks/{id}/assessments',
  operationId: 'assessRisk',
  summary: 'Score a risk anew; with another residual score its acceptance goes stale',
  tag,
  access: 'person',
  params,
  body: assessment,
  headers: ['Idempotency-Key'],
  responses: { 200: answered, 202: pending },
  handle: async ({ params: { id }, body, header, caller, at, path, services }) => {
    const actor = actorOf(caller);
    const command = commandIdOf(actor.person, `POST ${path}`, header('Idempotency-Key'), body);
    return answerOnce(services, riskProcess, id, command, (identity) =>
      Promise.resolve({ ...identity, type: 'assess', by: actor.person, at, actor, ...body }),
    );
  },
});

export const closeRisk = route({
  method: 'post',
  path: '/v1/risks/{id}/closure',
  operationId: 'closeRisk',
  summary: 'Close what is no risk any more; what is not dealt with, its owner cannot',
  tag,
  access: 'person',
  params,
  body: closing,
  headers: ['Idempotency-Key'],
  responses: { 200: answered, 202: pending },
  handle: async ({ params: { id }, body, header, caller, at, path, services }) => {
    const actor = actorOf(caller);
    const command = commandIdOf(actor.person, `POST ${path}`, header('Idempotency-Key'), body);
    return answerOnce(services, riskProcess, id, command, (identity) =>
      Promise.resolve({ ...identity, type: 'close', by: actor.person, at, actor, ...body }),
    );
  },
});

export const reopenRisk = route({
  method: 'post',
  path: '/v1/risks/{id}/reopening',
  operationId: 'reopenRisk',
  summary: 'Take up a closed risk again; it is untreated then',
  tag,
  access: 'person',
  params,
  body: reopening,
  headers: ['Idempotency-Key'],
  responses: { 200: answered, 202: pending },
  handle: async ({ params: { id }, body, header, caller, at, path, services }) => {
    const actor = actorOf(caller);
    const command = commandIdOf(actor.person, `POST ${path}`, header('Idempotency-Key'), body);
    return answerOnce(services, riskProcess, id, command, (identity) =>
      Promise.resolve({ ...identity, type: 'reopen', by: actor.person, at, actor, ...body }),
    );
  },
});

export const readRiskEvents = eventsRoute(riskProcess, { operationId: 'readRiskEvents', tag });
