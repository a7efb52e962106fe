import { z } from 'zod';
import { competences, type CourseTemplate } from '../../../domain/course.ts';
import { courseTemplates } from '../../../domain/course-templates.ts';
import type { NamedAudience } from '../../audience.ts';
import { createOneCourse, listCourseTemplates } from '../../routes/course.ts';
import { courseDefaults } from '../../schemas/course.ts';
import { Section } from '../components/document.tsx';
import { FaultSummary, TextField } from '../components/form.tsx';
import { counted } from '../components/time.tsx';
import { page, type PageCall, type View } from '../page.ts';
import { notRefused, type Refused, refusalIn } from '../refused-form.ts';
import { ContentFields, DetailFields } from './course-fields.tsx';
import {
  atCourseFields,
  contentBody,
  contentIn,
  detailsBody,
  detailsIn,
  emptyQuestion,
  saidContent,
  type TypedContent,
  typedContent,
  type TypedDetails,
  typedDetails,
} from './course-form.ts';
import { competenceWords } from './training-words.ts';

const access: ['compliance_manager'] = ['compliance_manager'];
const blank = 'blank';

type Template = Omit<CourseTemplate, 'details'> &
  Omit<CourseTemplate['details'], 'audience'> & { audience: NamedAudience };

interface Typed {
  competence: string;
  details: TypedDetails;
  content: TypedContent;
}

/** Where a new course begins: a template as it is, a template to be changed, or nothing. */
export const newCoursePage = page({
  method: 'get',
  path: '/courses/new',
  access,
  query: z.object({
    template: z
      .enum([blank, ...courseTemplates.map(({ id }) => id)])
      .optional()
      .catch(undefined),
  }),
  handle: async ({ query: { template }, perform }) => {
    if (template === undefined) return templatesView(await templatesFor(perform));
    if (template === blank) return formView(nothing, notRefused);
    const found = (await templatesFor(perform)).find(({ id }) => id === template);
    return formView(found === undefined ? nothing : typedOf(found), notRefused);
  },
});

/** With `template` alone, the template as it is; with a form, what was typed. */
export const create = page({
  method: 'post',
  path: '/courses',
  access,
  handle: async ({ form, perform }) => {
    const template = form.text('template');
    if (template !== '') return created(await perform(createOneCourse, { body: { template } }));
    const typed = {
      competence: form.text('/competence'),
      details: detailsIn(form),
      content: contentIn(form),
    };
    if (form.text('step') === 'page') typed.content.pages.push({ title: '', markdown: '' });
    if (form.text('step') === 'question') typed.content.quiz.push({ ...emptyQuestion });
    if (form.has('step')) return formView(typed, notRefused);
    const content = saidContent(typed.content);
    try {
      const body = {
        ...detailsBody(typed.details),
        competence: typed.competence,
        content: contentBody(content),
      };
      return created(await perform(createOneCourse, { body }));
    } catch (error) {
      return formView({ ...typed, content }, atCourseFields(refusalIn(error)));
    }
  },
});

function created({ body }: { body?: unknown }): { redirect: string } {
  return { redirect: `/courses/${(body as { id: string }).id}?done=created` };
}

async function templatesFor(perform: PageCall<undefined, undefined>['perform']): Promise<Template[]> {
  const { body } = await perform(listCourseTemplates, {});
  return (body as { items: Template[] }).items;
}

function typedOf({ competence, content, ...details }: Template): Typed {
  return { competence, details: typedDetails(details), content: typedContent(content) };
}

const nobody: NamedAudience = { everyone: false, roles: [], teams: [], people: [] };
const nothing: Typed = {
  competence: '',
  details: typedDetails({ ...courseDefaults, title: '', audience: nobody }),
  content: { pages: [{ title: '', markdown: '' }], quiz: [{ ...emptyQuestion }] },
};

function templatesView(templates: readonly Template[]): View {
  return {
    title: 'New course',
    main: (
      <>
        <div class="page-head">
          <h1>New course</h1>
          <p class="lead">Publish a template as it is, change it before, or write a course of your own.</p>
        </div>
        <div class="stack">
          {templates.map(({ id, title, competence, content: { pages, quiz } }) => (
            <Section key={id} title={title} id={id}>
              <p>
                {competenceWords(competence)}: {counted(pages.length, 'page')} and{' '}
                {counted(quiz.length, 'question')}.
              </p>
              <ul>
                {pages.map((one) => (
                  <li key={one.title}>{one.title}</li>
                ))}
              </ul>
              <form method="post" action="/courses">
                <input type="hidden" name="template" value={id} />
                <p class="buttons">
                  <button>Publish “{title}” as it is</button>
                  <a href={`/courses/new?template=${id}`}>Change it before …</a>
                </p>
              </form>
            </Section>
          ))}
          <p class="buttons">
            <a href={`/courses/new?template=${blank}`}>Write one of your own …</a>
            <a href="/courses">Back to the courses</a>
          </p>
        </div>
      </>
    ),
  };
}

function formView({ competence, details, content }: Typed, refused: Refused): View {
  return {
    title: 'New course',
    status: refused.status,
    main: (
      <>
        <div class="page-head">
          <h1>New course</h1>
          <p class="lead">Once it is published, whom it is for is told, and asked to take it.</p>
        </div>
        <form method="post" action="/courses" class="form">
          <FaultSummary {...refused} />
          <TextField
            name="/competence"
            label="What it qualifies for"
            hint={`${competences.join(', ')}, or a word of your own in small letters.`}
            value={competence}
            fault={refused.faults.get('/competence')}
          />
          <DetailFields typed={details} faults={refused.faults} />
          <ContentFields typed={content} faults={refused.faults} />
          <p class="buttons">
            <button>Publish it</button>
            <a href="/courses">Back, nothing is published yet</a>
          </p>
        </form>
      </>
    ),
  };
}
