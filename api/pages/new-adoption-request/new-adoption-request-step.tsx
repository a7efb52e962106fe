import { z } from 'zod';
import { hashOf } from '../../../db/canonical.ts';
import { findDraft } from '../../../db/draft.ts';
import type { Draft, DraftContent, DraftStep } from '../../../domain/draft.ts';
import { Problem } from '../../problem.ts';
import { replaceDraft } from '../../routes/draft.ts';
import { requestId } from '../../schemas/text.ts';
import { answerTo, isSameAnswer, withTyped } from './adoption-request-answers.ts';
import { askingSteps, questionsOf } from './adoption-request-questions.ts';
import { submittedFrom } from './draft-submission.ts';
import { beginning, leadOn, refusedWith, stepAfter } from './new-adoption-request-form.tsx';
import { ChangedElsewhere, GoneMeanwhile } from './new-adoption-request-notices.tsx';
import { missingIn, readStep, stepView } from './new-adoption-request-view.tsx';
import { page, type PageCall, type PageReply } from '../page.ts';
import type { Refused } from '../refused-form.ts';

const params = z.object({ id: requestId, step: z.enum(askingSteps) });

export const showStep = page({
  method: 'get',
  path: '/drafts/{id}/{step}',
  access: 'person',
  params,
  query: z.object({ show: z.literal('missing').optional().catch(undefined) }),
  handle: async ({ params: { id, step }, query, viewer, at, services }) => {
    const draft = await findDraft(services.db, id, viewer.person.id);
    if (draft === undefined) {
      const request = await submittedFrom(services, viewer.person.id, id);
      if (request !== undefined) return { redirect: `/adoption-requests/${request}` };
      throw new Problem('not_found', 'There is no such draft.');
    }
    const reading = await readStep(services, viewer, at, { step, content: draft.content });
    return stepView({
      reading,
      viewer,
      ...formOf(draft, step),
      ...(query.show === 'missing' && { refused: missingIn(reading) }),
    });
  },
});

export const saveStep = page({
  method: 'post',
  path: '/drafts/{id}/{step}',
  access: 'person',
  params,
  handle: save,
});

/** Whatever was typed is kept, complete or not; what has become of the draft meanwhile does not take it away. */
async function save(call: PageCall<typeof params, z.ZodType | undefined>): Promise<PageReply> {
  const {
    params: { id, step },
    form,
    viewer,
    services,
  } = call;
  const draft = await findDraft(services.db, id, viewer.person.id);
  if (draft !== undefined) return saveInto(draft, step, call);
  const request = await submittedFrom(services, viewer.person.id, id);
  const content = withTyped({}, questionsOf(step), form);
  return beginning(call, { step, content }, saidAbove(404), <GoneMeanwhile request={request} />);
}

/** Saves one step; what another window has saved of it meanwhile is not overwritten unseen. */
export async function saveInto(
  draft: Draft,
  step: DraftStep,
  call: Pick<PageCall<undefined, undefined>, 'form' | 'viewer' | 'at' | 'services' | 'perform'>,
): Promise<PageReply> {
  const { form, viewer, at, services, perform } = call;
  const asked = questionsOf(step);
  const content = withTyped(draft.content, asked, form);
  const again = async (refused: Refused, notice?: ReturnType<typeof ChangedElsewhere>) => {
    const reading = await readStep(services, viewer, at, { step, content });
    return stepView({ reading, viewer, ...formOf(draft, step), refused, notice });
  };

  const differing = asked.filter((question) => !isSameAnswer(question, draft.content, content));
  const isAsSeen = [fingerprintOf(draft.content, step), ''].includes(form.text('seen'));
  if (!isAsSeen && differing.length > 0) {
    return again(saidAbove(409), <ChangedElsewhere differing={differing} content={draft.content} />);
  }
  try {
    await perform(replaceDraft, {
      params: { id: draft.id },
      body: { content, step: stepAfter(form, step) },
      headers: { 'if-match': `"${draft.version}"` },
    });
  } catch (error) {
    if (!(error instanceof Problem) || error.code !== 'stale_revision') {
      return again(refusedWith(error, content));
    }
    const now = await findDraft(services.db, draft.id, viewer.person.id);
    return now === undefined ? again(refusedWith(error, content)) : saveInto(now, step, call);
  }
  return leadOn(form, draft.id, step);
}

function formOf(draft: Draft, step: DraftStep) {
  const hidden = { seen: fingerprintOf(draft.content, step) };
  return { action: `/drafts/${draft.id}/${step}`, hidden, saved: draft };
}

/** By which one knows whether the answers of a step are still those that its form was made with. */
function fingerprintOf(content: DraftContent, step: DraftStep): string {
  return hashOf(questionsOf(step).map((question) => answerTo(question, content) ?? null));
}

/** Not kept for a reason that a notice above the form explains. */
function saidAbove(status: number): Refused {
  return { status, message: undefined, faults: new Map() };
}
