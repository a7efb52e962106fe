import { z } from 'zod';
import { roleList } from './person.ts';
import { personName, personReference, someText } from './text.ts';

const teams = z.array(someText(200)).max(100);

/** Whom something is for. */
export const audience = z
  .strictObject({
    everyone: z.boolean().default(false),
    roles: roleList.default([]),
    teams: teams.default([]),
    people: z.array(personReference).max(1_000).default([]),
  })
  .meta({
    id: 'Audience',
    description: 'Everybody, or else whoever holds one of the roles, is in one of the teams, or is named.',
  });

export const audienceShown = z
  .object({ everyone: z.boolean(), roles: roleList, teams, people: z.array(personName) })
  .meta({ id: 'AudienceShown' });

const days = z.number().int().min(1).max(3_650);

/** How long people have, and when they are reminded. */
export const assignmentTerms = z
  .strictObject({
    dueDays: days.meta({ description: 'From being asked until it is due.' }),
    remindDaysBefore: z.array(days).max(10).meta({ description: 'So many days before it is due.' }),
    overdueEveryDays: days.meta({ description: 'Once it is overdue, a reminder every so many days.' }),
    leadDays: z
      .number()
      .int()
      .min(0)
      .max(3_650)
      .meta({ description: 'So many days before what they did ends, they are asked again.' }),
  })
  .meta({ id: 'AssignmentTerms' });
