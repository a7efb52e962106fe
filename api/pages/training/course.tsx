import { z } from 'zod';
import { writesCourses } from '../../course.ts';
import { listCourseVersions } from '../../routes/course.ts';
import { listMyAttempts } from '../../routes/quiz-attempt.ts';
import { readPersonTraining } from '../../routes/training.ts';
import type { courseVersion } from '../../schemas/course.ts';
import { requestId } from '../../schemas/text.ts';
import type { attemptSummary, personTraining } from '../../schemas/training.ts';
import { oversees } from '../../people-shown.ts';
import { Facts, Notice, PersonLabel, Section } from '../components/document.tsx';
import { Due, Time } from '../components/time.tsx';
import { page, type Viewer } from '../page.ts';
import { type CourseReading, readCourseFor, readVersionFor, type VersionReading } from './course-reading.ts';
import { PassedMark, RetiredMark } from './training-mark.tsx';
import { audienceInWords, competenceWords, percent } from './training-words.ts';

type Training = z.output<typeof personTraining>;
type Attempt = z.output<typeof attemptSummary>;
type Version = z.output<typeof courseVersion>;

const doneWords = {
  created: 'The course is in force. Whom it is for is being told.',
  published: 'The new version is in force.',
  changed: 'Changed.',
  retired: 'Retired. Nobody is asked to take it any more.',
} as const;

const params = z.object({ id: requestId });

export const readCoursePage = page({
  method: 'get',
  path: '/courses/{id}',
  access: 'self',
  params,
  query: z.object({
    done: z.enum(['created', 'published', 'changed', 'retired']).optional().catch(undefined),
  }),
  handle: async ({ params: { id }, query: { done }, caller, viewer, at, perform }) => {
    const course = await readCourseFor(perform, id);
    const version = await readVersionFor(perform, course);
    const mine = (await perform(readPersonTraining, { params: { id: viewer.person.id } })).body as Training;
    const attempts = (await perform(listMyAttempts, { params: { id } })).body as { items: Attempt[] };
    const versions = (await perform(listCourseVersions, { params: { id } })).body as { items: Version[] };
    return {
      title: course.title,
      main: (
        <>
          <div class="page-head">
            <p class="line">
              <span class="quiet">{competenceWords(course.competence)}</span>
              {course.state === 'retired' && <RetiredMark />}
            </p>
            <h1>{course.title}</h1>
          </div>
          <div class="stack">
            {done !== undefined && <Notice tone="good">{doneWords[done]}</Notice>}
            {course.state === 'in_force' && (
              <Standing course={course} version={version} training={mine} viewer={viewer} now={at} />
            )}
            <Contents course={course} version={version} />
            {attempts.items.length > 0 && <Attempts id={id} items={attempts.items} viewer={viewer} />}
            <About course={course} />
            {oversees(caller) && <Overseeing course={course} writes={writesCourses(caller)} />}
            <Versions id={id} items={versions.items} viewer={viewer} />
          </div>
        </>
      ),
    };
  },
});

/** Whether one has to take it, or holds it already; and the way in. */
function Standing({
  course: { id, requiredVersion },
  version: { pages },
  training: { asked, completions },
  viewer: { timeZone },
  now,
}: {
  course: CourseReading;
  version: VersionReading;
  training: Training;
  viewer: Viewer;
  now: string;
}) {
  const part = asked.find((one) => one.course.id === id);
  const held = completions.find(
    (one) =>
      one.course.id === id &&
      one.version >= requiredVersion &&
      one.revokedAt === null &&
      one.countsUntil > now,
  );
  const isOutstanding = part !== undefined && part.doneUntil === null;
  return (
    <div class="panel panel-act" id="act">
      {held !== undefined && (
        <p>
          You have completed this course until <Time at={held.countsUntil} zone={timeZone} style="day" />.{' '}
          <a href={`/training-completions/${held.id}/certificate`}>Save your certificate (PDF)</a>
        </p>
      )}
      {isOutstanding && (
        <p>
          You are asked to take this course: <Due at={part.dueAt} now={now} zone={timeZone} />.
        </p>
      )}
      {held === undefined && !isOutstanding && <p>Nobody asks you to take this course, but you may.</p>}
      <p class="buttons more">
        <a
          class={held === undefined || isOutstanding ? 'button' : 'button button-quiet'}
          href={`/courses/${id}/pages/1`}
        >
          {held === undefined || isOutstanding ? 'Begin' : 'Read it again'}
        </a>
        <a href={`/courses/${id}/quiz`}>To the quiz</a>
        <span class="quiet">{pages.length} short pages, then the quiz.</span>
      </p>
    </div>
  );
}

function Contents({
  course: { id },
  version: { pages, quiz },
}: {
  course: CourseReading;
  version: VersionReading;
}) {
  return (
    <Section title="Contents">
      <ol>
        {pages.map(({ title }, index) => (
          <li key={index}>
            <a href={`/courses/${id}/pages/${index + 1}`}>{title}</a>
          </li>
        ))}
        <li>
          <a href={`/courses/${id}/quiz`}>Quiz</a>, {quiz.length} questions
        </li>
      </ol>
    </Section>
  );
}

function Attempts({ id, items, viewer }: { id: string; items: readonly Attempt[]; viewer: Viewer }) {
  return (
    <Section title="Your attempts">
      <ul class="list">
        {items.map((attempt) => (
          <li key={attempt.id}>
            <p class="list-title">
              <a href={`/courses/${id}/attempts/${attempt.id}`}>
                Attempt {attempt.number} at version {attempt.version}
              </a>
            </p>
            <p class="list-side">
              <PassedMark passed={attempt.passed} />
            </p>
            <p class="list-more">
              <span>{percent(attempt.score)}</span>
              <Time at={attempt.at} zone={viewer.timeZone} />
            </p>
          </li>
        ))}
      </ul>
    </Section>
  );
}

function About({ course }: { course: CourseReading }) {
  const { passMark, attempts, coolDownHours, validDays, terms } = course;
  return (
    <Section title="How it works">
      <Facts
        facts={[
          ['For whom', audienceInWords(course.audience)],
          ['To pass', `${percent(passMark)} of the questions right`],
          ['Attempts', `${attempts}; then there are as many again after ${coolDownHours} hours`],
          ['Holds for', `${validDays} days; asked again ${terms.leadDays} days before that`],
          ['Time to take it', `${terms.dueDays} days from being asked`],
        ]}
      />
    </Section>
  );
}

function Overseeing({ course: { id, state, count }, writes }: { course: CourseReading; writes: boolean }) {
  const { asked, done, overdue } = count;
  return (
    <Section title="Who has taken it">
      <Facts
        facts={[
          ['Asked', asked.toLocaleString('en')],
          ['Have taken it', done.toLocaleString('en')],
          ['Overdue', overdue.toLocaleString('en')],
        ]}
      />
      <p class="buttons more">
        <a href={`/courses/${id}/outstanding`}>Who is outstanding</a>
        {writes && state === 'in_force' && (
          <>
            <a href={`/courses/${id}/versions/new`}>Next version …</a>
            <a href={`/courses/${id}/details`}>Change for whom, and how …</a>
            <a href={`/courses/${id}/retirement`}>Retire it …</a>
          </>
        )}
      </p>
    </Section>
  );
}

function Versions({ id, items, viewer }: { id: string; items: readonly Version[]; viewer: Viewer }) {
  return (
    <Section title="Versions">
      <ul class="list">
        {items.map(({ version, note, major, earlierCountUntil, publishedBy, publishedAt }) => (
          <li key={version}>
            <p class="list-title">
              <a href={`/courses/${id}/versions/${version}`}>Version {version}</a>
            </p>
            <p class="list-more">
              <span>{note}</span>
              <span>{major ? 'everybody has to take it' : 'nobody has to take it again'}</span>
              {earlierCountUntil !== null && (
                <span>
                  earlier ones count until <Time at={earlierCountUntil} zone={viewer.timeZone} style="day" />
                </span>
              )}
              <span>
                <PersonLabel person={publishedBy} />,{' '}
                <Time at={publishedAt} zone={viewer.timeZone} style="day" />
              </span>
            </p>
          </li>
        ))}
      </ul>
    </Section>
  );
}
