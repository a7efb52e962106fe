import { z } from 'zod';
import { listTokens } from '../../db/directory.ts';
import { inTransaction } from '../../db/facts.ts';
import { issueToken, revokeToken } from '../../db/identity.ts';
import { tokenScopes } from '../../domain/identity.ts';
import { knownPerson, representPeople } from '../person-representation.ts';
import { Problem } from '../problem.ts';
import { actorOf, route } from '../route.ts';
import { instant, someText, text } from '../schemas/text.ts';

const tag = 'People and tokens';
const params = z.object({ id: text(200) });

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
  handle: async ({ caller, services }) => {
    if (caller.kind !== 'person') return { status: 200, body: caller };
    const [me] = await representPeople(services, [caller.person]);
    return { status: 200, body: { kind: 'person', ...me, actsFor: caller.actsFor } };
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
      scope: z.enum(tokenScopes).optional().meta({
        description:
          'What a machine may do: read (unless said otherwise), keep the directory by SCIM, bring training completed elsewhere, tell how AI systems are used, or submit what AI has decided for review.',
      }),
      label: someText(200),
      expiresAt: instant,
    })
    .refine(({ machine, scope }) => machine !== undefined || scope === undefined, {
      path: ['scope'],
      error: 'is for machines; a person may do what their roles say',
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
    const { label, expiresAt, scope = 'read' } = body;
    const holder =
      body.machine !== undefined
        ? { kind: 'machine' as const, name: body.machine }
        : { kind: 'person' as const, person: (await knownPerson(services, body.person ?? '')).id };
    const issued = await inTransaction(services.db, (trx) =>
      issueToken(trx, { holder, scope, label, expiresAt, by, at }),
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
