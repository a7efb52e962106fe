import { z } from 'zod';
import { roleList } from './person.ts';
import { personName, someText } from './text.ts';

export const audienceShown = z
  .object({
    everyone: z.boolean(),
    roles: roleList,
    teams: z.array(someText(200)),
    people: z.array(personName),
  })
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
