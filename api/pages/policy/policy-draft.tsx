import { z } from 'zod';
import { readPolicyDraft, savePolicyDraftText } from '../../routes/policy-review.ts';
import type { policyDraft } from '../../schemas/policy.ts';
import { requestId } from '../../schemas/text.ts';
import { page, type PageCall, type PageReply } from '../page.ts';
import { notRefused, type Refused, refusalIn } from '../refused-form.ts';
import { draftView } from './policy-draft-view.tsx';
import { readPolicyFor } from './policy-reading.ts';
import { draftIn, emptyRule, textOf, type TypedDraft, typedRule } from './typed-draft.ts';

const params = z.object({ id: requestId });
type Call = PageCall<typeof params, z.ZodType | undefined>;

export type DraftShown = z.output<typeof policyDraft>;

/** The draft by the API's own rule of who may read it. */
export async function readDraft({
  params: { id },
  perform,
}: Pick<Call, 'params' | 'perform'>): Promise<DraftShown> {
  const { body } = await perform(readPolicyDraft, { params: { id } });
  return body as DraftShown;
}

export const editDraft = page({
  method: 'get',
  path: '/policies/{id}/draft',
  access: 'person',
  params,
  query: z.object({ done: z.literal('saved').optional().catch(undefined) }),
  handle: async (call) => {
    const draft = await readDraft(call);
    const { markdown, rules } = draft.text;
    const typed = { markdown, rules: rules.map(typedRule), seen: draft.version };
    const notice = call.query.done && 'Saved. Nobody is told before you hand it in.';
    return shown(call, typed, notRefused, notice);
  },
});

/** Saves the draft; or adds or takes out a rule on the page, and saves nothing yet. */
export const saveDraft = page({
  method: 'post',
  path: '/policies/{id}/draft',
  access: 'person',
  params,
  handle: async (call): Promise<PageReply> => {
    const { form, perform } = call;
    const { id } = call.params;
    const typed = draftIn(form);
    const step = form.text('step');
    const takenOut = /^without-(\d+)$/.exec(step)?.[1];
    if (takenOut !== undefined) {
      return shown(call, { ...typed, rules: typed.rules.toSpliced(Number(takenOut), 1) }, notRefused);
    }
    if (step === 'more') return shown(call, { ...typed, rules: [...typed.rules, emptyRule] }, notRefused);
    try {
      await perform(savePolicyDraftText, {
        params: { id },
        body: { text: textOf(typed) },
        headers: { 'if-match': `"${typed.seen}"` },
      });
      return {
        redirect: step === 'look' ? `/policies/${id}/draft/preview` : `/policies/${id}/draft?done=saved`,
      };
    } catch (error) {
      const refused = refusalIn(error);
      // Who saves once more has been told what they save over.
      const { version: seen } = await readDraft(call);
      return shown(call, { ...typed, seen }, refused);
    }
  },
});

async function shown(call: Call, typed: TypedDraft, refused: Refused, notice?: string) {
  const { id } = call.params;
  const { state: policy } = await readPolicyFor(call.services, id);
  return draftView({ id, policy, typed, refused, notice });
}
