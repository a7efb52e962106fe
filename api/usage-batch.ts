import type { UsageOutcome } from '../db/usage-ingestion.ts';
import type { PersonId } from '../domain/decider.ts';
import { judged, RefusedEvent } from './judged-event.ts';
import { type FieldFault, Problem } from './problem.ts';
import type { Services } from './services.ts';
import { inTurns } from './turn.ts';

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
  given: readonly unknown[],
  source: PersonId,
  at: string,
): Promise<UsageReport> {
  if (usage.isFull)
    throw new Problem('unavailable', 'More is sent than can be put down just now. Try again.');
  const events = await inTurns(given, (event) => judged(event, source));
  const good = events.flatMap((event) => (event instanceof RefusedEvent ? [] : [event]));
  const outcomes = (await usage.putDown(good, at)).values();
  const report: UsageReport = { accepted: 0, duplicate: 0, refused: 0, events: [] };
  for (const [place, event] of events.entries()) {
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
