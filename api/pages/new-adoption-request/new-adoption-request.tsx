import { z } from 'zod';
import { findDraft, listDrafts } from '../../../db/draft.ts';
import { Problem } from '../../problem.ts';
import { startDraft } from '../../routes/draft.ts';
import { text } from '../../schemas/text.ts';
import { withTyped } from './adoption-request-answers.ts';
import { askingSteps, questionsOf } from './adoption-request-questions.ts';
import { Drafts } from './drafts.tsx';
import {
  beginning,
  keyOf,
  leadOn,
  newRequestPath,
  refusedWith,
  stepAfter,
} from './new-adoption-request-form.tsx';
import { saveInto } from './new-adoption-request-step.tsx';
import { page } from '../page.ts';

export const newRequest = page({
  method: 'get',
  path: newRequestPath,
  access: 'person',
  // Who comes from a system that nobody has approved need not type its name again.
  query: z.object({ system: text(200).trim().optional().catch(undefined) }),
  handle: async (call) => {
    const { system } = call.query;
    const content = system === undefined ? {} : { system: { name: system } };
    const drafts = await listDrafts(call.services.db, call.viewer.person.id);
    const reply = await beginning(call, { step: 'system', content });
    if (drafts.length === 0) return reply;
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
  path: newRequestPath,
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
      if (draft) return saveInto(draft, step, call);
      return beginning(call, { step, content }, refusedWith(error, content));
    }
  },
});
