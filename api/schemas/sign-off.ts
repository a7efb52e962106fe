import { z } from 'zod';
import { roles, signOffRoles } from '../../domain/identity.ts';
import { personName } from './text.ts';

const capacity = z.object({ kind: z.enum(['own', 'delegate', 'escalation']) }).loose();

/** A required sign-off as it is shown, whatever it is of: its clock, and what was said once it is made. */
export const signOffShown = z.object({
  role: z.enum(signOffRoles),
  state: z.enum(['pending', 'approved', 'approved_with_conditions', 'rejected', 'changes_requested']),
  dueAt: z.iso.datetime(),
  escalateTo: z.enum(roles),
  escalatedAt: z.iso.datetime().nullable(),
  remindersSent: z.number().int(),
  by: personName.optional(),
  onBehalfOf: personName.optional(),
  capacity: capacity.optional(),
  at: z.iso.datetime().optional(),
  revision: z.number().int().optional(),
  comment: z.string().optional(),
  conditions: z
    .array(
      z.object({
        text: z.string(),
        owner: personName,
        dueOn: z.iso.date(),
        course: z.uuid().optional(),
      }),
    )
    .optional(),
});
