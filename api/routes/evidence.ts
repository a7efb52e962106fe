import { z } from 'zod';
import {
  addVendorEvidence,
  downloadVendorEvidence,
  representAttachments,
  vendorEvidence,
} from '../evidence.ts';
import { actorOf, route } from '../route.ts';
import { evidence, evidenceHash, upload } from '../schemas/evidence.ts';
import { requestId } from '../schemas/text.ts';

const tag = 'Vendors';
const params = z.object({ id: requestId });

export const addEvidence = route({
  method: 'post',
  path: '/v1/vendors/{id}/evidence',
  operationId: 'addVendorEvidence',
  summary: 'Put a file to a vendor that supports what was said of it',
  tag,
  access: 'person',
  params,
  body: upload,
  bodyType: 'multipart/form-data',
  responses: {
    200: { description: 'The vendor has this content already, as it was first put there.', schema: evidence },
    201: { description: 'Put there.', schema: evidence },
  },
  handle: async ({ params: { id: vendor }, body: { file }, caller, at, services }) => {
    const by = actorOf(caller).person;
    const { attachment, added } = await addVendorEvidence(services, { vendor, file, by, at });
    const [body] = await representAttachments(services, [attachment]);
    return { status: added ? 201 : 200, body };
  },
});

export const listVendorEvidence = route({
  method: 'get',
  path: '/v1/vendors/{id}/evidence',
  operationId: 'listVendorEvidence',
  summary: 'The files of a vendor, in the order in which they came',
  tag,
  access: 'anyone',
  params,
  responses: {
    200: { description: 'The first 1,000 files.', schema: z.object({ items: z.array(evidence) }) },
  },
  handle: async ({ params: { id }, services }) => {
    const items = await representAttachments(services, await vendorEvidence(services, id));
    return { status: 200, body: { items } };
  },
});

export const getVendorEvidence = route({
  method: 'get',
  path: '/v1/vendors/{id}/evidence/{hash}',
  operationId: 'getVendorEvidence',
  summary: 'One file of a vendor, to be saved',
  tag,
  access: 'anyone',
  params: z.object({ id: requestId, hash: evidenceHash }),
  responses: { 200: { description: 'The content, as it came.', headers: ['Content-Disposition'] } },
  handle: ({ params: { id, hash }, services }) => downloadVendorEvidence(services, id, hash),
});
