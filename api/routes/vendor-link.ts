import { z } from 'zod';
import { roles } from '../../domain/identity.ts';
import { longestLinkDays } from '../../domain/vendor-link.ts';
import { recordedProcess } from '../process-answer.ts';
import { actorOf, route } from '../route.ts';
import { email } from '../schemas/person.ts';
import { personName, requestId } from '../schemas/text.ts';
import { inviteVendor, representLinks, takeBackLink, vendorLinks } from '../vendor-link.ts';
import { vendorProcess } from '../vendor-process.ts';

const tag = 'Vendors';
const params = z.object({ id: requestId });

const link = z
  .object({
    id: z.string(),
    assessment: z.number().int(),
    email: z.string(),
    createdBy: personName,
    createdAt: z.iso.datetime(),
    expiresAt: z.iso.datetime(),
    usedAt: z.iso.datetime().nullable(),
    revokedAt: z.iso.datetime().nullable(),
  })
  .meta({ id: 'VendorLink', description: 'A link by which a vendor answers itself, without its secret.' });

const newLink = z
  .strictObject({
    email,
    days: z.number().int().min(1).max(longestLinkDays).optional().meta({
      description: 'How long it holds; without it, until some days after answers are due.',
    }),
  })
  .meta({ id: 'NewVendorLink', example: { email: 'compliance@vendor.example', days: 14 } });

export const createLink = route({
  method: 'post',
  path: '/v1/vendors/{id}/links',
  operationId: 'createVendorLink',
  summary:
    'Mail the vendor a link by which it answers the assessment that waits for answers: for once, for a time, revocable',
  tag,
  access: 'person',
  params,
  body: newLink,
  responses: { 201: { description: 'Made; the mail alone has its secret.', schema: link } },
  handle: async ({ params: { id }, body, caller, at, services }) => {
    const recorded = await recordedProcess(services, vendorProcess, id);
    const made = await inviteVendor(services, recorded, body, { actor: actorOf(caller), at });
    const [representation] = await representLinks(services, [made]);
    return { status: 201, body: representation };
  },
});

export const listLinks = route({
  method: 'get',
  path: '/v1/vendors/{id}/links',
  operationId: 'listVendorLinks',
  summary: 'The links that a vendor was sent, newest first, without their secrets',
  tag,
  access: [...roles],
  params,
  responses: { 200: { description: 'The latest 100.', schema: z.object({ items: z.array(link) }) } },
  handle: async ({ params: { id }, caller, services }) => {
    const recorded = await recordedProcess(services, vendorProcess, id);
    const links = await vendorLinks(services, recorded, actorOf(caller));
    return { status: 200, body: { items: await representLinks(services, links) } };
  },
});

export const revokeLink = route({
  method: 'post',
  path: '/v1/vendors/{id}/links/{link}/revocation',
  operationId: 'revokeVendorLink',
  summary: 'Take a link back; whoever has come in by it is out at once',
  tag,
  access: 'person',
  params: z.object({ id: requestId, link: requestId }),
  responses: { 200: { description: 'Taken back.', schema: link } },
  handle: async ({ params: { id, link: wanted }, caller, at, services }) => {
    const recorded = await recordedProcess(services, vendorProcess, id);
    const revoked = await takeBackLink(services, recorded, wanted, { actor: actorOf(caller), at });
    const [representation] = await representLinks(services, [revoked]);
    return { status: 200, body: representation };
  },
});
