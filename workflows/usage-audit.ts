import { continueAsNew, proxyActivities } from '@temporalio/workflow';
import type { GatherUsageActivities } from '../activities/gather-usage.ts';
import { operator, system } from '../domain/identity.ts';
import type { UsageAudit, UsageAuditCommand, UsageAuditEvent } from '../domain/usage-audit-state.ts';
import { isOver, nextDeadline } from '../domain/usage-audit-time.ts';
import { usageAudit as decider } from '../domain/usage-audit.ts';
import { legible, waitingUntil } from './legible.ts';
import { type Carried, runProcess } from './process.ts';
import { usageAuditAttributesOf, usageAuditSignal, waitedFor } from './usage-audit-messages.ts';

// Millions of uses take their time, and a firing opens an audit of every system at once: they are read one by one.
const { gatherUsage } = proxyActivities<GatherUsageActivities>({
  startToCloseTimeout: '1 hour',
  retry: { initialInterval: '1 second', maximumInterval: '1 minute' },
  summary: 'Gather what is known of the use',
});

export interface UsageAuditInput {
  id: string;
  /** The opening; absent where a duty opens it, or it is taken up again from the register. */
  open?: UsageAuditCommand;
  /** What an earlier run of the same audit handed on. */
  carried?: Carried<UsageAudit, UsageAuditCommand>;
}

/** A usage audit, from its opening over its figures, its auditor and their findings until it is signed. */
export async function usageAudit({ id, open, carried }: UsageAuditInput): Promise<void> {
  const unfinished = await runProcess<UsageAudit, UsageAuditCommand, UsageAuditEvent>(
    {
      stream: `usage-audit/${id}`,
      decider,
      signals: Object.values(usageAuditSignal),
      errand: {
        isDue: ({ state }) => state === 'gathering',
        run: async () => {
          const gathered = await gatherUsage(id);
          const at = new Date().toISOString();
          return { type: 'gather', id: `usage-audit/${id}/figures`, by: system, at, ...gathered };
        },
      },
      whenCancelled: (at, runId) => ({
        type: 'callOff',
        id: `cancel-${runId}`,
        by: operator,
        at,
        actor: { person: operator, roles: ['compliance_manager'], actsFor: [] },
        reason: 'Called off by an operator in Temporal.',
      }),
      show: (state) => ({
        attributes: usageAuditAttributesOf(state),
        details: detailsOf(state),
        waitingFor: waitingLine(state),
      }),
    },
    carried ?? { state: undefined, seq: 0, commands: open === undefined ? [] : [open] },
  );
  if (unfinished !== undefined) await continueAsNew<typeof usageAudit>({ id, carried: unfinished });
}

/** Short, because the Temporal UI shows the first lines: whom it waits for, then where it stands. */
function detailsOf(audit: UsageAudit): string {
  const { state, tier, reason, openedAt, until, dueAt, escalatedAt } = audit;
  const late = escalatedAt === null ? '' : ' (escalated)';
  return [
    ...(isOver(audit)
      ? []
      : [`Waiting for **${waitedFor(audit).join(', ')}** until ${legible(dueAt)}${late}`]),
    `${state.replace('_', ' ')} · ${tier} risk · use until ${legible(until)}`,
    `opened ${legible(openedAt)} (${reason.replaceAll('_', ' ')})`,
  ].join('\n\n');
}

function waitingLine(audit: UsageAudit): string {
  return waitingUntil(waitedFor(audit).join(', ') || audit.state, nextDeadline(audit));
}
