import { z } from 'zod';
import { vendorPolicyInForce } from '../../db/vendor-policy.ts';
import { vendorIdOf } from '../../db/vendor.ts';
import { commandIdOf } from '../command-id.ts';
import { commandRoutes } from '../command-route.ts';
import { eventsRoute } from '../events-route.ts';
import { personNamed } from '../prepare-revision.ts';
import { repeatedOutcome, replyTo } from '../process-answer.ts';
import { tellProcess } from '../process.ts';
import { readRoute } from '../read-route.ts';
import { actorOf, route } from '../route.ts';
import { pending } from '../schemas/accepted.ts';
import { requestId } from '../schemas/text.ts';
import { offBoarding, registration, vendor, vendorChange } from '../schemas/vendor.ts';
import { refuseTakenName } from '../vendor-name.ts';
import { vendorProcess } from '../vendor-process.ts';

const tag = 'Vendors';
const params = z.object({ id: requestId });
const answered = { description: 'Done; the vendor as it now stands.', schema: vendor, headers: ['ETag'] };

export const registerVendor = route({
  method: 'post',
  path: '/v1/vendors',
  operationId: 'registerVendor',
  summary: 'Put a vendor into the register; each name is there once',
  tag,
  access: 'person',
  body: registration,
  headers: ['Idempotency-Key'],
  responses: {
    201: { ...answered, description: 'Registered.', headers: ['ETag', 'Location'] },
    202: pending,
  },
  handle: async ({ body, header, caller, at, path, services }) => {
    const { person: by } = actorOf(caller);
    const command = commandIdOf(by, `POST ${path}`, header('Idempotency-Key'), body);
    const repeated = await repeatedOutcome(services, command);
    if (repeated !== undefined) {
      const known = repeated.stream.slice('vendor/'.length);
      return replyTo(services, vendorProcess, known, repeated, 201, command.id);
    }
    const owner = body.owner === undefined ? by : await personNamed(services, body.owner, '/owner');
    const vendorId = await vendorIdOf(services.db, body.name);
    const { version, hash, rules } = await vendorPolicyInForce(services.db);
    const policy = { version, hash, rules };
    const { id, requestHash } = command;
    const details = { ...body, owner };
    const outcome = await tellProcess(services, vendorProcess, vendorId, {
      type: 'register',
      id,
      requestHash,
      by,
      at,
      details,
      policy,
    });
    return replyTo(services, vendorProcess, vendorId, outcome, 201, id);
  },
});

export const readVendor = readRoute(vendorProcess, {
  operationId: 'readVendor',
  summary: 'Read a vendor: where it stands, its last review, and the assessment in progress',
  tag,
  shown: vendor,
});

const command = commandRoutes(vendorProcess, { tag, shown: vendor });

export const changeVendor = command(
  {
    method: 'patch',
    path: '/v1/vendors/{id}',
    operationId: 'changeVendor',
    summary: 'Change what is said of a vendor, as its owner or a compliance manager',
    params,
    body: vendorChange,
    ifMatch: 'optional',
  },
  async ({ params: { id }, body, actor, process: { state }, services }) => {
    const { owner, name, ...said } = body;
    if (name !== undefined) await refuseTakenName(services, id, name);
    const given = Object.entries({ ...said, name }).filter(([, value]) => value !== undefined);
    const details = {
      ...state.details,
      ...Object.fromEntries(given),
      ...(owner === undefined ? {} : { owner: await personNamed(services, owner, '/owner') }),
    };
    return { type: 'change', actor, details, replaces: state.details };
  },
);

export const offBoardVendor = command(
  {
    path: '/v1/vendors/{id}/off-boarding',
    operationId: 'offBoardVendor',
    summary: 'End the relation to a vendor, for good',
    params,
    body: offBoarding,
  },
  ({ body, actor }) => ({ type: 'offBoard', actor, ...body }),
);

export const readVendorEvents = eventsRoute(vendorProcess, { operationId: 'readVendorEvents', tag });
