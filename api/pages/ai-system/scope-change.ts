import { z } from 'zod';
import { findAdoptionRequest } from '../../../db/adoption-request.ts';
import type { AiSystem } from '../../../domain/ai-system-state.ts';
import type { DraftContent } from '../../../domain/draft.ts';
import { Problem } from '../../problem.ts';
import { startDraft } from '../../routes/draft.ts';
import { requestId } from '../../schemas/text.ts';
import type { Services } from '../../services.ts';
import { asTyped } from '../new-adoption-request/amendment-content.ts';
import { page } from '../page.ts';
import { readAiSystemFor } from './ai-system-reading.ts';

const params = z.object({ id: requestId });

/** Begins a draft of a request that changes what a system is approved for, filled in with what was asked for last. */
export const beginScopeChange = page({
  method: 'post',
  path: '/ai-systems/{id}/amendment',
  access: 'person',
  params,
  handle: async ({ params: { id }, form, services, viewer, perform }) => {
    const { state: system, nameOf } = await readAiSystemFor(services, id);
    const owner = system.owner === viewer.person.id ? '' : nameOf(system.owner).userName;
    const asked = await lastAsked(services, system, owner);
    const body = { content: { ...asked, system: { ...asked.system, amends: id } }, step: 'system' };
    const draft = await perform(startDraft, { body, headers: { 'idempotency-key': form.text('key') } })
      .then((reply) => z.object({ id: z.string() }).parse(reply.body).id)
      .catch(draftBegunBefore);
    return { redirect: `/drafts/${draft}/system` };
  },
});

/** Pressed again after the draft was changed: it is the one that was begun. */
function draftBegunBefore(error: unknown): string {
  const begun = error instanceof Problem ? z.uuid().safeParse(error.extensions.id).data : undefined;
  if (begun === undefined) throw error;
  return begun;
}

/** Nobody is the owner of what they ask for, so an owner who asks leaves it open who that is to be. */
async function lastAsked({ db }: Services, system: AiSystem, owner: string): Promise<DraftContent> {
  const last = system.requests.at(-1);
  const found = last === undefined ? undefined : await findAdoptionRequest(db, last);
  if (found !== undefined) return asTyped(found.request.content, owner);
  const { title, name, provider, model } = system;
  return { title, system: { name, provider, model }, businessOwner: owner };
}
