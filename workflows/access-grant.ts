import { continueAsNew } from '@temporalio/workflow';
import type { AccessGrant, AccessGrantCommand, AccessGrantEvent } from '../domain/access-grant-state.ts';
import { accessGrant as decider } from '../domain/access-grant.ts';
import { operator } from '../domain/identity.ts';
import { accessGrantAttributesOf, accessGrantSignal } from './access-grant-messages.ts';
import { legible } from './legible.ts';
import { type Carried, runProcess } from './process.ts';

export interface AccessGrantInput {
  id: string;
  /** What an earlier run of the same grant handed on. */
  carried?: Carried<AccessGrant, AccessGrantCommand>;
}

/** Access of a stakeholder to documents, from being asked for until its time is over or it is taken back. */
export async function accessGrant({ id, carried }: AccessGrantInput): Promise<void> {
  const unfinished = await runProcess<AccessGrant, AccessGrantCommand, AccessGrantEvent>(
    {
      stream: `access-grant/${id}`,
      decider,
      signals: Object.values(accessGrantSignal),
      whenCancelled: (at, runId) => ({
        type: 'revoke',
        id: `cancel-${runId}`,
        by: operator,
        at,
        actor: { person: operator, roles: ['compliance_manager'], actsFor: [] },
        reason: 'Taken back by an operator in Temporal.',
      }),
      show: (current) => ({
        attributes: accessGrantAttributesOf(current),
        details: `${current.state} · asked ${legible(current.askedAt)} · ${waitingFor(current)}`,
        waitingFor: waitingFor(current),
      }),
    },
    carried ?? { state: undefined, seq: 0, commands: [] },
  );
  if (unfinished !== undefined) await continueAsNew<typeof accessGrant>({ id, carried: unfinished });
}

function waitingFor(current: AccessGrant): string {
  const due = decider.nextDeadline(current);
  return due === undefined ? 'over' : `until ${legible(due)}`;
}
