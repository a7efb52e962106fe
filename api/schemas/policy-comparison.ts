import { z } from 'zod';
import { policyVersion, useRule } from './policy.ts';

const words = z
  .array(z.object({ text: z.string(), change: z.enum(['same', 'added', 'removed']) }))
  .meta({ id: 'ComparedWords', description: 'A text word by word: what both have, and what only one has.' });

const version = policyVersion.omit({ text: true });

export const policyComparison = z
  .object({
    earlier: version,
    later: version,
    sections: z.array(
      z.object({
        anchor: z
          .string()
          .meta({ description: 'Of the section on the page of the text; empty for its beginning.' }),
        title: z.string(),
        change: z.enum(['added', 'removed', 'changed', 'moved']),
        words,
      }),
    ),
    rules: z.array(
      z.object({
        id: z.string(),
        change: z.enum(['added', 'removed', 'changed']),
        before: useRule.nullable(),
        after: useRule.nullable(),
        statement: words,
      }),
    ),
  })
  .meta({ id: 'PolicyComparison' });
