import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import type { PersonId } from '../domain/decider.ts';
import type { IdentityEvent } from '../domain/identity.ts';
import type { DatabaseTransaction } from './database.ts';
import { genesisHash, linksBehind, type StreamHead } from './event-store.ts';
import { lockStream } from './facts.ts';
import { alignAudiences } from './identity-audience.ts';
import { projectIdentity } from './identity-projection.ts';
import { keepExternalApart } from './identity-segregation.ts';
import { streamOf } from './identity.ts';

/** Rows of one statement: PostgreSQL takes 65,535 parameters. */
const batchSize = 1_000;

/** PostgreSQL keeps every lock in a table of a few thousand places. Beyond this, unique (stream, seq) alone has to do. */
const mostLocks = 1_000;

/** Records facts of many people at once, as `recordIdentity` does of one, within `changeDirectory`. */
export async function recordIdentities(
  trx: DatabaseTransaction,
  eventsOf: ReadonlyMap<PersonId, readonly IdentityEvent[]>,
): Promise<void> {
  const people = [...eventsOf.keys()].sort();
  if (people.length <= mostLocks) for (const person of people) await lockStream(trx, streamOf(person));
  const commandId = randomUUID();
  for (const some of inBatches(people)) {
    const heads = await headsOf(trx, some.map(streamOf));
    const links = some.flatMap((person) => {
      const caused = (eventsOf.get(person) ?? []).map((event) => ({ event, commandId }));
      const stream = streamOf(person);
      return linksBehind(stream, heads.get(stream) ?? { seq: 0, hash: genesisHash }, caused);
    });
    for (const batch of inBatches(links)) await trx.insertInto('event').values(batch).execute();
  }
  const events = people.flatMap((person) => eventsOf.get(person) ?? []);
  await projectIdentity(trx, events);
  await keepExternalApart(trx, events);
  await alignAudiences(trx, events);
}

async function headsOf(
  trx: DatabaseTransaction,
  streams: readonly string[],
): Promise<Map<string, StreamHead>> {
  const { rows } = await sql<StreamHead & { stream: string }>`
    select wanted.stream, last.seq, last.hash
    from unnest(${streams}::text[]) as wanted (stream)
    cross join lateral (
      select seq, hash from event where event.stream = wanted.stream order by seq desc limit 1
    ) last`.execute(trx);
  return new Map(rows.map(({ stream, ...head }) => [stream, head]));
}

export function inBatches<Item>(items: readonly Item[]): Item[][] {
  const batches: Item[][] = [];
  for (let from = 0; from < items.length; from += batchSize) {
    batches.push(items.slice(from, from + batchSize));
  }
  return batches;
}
