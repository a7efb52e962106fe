import { IANAZone } from 'luxon';
import { z } from 'zod';
import { personRoles } from '../../domain/identity.ts';
import { allDistinct, personName, personReference, someText } from './text.ts';

export const roleList = z
  .array(z.enum(personRoles))
  .max(personRoles.length)
  .refine(allDistinct, 'must name each role once');

export const timeZone = z
  .string()
  .refine((zone) => IANAZone.isValidZone(zone), 'must be an IANA time zone')
  .meta({ description: 'IANA; null is the organisation’s.' });

export const email = z.email().max(320);

/** What can be said of somebody who joins, and changed of anybody. */
export const personFields = {
  userName: someText(200),
  name: someText(200),
  email: email.nullable(),
  manager: personReference.nullable(),
  team: someText(200).nullable(),
  timeZone: timeZone.nullable(),
  roles: roleList.meta({ description: 'Roles given by hand; what groups give is not touched.' }),
};

export const person = z
  .object({
    id: z.string(),
    userName: z.string(),
    name: z.string(),
    email: z.string().nullable(),
    active: z.boolean(),
    manager: personName.nullable(),
    team: z.string().nullable(),
    timeZone: z.string().nullable(),
    roles: z.array(z.enum(personRoles)),
  })
  .meta({ id: 'Person' });

export const personInFull = person
  .extend({
    roleSources: z.array(z.object({ role: z.enum(personRoles), sources: z.array(z.string()) })).meta({
      description: 'What gives each role: `hand`, `claim` (the identity provider), or `group:` and its id.',
    }),
    groups: z.array(z.object({ id: z.string(), displayName: z.string() })),
  })
  .meta({ id: 'PersonInFull' });
