import { z } from 'zod';
import { findDraft, listDrafts } from '../../../db/draft.ts';
import type { Draft } from '../../../domain/draft.ts';
import { Problem } from '../../problem.ts';
import { discardDraft } from '../../routes/draft.ts';
import { requestId } from '../../schemas/text.ts';
import { stepWords } from './adoption-request-questions.ts';
import { EmptyState, Notice } from '../components/document.tsx';
import { Time } from '../components/time.tsx';
import { page } from '../page.ts';

const params = z.object({ id: requestId });
const notices = {
  saved: 'Saved. Go on whenever you like; only you can see it.',
  discarded: 'Thrown away.',
};

export const listDraftsPage = page({
  method: 'get',
  path: '/drafts',
  access: 'person',
  query: z.object({ done: z.enum(['saved', 'discarded']).optional().catch(undefined) }),
  handle: async ({ query, viewer, services }) => {
    const drafts = await listDrafts(services.db, viewer.person.id);
    return {
      title: 'Drafts',
      main: (
        <>
          <div class="page-head">
            <h1>Your drafts</h1>
          </div>
          {query.done !== undefined && <Notice tone="good">{notices[query.done]}</Notice>}
          {drafts.length === 0 ? (
            <EmptyState title="You have no drafts.">
              <p>
                <a class="button" href="/adoption-requests/new">
                  Start a new request
                </a>
              </p>
            </EmptyState>
          ) : (
            <Drafts drafts={drafts} zone={viewer.timeZone} />
          )}
        </>
      ),
    };
  },
});

export const askRemoval = page({
  method: 'get',
  path: '/drafts/{id}/removal',
  access: 'person',
  params,
  handle: async ({ params: { id }, viewer, services }) => {
    const draft = await findDraft(services.db, id, viewer.person.id);
    if (draft === undefined) throw new Problem('not_found', 'There is no such draft.');
    return {
      title: 'Throw the draft away',
      main: (
        <>
          <div class="page-head">
            <h1>Throw this draft away?</h1>
            <p class="lead">{titleOf(draft)}</p>
          </div>
          <form method="post" class="form">
            <p>What you have typed in it is gone then.</p>
            <p class="buttons">
              <button class="button-bad">Throw it away</button>
              <a href={`/drafts/${id}/${draft.step}`}>Keep it</a>
            </p>
          </form>
        </>
      ),
    };
  },
});

export const remove = page({
  method: 'post',
  path: '/drafts/{id}/removal',
  access: 'person',
  params,
  handle: async ({ params, perform }) => {
    await perform(discardDraft, { params }).catch((error: unknown) => {
      // Pressed twice: it is gone, as was wanted.
      if (!(error instanceof Problem) || error.code !== 'not_found') throw error;
    });
    return { redirect: '/drafts?done=discarded' };
  },
});

export function Drafts({ drafts, zone }: { drafts: readonly Draft[]; zone: string }) {
  return (
    <ul class="list">
      {drafts.map((draft) => (
        <li key={draft.id}>
          <p class="list-title">
            <a href={`/drafts/${draft.id}/${draft.step}`}>{titleOf(draft)}</a>
          </p>
          <p class="list-side">
            <a href={`/drafts/${draft.id}/removal`}>
              Throw away …<span class="unseen"> {titleOf(draft)}</span>
            </a>
          </p>
          <p class="list-more">
            <span>at “{stepWords[draft.step].title}”</span>
            <span>
              saved <Time at={draft.updatedAt} zone={zone} />
            </span>
          </p>
        </li>
      ))}
    </ul>
  );
}

function titleOf({ content }: Draft): string {
  const names = [content.title, content.system?.name].map((name) =>
    typeof name === 'string' ? name.trim() : '',
  );
  return names.find((name) => name !== '') ?? 'Without a title';
}
