import { z } from 'zod';
import { defaultTerms } from '../../domain/assignment.ts';
import { courseTemplates } from '../../domain/course-templates.ts';
import { competences, courseStates } from '../../domain/course.ts';
import { quizFaults } from '../../domain/quiz.ts';
import { campaignCount } from './acknowledgement.ts';
import { assignmentTerms, audienceShown } from './audience.ts';
import { audience } from './policy.ts';
import { personName, someText } from './text.ts';

const slug = z
  .string()
  .max(100)
  .regex(/^[a-z0-9]+(?:[-_][a-z0-9]+)*$/, 'must be of small letters and digits, with - or _ between');

export const competence = slug.meta({
  description: `What a course qualifies for: ${competences.join(', ')}, or a word of your own.`,
});

const share = z.number().min(0).max(1);

const details = {
  title: someText(200),
  audience,
  passMark: share.gt(0, 'must be above 0').meta({ description: 'Share of the questions, above 0 up to 1.' }),
  attempts: z.number().int().min(1).max(100).meta({ description: 'Before one has to wait.' }),
  coolDownHours: z
    .number()
    .int()
    .min(0)
    .max(8_760)
    .meta({ description: 'To wait once the attempts are used up.' }),
  validDays: z.number().int().min(1).max(3_650).meta({ description: 'For which a completion holds.' }),
  terms: assignmentTerms,
};

const questionFields = {
  id: slug,
  text: someText(2_000),
  kind: z.enum(['single', 'multiple']),
  options: z
    .array(z.strictObject({ id: slug, text: someText(1_000) }))
    .min(2)
    .max(12),
};

const question = z.strictObject({
  ...questionFields,
  correct: z.array(slug).min(1).max(12),
  explanation: someText(4_000),
});

const coursePage = z.strictObject({ title: someText(200), markdown: someText(50_000) });

export const courseContent = z
  .strictObject({
    pages: z.array(coursePage).min(1).max(50),
    quiz: z
      .array(question)
      .min(1)
      .max(100)
      .superRefine((quiz, context) => {
        for (const { pointer, detail } of quizFaults(quiz)) {
          const [index = '', part = ''] = pointer.slice(1).split('/');
          context.addIssue({ code: 'custom', path: [Number(index), part], message: detail });
        }
      }),
  })
  .meta({ id: 'CourseContent', description: 'Pages in Markdown, and a quiz.' });

const templateIds = courseTemplates.map(({ id }) => id);

/** A template as it is, or changed by what is said beside; without one, a title, a competence and a content are needed. */
export const newCourse = z
  .strictObject({
    template: z.enum(templateIds).optional(),
    competence: competence.optional(),
    ...z.strictObject(details).partial().shape,
    content: courseContent.optional(),
  })
  .superRefine((course, context) => {
    if (course.template !== undefined) return;
    for (const field of ['title', 'competence', 'audience', 'content'] as const) {
      if (course[field] !== undefined) continue;
      context.addIssue({ code: 'custom', path: [field], message: 'is needed without a template' });
    }
  })
  .meta({ id: 'NewCourse', example: { template: 'responsible-ai-use', validDays: 180 } });

/** What holds where neither the body nor a template says. */
export const courseDefaults = {
  passMark: 0.8,
  attempts: 3,
  coolDownHours: 24,
  validDays: 365,
  terms: defaultTerms,
};

export const courseChange = z
  .strictObject(details)
  .partial()
  .meta({ id: 'CourseChange', example: { audience: { roles: ['oversight_reviewer', 'business_owner'] } } });

export const coursePublication = z
  .strictObject({
    content: courseContent,
    major: z.boolean().meta({ description: 'Whether people must take the course again.' }),
    note: someText(2_000).meta({ description: 'What has changed.' }),
  })
  .meta({
    id: 'CoursePublication',
    example: {
      content: {
        pages: [{ title: 'Stop', markdown: 'Know **where** the stop is.' }],
        quiz: [
          {
            id: 'where',
            text: 'What must you know beforehand?',
            kind: 'single',
            options: [
              { id: 'stop', text: 'Where the stop is' },
              { id: 'code', text: 'The source code' },
            ],
            correct: ['stop'],
            explanation: 'Nobody has the time to look for it when it is needed.',
          },
        ],
      },
      major: true,
      note: 'Shorter.',
    },
  });

export const courseRetirement = z
  .strictObject({ reason: someText(4_000) })
  .meta({ id: 'CourseRetirement', example: { reason: 'Its subject is part of another course now.' } });

export const course = z
  .object({
    id: z.uuid(),
    state: z.enum(courseStates),
    competence: z.string(),
    ...details,
    audience: audienceShown,
    createdAt: z.iso.datetime(),
    version: z.number().int().meta({ description: 'The version that is taken now.' }),
    requiredVersion: z
      .number()
      .int()
      .meta({ description: 'Whoever has taken this one or a later one need not take it again yet.' }),
    count: campaignCount,
  })
  .meta({ id: 'Course' });

export const courseVersion = z
  .object({
    version: z.number().int(),
    hash: z.string().meta({ description: 'SHA-256 of the content’s canonical JSON (RFC 8785).' }),
    major: z.boolean(),
    note: z.string(),
    earlierCountUntil: z.iso
      .datetime()
      .nullable()
      .meta({ description: 'Until when completions of earlier versions count; null where they go on to.' }),
    publishedBy: personName,
    publishedAt: z.iso.datetime(),
  })
  .meta({ id: 'CourseVersion' });

/** Whoever may not write courses sees neither right answers nor explanations. */
export const courseVersionInFull = courseVersion
  .extend({
    pages: z.array(coursePage),
    quiz: z.array(
      z.object({
        ...questionFields,
        correct: z.array(slug).optional(),
        explanation: z.string().optional(),
      }),
    ),
  })
  .meta({ id: 'CourseVersionInFull' });

export const courseTemplate = z
  .object({
    id: z.string(),
    competence: z.string(),
    ...details,
    audience: audienceShown,
    content: courseContent,
  })
  .meta({ id: 'CourseTemplate' });
