import { z } from 'zod';
import { handInOneAttempt, listMyAttempts } from '../../routes/quiz-attempt.ts';
import { requestId } from '../../schemas/text.ts';
import { Choice, Choices, FaultSummary } from '../components/form.tsx';
import { Time } from '../components/time.tsx';
import { type Form, page, type View } from '../page.ts';
import { notRefused, type Refused, refusalIn } from '../refused-form.ts';
import { type CourseReading, readCourseFor, readVersionFor, type VersionReading } from './course-reading.ts';
import { percent } from './training-words.ts';

type Answers = Record<string, string[]>;

interface Attempts {
  nextAttemptAt: string | null;
}

const params = z.object({ id: requestId });

export const askQuiz = page({
  method: 'get',
  path: '/courses/{id}/quiz',
  access: 'self',
  params,
  handle: async ({ params: { id }, viewer, perform }) => {
    const course = await readCourseFor(perform, id);
    const attempts = (await perform(listMyAttempts, { params: { id } })).body as Attempts;
    if (attempts.nextAttemptAt !== null) return waitView(course, attempts.nextAttemptAt, viewer.timeZone);
    return quizView(course, await readVersionFor(perform, course), {}, notRefused);
  },
});

export const handIn = page({
  method: 'post',
  path: '/courses/{id}/attempts',
  access: 'self',
  params,
  handle: async ({ params: { id }, form, perform }) => {
    const course = await readCourseFor(perform, id);
    const version = await readVersionFor(perform, course);
    const answers = answersIn(form, version);
    try {
      const { body } = await perform(handInOneAttempt, {
        params: { id },
        body: { version: Number(form.text('version')), answers },
        headers: { 'idempotency-key': form.text('key') },
      });
      return { redirect: `/courses/${id}/attempts/${(body as { id: string }).id}` };
    } catch (error) {
      return quizView(course, version, answers, refusalIn(error));
    }
  },
});

/** Once all attempts are used up. */
function waitView({ id, title }: CourseReading, from: string, zone: string): View {
  return {
    title: `Quiz · ${title}`,
    main: (
      <>
        <div class="page-head">
          <h1>Quiz</h1>
          <p class="lead">
            Your attempts are used up for now. You can try again from <Time at={from} zone={zone} />.
          </p>
        </div>
        <p class="buttons">
          <a class="button" href={`/courses/${id}/pages/1`}>
            Read the pages again
          </a>
          <a href={`/courses/${id}`}>{title}</a>
        </p>
      </>
    ),
  };
}

/** What was chosen; a question without an answer is left out. */
function answersIn(form: Form, { quiz }: VersionReading): Answers {
  const chosen = quiz.map(({ id }): [string, string[]] => [id, form.all(`/answers/${id}`)]);
  return Object.fromEntries(chosen.filter(([, options]) => options.length > 0));
}

function quizView(
  { id, title, passMark }: CourseReading,
  { version, pages, quiz }: VersionReading,
  answers: Answers,
  refused: Refused,
): View {
  return {
    title: `Quiz · ${title}`,
    status: refused.status,
    main: (
      <>
        <div class="page-head">
          <p class="line">
            <a href={`/courses/${id}`}>{title}</a>
            <span class="quiet">Version {version}</span>
          </p>
          <h1>Quiz</h1>
          <p class="lead">
            {quiz.length} questions; {percent(passMark)} of them right and you have passed. You can look
            anything up before you hand your answers in.
          </p>
        </div>
        <form method="post" action={`/courses/${id}/attempts`} class="form">
          <FaultSummary {...refused} />
          <input type="hidden" name="version" value={version} />
          <input type="hidden" name="key" value={crypto.randomUUID()} />
          {quiz.map((question, index) => (
            <Question
              key={question.id}
              number={index + 1}
              question={question}
              chosen={answers[question.id] ?? []}
              fault={refused.faults.get(`/answers/${question.id}`)}
            />
          ))}
          <p class="buttons">
            <button>Hand the answers in</button>
            <a href={`/courses/${id}/pages/${pages.length}`}>Back to the pages</a>
          </p>
        </form>
      </>
    ),
  };
}

function Question({
  number,
  question: { id, text, kind, options },
  chosen,
  fault,
}: {
  number: number;
  question: VersionReading['quiz'][number];
  chosen: string[];
  fault: string | undefined;
}) {
  const field = {
    name: `/answers/${id}`,
    label: `${number}. ${text}`,
    options: options.map((option) => ({ value: option.id, label: option.text })),
    fault,
  };
  return kind === 'single' ? (
    <Choice {...field} value={chosen[0] ?? ''} />
  ) : (
    <Choices {...field} values={chosen} hint="One or more are right: choose all of them." />
  );
}
