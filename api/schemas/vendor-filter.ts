import { z } from 'zod';
import { vendorPhases } from '../../db/vendor-list.ts';
import { criticalities } from '../../domain/vendor-policy.ts';
import { vendorStates } from '../../domain/vendor-state.ts';
import { someText, text } from './text.ts';

/** What vendors are filtered by, in lists and exports. */
export const vendorFilter = {
  state: z.enum(vendorStates).optional(),
  criticality: z.enum(criticalities).optional(),
  phase: z
    .enum(vendorPhases)
    .optional()
    .meta({ description: 'Of its assessment: waiting for answers, in review, or none in progress.' }),
  owner: text(200).optional().meta({ description: 'A person, by id or user name.' }),
  q: someText(200).optional().meta({ description: 'Words of the name.' }),
};
