import { z } from 'zod';
import { findPerson, listPeople, listTokens } from '../../db/directory.ts';
import { inTransaction } from '../../db/facts.ts';
import { addPersonOfNewName, issueToken, revokeToken, setActive, setRoles } from '../../db/identity.ts';
import { roles } from '../../domain/identity.ts';
import { decodeCursor, pageOf } from '../cursor.ts';
import { Problem } from '../problem.ts';
import { actorOf, route } from '../route.ts';
import { allDistinct, cursor, instant, limit, someText, text } from '../schemas/text.ts';
import type { Services } from '../services.ts';

const tag = 'People and tokens';
const roleList = z.array(z.enum(roles)).max(roles.length).refine(allDistinct, 'must name each role once');
const params = z.object({ id: text(200) });

const person = z
  .object({
    id: z.string(),
    userName: z.string(),
    name: z.string(),
    email: z.string().nullable(),
    active: z.boolean(),
    roles: z.array(z.enum(roles)),
  })
  .meta({ id: 'Person' });

export const readMe = route({
  method: 'get',
  path: '/v1/me',
  operationId: 'readMe',
  summary: 'Who I am here, what I may sign, and for whom I stand in',
  tag,
  access: 'anyone',
  responses: {
    200: { description: 'The caller.', schema: z.object({ kind: z.enum(['person', 'machine']) }).loose() },
  },
  handle: ({ caller }) => {
    const body =
      caller.kind === 'person' ? { kind: 'person', ...caller.person, actsFor: caller.actsFor } : caller;
    return Promise.resolve({ status: 200, body });
  },
});

export const listAllPeople = route({
  method: 'get',
  path: '/v1/people',
  operationId: 'listPeople',
  summary: 'The directory, by user name',
  tag,
  access: ['administrator', 'auditor', 'compliance_manager'],
  query: z.strictObject({ cursor, limit }),
  responses: {
    200: {
      description: 'One page.',
      schema: z.object({ items: z.array(person), next: z.string().nullable() }),
    },
  },
  handle: async ({ query, services: { db } }) => {
    const position = z.object({ userName: text(200) });
    const after = query.cursor === undefined ? undefined : decodeCursor(position, query.cursor).userName;
    const people = await listPeople(db, query.limit + 1, after);
    const { page, next } = pageOf(people, query.limit, ({ userName }) => ({ userName }));
    return { status: 200, body: { items: page, next } };
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
      userName: someText(200),
      name: someText(200),
      email: z.email().nullable().default(null),
      roles: roleList,
    })
    .meta({
      id: 'NewPerson',
      example: { userName: 'legal-2', name: 'Lou Legal', email: 'legal-2@example.org', roles: ['legal'] },
    }),
  responses: { 201: { description: 'Added.', schema: person, headers: ['Location'] } },
  handle: async ({ body, caller, at, services }) => {
    const by = actorOf(caller).person;
    const id = await inTransaction(services.db, (trx) => addPersonOfNewName(trx, body, by, at));
    if (id === undefined) {
      const detail = 'This user name is taken.';
      throw new Problem('invalid', detail, { errors: [{ pointer: '/userName', detail }] });
    }
    return { status: 201, body: await known(services, id), headers: { Location: `/v1/people/${id}` } };
  },
});

export const changePerson = route({
  method: 'patch',
  path: '/v1/people/{id}',
  operationId: 'changePerson',
  summary: 'Change a person’s roles, or whether they are active; takes effect at once',
  tag,
  access: ['administrator'],
  params,
  body: z
    .strictObject({ roles: roleList.optional(), active: z.boolean().optional() })
    .meta({ id: 'PersonChange', example: { active: true } }),
  responses: { 200: { description: 'Changed.', schema: person } },
  handle: async ({ params: { id }, body, caller, at, services }) => {
    const by = actorOf(caller).person;
    const before = await known(services, id);
    await inTransaction(services.db, async (trx) => {
      if (body.roles !== undefined) await setRoles(trx, before.id, body.roles, by, at);
      if (body.active !== undefined && body.active !== before.active) {
        await setActive(trx, before.id, body.active, by, at);
      }
    });
    return { status: 200, body: await known(services, before.id) };
  },
});

export const listAllTokens = route({
  method: 'get',
  path: '/v1/tokens',
  operationId: 'listTokens',
  summary: 'Tokens, newest first, without their secrets',
  tag,
  access: ['administrator', 'auditor'],
  responses: {
    200: {
      description: 'Tokens.',
      schema: z.object({ items: z.array(z.object({ id: z.string() }).loose()) }),
    },
  },
  handle: async ({ services: { db } }) => ({ status: 200, body: { items: await listTokens(db) } }),
});

export const issueOneToken = route({
  method: 'post',
  path: '/v1/tokens',
  operationId: 'issueToken',
  summary: 'Issue a token for a person or a machine; it is shown in this answer and never again',
  tag,
  access: ['administrator'],
  body: z
    .strictObject({
      person: text(200).optional(),
      machine: someText(200).optional(),
      label: someText(200),
      expiresAt: instant,
    })
    .refine(({ person, machine }) => (person === undefined) !== (machine === undefined), {
      path: ['person'],
      error: 'name either a person or a machine',
    })
    .meta({
      id: 'TokenIssue',
      example: { machine: 'monitoring', label: 'read-only monitoring', expiresAt: '2099-01-01T00:00:00Z' },
    }),
  responses: { 201: { description: 'Issued.', schema: z.object({ id: z.string(), token: z.string() }) } },
  handle: async ({ body, caller, at, services }) => {
    const by = actorOf(caller).person;
    const { label, expiresAt } = body;
    const holder =
      body.machine !== undefined
        ? { kind: 'machine' as const, name: body.machine }
        : { kind: 'person' as const, person: (await known(services, body.person ?? '')).id };
    const issued = await inTransaction(services.db, (trx) =>
      issueToken(trx, { holder, label, expiresAt, by, at }),
    );
    return { status: 201, body: issued, headers: { 'Cache-Control': 'no-store' } };
  },
});

export const revokeOneToken = route({
  method: 'post',
  path: '/v1/tokens/{id}/revocation',
  operationId: 'revokeToken',
  summary: 'Revoke a token; takes effect at once',
  tag,
  access: ['administrator'],
  params,
  responses: { 204: { description: 'Revoked.' } },
  handle: async ({ params: { id }, caller, at, services: { db } }) => {
    const by = actorOf(caller).person;
    const revoked = await inTransaction(db, (trx) => revokeToken(trx, id, by, at));
    if (!revoked) throw new Problem('not_found', 'There is no such token, or it has been revoked.');
    return { status: 204 };
  },
});

async function known({ db }: Services, idOrUserName: string) {
  const found = await findPerson(db, idOrUserName);
  if (found === undefined) throw new Problem('not_found', 'There is no such person.');
  return found;
}
