import { z } from 'zod';
import { Problem } from '../../problem.ts';
import { requestId } from '../../schemas/text.ts';
import { Markdown } from '../components/markdown.tsx';
import { page } from '../page.ts';
import { type CourseReading, readCourseFor, readVersionFor, type VersionReading } from './course-reading.ts';

/** One page of a course after the other, and the quiz behind them. */
export const readCoursePageOf = page({
  method: 'get',
  path: '/courses/{id}/pages/{number}',
  access: 'self',
  params: z.object({ id: requestId, number: z.coerce.number().int().min(1).max(1_000) }),
  handle: async ({ params: { id, number }, perform }) => {
    const course = await readCourseFor(perform, id);
    const version = await readVersionFor(perform, course);
    const shown = version.pages[number - 1];
    if (shown === undefined) throw new Problem('not_found', 'This course has no such page.');
    return {
      title: `${shown.title} · ${course.title}`,
      main: (
        <>
          <div class="page-head">
            <p class="line">
              <a href={`/courses/${id}`}>{course.title}</a>
              <span class="quiet">
                Page {number} of {version.pages.length}
              </span>
            </p>
            <h1>{shown.title}</h1>
          </div>
          <Markdown text={shown.markdown} />
          <Onward course={course} version={version} number={number} />
        </>
      ),
    };
  },
});

function Onward({
  course: { id },
  version: { pages },
  number,
}: {
  course: CourseReading;
  version: VersionReading;
  number: number;
}) {
  const isLast = number === pages.length;
  return (
    <p class="buttons more">
      <a
        class="button"
        href={isLast ? `/courses/${id}/quiz` : `/courses/${id}/pages/${number + 1}`}
        rel="next"
      >
        {isLast ? 'To the quiz' : `Next: ${pages[number]?.title ?? ''}`}
      </a>
      {number > 1 && (
        <a href={`/courses/${id}/pages/${number - 1}`} rel="prev">
          Back
        </a>
      )}
    </p>
  );
}
