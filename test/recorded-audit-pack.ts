import { randomUUID } from 'node:crypto';
import type { AuditPackEvent } from '../domain/audit-pack.ts';
import type { PersonId } from '../domain/decider.ts';
import type { Database } from '../db/database.ts';
import { record } from '../db/record.ts';

/** A pack of all systems that is on record as asked for, and that no workflow makes. */
export async function recordedAuditPack(db: Database, by: PersonId): Promise<string> {
  const id = randomUUID();
  const at = new Date().toISOString();
  const scope = { from: '2026-01-01', until: '2026-01-31', systems: 'all' as const };
  await addToAuditPack(db, id, 0, {
    type: 'AuditPackAsked',
    at,
    by,
    title: 'Audit of the winter',
    scope,
    since: '2025-12-31T23:00:00.000Z',
    until: at,
  });
  return id;
}

/** Something else happens to it. */
export async function addToAuditPack(
  db: Database,
  id: string,
  expectedSeq: number,
  event: AuditPackEvent,
): Promise<void> {
  const events = [{ event, commandId: null }];
  await record(db, { stream: `audit-pack/${id}`, expectedSeq, events, outcomes: [] });
}
