import { z } from 'zod';
import { mayPrepare } from '../../../domain/management-review.ts';
import { listAllManagementReviews, openManagementReview } from '../../routes/management-review.ts';
import type { managementReviewSummary } from '../../schemas/management-review.ts';
import { cursor } from '../../schemas/text.ts';
import { EmptyState, More, withQuery } from '../components/document.tsx';
import { FaultSummary, TextArea } from '../components/form.tsx';
import { counted, dayOf, Due, Time } from '../components/time.tsx';
import { page, type PageCall, type View, type Viewer } from '../page.ts';
import { notRefused, type Refused, refusalIn } from '../refused-form.ts';
import { ManagementReviewMark, reasonWords } from './management-review-words.tsx';

const path = '/management-reviews';
const pageSize = '25';
const query = z.object({ cursor });
type Summary = z.output<typeof managementReviewSummary>;
type Call = PageCall<undefined, typeof query | undefined>;

export const listManagementReviewsPage = page({
  method: 'get',
  path,
  access: 'anyone',
  query,
  handle: (call) => listView(call, notRefused, call.query.cursor),
});

export const openManagementReviewPage = page({
  method: 'post',
  path,
  access: ['compliance_manager'],
  handle: async (call) => {
    try {
      const reason = call.form.text('/reason');
      const { body } = await call.perform(openManagementReview, { body: { reason } });
      return { redirect: `${path}/${(body as { id: string }).id}` };
    } catch (error) {
      return listView(call, refusalIn(error));
    }
  },
});

async function listView(
  { form, viewer, at, perform }: Call,
  refused: Refused,
  after?: string,
): Promise<View> {
  const { body } = await perform(listAllManagementReviews, { query: { cursor: after, limit: pageSize } });
  const { items, next } = body as { items: Summary[]; next: string | null };
  return {
    title: 'Management reviews',
    status: refused.status,
    main: (
      <>
        <div class="page-head">
          <h1>Management reviews</h1>
          <p class="lead">
            Once a year, and whenever there is reason to, management looks at how AI is used and decides what
            is to be made better.
          </p>
          <p>
            <a href="/duties/management-review">When the next is opened by itself</a>
          </p>
        </div>
        <div class="stack">
          {items.length === 0 ? (
            <EmptyState title="There has been none yet." />
          ) : (
            <ReviewRows items={items} viewer={viewer} now={at} />
          )}
          <More href={next === null ? null : withQuery(path, { cursor: next })} />
          {mayPrepare(viewer.person) && (
            <form method="post" action={path} class="panel panel-act form" id="act">
              <h2>Open one out of turn</h2>
              <FaultSummary {...refused} />
              <p>It takes up the figures of the registers as they are now.</p>
              <TextArea
                name="/reason"
                label="Why it does not wait for its turn"
                value={form.text('/reason')}
                rows={2}
                fault={refused.faults.get('/reason')}
              />
              <button>Open it</button>
            </form>
          )}
        </div>
      </>
    ),
  };
}

function ReviewRows({ items, viewer, now }: { items: readonly Summary[]; viewer: Viewer; now: string }) {
  return (
    <ul class="list">
      {items.map(({ id, state, reason, openedAt, dueAt, closedAt, actions }) => (
        <li key={id}>
          <p class="list-title">
            <a href={`${path}/${id}`}>Review of {dayOf(openedAt, viewer.timeZone)}</a>
          </p>
          <p class="list-side">
            <ManagementReviewMark state={state} />
          </p>
          <p class="list-more">
            <span>{reasonWords[reason]}</span>
            {state === 'preparing' && <Due at={dueAt} now={now} zone={viewer.timeZone} />}
            {closedAt !== null && (
              <span>
                signed <Time at={closedAt} zone={viewer.timeZone} />
              </span>
            )}
            {actions > 0 && <span>{counted(actions, 'action')}</span>}
          </p>
        </li>
      ))}
    </ul>
  );
}
