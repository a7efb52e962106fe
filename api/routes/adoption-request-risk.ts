import { z } from 'zod';
import { identificationOf, proposedRiskId } from '../../db/proposed-risk.ts';
import { riskPolicyInForce } from '../../db/risk-policy.ts';
import { proposedRisks } from '../../domain/risk-catalogue.ts';
import { riskCategories } from '../../domain/risk-state.ts';
import { commandIdOf } from '../command-id.ts';
import { Problem } from '../problem.ts';
import { repeatedOutcome, replyTo } from '../process-answer.ts';
import { tellProcess } from '../process.ts';
import { requestAsked, risksOfRequest } from '../proposed-risk.ts';
import { riskProcess } from '../risk-process.ts';
import { actorOf, route } from '../route.ts';
import { pending } from '../schemas/accepted.ts';
import { risk, riskSummary, score } from '../schemas/risk.ts';
import { requestId, someText } from '../schemas/text.ts';

const tag = 'Risks';
const params = z.object({ id: requestId });

const proposal = z
  .object({
    id: z.string().meta({ description: 'Of its entry in the catalogue.' }),
    title: z.string(),
    category: z.enum(riskCategories),
    cause: z.string(),
    consequence: z.string(),
    inherent: score,
    controls: z.array(z.string()),
    required: z.boolean().meta({ description: 'Whether no approval goes without it.' }),
  })
  .meta({ id: 'ProposedRisk' });

export const readRequestRisks = route({
  method: 'get',
  path: '/v1/adoption-requests/{id}/risks',
  operationId: 'readAdoptionRequestRisks',
  summary: 'The risks of a request: those in the register, and what the catalogue proposes besides',
  tag,
  access: 'anyone',
  params,
  responses: {
    200: {
      description: 'Up to 200 risks in the register; all proposals.',
      schema: z.object({ items: z.array(riskSummary), proposed: z.array(proposal) }),
    },
  },
  handle: async ({ params: { id }, services }) => ({ status: 200, body: await risksOfRequest(services, id) }),
});

const takingUp = z
  .strictObject({ risk: someText(100) })
  .meta({ id: 'ProposedRiskTakenUp', example: { risk: 'provider-changes' } });

export const takeUpProposedRisk = route({
  method: 'post',
  path: '/v1/adoption-requests/{id}/risks',
  operationId: 'takeUpProposedRisk',
  summary: 'Put a proposed risk into the register, as the business owner’s',
  tag,
  access: 'person',
  params,
  body: takingUp,
  headers: ['Idempotency-Key'],
  responses: {
    201: { description: 'Identified.', schema: risk, headers: ['ETag', 'Location'] },
    202: pending,
  },
  handle: async ({ params: { id }, body, header, caller, at, path, services }) => {
    const { person: by } = actorOf(caller);
    const command = commandIdOf(by, `POST ${path}`, header('Idempotency-Key'), body);
    const { content } = await requestAsked(services, id);
    const entry = proposedRisks(content).find((one) => one.id === body.risk);
    if (entry === undefined) {
      const detail = 'The catalogue does not propose this for the request.';
      throw new Problem('invalid', detail, { errors: [{ pointer: '/risk', detail }] });
    }
    const riskId = proposedRiskId(id, entry);
    const identification = identificationOf(entry, { id, content }, await riskPolicyInForce(services.db));
    const identity = { id: command.id, requestHash: command.requestHash, by, at };
    const outcome =
      (await repeatedOutcome(services, command)) ??
      (await tellProcess(services, riskProcess, riskId, { ...identification, ...identity }));
    return replyTo(services, riskProcess, riskId, outcome, 201, command.id);
  },
});
