import { createHash, createPublicKey } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { findSystemByReference } from '../../db/ai-system-name.ts';
import { policyInForce } from '../../db/approval-policy.ts';
import { listAuditPacks } from '../../db/audit-pack.ts';
import type { Database } from '../../db/database.ts';
import { checkpointFiles } from '../../db/kept-checkpoints.ts';
import { packReaders } from '../../domain/audit-pack.ts';
import { type AuditScope, faultOfScope, plainScope } from '../../domain/audit-scope.ts';
import { endOfLocalDate, localDateOf, startOfLocalDate } from '../../domain/working-time.ts';
import { downloadPack } from '../audit-pack-download.ts';
import { auditPackProcess, representPacks } from '../audit-pack-process.ts';
import { commandRoutes } from '../command-route.ts';
import { decodeCursor, pageOf } from '../cursor.ts';
import { eventsRoute } from '../events-route.ts';
import { Problem } from '../problem.ts';
import { recordedProcess } from '../process-answer.ts';
import { readRoute } from '../read-route.ts';
import { actorOf, route } from '../route.ts';
import {
  auditPack,
  auditPackAsking,
  auditPackCancellation,
  auditPackSummary,
  checkpointKey,
} from '../schemas/audit-pack.ts';
import { cursor, instant, limit, requestId } from '../schemas/text.ts';
import { verifierPath } from '../verifier.ts';
import { startRoutes } from '../start-route.ts';

const tag = 'Audit';
const params = z.object({ id: requestId });
const position = z.strictObject({ askedAt: instant, id: z.uuid() });

export const getVerifier = route({
  method: 'get',
  path: '/v1/audit-packs/verifier',
  operationId: 'getAuditPackVerifier',
  summary: 'The verifier of audit packs by itself: a program for Node.js that needs nothing else',
  tag,
  access: 'public',
  responses: { 200: { description: 'verify.mjs', headers: ['Content-Disposition'] } },
  handle: async () => ({
    status: 200,
    text: await readFile(verifierPath, 'utf8'),
    headers: {
      'Content-Type': 'text/javascript; charset=utf-8',
      'Content-Disposition': 'attachment; filename="verify.mjs"',
    },
  }),
});

export const readCheckpointKey = route({
  method: 'get',
  path: '/v1/audit/key',
  operationId: 'readCheckpointKey',
  summary: 'The public key that checkpoints and audit packs are signed with',
  tag,
  access: 'anyone',
  external: true,
  responses: { 200: { description: 'The key.', schema: checkpointKey } },
  handle: async ({ services: { home } }) => {
    const publicKey = await readFile(checkpointFiles(home).publicKey, 'utf8').catch(() => undefined);
    if (publicKey === undefined) throw new Problem('not_found', 'No worker has made a key here.');
    const der = createPublicKey(publicKey).export({ type: 'spki', format: 'der' });
    const fingerprint = createHash('sha256').update(der).digest('hex');
    return { status: 200, body: { algorithm: 'Ed25519', publicKey, fingerprint } };
  },
});

export const listAllAuditPacks = route({
  method: 'get',
  path: '/v1/audit-packs',
  operationId: 'listAuditPacks',
  summary: 'Audit packs, newest first',
  tag,
  access: [...packReaders],
  query: z.strictObject({ cursor, limit }),
  responses: {
    200: {
      description: 'One page; `next` is null on the last.',
      schema: z.object({ items: z.array(auditPackSummary), next: z.string().nullable() }),
    },
  },
  handle: async ({ query, services: { db } }) => {
    const after = query.cursor === undefined ? undefined : decodeCursor(position, query.cursor);
    const found = await listAuditPacks(db, {}, query.limit + 1, after);
    const { page, next } = pageOf(found, query.limit, ({ id, state }) => ({ askedAt: state.askedAt, id }));
    return { status: 200, body: { items: await representPacks(db, page), next } };
  },
});

export const askForAuditPack = startRoutes(auditPackProcess, { tag, shown: auditPack })(
  {
    path: '/v1/audit-packs',
    operationId: 'askForAuditPack',
    summary: 'Have all evidence of a period and a scope made into one file that verifies without us',
    access: [...packReaders],
    body: auditPackAsking,
    done: 'It is being made.',
  },
  async ({ body: { title, from, until, scope }, actor, at, services }) => {
    const period = await periodOf(services.db, { from, until, systems: scope.systems }, at);
    const systems = await systemsNamed(services.db, scope.systems);
    return { type: 'ask', actor, title, scope: plainScope({ from, until, systems }), ...period };
  },
);

export const readAuditPack = readRoute(auditPackProcess, {
  operationId: 'readAuditPack',
  summary: 'Read an audit pack: how far its making has come, what came of it, until when it is kept',
  tag,
  shown: auditPack,
  access: [...packReaders],
});

export const readAuditPackEvents = eventsRoute(auditPackProcess, { operationId: 'readAuditPackEvents', tag });

export const cancelAuditPack = commandRoutes(auditPackProcess, { tag, shown: auditPack })(
  {
    path: '/v1/audit-packs/{id}/cancellation',
    operationId: 'cancelAuditPack',
    summary:
      'Call a pack off, or throw its files away before their time: by whoever asked for it, or who is over all of them',
    params,
    body: auditPackCancellation,
    access: [...packReaders],
  },
  ({ actor }) => ({ type: 'cancel', actor }),
);

export const downloadAuditPack = route({
  method: 'get',
  path: '/v1/audit-packs/{id}/download',
  operationId: 'downloadAuditPack',
  summary: 'The pack as a ZIP, to be verified by the verify.mjs in it',
  tag,
  access: [...packReaders],
  params,
  responses: { 200: { description: 'The ZIP, as it is made.', headers: ['Content-Disposition'] } },
  handle: async ({ params: { id }, caller, at, services }) => {
    const pack = await recordedProcess(services, auditPackProcess, id);
    return downloadPack(services.db, pack, actorOf(caller).person, at);
  },
});

/** The instants of a period. Throws a Problem where the scope cannot be one. */
async function periodOf(db: Database, scope: AuditScope, at: string) {
  const { timeZone } = (await policyInForce(db)).rules.calendar;
  const fault = faultOfScope(scope, localDateOf(at, timeZone));
  if (fault !== undefined)
    throw faultAt(fault.pointer === '/systems' ? '/scope/systems' : fault.pointer, fault.detail);
  const end = endOfLocalDate(scope.until, timeZone);
  return { since: startOfLocalDate(scope.from, timeZone), until: end < at ? end : at };
}

/** The ids of systems by their ids or names. Throws a Problem that names every one that there is not. */
async function systemsNamed(db: Database, references: string[] | 'all'): Promise<string[] | 'all'> {
  if (references === 'all') return 'all';
  const found = await Promise.all(references.map((reference) => findSystemByReference(db, reference)));
  const errors = found.flatMap((system, place) =>
    system === undefined
      ? [{ pointer: `/scope/systems/${place}`, detail: `No AI system is called ${references[place]}.` }]
      : [],
  );
  if (errors.length > 0)
    throw new Problem('invalid', 'Not all of these systems are in the register.', { errors });
  return found.flatMap((system) => system?.id ?? []);
}

function faultAt(pointer: string, detail: string): Problem {
  return new Problem('invalid', detail, { errors: [{ pointer, detail }] });
}
