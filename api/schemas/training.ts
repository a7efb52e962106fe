import { z } from 'zod';
import { completionSources } from '../../domain/training.ts';
import { competence } from './course.ts';
import { evidenceHash } from './evidence.ts';
import { instant, localDate, personName, personReference, someText } from './text.ts';

const share = z.number().min(0).max(1);

/** A day, or an instant in any offset. */
export const moment = z.union([localDate, instant], {
  error: 'must be a day, such as 2026-11-25, or a day and a time with its offset',
});

export const attempt = z
  .strictObject({
    version: z.number().int().min(1).max(1_000_000).meta({ description: 'The one that was read.' }),
    answers: z
      .record(z.string().max(100), z.array(z.string().max(100)).max(12))
      .meta({ description: 'The ids of the chosen options, by the id of each question.' }),
  })
  .meta({ id: 'NewQuizAttempt', example: { version: 1, answers: { where: ['stop'] } } });

export const attemptResult = z
  .object({
    id: z.uuid(),
    course: z.uuid(),
    version: z.number().int(),
    number: z.number().int(),
    at: z.iso.datetime(),
    score: share,
    passMark: share,
    passed: z.boolean(),
    questions: z.array(
      z.object({
        id: z.string(),
        text: z.string(),
        chosen: z.array(z.string()).meta({ description: 'The texts of the chosen options.' }),
        right: z.boolean(),
        explanation: z.string(),
      }),
    ),
    attemptsLeft: z.number().int(),
    nextAttemptAt: z.iso.datetime().nullable().meta({ description: 'Null where it need not be waited for.' }),
    completion: z.uuid().nullable().meta({ description: 'What passing it has led to.' }),
  })
  .meta({ id: 'QuizAttempt' });

export const attemptSummary = z
  .object({
    id: z.uuid(),
    version: z.number().int(),
    number: z.number().int(),
    at: z.iso.datetime(),
    score: share,
    passed: z.boolean(),
  })
  .meta({ id: 'QuizAttemptSummary' });

const courseName = z.object({ id: z.uuid(), title: z.string() });

const completionShown = {
  id: z.uuid(),
  course: courseName,
  competence: z.string(),
  version: z.number().int(),
  completedAt: z.iso.datetime(),
  validUntil: z.iso.datetime(),
  countsUntil: z.iso.datetime().meta({
    description: 'Earlier than it is valid where a major version has replaced the one that was taken.',
  }),
  score: share.nullable(),
  source: z.enum(completionSources),
  vouchedBy: personName.nullable(),
  evidence: z.string().nullable().meta({ description: 'SHA-256 of the file that shows it.' }),
  externalId: z.string().nullable(),
  revokedAt: z.iso.datetime().nullable(),
};

export const completionSummary = z.object(completionShown).meta({ id: 'TrainingCompletionSummary' });

export const completion = z
  .object({
    ...completionShown,
    person: personName,
    revocation: z.object({ by: personName, at: z.iso.datetime(), reason: z.string() }).nullable(),
    event: z
      .object({ stream: z.string(), seq: z.number().int(), hash: z.string() })
      .meta({ description: 'Where it stands on record; its certificate names the same hash.' }),
  })
  .meta({ id: 'TrainingCompletion' });

export const newCompletion = z
  .strictObject({
    person: personReference,
    course: someText(200).meta({ description: 'By id, or by its title where only one has it.' }),
    version: z
      .number()
      .int()
      .min(1)
      .max(1_000_000)
      .optional()
      .meta({ description: 'Of the course; the one that was in force then, unless said otherwise.' }),
    completedAt: moment.meta({
      description: 'An instant, or a day, from its beginning where the organisation is.',
    }),
    validUntil: moment
      .optional()
      .meta({ description: 'As long as the course has it, unless said otherwise.' }),
    score: share.optional(),
    vouchedBy: personReference.optional().meta({
      description:
        'Who vouches for it; whoever brings it, unless said otherwise. Never the person themselves.',
    }),
    evidence: evidenceHash.optional().meta({
      description: 'SHA-256 of a file among those of the person’s training.',
    }),
    externalId: someText(200).optional().meta({
      description: 'What you call it. A repeat under the same id is there once.',
    }),
  })
  .meta({
    id: 'NewTrainingCompletion',
    example: {
      person: 'colleague',
      course: 'Responsible use of AI',
      completedAt: '2026-11-20T14:00:00Z',
      score: 0.9,
      externalId: 'lms-2026-4711',
    },
  });

export const completionRevocation = z
  .strictObject({ reason: someText(4_000) })
  .meta({ id: 'TrainingCompletionRevocation', example: { reason: 'The file named another person.' } });

/** When: at an instant, or on a day, which is its last moment where the organisation is. */
export const on = moment
  .optional()
  .meta({ description: 'A day (its end) or an instant; now, unless said otherwise.' });

export const personTraining = z
  .object({
    person: personName,
    on: z.iso.datetime(),
    for: competence.nullable(),
    trained: z.boolean().nullable().meta({
      description: 'Whether the person is trained for it at that moment; null where nothing was asked.',
    }),
    until: z.iso.datetime().nullable().meta({ description: 'Until when, where they are.' }),
    by: z.uuid().nullable().meta({ description: 'By which completion, where they are.' }),
    asked: z
      .array(
        z.object({
          course: courseName,
          version: z.number().int().meta({ description: 'This one or a later one.' }),
          dueAt: z.iso.datetime(),
          doneUntil: z.iso.datetime().nullable().meta({ description: 'Null where it is outstanding.' }),
        }),
      )
      .meta({ description: 'The courses that the person is asked to take now.' }),
    completions: z.array(completionSummary).meta({
      description: 'The latest 1,000, newest first; for the one competence, where one was asked about.',
    }),
  })
  .meta({ id: 'PersonTraining' });

export const trainedPerson = z
  .object({
    person: personName,
    completion: z.uuid(),
    course: courseName,
    version: z.number().int(),
    completedAt: z.iso.datetime(),
    until: z.iso.datetime(),
    source: z.enum(completionSources),
  })
  .meta({ id: 'TrainedPerson' });
