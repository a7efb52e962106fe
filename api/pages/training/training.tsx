import { z } from 'zod';
import { readPersonTraining } from '../../routes/training.ts';
import { text } from '../../schemas/text.ts';
import type { personTraining } from '../../schemas/training.ts';
import { writesCourses } from '../../course.ts';
import { oversees } from '../../people-shown.ts';
import { EmptyState, Section } from '../components/document.tsx';
import { Due, Time } from '../components/time.tsx';
import { page, type PageCall, type View, type Viewer } from '../page.ts';
import { CompletionRows } from './completion-rows.tsx';

type Training = z.output<typeof personTraining>;
type Asked = Training['asked'][number];

/** What one is asked to take, and what one holds. */
export const myTraining = page({
  method: 'get',
  path: '/training',
  access: 'self',
  handle: async (call) => trainingView(call, call.viewer.person.id),
});

const params = z.object({ id: text(200) });

/** The same of somebody else, for their manager and whoever oversees it. */
export const personTrainingPage = page({
  method: 'get',
  path: '/people/{id}/training',
  access: 'self',
  params,
  handle: (call) => trainingView(call, call.params.id),
});

async function trainingView(
  {
    caller,
    viewer,
    at,
    perform,
  }: Pick<PageCall<undefined, undefined>, 'caller' | 'viewer' | 'at' | 'perform'>,
  id: string,
): Promise<View> {
  const { body } = await perform(readPersonTraining, { params: { id } });
  const { person, asked, completions } = body as Training;
  const mine = person.id === viewer.person.id;
  const outstanding = asked.filter(({ doneUntil }) => doneUntil === null);
  const done = asked.filter(({ doneUntil }) => doneUntil !== null);
  return {
    title: mine ? 'My training' : `Training of ${person.name}`,
    main: (
      <>
        <div class="page-head">
          <h1>{mine ? 'My training' : `Training of ${person.name}`}</h1>
          <p class="lead">
            {mine
              ? 'What you are asked to learn, and what you hold.'
              : 'What they are asked to learn, and what they hold.'}
          </p>
          <p class="line">
            <a href="/courses">All courses</a>
            {oversees(caller) && <a href="/training/on">Who was trained on a day</a>}
            {!mine && oversees(caller) && <a href={`/people/${person.id}`}>{person.name} in the directory</a>}
            {!mine && writesCourses(caller) && (
              <a href={`/people/${person.id}/training/new`}>Put down what they completed elsewhere …</a>
            )}
          </p>
        </div>
        <div class="stack">
          <Section title={mine ? 'To take' : 'Outstanding'} id="to-take">
            {outstanding.length === 0 ? (
              <EmptyState title="Nothing is outstanding." />
            ) : (
              <AskedRows asked={outstanding} viewer={viewer} now={at} />
            )}
          </Section>
          {done.length > 0 && (
            <Section title="Done for now">
              <AskedRows asked={done} viewer={viewer} now={at} />
            </Section>
          )}
          <Section title="Completed">
            {completions.length === 0 ? (
              <EmptyState title="Nothing has been completed yet." />
            ) : (
              <CompletionRows items={completions} viewer={viewer} now={at} />
            )}
          </Section>
        </div>
      </>
    ),
  };
}

function AskedRows({ asked, viewer, now }: { asked: readonly Asked[]; viewer: Viewer; now: string }) {
  return (
    <ul class="list">
      {asked.map(({ course, dueAt, doneUntil }) => (
        <li key={course.id}>
          <p class="list-title">
            <a href={`/courses/${course.id}`}>{course.title}</a>
          </p>
          <p class="list-side">
            {doneUntil === null ? (
              <Due at={dueAt} now={now} zone={viewer.timeZone} />
            ) : (
              <span>
                until <Time at={doneUntil} zone={viewer.timeZone} style="day" />
              </span>
            )}
          </p>
        </li>
      ))}
    </ul>
  );
}
