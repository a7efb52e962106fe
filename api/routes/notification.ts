import { z } from 'zod';
import { choiceOf, choose } from '../../db/notification-choice.ts';
import { listRoleAddresses, roleAddressOf, setRoleAddress } from '../../db/role-address.ts';
import { roles } from '../../domain/identity.ts';
import { actorOf, route } from '../route.ts';
import { notificationChoice, requireHttps, roleAddress } from '../schemas/notification.ts';

const tag = 'Notifications';
const role = z.enum(roles);
const addressed = z.object({ role, ...roleAddress.shape }).meta({ id: 'AddressedRole' });

export const readMyNotifications = route({
  method: 'get',
  path: '/v1/me/notifications',
  operationId: 'readNotificationChoice',
  summary: 'How I am told of things; the defaults where I have chosen nothing',
  tag,
  access: 'person',
  responses: { 200: { description: 'My choice.', schema: notificationChoice } },
  handle: async ({ caller, services: { db } }) => ({
    status: 200,
    body: await choiceOf(db, actorOf(caller).person),
  }),
});

export const chooseMyNotifications = route({
  method: 'put',
  path: '/v1/me/notifications',
  operationId: 'chooseNotifications',
  summary: 'Choose how I am told of things: by mail, by Slack, or not at all',
  tag,
  access: 'person',
  body: notificationChoice,
  responses: { 200: { description: 'Chosen.', schema: notificationChoice } },
  handle: async ({ body, caller, services }) => {
    requireHttps(services, body.slackUrl, '/slackUrl');
    await choose(services.db, actorOf(caller).person, body);
    return { status: 200, body };
  },
});

export const listAllRoleAddresses = route({
  method: 'get',
  path: '/v1/role-addresses',
  operationId: 'listRoleAddresses',
  summary: 'Roles that are reached as a whole; the members of all others are asked in turn',
  tag,
  access: ['administrator'],
  responses: {
    200: { description: 'Roles with an address.', schema: z.object({ items: z.array(addressed) }) },
  },
  handle: async ({ services: { db } }) => ({ status: 200, body: { items: await listRoleAddresses(db) } }),
});

export const readRoleAddress = route({
  method: 'get',
  path: '/v1/role-addresses/{role}',
  operationId: 'readRoleAddress',
  summary: 'Where a role is reached as a whole',
  tag,
  access: ['administrator'],
  params: z.object({ role }),
  responses: { 200: { description: 'Its address; null where it has none.', schema: addressed } },
  handle: async ({ params, services: { db } }) => ({
    status: 200,
    body: await roleAddressOf(db, params.role),
  }),
});

export const changeRoleAddress = route({
  method: 'put',
  path: '/v1/role-addresses/{role}',
  operationId: 'setRoleAddress',
  summary: 'Say where a role is reached as a whole; with neither, its members are asked in turn',
  tag,
  access: ['administrator'],
  params: z.object({ role }),
  body: roleAddress,
  responses: { 200: { description: 'Set.', schema: addressed } },
  handle: async ({ params, body, caller, at, services }) => {
    requireHttps(services, body.slackUrl, '/slackUrl');
    const address = { role: params.role, ...body };
    await setRoleAddress(services.db, address, actorOf(caller).person, at);
    return { status: 200, body: address };
  },
});
