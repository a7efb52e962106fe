import { z } from 'zod';
import { signOffRoles } from '../../domain/identity.ts';
import { tiers } from '../../domain/triage.ts';
import { vendorStates } from '../../domain/vendor-state.ts';
import { reason } from './adoption-request.ts';
import { problem } from './problem.ts';
import { personName } from './text.ts';

export const similarSystem = z
  .object({
    id: z.uuid(),
    title: z.string(),
    systemName: z.string(),
    provider: z.string(),
    state: z.enum(['approved', 'approved_with_conditions']),
    tier: z.enum(tiers),
    decidedAt: z.iso.datetime(),
    teams: z.array(z.string()),
    liveSystem: z
      .uuid()
      .nullable()
      .meta({ description: 'The AI system that came of it, while it is in use: ask to join it.' }),
  })
  .meta({ id: 'SimilarSystem' });

export const preview = {
  tier: z.enum(tiers),
  reasons: z.array(reason),
  triageCatalogue: z.string(),
  signOffs: z.array(
    z.object({
      role: z.enum(signOffRoles),
      dueAt: z.iso.datetime(),
      person: personName.optional().meta({ description: 'The business owner, where one is named.' }),
    }),
  ),
  expiresAt: z.iso.datetime(),
  similar: z.array(similarSystem).meta({ description: 'Approved systems that are called alike.' }),
  vendor: z
    .object({
      id: z.uuid().nullable().meta({ description: 'Null where nobody has named this vendor before.' }),
      name: z.string(),
      state: z.enum(vendorStates).nullable(),
      current: z.boolean(),
      inProgress: z.boolean().meta({ description: 'Whether an assessment is in progress.' }),
    })
    .nullable()
    .meta({ description: 'The vendor on whose review the approval would rest.' }),
  missing: problem.shape.errors.unwrap().meta({ description: 'What a submission would be refused for.' }),
};
