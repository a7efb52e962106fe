import { z } from 'zod';
import { accessGrantStream } from '../../db/access-grant.ts';
import { inTransaction } from '../../db/facts.ts';
import { forgetStakeholder as forget, openGrantsOf } from '../../db/stakeholder.ts';
import type { AccessGrantCommand } from '../../domain/access-grant-state.ts';
import { Problem } from '../problem.ts';
import { actorOf, route } from '../route.ts';
import { requestId } from '../schemas/text.ts';
import { reasoned } from '../schemas/trust-center.ts';

export const forgetStakeholder = route({
  method: 'post',
  path: '/v1/stakeholders/{id}/forgetting',
  operationId: 'forgetStakeholder',
  summary:
    'Forget who a stakeholder is: address, name and company go, nothing opens to them from then on, and what they were granted is taken back',
  tag: 'Trust center',
  access: ['compliance_manager'],
  params: z.object({ id: requestId }),
  body: reasoned,
  responses: {
    200: {
      description:
        'Forgotten; `revoked` are the grants that are being taken back, and open to nobody already.',
      schema: z.object({ id: z.uuid(), revoked: z.array(z.uuid()) }),
    },
  },
  handle: async ({ params: { id }, body: { reason }, caller, at, services: { db } }) => {
    const actor = actorOf(caller);
    const revoked = await inTransaction(db, async (trx) => {
      const grants = await openGrantsOf(trx, id);
      if (!(await forget(trx, id, { by: actor.person, at, reason }))) return undefined;
      for (const grant of grants) {
        const revoke: AccessGrantCommand = {
          type: 'revoke',
          id: `stakeholder/${id}/forgotten/${grant}`,
          by: actor.person,
          at,
          actor,
          reason,
        };
        const stream = accessGrantStream(grant);
        await trx
          .insertInto('process_message')
          .values({ stream, command: JSON.stringify(revoke), try_at: null })
          .execute();
      }
      return grants;
    });
    if (revoked === undefined) throw new Problem('not_found', 'Nobody is known by this id.');
    return { status: 200, body: { id, revoked } };
  },
});
