import type { z } from 'zod';
import type { PersonId } from '../domain/decider.ts';
import type { UsageEvent } from '../domain/usage-event.ts';
import { faultsOf } from './parse.ts';
import type { FieldFault } from './problem.ts';
import { newUsageEvent } from './schemas/usage.ts';

/** An event that cannot be taken; the others can. */
export class RefusedEvent {
  readonly id: string | null;
  /** Pointers into the event. */
  readonly errors: FieldFault[];

  constructor(given: unknown, issues: readonly z.core.$ZodIssue[]) {
    const id = typeof given === 'object' && given !== null && 'id' in given ? given.id : null;
    this.id = typeof id === 'string' ? id.slice(0, 200) : null;
    this.errors = issues.flatMap(faultsOf).map(explained);
  }
}

/** What a source has sent as one event: one that can be put down, or why it cannot. */
export function judged(given: unknown, source: PersonId): UsageEvent | RefusedEvent {
  const { success, data, error } = newUsageEvent.safeParse(given);
  return success ? usageEventOf(data, source) : new RefusedEvent(given, error.issues);
}

/** What sources like to send along. It is never taken: what was said to a tool is no business of this register. */
const contents =
  /^(prompt|prompts|input|inputs|output|outputs|completion|response|answer|message|messages|content|text)$/i;

function explained({ pointer, detail }: FieldFault): FieldFault {
  if (!contents.test(pointer.slice(1)) || detail !== 'There is no such field.') return { pointer, detail };
  return {
    pointer,
    detail: 'What was said is never taken here; at most its hash, as promptHash or outputHash.',
  };
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
