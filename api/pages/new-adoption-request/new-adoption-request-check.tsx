import { z } from 'zod';
import { findDraft } from '../../../db/draft.ts';
import type { Draft } from '../../../domain/draft.ts';
import { Problem } from '../../problem.ts';
import { submitAdoptionRequest } from '../../routes/adoption-request.ts';
import { discardDraft } from '../../routes/draft.ts';
import { requestId } from '../../schemas/text.ts';
import { completed } from './adoption-request-answers.ts';
import { draftCheckView } from './new-adoption-request-check-view.tsx';
import { requestIdOf, submittedFrom } from './draft-submission.ts';
import { readStep } from './new-adoption-request-view.tsx';
import { page, type PageCall, type PageReply } from '../page.ts';
import { refusalIn } from '../refused-form.ts';

const params = z.object({ id: requestId });

export const checkDraft = page({
  method: 'get',
  path: '/drafts/{id}/check',
  access: 'person',
  params,
  handle: (call) => ofDraft(call, (draft) => shown(call, draft)),
});

export const submitDraft = page({
  method: 'post',
  path: '/drafts/{id}/submission',
  access: 'person',
  params,
  handle: (call) => ofDraft(call, (draft) => submit(call, draft)),
});

type Call = PageCall<typeof params, undefined>;

/** Who comes too late to a draft that has been submitted is led to what came of it. */
async function ofDraft(
  { params: { id }, viewer, services }: Call,
  answer: (draft: Draft) => Promise<PageReply>,
): Promise<PageReply> {
  const draft = await findDraft(services.db, id, viewer.person.id);
  if (draft !== undefined) return answer(draft);
  const request = await submittedFrom(services, viewer.person.id, id);
  if (request === undefined) throw new Problem('not_found', 'There is no such draft.');
  return { redirect: `/adoption-requests/${request}` };
}

async function shown({ viewer, at, services }: Call, draft: Draft, message?: string, status = 200) {
  const reading = await readStep(services, viewer, at, { step: 'check', content: draft.content });
  return { ...draftCheckView({ draft, reading, viewer, message }), status };
}

async function submit(call: Call, draft: Draft): Promise<PageReply> {
  const { form, viewer, at, services, perform } = call;
  if (form.text('version') !== String(draft.version)) {
    return shown(
      call,
      draft,
      'The draft was changed in another window meanwhile. Please read it again.',
      409,
    );
  }
  const { outlook, content } = await readStep(services, viewer, at, {
    step: 'check',
    content: draft.content,
  });
  if (outlook.missing.length > 0) return shown(call, draft, 'Nothing was submitted.', 422);
  const id = requestIdOf(viewer.person.id, draft.id);
  try {
    // The draft's id is the key: pressed twice, or in two windows, it is one request.
    await perform(submitAdoptionRequest, {
      body: completed(content),
      headers: { 'idempotency-key': draft.id },
    });
  } catch (error) {
    if (error instanceof Problem && error.code === 'idempotency_key_reused') {
      return { redirect: `/adoption-requests/${id}` };
    }
    const { message, status } = refusalIn(error);
    return shown(call, draft, message, status);
  }
  await perform(discardDraft, { params: { id: draft.id } }).catch((error: unknown) => {
    if (!(error instanceof Problem)) throw error;
  });
  return { redirect: `/adoption-requests/${id}?done=submitted` };
}
