import { z } from 'zod';
import { vendorPolicyInForce } from '../../db/vendor-policy.ts';
import { vendorIdOf } from '../../db/vendor.ts';
import type { VendorCommand } from '../../domain/vendor-state.ts';
import { commandIdOf } from '../command-id.ts';
import { revisionSeen } from '../conditional.ts';
import { eventsRoute } from '../events-route.ts';
import { personNamed } from '../prepare-revision.ts';
import { Problem } from '../problem.ts';
import { answerOnce, recordedProcess, repeatedOutcome, replyTo } from '../process-answer.ts';
import { tellProcess } from '../process.ts';
import { readRoute } from '../read-route.ts';
import { actorOf, route } from '../route.ts';
import { accepted } from '../schemas/adoption-request.ts';
import { requestId } from '../schemas/text.ts';
import { offBoarding, registration, vendor, vendorChange } from '../schemas/vendor.ts';
import { refuseTakenName } from '../vendor-name.ts';
import { vendorProcess } from '../vendor-process.ts';

const tag = 'Vendors';
const params = z.object({ id: requestId });
const answered = { description: 'Done; the vendor as it now stands.', schema: vendor, headers: ['ETag'] };
const pending = {
  description: 'Accepted; no worker has answered yet.',
  schema: accepted,
  headers: ['Location'],
};

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

export const changeVendor = route({
  method: 'patch',
  path: '/v1/vendors/{id}',
  operationId: 'changeVendor',
  summary: 'Change what is said of a vendor, as its owner or a compliance manager',
  tag,
  access: 'person',
  params,
  body: vendorChange,
  headers: ['If-Match', 'Idempotency-Key'],
  responses: { 200: answered, 202: pending },
  handle: async ({ params: { id }, body, header, caller, at, path, services }) => {
    const actor = actorOf(caller);
    const ifMatch = header('If-Match');
    const seen = ifMatch === undefined ? undefined : revisionSeen(ifMatch);
    const command = commandIdOf(actor.person, `PATCH ${path}`, header('Idempotency-Key'), { seen, body });
    return answerOnce(services, vendorProcess, id, command, async (identity): Promise<VendorCommand> => {
      const { state, seq } = await recordedProcess(services, vendorProcess, id);
      if (seen !== undefined && seen !== seq) {
        throw new Problem('stale_revision', 'The vendor has changed since you saw it.');
      }
      const { owner, name, ...said } = body;
      if (name !== undefined) await refuseTakenName(services, id, name);
      const given = Object.entries({ ...said, name }).filter(([, value]) => value !== undefined);
      const details = {
        ...state.details,
        ...Object.fromEntries(given),
        ...(owner === undefined ? {} : { owner: await personNamed(services, owner, '/owner') }),
      };
      const replaces = state.details;
      return { ...identity, type: 'change', by: actor.person, at, actor, details, replaces };
    });
  },
});

export const offBoardVendor = route({
  method: 'post',
  path: '/v1/vendors/{id}/off-boarding',
  operationId: 'offBoardVendor',
  summary: 'End the relation to a vendor, for good',
  tag,
  access: 'person',
  params,
  body: offBoarding,
  headers: ['Idempotency-Key'],
  responses: { 200: answered, 202: pending },
  handle: async ({ params: { id }, body, header, caller, at, path, services }) => {
    const actor = actorOf(caller);
    const command = commandIdOf(actor.person, `POST ${path}`, header('Idempotency-Key'), body);
    return answerOnce(services, vendorProcess, id, command, (identity) =>
      Promise.resolve({ ...identity, type: 'offBoard', by: actor.person, at, actor, ...body }),
    );
  },
});

export const readVendorEvents = eventsRoute(vendorProcess, { operationId: 'readVendorEvents', tag });
