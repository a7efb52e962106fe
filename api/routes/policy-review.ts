import { z } from 'zod';
import { namesOf } from '../../db/directory.ts';
import { savePolicyDraft } from '../../db/policy-draft.ts';
import { keepPolicyText } from '../../db/policy-text.ts';
import { isResponsible } from '../../domain/policy.ts';
import { commandRoutes } from '../command-route.ts';
import { revisionSeen } from '../conditional.ts';
import { policyProcess } from '../policy-process.ts';
import { draftOf, draftSeen, effectiveFrom, planSignOffs, textToHandIn } from '../policy-submission.ts';
import { Problem } from '../problem.ts';
import { recordedProcess } from '../process-answer.ts';
import { actorOf, type Caller, route } from '../route.ts';
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

const command = commandRoutes(policyProcess, { tag, shown: policy });

export const submitPolicy = command(
  {
    path: '/v1/policies/{id}/submissions',
    operationId: 'submitPolicy',
    summary: 'Hand in the draft to be signed, as its owner or a compliance manager; If-Match names the draft',
    params,
    body: policySubmission,
    ifMatch: 'required',
  },
  async ({ params: { id }, body, actor, at, process: { state }, revision, services }) => {
    refuseOthers(actor, state, 'hand in');
    const { content } = await draftSeen(services, id, revision);
    const { major, note, effectiveOn } = body;
    const hash = await keepPolicyText(services.db, await textToHandIn(services, content), at);
    const effectiveAt = await effectiveFrom(services, effectiveOn, at);
    const plan = await planSignOffs(services, state, at);
    return { type: 'submit', actor, hash, major, note, effectiveAt, plan };
  },
);

export const confirmPolicy = command(
  {
    path: '/v1/policies/{id}/confirmations',
    operationId: 'confirmPolicy',
    summary: 'Say that the version in force stays as it is; that is signed like a new one',
    params,
    body: policyConfirmation,
  },
  async ({ body, actor, at, process: { state }, services }) => {
    const plan = await planSignOffs(services, state, at);
    return { type: 'confirm', actor, ...body, plan };
  },
);

export const signOffPolicy = command(
  {
    path: '/v1/policies/{id}/sign-offs',
    operationId: 'signOffPolicy',
    summary: 'Sign off what was handed in for a role, as its member, a delegate or the escalation contact',
    params,
    body: policySignOff,
  },
  ({ body, actor }) => ({ type: 'signOff', actor, ...body }),
);

export const callOffPolicyReview = command(
  {
    path: '/v1/policies/{id}/review/calling-off',
    operationId: 'callOffPolicyReview',
    summary: 'End the review in progress without a result; the version in force stays',
    access: ['compliance_manager'],
    params,
    body: reasoned('PolicyReviewCallingOff', 'Declared by mistake.'),
  },
  ({ body, actor }) => ({ type: 'callOffReview', actor, ...body }),
);

function refuseOthers(
  actor: Parameters<typeof isResponsible>[0],
  state: Parameters<typeof isResponsible>[1],
  act: string,
): void {
  if (isResponsible(actor, state)) return;
  throw new Problem('wrong_role', `Its owner and compliance managers ${act} a policy.`);
}
