import { randomUUID } from 'node:crypto';
import type { Database } from '../db/database.ts';
import { readEvents } from '../db/event-store.ts';
import { record } from '../db/record.ts';
import { findUsageAudit } from '../db/usage-audit.ts';
import { settle } from '../domain/decider.ts';
import type { UsageAudit, UsageAuditCommand, UsageAuditEvent } from '../domain/usage-audit-state.ts';
import { usageAudit } from '../domain/usage-audit.ts';
import { opening, type Said } from './domain/usage-audit-beginning.ts';

/** Puts on record what is said to an audit, as its workflow would; returns what became of each command. */
export async function sayToAudit(db: Database, id: string, at: string, ...said: Said[]): Promise<string[]> {
  const found = await findUsageAudit(db, id);
  const from = { state: found?.state, seq: found?.seq ?? 0 };
  const commands = said.map((one) => {
    const acting = one.actor as { person: string } | undefined;
    return { id: randomUUID(), by: acting?.person ?? 'system', at, ...one } as unknown as UsageAuditCommand;
  });
  const { events, outcomes } = settle(usageAudit, from, commands, at);
  const result = await record(db, { stream: `usage-audit/${id}`, expectedSeq: from.seq, events, outcomes });
  if (result.status === 'guarded') return [result.refusal.code];
  return outcomes.map((outcome) => (outcome.status === 'refused' ? outcome.refusal.code : outcome.status));
}

/** An audit of a system's use until then, just opened; returns its id. */
export async function openedAudit(db: Database, system: string, until: string): Promise<string> {
  const id = randomUUID();
  await sayToAudit(db, id, until, { ...opening, system, until, round: null });
  return id;
}

export async function auditOnRecord(db: Database, id: string): Promise<UsageAudit> {
  const found = await findUsageAudit(db, id);
  if (found === undefined) throw new Error(`there is no usage audit ${id}`);
  return found.state;
}

export function auditEvents(db: Database, id: string): Promise<UsageAuditEvent[]> {
  return readEvents<UsageAuditEvent>(db, `usage-audit/${id}`);
}
