import { adoptionRequest } from '../../domain/adoption-request.ts';
import type {
  AdoptionRequest,
  AdoptionRequestCommand,
  AdoptionRequestEvent,
} from '../../domain/adoption-request-state.ts';
import { settle } from '../../domain/decider.ts';
import { streamOf } from '../../db/adoption-request.ts';
import type { RecordRequest } from '../../db/record.ts';
import type { RequestStory } from '../domain/request-story.ts';

/** What a workflow would put on record for these commands, after what `from` knows. */
export function recordOf(
  id: string,
  commands: AdoptionRequestCommand[],
  from: { state: AdoptionRequest | undefined; seq: number } = { state: undefined, seq: 0 },
): RecordRequest {
  const { events, outcomes } = settle(adoptionRequest, from, commands, commands.at(-1)?.at ?? '');
  return { stream: streamOf(id), expectedSeq: from.seq, events, outcomes };
}

/** A told story's events from `after` on, ready to be recorded without outcomes. */
export function toldSince(id: string, story: RequestStory, after = 0): RecordRequest {
  return { stream: streamOf(id), expectedSeq: after, events: story.told.slice(after), outcomes: [] };
}

/** The same events with somebody else's hand in one of them. */
export function forged(
  request: RecordRequest,
  change: Partial<Extract<AdoptionRequestEvent, { type: 'SignedOff' }>>,
): RecordRequest {
  const events = request.events.map((caused) =>
    caused.event.type === 'SignedOff' ? { ...caused, event: { ...caused.event, ...change } } : caused,
  );
  return { ...request, events };
}
