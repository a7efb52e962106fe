import { z } from 'zod';
import { assignmentKinds } from '../../domain/assignment.ts';
import { personName } from './text.ts';

const instant = z.iso.datetime();
const count = z.number().int();

export const acknowledging = z
  .strictObject({
    version: z.int().min(1),
    hash: z
      .string()
      .regex(/^[0-9a-f]{64}$/, 'must be the hash of the text that you have read')
      .meta({ description: 'Of the text that you have read.' }),
  })
  .meta({
    id: 'PolicyAcknowledging',
    example: {
      version: 1,
      hash: '2d9d819520f845f8a2e435d0523852dffe341734025aa7af1f159813097bc06e',
    },
  });

export const acknowledgement = z
  .object({ policy: z.uuid(), person: personName, version: count, hash: z.string(), at: instant })
  .meta({ id: 'PolicyAcknowledgement' });

export const acknowledged = z
  .object({ person: personName, team: z.string().nullable(), version: count, hash: z.string(), at: instant })
  .meta({ id: 'PolicyAcknowledged' });

export const outstanding = z
  .object({
    person: personName,
    team: z.string().nullable(),
    manager: z.string().nullable(),
    version: count,
    since: instant,
    dueAt: instant,
    remindAt: instant.meta({ description: 'When they are reminded next.' }),
    escalatedAt: instant.nullable(),
  })
  .meta({ id: 'Outstanding' });

export const campaignCount = z
  .object({ asked: count, done: count, overdue: count })
  .meta({ id: 'CampaignCount', description: 'How many are asked, have done it, and are late.' });

export const assignment = z
  .object({
    kind: z.enum(assignmentKinds),
    subject: z.uuid().meta({ description: 'The policy or the course.' }),
    title: z.string(),
    version: count,
    since: instant,
    dueAt: instant,
  })
  .meta({ id: 'Assignment' });
