import type { AuditPackCommand } from '../domain/audit-pack.ts';
import { daysAfter } from '../domain/days.ts';
import type { Instant, PersonId } from '../domain/decider.ts';
import { localDateOf } from '../domain/working-time.ts';
import { policyInForce } from './approval-policy.ts';
import type { Consequence } from './consequence.ts';
import type { DatabaseTransaction } from './database.ts';
import { membersInTurn } from './notification-turn.ts';
import { uuidOf } from './uuid.ts';

/** The stream that internal audits follow from. */
export const internalAuditSubject = 'duty/internal-audit';

/** Days for an internal audit; its reminders come so many days before. */
const auditDays = 30;
const remindDaysBefore = [14, 3];

const text =
  'Audit how AI is managed here, or have it audited by somebody who is not audited by it: the audit pack of the year before is being made. Say what was found, and set an action for each finding.';

/**
 * An internal audit (ISO/IEC 42001, 9.2) is an action of the compliance manager whose turn it is, who may hand it over, and the
 * audit pack of the year that ends at `until`. Where nobody holds the role, the pack is made all the same.
 */
export async function openInternalAudit(
  trx: DatabaseTransaction,
  { stream, by, at, until }: { stream: string; by: PersonId; at: Instant; until: Instant },
): Promise<Consequence[]> {
  const [owner] = await membersInTurn(trx, 'compliance_manager', 1, at);
  const { timeZone } = (await policyInForce(trx)).rules.calendar;
  const pack = { stream: `audit-pack/${uuidOf([stream])}`, command: packOfTheYear(until, by, timeZone) };
  if (owner === undefined) return [pack];
  const dueAt = daysAfter(at, auditDays);
  const remindAt = remindDaysBefore.map((days) => daysAfter(dueAt, -days));
  const asked = { subject: internalAuditSubject, text, owner, dueAt, remindAt, escalateTo: 'management' };
  return [{ stream, command: { type: 'open', by, ...asked } }, pack];
}

function packOfTheYear(
  until: Instant,
  by: PersonId,
  timeZone: string,
): Omit<Extract<AuditPackCommand, { type: 'ask' }>, 'id' | 'at'> {
  const since = daysAfter(until, -365);
  const [from, last] = [localDateOf(since, timeZone), localDateOf(until, timeZone)];
  return {
    type: 'ask',
    by,
    actor: { person: by, roles: ['compliance_manager'], actsFor: [] },
    title: `Internal audit, ${from} to ${last}`,
    scope: { from, until: last, systems: 'all' },
    since,
    until,
  };
}
