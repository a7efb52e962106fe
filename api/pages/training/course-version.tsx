import { z } from 'zod';
import type { CourseContent } from '../../../domain/course.ts';
import { publishOneCourseVersion } from '../../routes/course.ts';
import { requestId } from '../../schemas/text.ts';
import { Facts, PersonLabel, Section } from '../components/document.tsx';
import { Choice, FaultSummary, TextArea } from '../components/form.tsx';
import { Markdown } from '../components/markdown.tsx';
import { Time } from '../components/time.tsx';
import { page, type View } from '../page.ts';
import { notRefused, type Refused, refusalIn } from '../refused-form.ts';
import { ContentFields } from './course-fields.tsx';
import {
  atCourseFields,
  contentBody,
  contentIn,
  emptyQuestion,
  saidContent,
  type TypedContent,
  typedContent,
} from './course-form.ts';
import { type CourseReading, readCourseFor, readVersionFor, type VersionReading } from './course-reading.ts';

const access: ['compliance_manager'] = ['compliance_manager'];
const params = z.object({ id: requestId });

interface Typed {
  content: TypedContent;
  /** `yes` where everybody has to take the course again. */
  major: string;
  note: string;
  /** The version that it was written over. */
  seen: string;
}

/** The next version, from the one in force; before the page of a version, which is found by its number. */
export const writeNextVersion = page({
  method: 'get',
  path: '/courses/{id}/versions/new',
  access,
  params,
  handle: async ({ params: { id }, perform }) => {
    const course = await readCourseFor(perform, id);
    const inForce = await readVersionFor(perform, course);
    const typed = {
      content: typedContent(wholeContent(inForce)),
      major: '',
      note: '',
      seen: String(course.version),
    };
    return nextView(course, typed, notRefused);
  },
});

export const publishNextVersion = page({
  method: 'post',
  path: '/courses/{id}/versions',
  access,
  params,
  handle: async ({ params: { id }, form, perform }) => {
    const course = await readCourseFor(perform, id);
    const typed = {
      content: contentIn(form),
      major: form.text('/major'),
      note: form.text('/note'),
      seen: form.text('seen'),
    };
    if (form.text('step') === 'page') typed.content.pages.push({ title: '', markdown: '' });
    if (form.text('step') === 'question') typed.content.quiz.push({ ...emptyQuestion });
    if (form.has('step')) return nextView(course, typed, notRefused);
    const content = saidContent(typed.content);
    try {
      const major = typed.major === '' ? undefined : typed.major === 'yes';
      await perform(publishOneCourseVersion, {
        params: { id },
        body: { content: contentBody(content), major, note: typed.note },
        headers: { 'if-match': `"${typed.seen}"` },
      });
      return { redirect: `/courses/${id}?done=published` };
    } catch (error) {
      return nextView(course, { ...typed, content }, atCourseFields(refusalIn(error)));
    }
  },
});

/** A version as it was taken: every page, and the quiz. */
export const readVersionPage = page({
  method: 'get',
  path: '/courses/{id}/versions/{version}',
  access: 'self',
  params: params.extend({ version: z.coerce.number().int().min(1).max(1_000_000) }),
  handle: async ({ params: { id, version: number }, viewer, perform }) => {
    const course = await readCourseFor(perform, id);
    const version = await readVersionFor(perform, { id, version: number });
    return {
      title: `Version ${version.version} · ${course.title}`,
      main: (
        <>
          <div class="page-head">
            <p class="line">
              <a href={`/courses/${id}`}>{course.title}</a>
            </p>
            <h1>Version {version.version}</h1>
            <p class="lead">{version.note}</p>
          </div>
          <div class="stack">
            <Facts
              facts={[
                [
                  'Published',
                  <span key="by">
                    <PersonLabel person={version.publishedBy} />,{' '}
                    <Time at={version.publishedAt} zone={viewer.timeZone} />
                  </span>,
                ],
                [
                  'Everybody has to take it',
                  version.major ? 'Yes' : 'No: who had taken the one before need not',
                ],
                [
                  'SHA-256',
                  <code key="hash" class="hash">
                    {version.hash}
                  </code>,
                ],
              ]}
            />
            {version.pages.map(({ title, markdown }, index) => (
              <Section key={index} title={title} id={`page-${index + 1}`}>
                <Markdown text={markdown} level={3} />
              </Section>
            ))}
            <Questions quiz={version.quiz} />
          </div>
        </>
      ),
    };
  },
});

/** With the right answers for those who write courses: others are not told them here. */
function Questions({ quiz }: { quiz: VersionReading['quiz'] }) {
  return (
    <Section title="Quiz">
      <ol>
        {quiz.map(({ id, text, options, correct, explanation }) => (
          <li key={id}>
            <p>{text}</p>
            <ul>
              {options.map((option) => (
                <li key={option.id}>
                  {option.text}
                  {correct?.includes(option.id) === true && <strong> (right)</strong>}
                </li>
              ))}
            </ul>
            {explanation !== undefined && <p class="hint">{explanation}</p>}
          </li>
        ))}
      </ol>
    </Section>
  );
}

/** For whoever writes courses the API leaves nothing out. */
function wholeContent({ pages, quiz }: VersionReading): CourseContent {
  return {
    pages,
    quiz: quiz.map((question) => ({
      ...question,
      correct: question.correct ?? [],
      explanation: question.explanation ?? '',
    })),
  };
}

function nextView(
  { id, title }: CourseReading,
  { content, major, note, seen }: Typed,
  refused: Refused,
): View {
  return {
    title: `Next version · ${title}`,
    status: refused.status,
    main: (
      <>
        <div class="page-head">
          <h1>Next version of “{title}”</h1>
          <p class="lead">It is taken from the moment on in which you publish it.</p>
        </div>
        <form method="post" action={`/courses/${id}/versions`} class="form">
          <FaultSummary {...refused} />
          <input type="hidden" name="seen" value={seen} />
          <ContentFields typed={content} faults={refused.faults} />
          <TextArea
            name="/note"
            label="What has changed"
            rows={2}
            value={note}
            fault={refused.faults.get('/note')}
          />
          <Choice
            name="/major"
            label="Does everybody have to take it again?"
            value={major}
            fault={refused.faults.get('/major')}
            options={[
              { value: 'yes', label: 'Yes', hint: 'What they had taken counts until that is due.' },
              { value: 'no', label: 'No', hint: 'It is for whoever takes the course from now on.' },
            ]}
          />
          <p class="buttons">
            <button>Publish it</button>
            <a href={`/courses/${id}`}>Back, nothing is published yet</a>
          </p>
        </form>
      </>
    ),
  };
}
