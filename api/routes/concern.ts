import { anonymous } from '../../domain/identity.ts';
import { commandIdOf } from '../command-id.ts';
import { openCase } from '../oversight-opening.ts';
import { actorOf, route } from '../route.ts';
import { pending } from '../schemas/accepted.ts';
import { oversightCase } from '../schemas/oversight-case.ts';
import { concern } from '../schemas/oversight-review.ts';

export const raiseConcern = route({
  method: 'post',
  path: '/v1/concerns',
  operationId: 'raiseConcern',
  summary: 'Say that AI does something that it should not; also without anybody knowing who says so',
  tag: 'Oversight cases',
  access: 'self',
  body: concern,
  headers: ['Idempotency-Key'],
  responses: {
    201: {
      description: 'On its way to a reviewer.',
      schema: oversightCase,
      headers: ['ETag', 'Location'],
    },
    202: pending,
  },
  handle: async ({ body, header, caller, at, path, services }) => {
    const { anonymous: isAnonymous, ...matter } = body;
    const by = isAnonymous ? anonymous : actorOf(caller).person;
    // The command's id is made of who acts: of nobody, where nobody may be found by it.
    const command = commandIdOf(by, `POST ${path}`, header('Idempotency-Key'), body);
    return openCase(services, command, by, at, { kind: 'concern', ...matter });
  },
});
