import { z } from 'zod';
import { findPerson } from '../../db/directory.ts';
import { inTransaction } from '../../db/facts.ts';
import { untieLogins } from '../../db/person-login.ts';
import { Problem } from '../problem.ts';
import { actorOf, route } from '../route.ts';
import { text } from '../schemas/text.ts';

export const forgetLogin = route({
  method: 'delete',
  path: '/v1/people/{id}/login',
  operationId: 'forgetLogin',
  summary:
    'Forget which account of the identity provider the person has: the next with their user name is theirs',
  tag: 'People and tokens',
  access: ['administrator'],
  params: z.object({ id: text(200) }),
  responses: { 204: { description: 'Forgotten; whoever was signed in by it is signed out.' } },
  handle: async ({ params: { id }, caller, at, services: { db } }) => {
    const by = actorOf(caller).person;
    const person = await findPerson(db, id);
    const untied =
      person !== undefined && (await inTransaction(db, (trx) => untieLogins(trx, person.id, by, at)));
    if (!untied) throw new Problem('not_found', 'There is no such person, or no account of theirs is known.');
    return { status: 204 };
  },
});
