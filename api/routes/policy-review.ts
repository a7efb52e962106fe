import { z } from 'zod';
import { namesOf } from '../../db/directory.ts';
import { savePolicyDraft } from '../../db/policy-draft.ts';
import { keepPolicyText } from '../../db/policy-text.ts';
import type { PolicyCommand } from '../../domain/policy-state.ts';
import { isResponsible } from '../../domain/policy.ts';
import { commandIdOf } from '../command-id.ts';
import { revisionSeen } from '../conditional.ts';
import { policyProcess } from '../policy-process.ts';
import { draftOf, draftSeen, effectiveFrom, planSignOffs, textToHandIn } from '../policy-submission.ts';
import { Problem } from '../problem.ts';
import { answerOnce, recordedProcess } from '../process-answer.ts';
import { actorOf, type Caller, route } from '../route.ts';
import { accepted } from '../schemas/adoption-request.ts';
import {
  policy,
  policyConfirmation,
  policyDraft,
  policySignOff,
  policySubmission,
  policyText,
  reasoned,
} from '../schemas/policy.ts';
import { requestId } from '../schemas/text.ts';

const tag = 'Policies';
const params = z.object({ id: requestId });
const answered = { description: 'Done; the policy as it now stands.', schema: policy, headers: ['ETag'] };
const pending = {
  description: 'Accepted; no worker has answered yet.',
  schema: accepted,
  headers: ['Location'],
};

export const readPolicyDraft = route({
  method: 'get',
  path: '/v1/policies/{id}/draft',
  operationId: 'readPolicyDraft',
  summary: 'What the next version is to say, as its owner, a compliance manager or an auditor',
  tag,
  access: 'anyone',
  params,
  responses: {
    200: {
      description: 'The draft; what is in force, where nothing has been saved.',
      schema: policyDraft,
      headers: ['ETag'],
    },
  },
  handle: async ({ params: { id }, caller, services }) => {
    const { state } = await recordedProcess(services, policyProcess, id);
    if (!mayReadDraft(caller, state)) {
      throw new Problem('wrong_role', 'Its owner, compliance managers and auditors read a draft.');
    }
    const { text, version, updatedBy, updatedAt } = await draftOf(services, id, state);
    const nameOf = await namesOf(services.db, updatedBy === null ? [] : [updatedBy]);
    const body = { text, version, updatedBy: updatedBy === null ? null : nameOf(updatedBy), updatedAt };
    return { status: 200, body, headers: { ETag: `"${version}"` } };
  },
});

function mayReadDraft(caller: Caller, state: Parameters<typeof isResponsible>[1]): boolean {
  if (caller.kind !== 'person') return false;
  return isResponsible(actorOf(caller), state) || caller.person.roles.includes('auditor');
}

export const savePolicyDraftText = route({
  method: 'put',
  path: '/v1/policies/{id}/draft',
  operationId: 'savePolicyDraft',
  summary: 'Save what the next version is to say, as its owner or a compliance manager',
  tag,
  access: 'person',
  params,
  body: z.strictObject({ text: policyText }).meta({
    id: 'PolicyDraftSaving',
    example: { text: { markdown: '# Meeting transcripts\n\nAsk everybody first.', rules: [] } },
  }),
  headers: ['If-Match'],
  responses: { 200: { description: 'Saved.', schema: policyDraft, headers: ['ETag'] } },
  handle: async ({ params: { id }, body: { text }, header, caller, at, services }) => {
    const actor = actorOf(caller);
    const { state } = await recordedProcess(services, policyProcess, id);
    refuseOthers(actor, state, 'write');
    if (state.state === 'retired') throw new Problem('closed', 'This policy is retired; that is final.');
    const seen = revisionSeen(header('If-Match'));
    const saved = await savePolicyDraft(services.db, id, text, { seen, by: actor.person, at });
    if (saved === undefined) {
      throw new Problem('stale_revision', 'The draft has been saved anew since you saw it.');
    }
    const nameOf = await namesOf(services.db, [actor.person]);
    const body = { text, version: saved.version, updatedBy: nameOf(actor.person), updatedAt: at };
    return { status: 200, body, headers: { ETag: `"${saved.version}"` } };
  },
});

export const submitPolicy = route({
  method: 'post',
  path: '/v1/policies/{id}/submissions',
  operationId: 'submitPolicy',
  summary: 'Hand in the draft to be signed, as its owner or a compliance manager; If-Match names the draft',
  tag,
  access: 'person',
  params,
  body: policySubmission,
  headers: ['If-Match', 'Idempotency-Key'],
  responses: { 200: answered, 202: pending },
  handle: async ({ params: { id }, body, header, caller, at, path, services }) => {
    const actor = actorOf(caller);
    const seen = revisionSeen(header('If-Match'));
    const command = commandIdOf(actor.person, `POST ${path}`, header('Idempotency-Key'), { seen, body });
    return answerOnce(services, policyProcess, id, command, async (identity): Promise<PolicyCommand> => {
      const { state } = await recordedProcess(services, policyProcess, id);
      refuseOthers(actor, state, 'hand in');
      const { content } = await draftSeen(services, id, seen);
      const { major, note, effectiveOn } = body;
      const hash = await keepPolicyText(services.db, await textToHandIn(services, content), at);
      const effectiveAt = await effectiveFrom(services, effectiveOn, at);
      const plan = await planSignOffs(services, state, at);
      const by = actor.person;
      return { ...identity, type: 'submit', by, at, actor, hash, major, note, effectiveAt, plan };
    });
  },
});

export const confirmPolicy = route({
  method: 'post',
  path: '/v1/policies/{id}/confirmations',
  operationId: 'confirmPolicy',
  summary: 'Say that the version in force stays as it is; that is signed like a new one',
  tag,
  access: 'person',
  params,
  body: policyConfirmation,
  headers: ['Idempotency-Key'],
  responses: { 200: answered, 202: pending },
  handle: async ({ params: { id }, body, header, caller, at, path, services }) => {
    const actor = actorOf(caller);
    const command = commandIdOf(actor.person, `POST ${path}`, header('Idempotency-Key'), body);
    return answerOnce(services, policyProcess, id, command, async (identity): Promise<PolicyCommand> => {
      const { state } = await recordedProcess(services, policyProcess, id);
      const plan = await planSignOffs(services, state, at);
      return { ...identity, type: 'confirm', by: actor.person, at, actor, ...body, plan };
    });
  },
});

export const signOffPolicy = route({
  method: 'post',
  path: '/v1/policies/{id}/sign-offs',
  operationId: 'signOffPolicy',
  summary: 'Sign off what was handed in for a role, as its member, a delegate or the escalation contact',
  tag,
  access: 'person',
  params,
  body: policySignOff,
  headers: ['Idempotency-Key'],
  responses: { 200: answered, 202: pending },
  handle: async ({ params: { id }, body, header, caller, at, path, services }) => {
    const actor = actorOf(caller);
    const command = commandIdOf(actor.person, `POST ${path}`, header('Idempotency-Key'), body);
    return answerOnce(services, policyProcess, id, command, (identity) =>
      Promise.resolve({ ...identity, type: 'signOff', by: actor.person, at, actor, ...body }),
    );
  },
});

export const callOffPolicyReview = route({
  method: 'post',
  path: '/v1/policies/{id}/review/calling-off',
  operationId: 'callOffPolicyReview',
  summary: 'End the review in progress without a result; the version in force stays',
  tag,
  access: ['compliance_manager'],
  params,
  body: reasoned('PolicyReviewCallingOff', 'Declared by mistake.'),
  headers: ['Idempotency-Key'],
  responses: { 200: answered, 202: pending },
  handle: async ({ params: { id }, body, header, caller, at, path, services }) => {
    const actor = actorOf(caller);
    const command = commandIdOf(actor.person, `POST ${path}`, header('Idempotency-Key'), body);
    return answerOnce(services, policyProcess, id, command, (identity) =>
      Promise.resolve({ ...identity, type: 'callOffReview', by: actor.person, at, actor, ...body }),
    );
  },
});

function refuseOthers(
  actor: Parameters<typeof isResponsible>[0],
  state: Parameters<typeof isResponsible>[1],
  act: string,
): void {
  if (isResponsible(actor, state)) return;
  throw new Problem('wrong_role', `Its owner and compliance managers ${act} a policy.`);
}
