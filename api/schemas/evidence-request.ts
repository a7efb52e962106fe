import { z } from 'zod';
import { evidenceRequestStates } from '../../domain/evidence-request.ts';
import { evidenceHash } from './evidence.ts';
import { allDistinct, localDate, personName, personReference, someText, text } from './text.ts';

/** By when: a day, or a number of working days from now. */
const due = {
  dueOn: localDate.optional(),
  workingDays: z.int().min(1).max(250).optional(),
};
const saysOneDue = (said: { dueOn?: string | undefined; workingDays?: number | undefined }) =>
  (said.dueOn === undefined) !== (said.workingDays === undefined);
const oneDue = { path: ['dueOn'], error: 'say either a day, or how many working days' };

export const evidenceQuestion = z
  .strictObject({
    title: someText(400),
    text: text(10_000).default(''),
    to: personReference.optional().meta({ description: 'Every compliance manager, if not said.' }),
    ...due,
  })
  .refine(saysOneDue, oneDue)
  .meta({
    id: 'EvidenceQuestion',
    description: 'What an auditor wants to see, and by when: `dueOn` a day, or in so many `workingDays`.',
    example: { title: 'Training of the reviewers in March', workingDays: 5 },
  });

export const evidenceAnswer = z
  .strictObject({
    text: text(10_000).default(''),
    files: z
      .array(evidenceHash)
      .max(100)
      .refine(allDistinct, 'must name each file once')
      .default([])
      .meta({ description: 'Hashes of files that were put to this request.' }),
  })
  .meta({ id: 'EvidenceAnswer', example: { text: 'All five had completed it by 2 March.' } });

export const evidenceDeclining = z
  .strictObject({ reason: someText(10_000) })
  .meta({ id: 'EvidenceDeclining', example: { reason: 'There was no reviewer in March.' } });

export const evidenceAcceptance = z
  .strictObject({ note: text(10_000).default('') })
  .meta({ id: 'EvidenceAcceptance', example: { note: 'This will do.' } });

export const evidenceAskingBack = z
  .strictObject({ text: someText(10_000), ...due })
  .refine(saysOneDue, oneDue)
  .meta({ id: 'EvidenceAskingBack', example: { text: 'And the one who joined in April?', workingDays: 3 } });

export const evidenceHandover = z
  .strictObject({
    to: personReference.nullable().meta({ description: 'Null is every compliance manager.' }),
  })
  .meta({ id: 'EvidenceHandover', example: { to: 'colleague' } });

const file = z.object({ hash: z.string(), name: z.string(), size: z.int() });

export const evidenceRequest = z
  .object({
    id: z.uuid(),
    state: z.enum(evidenceRequestStates),
    engagement: z.uuid(),
    title: z.string(),
    to: personName.nullable(),
    askedBy: personName,
    dueAt: z.iso.datetime(),
    escalatedAt: z.iso.datetime().nullable(),
    rounds: z.array(
      z.object({
        text: z.string(),
        by: personName,
        at: z.iso.datetime(),
        dueAt: z.iso.datetime(),
        reply: z
          .object({
            kind: z.enum(['answered', 'declined']),
            text: z.string(),
            files: z.array(file),
            by: personName,
            at: z.iso.datetime(),
          })
          .nullable(),
      }),
    ),
    settled: z.object({ by: personName, at: z.iso.datetime(), note: z.string() }).nullable(),
  })
  .meta({ id: 'EvidenceRequest' });

export const evidenceRequestSummary = z
  .object({
    id: z.uuid(),
    state: z.enum(evidenceRequestStates),
    title: z.string(),
    to: personName.nullable(),
    askedBy: personName,
    dueAt: z.iso.datetime(),
    overdue: z.boolean(),
  })
  .meta({ id: 'EvidenceRequestSummary' });

export const personToAsk = personName.partial({ userName: true });
