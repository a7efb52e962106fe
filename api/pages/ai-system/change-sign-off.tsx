import { z } from 'zod';
import type { OpenChange } from '../../../domain/ai-system-state.ts';
import { signOffRoles } from '../../../domain/identity.ts';
import { Problem } from '../../problem.ts';
import { signOffAiSystemChange } from '../../routes/ai-system-scope.ts';
import { requestId } from '../../schemas/text.ts';
import { withQuery } from '../components/document.tsx';
import { page, type PageCall, type PageReply } from '../page.ts';
import { notRefused, refusalIn } from '../refused-form.ts';
import { readAiSystemFor } from './ai-system-reading.ts';
import { changeIntentIn } from './change-intent.ts';
import { changeSignOffView, confirmChangeSignOffView, nothingSignedView } from './change-sign-off-view.tsx';

const params = z.object({ id: requestId, number: z.coerce.number().int().min(1).max(1_000_000) });
type Call = PageCall<typeof params, z.ZodType | undefined>;

/** The change, beside the form that says what one makes of it. */
export const readChangeSignOff = page({
  method: 'get',
  path: '/ai-systems/{id}/changes/{number}/sign-off',
  access: 'anyone',
  params,
  query: z.object({ role: z.enum(signOffRoles).optional().catch(undefined) }),
  handle: async (call) => {
    const reading = await readChange(call);
    if (reading.change === undefined) return { redirect: `/ai-systems/${call.params.id}` };
    const { viewer, at: now, query } = call;
    return changeSignOffView({ ...reading, change: reading.change, viewer, now, role: query.role });
  },
});

/** The second of two steps: shows what the signature will mean, and signs nothing yet. */
export const reviewChangeSignOff = page({
  method: 'post',
  path: '/ai-systems/{id}/changes/{number}/sign-off',
  access: 'person',
  params,
  handle: async (call) => {
    const intent = changeIntentIn(call.form);
    if (intent === undefined) return backTo(call);
    const { change, ...reading } = await readChange(call);
    if (change === undefined) return nothingSignedView({ ...reading, intent });
    return confirmChangeSignOffView({ ...reading, change, intent, refused: notRefused });
  },
});

export const signChange = page({
  method: 'post',
  path: '/ai-systems/{id}/changes/{number}/sign-offs',
  access: 'person',
  params,
  handle: async (call) => {
    const { params, form, perform } = call;
    const intent = changeIntentIn(form);
    if (intent === undefined) return backTo(call);
    const { key, ...body } = intent;
    try {
      const { status } = await perform(signOffAiSystemChange, {
        params,
        body,
        headers: { 'idempotency-key': key },
      });
      return { redirect: `/ai-systems/${params.id}?done=${status === 202 ? 'under_way' : 'signed'}` };
    } catch (error) {
      const refused = refusalIn(error);
      const { change, ...reading } = await readChange(call);
      if (change === undefined || (error instanceof Problem && error.code !== 'invalid')) {
        return nothingSignedView({ ...reading, intent, refused });
      }
      // What was refused once stays refused under the same key: a mended form is another attempt.
      const mended = { ...intent, key: crypto.randomUUID() };
      return confirmChangeSignOffView({ ...reading, change, intent: mended, refused });
    }
  },
});

async function readChange({ params: { id, number }, services }: Call) {
  const { state: system, nameOf } = await readAiSystemFor(services, id);
  const change: OpenChange | undefined = system.changes.find((one) => one.number === number);
  return { id, system, nameOf, change };
}

function backTo({ params: { id, number }, form }: Call): PageReply {
  const path = `/ai-systems/${id}/changes/${number}/sign-off`;
  return { redirect: withQuery(path, { role: form.text('role') }) };
}
