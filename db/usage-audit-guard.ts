import { sql } from 'kysely';
import type { PersonId, Refusal } from '../domain/decider.ts';
import type { UsageAuditEvent } from '../domain/usage-audit-state.ts';
import { aiSystemStream } from './ai-system.ts';
import type { DatabaseTransaction } from './database.ts';
import { lockStream } from './facts.ts';
import { findUsageAudit } from './usage-audit.ts';

/** Nobody audits a system that has come to be theirs meanwhile; and nobody who has left, or who only reads here. */
export async function usageAuditGuard(
  trx: DatabaseTransaction,
  id: string,
  event: UsageAuditEvent,
): Promise<Refusal | undefined> {
  const auditor = auditorIn(event);
  if (auditor === undefined) return undefined;
  const fault = (await ownershipFault(trx, id, auditor)) ?? (await presenceFault(trx, auditor));
  if (fault === undefined) return undefined;
  return auditor === event.by ? fault : { ...fault, pointer: '/to' };
}

/** The system changes no hands while it is looked at. */
export async function lockForAudit(
  trx: DatabaseTransaction,
  id: string,
  events: readonly UsageAuditEvent[],
): Promise<void> {
  if (!events.some((event) => auditorIn(event) !== undefined)) return;
  const found = await findUsageAudit(trx, id);
  if (found !== undefined) await lockStream(trx, aiSystemStream(found.state.system));
}

/** Whoever audits by the event, or is to. */
function auditorIn(event: UsageAuditEvent): PersonId | undefined {
  switch (event.type) {
    case 'UsageAuditAssigned':
      return event.auditor;
    case 'UsageAuditSigned':
      return event.by;
    default:
      return undefined;
  }
}

async function ownershipFault(
  trx: DatabaseTransaction,
  id: string,
  auditor: PersonId,
): Promise<Refusal | undefined> {
  const { rows } = await sql`
    select from usage_audit a join ai_system s on s.id = a.system_id
    where a.id = ${id} and s.owner_id = ${auditor}`.execute(trx);
  if (rows.length === 0) return undefined;
  return { code: 'segregation_of_duties', detail: 'Nobody audits a system that they own.' };
}

async function presenceFault(trx: DatabaseTransaction, auditor: PersonId): Promise<Refusal | undefined> {
  const { rows } = await sql`
    select from person p join person_role r on r.person_id = p.id
    where p.id = ${auditor} and p.active and r.role <> 'auditor' limit 1`.execute(trx);
  if (rows.length > 0) return undefined;
  const detail = 'They cannot audit: they have left, or hold no role that writes here.';
  return { code: 'guard_failed', detail };
}
