import { z } from 'zod';
import { courseStates } from '../../../domain/course.ts';
import { writesCourses } from '../../course.ts';
import { listAllCourses } from '../../routes/course.ts';
import { cursor } from '../../schemas/text.ts';
import { oversees } from '../../people-shown.ts';
import { EmptyState, More, Tabs, withQuery } from '../components/document.tsx';
import { counted } from '../components/time.tsx';
import { page } from '../page.ts';
import type { CourseReading } from './course-reading.ts';
import { RetiredMark } from './training-mark.tsx';
import { competenceWords } from './training-words.ts';

const path = '/courses';
const pageSize = '25';

const query = z.object({ state: z.enum(courseStates).optional().catch(undefined), cursor });

export const listCoursesPage = page({
  method: 'get',
  path,
  access: 'self',
  query,
  handle: async ({ query: { state = 'in_force', cursor: after }, caller, perform }) => {
    const { body } = await perform(listAllCourses, { query: { state, cursor: after, limit: pageSize } });
    const { items, next } = body as { items: CourseReading[]; next: string | null };
    return {
      title: 'Courses',
      main: (
        <>
          <div class="page-head">
            <h1>Courses</h1>
            <p class="lead">Short pages and a quiz each. What is for you is on the page of your training.</p>
            <p class="buttons">
              {writesCourses(caller) && (
                <a class="button" href={`${path}/new`}>
                  New course …
                </a>
              )}
              <a href="/training">My training</a>
              {oversees(caller) && <a href="/training/on">Who was trained on a day</a>}
              {writesCourses(caller) && <a href="/training/import">Import completions …</a>}
            </p>
          </div>
          <Tabs
            label="State"
            tabs={[
              { href: path, text: 'In force', current: state === 'in_force' },
              { href: withQuery(path, { state: 'retired' }), text: 'Retired', current: state === 'retired' },
            ]}
          />
          {items.length === 0 ? (
            <EmptyState
              title={state === 'retired' ? 'No course has been retired.' : 'There is no course yet.'}
            />
          ) : (
            <CourseRows items={items} counts={oversees(caller)} />
          )}
          <More href={next === null ? null : withQuery(path, { state, cursor: next })} />
        </>
      ),
    };
  },
});

/** With how many people have yet to take each, for whoever oversees it. */
function CourseRows({ items, counts }: { items: readonly CourseReading[]; counts: boolean }) {
  return (
    <ul class="list">
      {items.map(({ id, title, competence, version, state, count: { asked, done, overdue } }) => (
        <li key={id}>
          <p class="list-title">
            <a href={`/courses/${id}`}>{title}</a>
          </p>
          <p class="list-side">
            {state === 'retired' && <RetiredMark />}
            {counts && overdue > 0 && (
              <span class="due due-over">{overdue.toLocaleString('en')} overdue</span>
            )}
          </p>
          <p class="list-more">
            <span>{competenceWords(competence)}</span>
            <span>version {version}</span>
            {counts && asked > 0 && (
              <a href={`/courses/${id}/outstanding`}>
                {(asked - done).toLocaleString('en')} of{' '}
                {counted(asked, 'person').replace('persons', 'people')} outstanding
              </a>
            )}
          </p>
        </li>
      ))}
    </ul>
  );
}
