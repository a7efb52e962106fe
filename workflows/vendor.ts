import { continueAsNew } from '@temporalio/workflow';
import { operator } from '../domain/identity.ts';
import type { Vendor, VendorCommand, VendorEvent } from '../domain/vendor-state.ts';
import { nextDeadline, waitingFor } from '../domain/vendor-time.ts';
import { vendor as decider } from '../domain/vendor.ts';
import { legible, waitingUntil } from './legible.ts';
import { type Carried, runProcess } from './process.ts';
import { vendorAttributesOf, vendorSignal, waitedFor } from './vendor-messages.ts';

export interface VendorInput {
  id: string;
  /** What an earlier run of the same vendor handed on. */
  carried?: Carried<Vendor, VendorCommand>;
}

/** A vendor, from its registration through one assessment after the other until it is off-boarded. */
export async function vendor({ id, carried }: VendorInput): Promise<void> {
  const unfinished = await runProcess<Vendor, VendorCommand, VendorEvent>(
    {
      stream: `vendor/${id}`,
      decider,
      signals: Object.values(vendorSignal),
      whenCancelled: (at, runId) => ({
        type: 'offBoard',
        id: `cancel-${runId}`,
        by: operator,
        at,
        actor: { person: operator, roles: ['compliance_manager'], actsFor: [] },
        reason: 'Closed by an operator in Temporal.',
      }),
      show: (state) => ({
        attributes: vendorAttributesOf(state),
        details: detailsOf(state),
        waitingFor: waitingLine(state),
      }),
    },
    carried ?? { state: undefined, seq: 0, commands: [] },
  );
  if (unfinished !== undefined) await continueAsNew<typeof vendor>({ id, carried: unfinished });
}

/** Short, because the Temporal UI shows the first lines: whom the assessment waits for, then where the vendor stands. */
function detailsOf(state: Vendor): string {
  const { assessment, review, certificates, details } = state;
  const ends = certificates.map(({ expiresAt }) => expiresAt).sort();
  return [
    ...(assessment?.phase === 'answering'
      ? [`Assessment ${assessment.number}: answers are due ${legible(assessment.answerDueAt)}`]
      : []),
    ...waitingFor(state).map(
      ({ role, dueAt, escalatedAt }) =>
        `Waiting for **${role}** until ${legible(dueAt)}${escalatedAt === null ? '' : ' (escalated)'}`,
    ),
    ...(review === null ? [] : [`${review.outcome} until ${legible(review.validUntil)}`]),
    ...(ends[0] === undefined ? [] : [`The next certificate ends ${legible(ends[0])}`]),
    `${state.state} · ${details.criticality}`,
  ].join('\n\n');
}

function waitingLine(state: Vendor): string {
  return waitingUntil(waitedFor(state).join(', ') || state.state, nextDeadline(state));
}
