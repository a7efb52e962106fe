import { z } from 'zod';
import { exportCourseOutstanding, listCourseOutstanding } from '../../routes/course-outstanding.ts';
import type { campaignCount, outstanding } from '../../schemas/acknowledgement.ts';
import { cursor, requestId } from '../../schemas/text.ts';
import { oversees } from '../../people-shown.ts';
import { CampaignFigures } from '../components/campaign-figures.tsx';
import { EmptyState, More, withQuery } from '../components/document.tsx';
import { OutstandingTable } from '../components/outstanding-table.tsx';
import { page } from '../page.ts';
import { readCourseFor } from './course-reading.ts';

type Outstanding = z.output<typeof outstanding>;
const params = z.object({ id: requestId });
const pageSize = '50';

/** Who has yet to take a course: everybody for whoever oversees it, their own people for managers. */
export const courseOutstandingPage = page({
  method: 'get',
  path: '/courses/{id}/outstanding',
  access: 'self',
  params,
  query: z.object({ cursor }),
  handle: async ({ params: { id }, query, caller, viewer, at, perform }) => {
    const course = await readCourseFor(perform, id);
    const { body } = await perform(listCourseOutstanding, {
      params: { id },
      query: { cursor: query.cursor, limit: pageSize },
    });
    const { items, next, count } = body as {
      items: Outstanding[];
      next: string | null;
      count: z.output<typeof campaignCount>;
    };
    const all = oversees(caller);
    const path = `/courses/${id}/outstanding`;
    return {
      title: `Outstanding · ${course.title}`,
      wide: true,
      main: (
        <>
          <div class="page-head">
            <p class="line">
              <a href={`/courses/${id}`}>{course.title}</a>
            </p>
            <h1>Who is outstanding</h1>
            <p class="lead">
              {all
                ? 'Everybody who is asked to take this course and has not.'
                : 'Those of your people who are asked to take this course and have not.'}
            </p>
          </div>
          <div class="stack">
            {all && count.asked > 0 && <CampaignFigures count={count} done="have taken it" />}
            {items.length === 0 ? (
              <EmptyState title="Nobody is outstanding." />
            ) : (
              <OutstandingTable
                items={items}
                label="Who is outstanding"
                now={at}
                zone={viewer.timeZone}
                hrefOf={({ id: person }) => `/people/${person}/training`}
              />
            )}
          </div>
          <More href={next === null ? null : withQuery(path, { cursor: next })} />
          {items.length > 0 && (
            <p class="more">
              <a href={`${path}/export`}>Save all of them as CSV</a>
            </p>
          )}
        </>
      ),
    };
  },
});

export const exportCourseOutstandingPage = page({
  method: 'get',
  path: '/courses/{id}/outstanding/export',
  access: 'self',
  sendsFile: true,
  params,
  handle: async ({ params: asked, perform }) => ({
    file: await perform(exportCourseOutstanding, { params: asked, query: { format: 'csv' } }),
  }),
});
