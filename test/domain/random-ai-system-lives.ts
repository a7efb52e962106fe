import fc from 'fast-check';
import type { AiSystem, AiSystemCommand, AiSystemEvent } from '../../domain/ai-system-state.ts';
import { aiSystem } from '../../domain/ai-system.ts';
import { type CausedEvent, settle } from '../../domain/decider.ts';
import {
  actor,
  answer,
  ask,
  carla,
  declare,
  decommission,
  goLive,
  olga,
  on,
  resume,
  review,
  sign,
  stateOf,
  suspend,
  use,
} from './ai-system-beginning.ts';

/** Something that is said to a system, so many days after what was said before. */
export const anything = fc.record({
  gap: fc.integer({ min: 0, max: 60 }),
  what: fc.oneof(
    { weight: 2, arbitrary: fc.constantFrom('goLive', 'suspend', 'review') },
    { weight: 4, arbitrary: fc.constantFrom('resume', 'review') },
    { weight: 2, arbitrary: fc.constantFrom('declare', 'amend', 'remove') },
    { weight: 6, arbitrary: fc.constantFrom('security', 'business_owner', 'both', 'reject') },
    { weight: 3, arbitrary: fc.constantFrom('ask', 'admit', 'decline') },
    { weight: 1, arbitrary: fc.constantFrom('decommission', 'nothing') },
  ),
});

type What = (typeof anything extends fc.Arbitrary<infer Value> ? Value : never)['what'];

function commandOf(what: What, index: number, days: number, { changes, joinings }: AiSystem): object {
  const change = changes[0]?.number ?? 1;
  const joining = joinings[0]?.number ?? 1;
  switch (what) {
    case 'goLive':
      return goLive;
    case 'suspend':
      return suspend;
    case 'resume':
      return resume;
    case 'review':
      return review(days);
    case 'declare':
      return declare(days);
    case 'amend':
      return {
        type: 'amend',
        by: 'system',
        ...use,
        request: `request-${index + 2}`,
        review: review(days).next,
      };
    case 'security':
    case 'business_owner':
      return sign(what, { change });
    case 'both':
      return sign('business_owner', { change, actor: actor('olga', 'security', 'business_owner') });
    case 'reject':
      return sign('security', { change, decision: 'reject', comment: 'No.' });
    case 'ask':
      return ask(`person-${index % 3}`, days);
    case 'admit':
    case 'decline':
      return answer(joining, what === 'admit');
    case 'remove':
      return {
        type: 'removeUser',
        by: 'carla',
        actor: carla,
        person: `person-${index % 3}`,
        reason: 'Moved.',
      };
    case 'decommission':
      return decommission;
    default:
      return { type: 'handOver', by: 'olga', actor: olga, owner: 'olga' };
  }
}

export interface Moment {
  before: AiSystem;
  after: AiSystem;
  events: AiSystemEvent[];
  /** The same, as they are recorded. */
  caused: CausedEvent<AiSystemEvent>[];
  now: string;
}

/** Lives through the steps after `beginning`; `observe` sees the system before and after each. */
export function liveThrough(
  beginning: AiSystemEvent[],
  steps: readonly { gap: number; what: What }[],
  observe: (moment: Moment) => void,
): void {
  let standing: { state: AiSystem; seq: number } = { state: stateOf(beginning), seq: beginning.length };
  let days = 1;
  for (const [index, { gap, what }] of steps.entries()) {
    days += gap;
    const before = standing.state;
    const said = { id: `c${index}`, by: 'x', at: on(days), ...commandOf(what, index, days, before) };
    const { state, seq, events } = settle(aiSystem, standing, [said as unknown as AiSystemCommand], on(days));
    if (state === undefined) throw new Error('a system never vanishes');
    standing = { state, seq };
    observe({
      before,
      after: state,
      events: events.map(({ event }) => event),
      caused: events,
      now: on(days),
    });
  }
}

export const lives = fc.array(anything, { maxLength: 60 });
