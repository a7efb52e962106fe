import { z } from 'zod';
import { evidenceHash } from './evidence.ts';
import { localDate, personName, personReference, someText, text } from './text.ts';

const covers = z
  .strictObject({ from: localDate, until: localDate })
  .meta({ description: 'The days of which it speaks, both included.' });

export const controlEvidence = z
  .object({
    id: z.uuid(),
    hash: z.string().meta({ description: 'SHA-256 of the file, in hexadecimal digits.' }),
    name: z.string(),
    owner: personName,
    covers: z.object({ from: z.string(), until: z.string() }),
    endsAt: z.iso.datetime().meta({ description: 'From then on it counts no more.' }),
    note: z.string(),
    filedBy: personName,
    filedAt: z.iso.datetime(),
    withdrawn: z.object({ by: personName, at: z.iso.datetime(), reason: z.string() }).nullable(),
  })
  .meta({ id: 'ControlEvidence' });

export const controlEvidenceFiling = z
  .strictObject({
    hash: evidenceHash.meta({ description: 'Of a file that has been put to the statement.' }),
    owner: personReference
      .optional()
      .meta({ description: 'Who answers for it; you, where nobody is named.' }),
    covers,
    endsOn: localDate.meta({
      description: 'The last day on which it counts: three years from now at the most.',
    }),
    note: text(2_000).default('').meta({ description: 'What in it shows that the statement holds.' }),
  })
  .meta({
    id: 'ControlEvidenceFiling',
    example: {
      hash: 'b5bb9d8014a0f9b1d61e21e796d78dccdf1352f23cd32812f4850b878ae4944c',
      covers: { from: '2026-01-01', until: '2026-12-31' },
      endsOn: '2027-12-31',
      note: 'Section 3 names the objectives.',
    },
  });

export const controlEvidenceWithdrawal = z
  .strictObject({ reason: someText(2_000) })
  .meta({ id: 'ControlEvidenceWithdrawal', example: { reason: 'It speaks of another department.' } });
