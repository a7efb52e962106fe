import { z } from 'zod';
import {
  addWebhookEndpoint,
  changeWebhookEndpoint,
  findWebhookEndpoint,
  listWebhookEndpoints,
  replayWebhooks,
  rotateWebhookSecret,
} from '../../db/webhook-endpoint.ts';
import { publicEventTypes } from '../../domain/notification-kind.ts';
import { deliveryPageOf } from '../delivery-list.ts';
import { Problem } from '../problem.ts';
import { actorOf, route } from '../route.ts';
import { deliveryPage } from '../schemas/delivery.ts';
import { endpointChange, newEndpoint, requireHttps } from '../schemas/notification.ts';
import { cursor, instant, limit, text } from '../schemas/text.ts';
import type { Services } from '../services.ts';

const tag = 'Webhooks';
const params = z.object({ id: text(100) });

const endpoint = z
  .object({
    id: z.string(),
    url: z.string(),
    eventTypes: z.array(z.enum(publicEventTypes)),
    enabled: z.boolean(),
    disabledReason: z.string().nullable(),
    previousUntil: z.iso.datetime().nullable(),
    createdAt: z.iso.datetime(),
  })
  .meta({ id: 'WebhookEndpoint' });

const withSecret = z.object({ ...endpoint.shape, secret: z.string() });
const onceOnly = { 'Cache-Control': 'no-store' };

export const listEndpoints = route({
  method: 'get',
  path: '/v1/webhook-endpoints',
  operationId: 'listWebhookEndpoints',
  summary: 'Where programs are told of what happens, without their secrets',
  tag,
  access: ['administrator'],
  responses: { 200: { description: 'All of them.', schema: z.object({ items: z.array(endpoint) }) } },
  handle: async ({ services: { db } }) => ({ status: 200, body: { items: await listWebhookEndpoints(db) } }),
});

export const addEndpoint = route({
  method: 'post',
  path: '/v1/webhook-endpoints',
  operationId: 'addWebhookEndpoint',
  summary:
    'Tell a program of what happens, signed by Standard Webhooks; the secret is shown in this answer and never again',
  tag,
  access: ['administrator'],
  body: newEndpoint,
  responses: { 201: { description: 'Added and enabled.', schema: withSecret } },
  handle: async ({ body, caller, at, services }) => {
    requireHttps(services, body.url, '/url');
    const { id, secret } = await addWebhookEndpoint(services.db, body, actorOf(caller).person, at);
    return { status: 201, body: { ...(await known(services, id)), secret }, headers: onceOnly };
  },
});

export const changeEndpoint = route({
  method: 'patch',
  path: '/v1/webhook-endpoints/{id}',
  operationId: 'changeWebhookEndpoint',
  summary: 'Change where an endpoint is, what it is told of, or whether it is told at all',
  tag,
  access: ['administrator'],
  params,
  body: endpointChange,
  responses: { 200: { description: 'Changed.', schema: endpoint } },
  handle: async ({ params: { id }, body, caller, at, services }) => {
    const before = await known(services, id);
    const changed = {
      url: body.url ?? before.url,
      eventTypes: body.eventTypes ?? before.eventTypes,
      enabled: body.enabled ?? before.enabled,
    };
    requireHttps(services, changed.url, '/url');
    await changeWebhookEndpoint(services.db, id, changed, actorOf(caller).person, at);
    return { status: 200, body: await known(services, id) };
  },
});

export const rotateSecret = route({
  method: 'post',
  path: '/v1/webhook-endpoints/{id}/rotation',
  operationId: 'rotateWebhookSecret',
  summary: 'Give an endpoint a new secret, shown once; the old one signs too for `overlapHours`',
  tag,
  access: ['administrator'],
  params,
  body: z
    .strictObject({ overlapHours: z.number().min(0).max(720).default(24) })
    .meta({ id: 'WebhookRotation', example: { overlapHours: 24 } }),
  responses: { 200: { description: 'Rotated.', schema: withSecret } },
  handle: async ({ params: { id }, body, caller, at, services }) => {
    await known(services, id);
    const until = new Date(Date.parse(at) + body.overlapHours * 3_600_000).toISOString();
    const secret = await rotateWebhookSecret(services.db, id, until, actorOf(caller).person, at);
    return { status: 200, body: { ...(await known(services, id)), secret }, headers: onceOnly };
  },
});

export const replayToEndpoint = route({
  method: 'post',
  path: '/v1/webhook-endpoints/{id}/replay',
  operationId: 'replayWebhooks',
  summary: 'Tell an endpoint once more of everything since an instant, under the same `webhook-id`s',
  tag,
  access: ['administrator'],
  params,
  body: z
    .strictObject({ since: instant })
    .meta({ id: 'WebhookReplay', example: { since: '2099-01-01T00:00:00Z' } }),
  responses: {
    200: { description: 'So many are on their way.', schema: z.object({ deliveries: z.number().int() }) },
  },
  handle: async ({ params: { id }, body, caller, at, services }) => {
    const found = await known(services, id);
    if (!found.enabled) throw new Problem('closed', 'This endpoint is disabled: enable it first.');
    const deliveries = await replayWebhooks(services.db, found, body.since, actorOf(caller).person, at);
    return { status: 200, body: { deliveries } };
  },
});

export const listEndpointDeliveries = route({
  method: 'get',
  path: '/v1/webhook-endpoints/{id}/deliveries',
  operationId: 'listWebhookDeliveries',
  summary: 'What an endpoint was told, newest first, and what became of it',
  tag,
  access: ['administrator'],
  params,
  query: z.strictObject({ cursor, limit }),
  responses: { 200: { description: 'One page; `next` is null on the last.', schema: deliveryPage } },
  handle: async ({ params: { id }, query, services }) => {
    await known(services, id);
    return { status: 200, body: await deliveryPageOf(services, { endpoint: id }, query) };
  },
});

async function known({ db }: Services, id: string) {
  const found = await findWebhookEndpoint(db, id);
  if (found === undefined) throw new Problem('not_found', 'There is no such endpoint.');
  return found;
}
