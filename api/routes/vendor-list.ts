import { z } from 'zod';
import { vendorOrders } from '../../db/vendor-list.ts';
import { recordedProcess } from '../process-answer.ts';
import { route } from '../route.ts';
import { vendorFilter } from '../schemas/vendor-filter.ts';
import { vendorSummary, vendorSystem } from '../schemas/vendor.ts';
import { cursor, limit, requestId } from '../schemas/text.ts';
import { vendorPage, vendorSystemPage } from '../vendor-list.ts';
import { vendorProcess } from '../vendor-process.ts';

const tag = 'Vendors';

export const listVendors = route({
  method: 'get',
  path: '/v1/vendors',
  operationId: 'listVendors',
  summary: 'The register of vendors by name, or those that are approved by what lapses next',
  tag,
  access: 'anyone',
  query: z.strictObject({ ...vendorFilter, sort: z.enum(vendorOrders).default('name'), cursor, limit }),
  responses: {
    200: {
      description: 'One page; `next` is null on the last.',
      schema: z.object({ items: z.array(vendorSummary), next: z.string().nullable() }),
    },
  },
  handle: async ({ query, services }) => ({ status: 200, body: await vendorPage(services, query) }),
});

export const listVendorSystems = route({
  method: 'get',
  path: '/v1/vendors/{id}/systems',
  operationId: 'listVendorSystems',
  summary: 'The systems that rest on a vendor, newest request first',
  tag,
  access: 'anyone',
  params: z.object({ id: requestId }),
  query: z.strictObject({ cursor, limit }),
  responses: {
    200: {
      description: 'One page; `next` is null on the last.',
      schema: z.object({ items: z.array(vendorSystem), next: z.string().nullable() }),
    },
  },
  handle: async ({ params: { id }, query, at, services }) => {
    const vendor = await recordedProcess(services, vendorProcess, id);
    return { status: 200, body: await vendorSystemPage(services, vendor, query, at) };
  },
});
