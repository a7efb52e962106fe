import { z } from 'zod';
import { riskLinkKinds } from '../../db/risk-link.ts';
import { riskBands } from '../../domain/risk-policy.ts';
import { riskCategories, riskStates } from '../../domain/risk-state.ts';
import { someText, text } from './text.ts';

type LinkKind = (typeof riskLinkKinds)[number];

const touches = text(600)
  .regex(new RegExp(`^(${riskLinkKinds.join('|')})/.+$`, 's'), 'must be a kind, a slash and what is meant')
  .transform((value) => {
    const slash = value.indexOf('/');
    return { kind: value.slice(0, slash) as LinkKind, target: value.slice(slash + 1) };
  });

/** What risks are filtered by, in lists and exports. */
export const riskFilter = {
  state: z.enum(riskStates).optional(),
  category: z.enum(riskCategories).optional(),
  owner: text(200).optional().meta({ description: 'A person, by id or user name.' }),
  band: z.enum(riskBands).optional().meta({ description: 'Of the residual score.' }),
  overdue: z
    .literal('true')
    .transform(() => true as const)
    .optional()
    .meta({ description: 'Risks that nobody has dealt with in time, or with an action that is overdue.' }),
  touches: touches.optional().meta({
    description:
      'Risks that touch this: `adoption-request/` or `vendor/` and an id, or `system/` and a name.',
  }),
  q: someText(200).optional().meta({ description: 'Words of the title.' }),
};
