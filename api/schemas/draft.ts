import { z } from 'zod';
import { draftSteps } from '../../domain/draft.ts';
import { text } from './text.ts';

const typed = text(100_000);
const several = z.array(typed).max(1_000);
const amount = z.union([z.number(), text(100)]);

/** The sections of a submission as they were typed: all of it may be missing, unfinished or wrong, but nothing else is kept. */
export const draftContent = z
  .strictObject({
    title: typed,
    purpose: z.strictObject({ intendedUse: typed, alternativesConsidered: typed, names: several }).partial(),
    system: z
      .strictObject({ name: typed, provider: typed, model: typed, kind: typed, origin: typed, amends: typed })
      .partial(),
    users: z.strictObject({ teams: several, headcount: amount }).partial(),
    data: z.strictObject({ classes: several, providerMayTrain: z.union([z.boolean(), text(100)]) }).partial(),
    effect: z.strictObject({ onPeople: typed, affected: several }).partial(),
    costs: z
      .strictObject({ purchase: amount, runningPerYear: amount, monitoringPerYear: amount, currency: typed })
      .partial(),
    sourcing: z.strictObject({ procurement: typed, reason: typed }).partial(),
    legal: z.strictObject({ regions: several, basis: typed }).partial(),
    businessOwner: typed,
    screening: z.strictObject({ prohibitedPractices: several, highRiskAreas: several }).partial(),
  })
  .partial()
  .meta({
    id: 'AdoptionRequestDraftContent',
    description: 'The sections of a submission as far as they are filled in; answers may be unfinished.',
    example: {
      title: 'Drafting assistant for customer support',
      system: { name: 'Support Drafts', provider: 'Example AI Ltd' },
      data: { classes: ['personal'] },
    },
  });

export const newDraft = z
  .strictObject({ content: draftContent, step: z.enum(draftSteps).default('system') })
  .meta({
    id: 'NewDraft',
    example: { content: { title: 'Drafting assistant for customer support' } },
  });

export const draft = z
  .object({
    id: z.uuid(),
    content: draftContent,
    step: z.enum(draftSteps),
    version: z.number().int(),
    updatedAt: z.iso.datetime(),
  })
  .meta({ id: 'Draft' });
