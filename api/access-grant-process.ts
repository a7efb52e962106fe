import { accessBarredAt, barAccess } from '../db/access-bar.ts';
import { askingOf, findAccessGrant } from '../db/access-grant.ts';
import { namesOf } from '../db/directory.ts';
import { findTrustDocument } from '../db/trust-document.ts';
import type { AccessGrant, AccessGrantCommand } from '../domain/access-grant-state.ts';
import { accessGrant } from '../domain/access-grant.ts';
import { isPerson } from '../domain/identity.ts';
import { accessGrantAttributesOf } from '../workflows/access-grant-messages.ts';
import type { ProcessKind } from './process.ts';

/** How the API carries messages to access grants. */
export const accessGrantProcess: ProcessKind<AccessGrant, AccessGrantCommand> = {
  kind: 'access-grant',
  noun: 'access grant',
  workflowType: 'accessGrant',
  path: '/v1/access-grants',
  decider: accessGrant,
  find: findAccessGrant,
  async represent(db, { id, seq, state }) {
    const { owner, decision, documents, ...rest } = state;
    const people = [owner, ...(decision !== null && isPerson(decision.by) ? [decision.by] : [])];
    const [nameOf, asking, barredAt, found] = await Promise.all([
      namesOf(db, people),
      askingOf(db, id),
      accessBarredAt(db, id),
      Promise.all(documents.map((document) => findTrustDocument(db, document))),
    ]);
    const body = {
      id,
      ...rest,
      barredAt,
      asking: asking ?? null,
      owner: nameOf(owner),
      decision: decision && { ...decision, by: nameOf(decision.by) },
      documents: found.flatMap((document) =>
        document === undefined
          ? []
          : [{ id: document.id, title: document.title, removed: document.removedAt !== null }],
      ),
    };
    return { body, etag: `"${seq}${barredAt === null ? '' : '-barred'}"` };
  },
  attributesOf: accessGrantAttributesOf,
  summaryOf: () => 'Access to documents of the trust center',
  takenAtOnce: (db, id, command) =>
    command.type === 'revoke' ? barAccess(db, id, command) : Promise.resolve(false),
  holdsAlready: async (db, id) =>
    (await accessBarredAt(db, id)) === null
      ? undefined
      : 'Nothing opens any more. It stands on record as taken back as soon as a worker is there.',
  refusalExtensions: (_db, { state, decision }) =>
    Promise.resolve({ state, decidedAt: decision?.at ?? null }),
};
