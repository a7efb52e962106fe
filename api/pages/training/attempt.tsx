import { z } from 'zod';
import { readMyAttempt } from '../../routes/quiz-attempt.ts';
import { requestId } from '../../schemas/text.ts';
import type { attemptResult } from '../../schemas/training.ts';
import { Notice, Section } from '../components/document.tsx';
import { Time } from '../components/time.tsx';
import { page, type Viewer } from '../page.ts';
import { readCourseFor } from './course-reading.ts';
import { AnswerMark, PassedMark } from './training-mark.tsx';
import { percent } from './training-words.ts';

type Result = z.output<typeof attemptResult>;

/** What came of an attempt: the certificate, or what was wrong and how often one may still try. */
export const readAttemptPage = page({
  method: 'get',
  path: '/courses/{id}/attempts/{attempt}',
  access: 'self',
  params: z.object({ id: requestId, attempt: requestId }),
  handle: async ({ params, viewer, perform }) => {
    const course = await readCourseFor(perform, params.id);
    const result = (await perform(readMyAttempt, { params })).body as Result;
    const right = result.questions.filter((question) => question.right).length;
    return {
      title: `${result.passed ? 'Passed' : 'Not passed'} · ${course.title}`,
      main: (
        <>
          <div class="page-head">
            <p class="line">
              <a href={`/courses/${course.id}`}>{course.title}</a>
              <span class="quiet">
                Attempt {result.number} at version {result.version}
              </span>
            </p>
            <h1>{result.passed ? 'You have passed' : 'Not passed this time'}</h1>
            <p class="line">
              <PassedMark passed={result.passed} />
              <span>
                {right} of {result.questions.length} right, {percent(result.score)};{' '}
                {percent(result.passMark)} are needed
              </span>
            </p>
          </div>
          <div class="stack">
            <Notice tone={result.passed ? 'good' : 'plain'}>
              {result.passed ? <Passed result={result} /> : <Failed result={result} viewer={viewer} />}
            </Notice>
            <Section title="Question by question">
              <Questions questions={result.questions} />
            </Section>
          </div>
        </>
      ),
    };
  },
});

function Passed({ result: { completion } }: { result: Result }) {
  return (
    <>
      <p>Your certificate is ready.</p>
      <p class="buttons more">
        <a class="button" href={`/training-completions/${completion ?? ''}/certificate`}>
          Save the certificate (PDF)
        </a>
        <a href={`/training-completions/${completion ?? ''}`}>What is on record</a>
        <a href="/training">My training</a>
      </p>
    </>
  );
}

function Failed({
  result: { course, attemptsLeft, nextAttemptAt },
  viewer,
}: {
  result: Result;
  viewer: Viewer;
}) {
  if (nextAttemptAt !== null) {
    return (
      <p>
        Your attempts are used up for now. You can try again from{' '}
        <Time at={nextAttemptAt} zone={viewer.timeZone} />; until then,{' '}
        <a href={`/courses/${course}/pages/1`}>read the pages again</a>.
      </p>
    );
  }
  return (
    <>
      <p>
        {attemptsLeft === 1 ? 'There is one more attempt' : `There are ${attemptsLeft} more attempts`}. Read
        what was wrong first.
      </p>
      <p class="buttons more">
        <a class="button" href={`/courses/${course}/quiz`}>
          Try again
        </a>
        <a href={`/courses/${course}/pages/1`}>Read the pages again</a>
      </p>
    </>
  );
}

function Questions({ questions }: { questions: Result['questions'] }) {
  return (
    <ul class="list">
      {questions.map(({ id, text, chosen, right, explanation }, index) => (
        <li key={id}>
          <p class="list-title">
            {index + 1}. {text}
          </p>
          <p class="list-side">
            <AnswerMark right={right} />
          </p>
          <div class="answer">
            <p class="quiet">Your answer: {chosen.join('; ')}</p>
            <p>{explanation}</p>
          </div>
        </li>
      ))}
    </ul>
  );
}
