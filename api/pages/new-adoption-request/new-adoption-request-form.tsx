import { type DraftContent, type DraftStep, draftSteps } from '../../../domain/draft.ts';
import { Problem } from '../../problem.ts';
import { faultsInWords } from './adoption-request-answers.ts';
import type { GoneMeanwhile } from './new-adoption-request-notices.tsx';
import { readStep, stepView } from './new-adoption-request-view.tsx';
import type { Form, PageCall, PageReply, View } from '../page.ts';
import { type Refused, refusalIn } from '../refused-form.ts';

export const newRequestPath = '/adoption-requests/new';

/** A step of a request of which nothing has been kept yet. */
export async function beginning(
  { viewer, at, services, form }: Pick<PageCall<undefined, undefined>, 'viewer' | 'at' | 'services' | 'form'>,
  { step, content }: { step: DraftStep; content: DraftContent },
  refused?: Refused,
  notice?: ReturnType<typeof GoneMeanwhile>,
): Promise<View> {
  const reading = await readStep(services, viewer, at, { step, content });
  const hidden = { key: notice === undefined ? keyOf(form) : crypto.randomUUID(), step };
  return stepView({ reading, viewer, action: newRequestPath, hidden, notice, ...(refused && { refused }) });
}

/** Names the attempt, so that pressing twice begins one draft. */
export function keyOf(form: Form): string {
  return form.text('key') === '' ? crypto.randomUUID() : form.text('key').slice(0, 255);
}

/** The step that the pressed button leads to; the same one for whoever leaves, to go on with later. */
export function stepAfter(form: Form, step: DraftStep): DraftStep {
  return draftSteps.find((name) => name === form.text('to')) ?? step;
}

export function leadOn(form: Form, id: string, step: DraftStep): PageReply {
  const leaves = form.text('to') === 'leave';
  return { redirect: leaves ? '/drafts?done=saved' : `/drafts/${id}/${stepAfter(form, step)}` };
}

/** Why a draft was not kept, at the fields of its content. */
export function refusedWith(error: unknown, content: DraftContent): Refused {
  const refused = refusalIn(error);
  const faults = error instanceof Problem ? error.errors : [];
  const inContent = faults.map(({ pointer, detail }) => ({
    pointer: pointer.replace(/^\/content/, ''),
    detail,
  }));
  return { ...refused, faults: faultsInWords(inContent, content) };
}
