import { continueAsNew } from '@temporalio/workflow';
import { adoptionRequest as decider } from '../domain/adoption-request.ts';
import type {
  AdoptionRequest,
  AdoptionRequestCommand,
  AdoptionRequestEvent,
} from '../domain/adoption-request-state.ts';
import { waitingFor } from '../domain/adoption-request-time.ts';
import { operator } from '../domain/identity.ts';
import { commandSignal, searchAttributesOf } from './adoption-request-messages.ts';
import { legible } from './legible.ts';
import { type Carried, runProcess } from './process.ts';

export interface AdoptionRequestInput {
  id: string;
  /** The submission; absent when a process is taken up again from the register. */
  submit?: AdoptionRequestCommand;
  /** What an earlier run of the same request handed on. */
  carried?: Carried<AdoptionRequest, AdoptionRequestCommand>;
}

/** An AI adoption request, from submission through sign-offs, reminders, escalation and expiry to its decision. */
export async function adoptionRequest({ id, submit, carried }: AdoptionRequestInput): Promise<void> {
  const unfinished = await runProcess<AdoptionRequest, AdoptionRequestCommand, AdoptionRequestEvent>(
    {
      stream: `adoption-request/${id}`,
      decider,
      signals: Object.values(commandSignal),
      whenCancelled: (at, runId) => ({
        type: 'withdraw',
        id: `cancel-${runId}`,
        by: operator,
        at,
        reason: 'Closed by an operator in Temporal.',
      }),
      show: (request) => ({
        attributes: searchAttributesOf(request),
        details: detailsOf(request),
        waitingFor: waitingLine(request),
      }),
    },
    carried ?? { state: undefined, seq: 0, commands: submit === undefined ? [] : [submit] },
  );
  if (unfinished !== undefined) await continueAsNew<typeof adoptionRequest>({ id, carried: unfinished });
}

/** Short, because the Temporal UI shows the first lines: who is waited for until when, then what has been signed. */
function detailsOf(request: AdoptionRequest): string {
  const waiting = waitingFor(request).map(
    ({ role, dueAt, escalatedAt, escalateTo }) =>
      `**${role}** until ${legible(dueAt)}${escalatedAt === null ? '' : ` (escalated to ${escalateTo})`}`,
  );
  const signed = request.signOffs.flatMap(({ role, made }) =>
    made === null ? [] : [`${role}: ${made.decision} (revision ${made.revision})`],
  );
  const standing = `${request.state} · tier ${request.tier} · revision ${request.revision}`;
  return [
    ...(waiting.length > 0 ? [`Waiting for ${waiting.join(', ')}`] : []),
    ...(signed.length > 0 ? [`Signed: ${signed.join(', ')}`] : []),
    `${standing} · expires ${legible(request.expiresAt)}`,
  ].join('\n\n');
}

function waitingLine(request: AdoptionRequest): string {
  const [next] = waitingFor(request);
  return next === undefined
    ? `until ${legible(request.expiresAt)}`
    : `${next.role} due ${legible(next.dueAt)}`;
}
