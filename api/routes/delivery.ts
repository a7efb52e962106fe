import { z } from 'zod';
import { findDelivery, retryDelivery } from '../../db/delivery-list.ts';
import { deliveryStates } from '../../db/tables/notification.ts';
import { deliveryPageOf } from '../delivery-list.ts';
import { Problem } from '../problem.ts';
import { route } from '../route.ts';
import { delivery, deliveryPage } from '../schemas/delivery.ts';
import { cursor, limit } from '../schemas/text.ts';

const tag = 'Notifications';

export const listAllDeliveries = route({
  method: 'get',
  path: '/v1/deliveries',
  operationId: 'listDeliveries',
  summary: 'What became of messages, newest first; `state=failed` is what needs a hand',
  tag,
  access: ['administrator'],
  query: z.strictObject({ state: z.enum(deliveryStates).optional(), cursor, limit }),
  responses: { 200: { description: 'One page; `next` is null on the last.', schema: deliveryPage } },
  handle: async ({ query, services }) => ({
    status: 200,
    body: await deliveryPageOf(services, { state: query.state }, query),
  }),
});

export const retryOneDelivery = route({
  method: 'post',
  path: '/v1/deliveries/{id}/retry',
  operationId: 'retryDelivery',
  summary: 'Try a failed delivery again, once what was in its way is mended',
  tag,
  access: ['administrator'],
  params: z.object({ id: z.uuid().toLowerCase() }),
  responses: { 202: { description: 'It is on its way again.', schema: delivery } },
  handle: async ({ params: { id }, services: { db } }) => {
    const retried = await retryDelivery(db, id);
    const found = await findDelivery(db, id);
    if (found === undefined) throw new Problem('not_found', 'There is no such delivery.');
    if (!retried) {
      throw new Problem(
        'closed',
        'Only a delivery that has failed, and is meant for somebody, is tried again.',
      );
    }
    return { status: 202, body: found };
  },
});
