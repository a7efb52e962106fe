import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { findDelegation, grantDelegation, revokeDelegation } from '../../db/delegation.ts';
import { findPerson } from '../../db/directory.ts';
import { signOffRoles } from '../../domain/identity.ts';
import { delegationsOf, seesAllDelegations, withNames } from '../delegation-list.ts';
import { personNamed } from '../prepare-revision.ts';
import { Problem } from '../problem.ts';
import { actorOf, route } from '../route.ts';
import { instant, personName, personReference, someText, text } from '../schemas/text.ts';

const tag = 'Delegations';

const delegation = z
  .object({
    id: z.string(),
    from: personName,
    to: personName,
    roles: z.array(z.enum(signOffRoles)),
    startsAt: z.iso.datetime(),
    endsAt: z.iso.datetime(),
    reason: z.string(),
    revokedAt: z.iso.datetime().nullable(),
  })
  .meta({ id: 'Delegation' });

const grant = z
  .strictObject({
    to: personReference,
    roles: z.array(z.enum(signOffRoles)).min(1).max(5),
    startsAt: instant,
    endsAt: instant,
    reason: someText(2_000),
  })
  .meta({
    id: 'DelegationGrant',
    example: {
      to: 'security-2',
      roles: ['security'],
      startsAt: '2026-01-01T00:00:00Z',
      endsAt: '2099-01-01T00:00:00Z',
      reason: 'On leave.',
    },
  });

export const listMyDelegations = route({
  method: 'get',
  path: '/v1/delegations',
  operationId: 'listDelegations',
  summary: 'Delegations from and to me; compliance managers, auditors and administrators see all',
  tag,
  access: 'anyone',
  responses: {
    200: { description: 'Latest to end first.', schema: z.object({ items: z.array(delegation) }) },
  },
  handle: async ({ caller, services }) => {
    const all = caller.kind === 'machine' || (caller.kind === 'person' && seesAllDelegations(caller.person));
    const items = await delegationsOf(services, all ? undefined : actorOf(caller).person);
    return { status: 200, body: { items } };
  },
});

export const grantMyDelegation = route({
  method: 'post',
  path: '/v1/delegations',
  operationId: 'grantDelegation',
  summary: 'Hand one’s own sign-off roles to another person for a time; open items move with it',
  tag,
  access: 'person',
  body: grant,
  responses: { 201: { description: 'Granted.', schema: delegation, headers: ['Location'] } },
  handle: async ({ body, caller, at, services }) => {
    const actor = actorOf(caller);
    const to = await personNamed(services, body.to, '/to');
    const delegate = await findPerson(services.db, to);
    if (delegate?.roles.every((role) => role === 'auditor')) {
      throw fault('/to', 'This person signs nothing here, so nothing can be handed on to them.');
    }
    if (to === actor.person) throw fault('/to', 'A delegation goes to somebody else.');
    if (body.endsAt <= body.startsAt) throw fault('/endsAt', 'A delegation ends after it starts.');
    if (body.endsAt <= at) throw fault('/endsAt', 'This delegation would be over already.');
    const foreign = body.roles.find((role) => !actor.roles.includes(role));
    if (foreign !== undefined)
      throw new Problem('wrong_role', `You do not hold ${foreign}, so you cannot hand it on.`);
    const granted = { id: `delegation-${randomUUID()}`, from: actor.person, ...body, to };
    await grantDelegation(services.db, granted, actor.person, at);
    const [representation] = await withNames(services, [{ ...granted, revokedAt: null }]);
    return { status: 201, body: representation, headers: { Location: `/v1/delegations/${granted.id}` } };
  },
});

export const revokeMyDelegation = route({
  method: 'post',
  path: '/v1/delegations/{id}/revocation',
  operationId: 'revokeDelegation',
  summary: 'End one’s own delegation early',
  tag,
  access: 'person',
  params: z.object({ id: text(100) }),
  responses: { 200: { description: 'Revoked.', schema: delegation } },
  handle: async ({ params: { id }, caller, at, services }) => {
    const { person, roles } = actorOf(caller);
    const found = await findDelegation(services.db, id);
    if (found === undefined) throw new Problem('not_found', 'There is no such delegation.');
    if (found.from !== person && !roles.includes('compliance_manager')) {
      throw new Problem(
        'wrong_role',
        'Only who granted a delegation, or the compliance manager, revokes it.',
      );
    }
    const revoked = await revokeDelegation(services.db, id, person, at);
    if (!revoked) throw new Problem('closed', 'This delegation has been revoked already.');
    const [representation] = await withNames(services, [{ ...found, revokedAt: at }]);
    return { status: 200, body: representation };
  },
});

function fault(pointer: string, detail: string): Problem {
  return new Problem('invalid', detail, { errors: [{ pointer, detail }] });
}
