import { z } from 'zod';
import { hashOf } from '../../db/canonical.ts';
import { findDraft, listDrafts } from '../../db/draft.ts';
import { type Draft, type DraftContent, type DraftStep, draftSteps } from '../../domain/draft.ts';
import { Problem } from '../problem.ts';
import { replaceDraft, startDraft } from '../routes/draft.ts';
import { requestId } from '../schemas/text.ts';
import { answerTo, faultsInWords, isSameAnswer, withTyped } from './adoption-request-answers.ts';
import { askingSteps, questionsOf } from './adoption-request-questions.ts';
import { submittedFrom } from './draft-submission.ts';
import { Drafts } from './drafts.tsx';
import { ChangedElsewhere, GoneMeanwhile } from './new-adoption-request-notices.tsx';
import { missingIn, readStep, stepView } from './new-adoption-request-view.tsx';
import { type Form, page, type PageCall, type PageReply } from './page.ts';
import { type Refused, refusalIn } from './refused-form.ts';

const path = '/adoption-requests/new';
const stepParams = z.object({ id: requestId, step: z.enum(askingSteps) });

type Call<Params> = PageCall<Params, z.ZodType | undefined>;

export const newRequest = page({
  method: 'get',
  path,
  access: 'person',
  handle: async (call) => {
    const drafts = await listDrafts(call.services.db, call.viewer.person.id);
    const reply = await beginning(call, 'system', {});
    if ('redirect' in reply || drafts.length === 0) return reply;
    const { main, ...view } = reply;
    return {
      ...view,
      main: (
        <>
          <section class="panel begun" aria-labelledby="begun-title">
            <h2 id="begun-title">Go on with a draft?</h2>
            <Drafts drafts={drafts} zone={call.viewer.timeZone} />
          </section>
          {main}
        </>
      ),
    };
  },
});

/** The first button pressed makes the draft. */
export const beginRequest = page({
  method: 'post',
  path,
  access: 'person',
  handle: async (call) => {
    const { form, perform, viewer, services } = call;
    const step = askingSteps.find((name) => name === form.text('step')) ?? 'system';
    const content = withTyped({}, questionsOf(step), form);
    const body = { content, step: stepAfter(form, step) };
    try {
      const reply = await perform(startDraft, { body, headers: { 'idempotency-key': keyOf(form) } });
      const { id } = z.object({ id: z.string() }).parse(reply.body);
      return leadOn(form, id, step);
    } catch (error) {
      // Somebody went back to the first page and pressed again: it is the draft that they have begun.
      const begun = error instanceof Problem ? z.uuid().safeParse(error.extensions.id).data : undefined;
      const draft = begun && (await findDraft(services.db, begun, viewer.person.id));
      if (draft) return saveStep({ ...call, params: { id: draft.id, step } }, draft);
      return beginning(call, step, content, refusedWith(error, content));
    }
  },
});

export const showStep = page({
  method: 'get',
  path: '/drafts/{id}/{step}',
  access: 'person',
  params: stepParams,
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

export const saveStepOfDraft = page({
  method: 'post',
  path: '/drafts/{id}/{step}',
  access: 'person',
  params: stepParams,
  handle: async (call) => {
    const { params, form, viewer, services } = call;
    const { id, step } = params;
    const draft = await findDraft(services.db, id, viewer.person.id);
    if (draft !== undefined) return saveStep(call, draft);
    const request = await submittedFrom(services, viewer.person.id, id);
    const content = withTyped({}, questionsOf(step), form);
    const gone = { status: 404, message: undefined, faults: new Map<string, string>() };
    return beginning(call, step, content, gone, <GoneMeanwhile request={request} />);
  },
});

/** Whatever was typed is kept, complete or not; only what another window has saved meanwhile is not overwritten unseen. */
async function saveStep(call: Call<typeof stepParams>, draft: Draft): Promise<PageReply> {
  const { params, form, viewer, at, services, perform } = call;
  const { id, step } = params;
  const content = withTyped(draft.content, questionsOf(step), form);
  const again = async (refused: Refused, notice?: ReturnType<typeof ChangedElsewhere>) => {
    const reading = await readStep(services, viewer, at, { step, content });
    return stepView({ reading, viewer, ...formOf(draft, step), refused, notice });
  };

  const differing = questionsOf(step).filter((question) => !isSameAnswer(question, draft.content, content));
  const isAsSeen = [fingerprintOf(draft.content, step), ''].includes(form.text('seen'));
  if (!isAsSeen && differing.length > 0) {
    const conflict = { status: 409, message: undefined, faults: new Map<string, string>() };
    return again(conflict, <ChangedElsewhere differing={differing} content={draft.content} />);
  }
  const asked = {
    params: { id },
    body: { content, step: stepAfter(form, step) },
    headers: { 'if-match': `"${draft.version}"` },
  };
  try {
    await perform(replaceDraft, asked);
  } catch (error) {
    const isLate = error instanceof Problem && ['stale_revision', 'not_found'].includes(error.code);
    return isLate ? saveStepOfDraft.handle(call) : again(refusedWith(error, content));
  }
  return leadOn(form, id, step);
}

/** The step of a request of which nothing has been kept yet. */
async function beginning(
  { viewer, at, services, form }: Call<z.ZodType | undefined>,
  step: DraftStep,
  content: DraftContent,
  refused?: Refused,
  notice?: ReturnType<typeof GoneMeanwhile>,
): Promise<PageReply> {
  const reading = await readStep(services, viewer, at, { step, content });
  const hidden = { key: notice === undefined ? keyOf(form) : crypto.randomUUID(), step };
  return stepView({ reading, viewer, action: path, hidden, notice, ...(refused && { refused }) });
}

/** Names the attempt, so that pressing twice begins one draft. */
function keyOf(form: Form): string {
  return form.text('key') === '' ? crypto.randomUUID() : form.text('key').slice(0, 255);
}

function formOf(draft: Draft, step: DraftStep) {
  const hidden = { seen: fingerprintOf(draft.content, step) };
  return { action: `/drafts/${draft.id}/${step}`, hidden, saved: draft };
}

/** By which one knows whether the answers of a step are still those that its form was made with. */
function fingerprintOf(content: DraftContent, step: DraftStep): string {
  return hashOf(questionsOf(step).map((question) => answerTo(question, content) ?? null));
}

function stepAfter(form: Form, step: DraftStep): DraftStep {
  return draftSteps.find((name) => name === form.text('to')) ?? step;
}

function leadOn(form: Form, id: string, step: DraftStep): PageReply {
  return {
    redirect: form.text('to') === 'leave' ? '/drafts?done=saved' : `/drafts/${id}/${stepAfter(form, step)}`,
  };
}

function refusedWith(error: unknown, content: DraftContent): Refused {
  const refused = refusalIn(error);
  const faults = error instanceof Problem ? error.errors : [];
  const inContent = faults.map(({ pointer, detail }) => ({
    pointer: pointer.replace('/content', ''),
    detail,
  }));
  return { ...refused, faults: faultsInWords(inContent, content) };
}
