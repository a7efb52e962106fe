import { type Command, type Decider, type DomainEvent, fold } from '../domain/decider.ts';
import type { Database } from './database.ts';
import { readEvents } from './event-store.ts';

/** A process as the register has it, with the last event that it knows. */
export interface Recorded<State> {
  id: string;
  seq: number;
  state: State;
}

/** The process as it was after event `seq`, so that a repeated command gets the answer that the first one got. */
export async function processAt<State, Cmd extends Command, Event extends DomainEvent>(
  db: Database,
  decider: Decider<State, Cmd, Event>,
  stream: string,
  seq: number,
): Promise<Recorded<State> | undefined> {
  const events = await readEvents<Event>(db, stream, 0, seq);
  const state = fold(decider, undefined, events);
  return state === undefined ? undefined : { id: stream.slice(stream.indexOf('/') + 1), seq, state };
}
