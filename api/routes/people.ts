import { z } from 'zod';
import { groupsOf } from '../../db/directory-group.ts';
import { listPeople, roleSourcesOf } from '../../db/directory.ts';
import { addPersonOfNewName, setActive, setRoles } from '../../db/identity.ts';
import { changePerson as changeRecord } from '../../db/person-change.ts';
import { personRoles } from '../../domain/identity.ts';
import { changeDirectory } from '../change-directory.ts';
import { decodeCursor, pageOf } from '../cursor.ts';
import { startDepartures } from '../departure.ts';
import { knownPerson, representPeople } from '../person-representation.ts';
import { personNamed } from '../prepare-revision.ts';
import { Problem } from '../problem.ts';
import { actorOf, route } from '../route.ts';
import { person, personFields, personInFull } from '../schemas/person.ts';
import { cursor, limit, someText, text } from '../schemas/text.ts';
import type { Services } from '../services.ts';

const tag = 'People and tokens';
const readers = ['administrator', 'auditor', 'compliance_manager'] as const;
const params = z.object({ id: text(200) });
const trueOrFalse = z.enum(['true', 'false']).transform((word) => word === 'true');

export const listAllPeople = route({
  method: 'get',
  path: '/v1/people',
  operationId: 'listPeople',
  summary: 'The directory, by user name',
  tag,
  access: [...readers],
  query: z.strictObject({
    cursor,
    limit,
    q: someText(200).optional().meta({ description: 'How a user name, a name or an address begins.' }),
    role: z.enum(personRoles).optional(),
    team: someText(200).optional(),
    manager: someText(200).optional().meta({ description: 'Whose people, by id or user name.' }),
    active: trueOrFalse.optional(),
  }),
  responses: {
    200: {
      description: 'One page.',
      schema: z.object({ items: z.array(person), next: z.string().nullable() }),
    },
  },
  handle: async ({ query, services }) => {
    const position = z.object({ userName: text(200) });
    const after = query.cursor === undefined ? undefined : decodeCursor(position, query.cursor).userName;
    const { q: beginning, role, team, active } = query;
    const manager = query.manager === undefined ? undefined : (await knownPerson(services, query.manager)).id;
    const filter = { beginning, role, team, active, manager };
    const people = await listPeople(services.db, query.limit + 1, after, filter);
    const { page, next } = pageOf(people, query.limit, ({ userName }) => ({ userName }));
    return { status: 200, body: { items: await representPeople(services, page), next } };
  },
});

export const readPerson = route({
  method: 'get',
  path: '/v1/people/{id}',
  operationId: 'readPerson',
  summary: 'A person, with their groups and what gives them each of their roles',
  tag,
  access: [...readers],
  params,
  responses: { 200: { description: 'The person.', schema: personInFull } },
  handle: async ({ params: { id }, services }) => {
    const found = await knownPerson(services, id);
    const [represented] = await representPeople(services, [found]);
    const [roleSources, groups] = await Promise.all([
      roleSourcesOf(services.db, found.id),
      groupsOf(services.db, found.id),
    ]);
    const named = groups.map(({ id: group, displayName }) => ({ id: group, displayName }));
    return { status: 200, body: { ...represented, roleSources, groups: named } };
  },
});

export const addOnePerson = route({
  method: 'post',
  path: '/v1/people',
  operationId: 'addPerson',
  summary: 'Add a person with their roles',
  tag,
  access: ['administrator'],
  body: z
    .strictObject({
      ...personFields,
      email: personFields.email.default(null),
      manager: personFields.manager.default(null),
      team: personFields.team.default(null),
      timeZone: personFields.timeZone.default(null),
    })
    .meta({
      id: 'NewPerson',
      example: {
        userName: 'legal-2',
        name: 'Lou Legal',
        email: 'legal-2@example.org',
        manager: 'management',
        team: 'Legal',
        timeZone: 'Europe/Lisbon',
        roles: ['legal'],
      },
    }),
  responses: { 201: { description: 'Added.', schema: person, headers: ['Location'] } },
  handle: async ({ body, caller, at, services }) => {
    const by = actorOf(caller).person;
    const manager = await managerNamed(services, body.manager);
    const id = await changeDirectory(services, (trx) =>
      addPersonOfNewName(trx, { ...body, manager: manager ?? null }, by, at),
    );
    if (id === undefined) {
      const detail = 'This user name is taken.';
      throw new Problem('invalid', detail, { errors: [{ pointer: '/userName', detail }] });
    }
    return { status: 201, body: await representOne(services, id), headers: { Location: `/v1/people/${id}` } };
  },
});

export const changePerson = route({
  method: 'patch',
  path: '/v1/people/{id}',
  operationId: 'changePerson',
  summary: 'Change a person’s record, roles, or whether they are active; takes effect at once',
  tag,
  access: ['administrator'],
  params,
  body: z
    .strictObject({ ...personFields, active: z.boolean() })
    .partial()
    .meta({ id: 'PersonChange', example: { team: 'Customer service', active: true } }),
  responses: { 200: { description: 'Changed.', schema: person } },
  handle: async ({ params: { id }, body, caller, at, services }) => {
    const by = actorOf(caller).person;
    const before = await knownPerson(services, id);
    const { roles: wanted, active, manager: reference, ...record } = body;
    const manager = await managerNamed(services, reference);
    const change = Object.fromEntries(
      Object.entries({ ...record, manager }).filter(([, value]) => value !== undefined),
    );
    await changeDirectory(services, async (trx) => {
      await changeRecord(trx, before.id, change, by, at);
      if (wanted !== undefined) await setRoles(trx, before.id, wanted, by, at);
      if (active !== undefined) await setActive(trx, before.id, active, by, at);
    });
    if (active === false) await startDepartures(services, [before.id]);
    return { status: 200, body: await representOne(services, before.id) };
  },
});

async function managerNamed(services: Services, reference: string | null | undefined) {
  return typeof reference === 'string' ? personNamed(services, reference, '/manager') : reference;
}

async function representOne(services: Services, id: string) {
  const [represented] = await representPeople(services, [await knownPerson(services, id)]);
  return represented;
}
