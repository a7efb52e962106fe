import { continueAsNew } from '@temporalio/workflow';
import {
  type AuditEngagement,
  auditEngagement as decider,
  type AuditEngagementCommand,
  type AuditEngagementEvent,
} from '../domain/audit-engagement.ts';
import { operator } from '../domain/identity.ts';
import { auditEngagementAttributesOf, auditEngagementSignal } from './audit-engagement-messages.ts';
import { type Carried, runProcess } from './process.ts';

export interface AuditEngagementInput {
  id: string;
  /** The opening; absent where it is taken up again from the register. */
  open?: AuditEngagementCommand;
  /** What an earlier run of the same engagement handed on. */
  carried?: Carried<AuditEngagement, AuditEngagementCommand>;
}

/** An audit by people from outside, from its opening until its last day is over or somebody closes it. */
export async function auditEngagement({ id, open, carried }: AuditEngagementInput): Promise<void> {
  const unfinished = await runProcess<AuditEngagement, AuditEngagementCommand, AuditEngagementEvent>(
    {
      stream: `audit-engagement/${id}`,
      decider,
      signals: Object.values(auditEngagementSignal),
      whenCancelled: (at, runId) => ({
        type: 'close',
        id: `cancel-${runId}`,
        by: operator,
        at,
        actor: { person: operator, roles: ['compliance_manager'], actsFor: [] },
        reason: 'Closed by an operator in Temporal.',
      }),
      show: (current) => ({
        attributes: auditEngagementAttributesOf(current),
        details: `${current.state} · ${current.auditors.length} auditors · until the end of ${current.endsOn}`,
        waitingFor: `until the end of ${current.endsOn}`,
      }),
    },
    carried ?? { state: undefined, seq: 0, commands: open === undefined ? [] : [open] },
  );
  if (unfinished !== undefined) await continueAsNew<typeof auditEngagement>({ id, carried: unfinished });
}
