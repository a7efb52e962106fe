import type { AdoptionRequestEvent } from '../domain/adoption-request-state.ts';
import type { CausedEvent, Command, DomainEvent, Instant } from '../domain/decider.ts';
import { system } from '../domain/identity.ts';
import type { VendorEvent } from '../domain/vendor-state.ts';
import { consequencesOfAdoptionRequest } from './adoption-request-consequence.ts';
import type { Consequence } from './consequence.ts';
import type { Database, DatabaseTransaction } from './database.ts';
import { inTransaction } from './facts.ts';
import { consequencesOfVendor } from './vendor-consequence.ts';

type Consequences = (trx: DatabaseTransaction, id: string, event: DomainEvent) => Promise<Consequence[]>;

/** What follows from the events of a stream for other processes, by the stream's first word. */
const consequences: Record<string, Consequences> = {
  'adoption-request': (trx, id, event) =>
    consequencesOfAdoptionRequest(trx, id, event as AdoptionRequestEvent),
  vendor: (trx, id, event) => consequencesOfVendor(trx, id, event as VendorEvent),
};

/**
 * Puts down what other processes must be told of these events, in their transaction: neither is ever without the other.
 * A message's command id is made of where its event stands, so however often it is sent, it is one command.
 */
export async function sendProcessMessages(
  trx: DatabaseTransaction,
  stream: string,
  seqBefore: number,
  events: readonly CausedEvent<DomainEvent>[],
): Promise<void> {
  const [kind = '', id = ''] = stream.split('/');
  const follow = consequences[kind];
  if (follow === undefined) return;
  for (const [index, { event }] of events.entries()) {
    const following = await follow(trx, id, event);
    if (following.length === 0) continue;
    const rows = following.map(({ stream: to, command }, place) => ({
      stream: to,
      command: JSON.stringify({
        by: system,
        at: event.at,
        ...command,
        id: `${stream}/${seqBefore + index + 1}/${place}`,
      }),
      try_at: null,
    }));
    await trx.insertInto('process_message').values(rows).execute();
  }
}

/** At most so many are sent in one transaction. */
const batchSize = 50;

/**
 * Hands the oldest messages that nobody else is at to `send`, and forgets those that were sent; one that failed lets
 * others go first for half a minute. Returns how many were taken.
 */
export async function sendNextProcessMessages(
  db: Database,
  at: Instant,
  send: (stream: string, command: Command) => Promise<void>,
  failed: (error: unknown, stream: string) => void,
): Promise<number> {
  return inTransaction(db, async (trx) => {
    const messages = await trx
      .selectFrom('process_message')
      .selectAll()
      .where((eb) => eb.or([eb('try_at', 'is', null), eb('try_at', '<=', at)]))
      .orderBy('id')
      .limit(batchSize)
      .forUpdate()
      .skipLocked()
      .execute();
    const sent: number[] = [];
    const later: number[] = [];
    await Promise.all(
      messages.map(async ({ id, stream, command }) => {
        try {
          await send(stream, command);
          sent.push(id);
        } catch (error) {
          failed(error, stream);
          later.push(id);
        }
      }),
    );
    if (sent.length > 0) await trx.deleteFrom('process_message').where('id', 'in', sent).execute();
    if (later.length > 0) {
      const tryAt = new Date(Date.parse(at) + 30_000).toISOString();
      await trx.updateTable('process_message').set({ try_at: tryAt }).where('id', 'in', later).execute();
    }
    return messages.length;
  });
}
