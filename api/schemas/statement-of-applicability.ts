import { z } from 'zod';
import { applicabilityVersionStates } from '../../db/tables/statement-of-applicability.ts';
import { controls } from '../../domain/control-catalogue.ts';
import { personName, personReference, someText, text } from './text.ts';

const justification = text(2_000);
const version = z.int();
const exclusion = z.object({ statement: z.string(), justification: z.string() });

const content = z.object({
  controls: z.array(
    z.object({
      control: z.string(),
      applicable: z.boolean(),
      justification: z.string(),
      owner: personName.nullable(),
    }),
  ),
  exclusions: z.array(exclusion),
});

const proposed = z.object({
  version,
  content,
  hash: z.string(),
  note: z.string(),
  by: personName,
  at: z.iso.datetime(),
});

export const statementOfApplicability = z
  .object({
    inForce: proposed.extend({ signedBy: personName, signedAt: z.iso.datetime() }).nullable(),
    proposed: proposed.nullable().meta({ description: 'What waits for a signature.' }),
  })
  .meta({ id: 'StatementOfApplicability' });

export const applicabilityVersion = z
  .object({
    version,
    state: z.enum(applicabilityVersionStates),
    hash: z.string(),
    note: z.string(),
    proposedBy: personName,
    proposedAt: z.iso.datetime(),
    decidedBy: personName.nullable(),
    decidedAt: z.iso.datetime().nullable(),
    reason: z.string().meta({ description: 'Why it was refused or taken back.' }),
  })
  .meta({ id: 'StatementOfApplicabilityVersion' });

const controlSaid = z.strictObject({
  control: text(20),
  applicable: z.boolean(),
  justification: justification.default(''),
  owner: personReference.nullable().default(null),
});

export const applicabilityProposal = z
  .strictObject({
    content: z.strictObject({
      controls: z.array(controlSaid).max(200).meta({ description: 'Every control of the catalogue, once.' }),
      exclusions: z
        .array(z.strictObject({ statement: text(100), justification }))
        .max(200)
        .default([])
        .meta({ description: 'Statements of applicable controls that do not apply all the same.' }),
    }),
    note: text(2_000).default(''),
  })
  .meta({
    id: 'StatementOfApplicabilityProposal',
    example: {
      content: {
        controls: controls.map(({ id }) =>
          id === 'A.10.4'
            ? { control: id, applicable: false, justification: 'No customer is affected by our use of AI.' }
            : { control: id, applicable: true },
        ),
      },
      note: 'First version.',
    },
  });

export const applicabilityRefusal = z.strictObject({ reason: someText(2_000) }).meta({
  id: 'StatementOfApplicabilityRefusal',
  example: { reason: 'A.10.4 does apply: we serve customers with it.' },
});
