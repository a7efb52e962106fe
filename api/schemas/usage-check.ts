import { z } from 'zod';
import { dataClasses } from '../../domain/adoption-request-content.ts';
import { competences } from '../../domain/course.ts';
import { denialReasons } from '../../domain/usage-check.ts';
import { instant, personReference, someText } from './text.ts';

const question = z
  .strictObject({
    person: personReference,
    system: someText(400).meta({ description: 'An AI system, by id or by its name in the inventory.' }),
    purpose: someText(400).meta({ description: 'One of the names that its approved purposes have.' }),
    dataClass: z.enum(dataClasses),
  })
  .meta({ id: 'UsageQuestion' });

export const usageChecking = z.strictObject({ checks: z.array(question).min(1).max(1_000) }).meta({
  id: 'UsageChecking',
  example: {
    checks: [
      {
        person: 'requester',
        system: 'Support Drafts',
        purpose: 'Drafting assistant for customer support',
        dataClass: 'internal',
      },
    ],
  },
});

export const ownUsageQuestion = question.omit({ person: true, system: true }).meta({
  id: 'OwnUsageQuestion',
  example: { purpose: 'Drafting assistant for customer support', dataClass: 'internal' },
});

const denial = z.object({
  reason: z.enum(denialReasons),
  detail: z.string(),
  policy: z.uuid().optional(),
  competence: z.enum(competences).optional(),
  mend: z
    .object({ text: z.string(), url: z.string() })
    .meta({ description: 'What would change the answer, and where.' }),
});

export const usageAnswer = z
  .object({
    id: z.uuid(),
    at: instant,
    allowed: z.boolean(),
    denials: z.array(denial).meta({ description: 'Every reason against it; none where it is allowed.' }),
  })
  .meta({ id: 'UsageAnswer' });

export const usageCheckShown = usageAnswer
  .extend({
    askedBy: z.string(),
    person: z.string(),
    personId: z.string().nullable(),
    purpose: z.string(),
    dataClass: z.enum(dataClasses),
    systemSeq: z.number().int().nullable(),
  })
  .meta({ id: 'UsageCheck' });
