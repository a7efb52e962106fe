import type { z } from 'zod';
import type { UsageOutcome } from '../db/usage-ingestion.ts';
import type { PersonId } from '../domain/decider.ts';
import type { UsageEvent } from '../domain/usage-event.ts';
import { type FieldFault, Problem } from './problem.ts';
import { type judgedEvent, type newUsageEvent, RefusedEvent } from './schemas/usage.ts';
import type { Services } from './services.ts';

interface ReportedEvent {
  id: string | null;
  outcome: UsageOutcome['outcome'];
  errors?: FieldFault[];
}

export interface UsageReport {
  accepted: number;
  duplicate: number;
  refused: number;
  events: ReportedEvent[];
}

/** Puts down what can be taken, and says of each event what became of it. Throws a Problem where too much is waiting. */
export async function takeUsage(
  { usage }: Services,
  judged: readonly z.output<typeof judgedEvent>[],
  source: PersonId,
  at: string,
): Promise<UsageReport> {
  if (usage.isFull)
    throw new Problem('unavailable', 'More is sent than can be put down just now. Try again.');
  const good = judged.flatMap((event) =>
    event instanceof RefusedEvent ? [] : [usageEventOf(event, source)],
  );
  const outcomes = (await usage.putDown(good, at)).values();
  const report: UsageReport = { accepted: 0, duplicate: 0, refused: 0, events: [] };
  for (const [place, event] of judged.entries()) {
    const reported =
      event instanceof RefusedEvent
        ? refusal(event.id, place, event.errors)
        : told(event.id, place, outcomes.next().value);
    report[reported.outcome] += 1;
    report.events.push(reported);
  }
  return report;
}

function told(id: string, place: number, became: UsageOutcome | undefined): ReportedEvent {
  if (became === undefined) throw new Error('nobody has said what became of an event');
  return became.outcome === 'refused' ? refusal(id, place, [became]) : { id, outcome: became.outcome };
}

function refusal(id: string | null, place: number, errors: readonly FieldFault[]): ReportedEvent {
  const inBody = errors.map(({ pointer, detail }) => ({ pointer: `/events/${place}${pointer}`, detail }));
  return { id, outcome: 'refused', errors: inBody };
}

function usageEventOf(
  {
    person,
    purpose,
    dataClass,
    tokens,
    cost,
    promptHash,
    outputHash,
    ...event
  }: z.output<typeof newUsageEvent>,
  source: PersonId,
): UsageEvent {
  return {
    ...event,
    source,
    person: person ?? null,
    purpose: purpose ?? null,
    dataClass: dataClass ?? null,
    tokens: tokens ?? null,
    cost: cost ?? null,
    promptHash: promptHash ?? null,
    outputHash: outputHash ?? null,
  };
}
