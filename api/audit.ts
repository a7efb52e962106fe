import { z } from 'zod';
import { type EventFilter, type FoundEvent, searchEvents } from '../db/audit.ts';
import { findPerson, namesOf, type PersonName } from '../db/directory.ts';
import { decodeCursor, pageOf } from './cursor.ts';
import { instant } from './schemas/text.ts';
import type { Services } from './services.ts';

const position = z.object({ at: instant, position: z.int().min(1) });

export type NamedEvent = Omit<FoundEvent, 'actor'> & { actor: PersonName };

/** Events of the register, newest first, with the names of who acted. The filter's actor may be an id or a user name. */
export async function eventPage(
  { db }: Services,
  { cursor, limit, ...filter }: EventFilter & { cursor?: string | undefined; limit: number },
): Promise<{ items: NamedEvent[]; next: string | null }> {
  const after = cursor === undefined ? undefined : decodeCursor(position, cursor);
  const actor =
    filter.actor === undefined ? undefined : ((await findPerson(db, filter.actor))?.id ?? filter.actor);
  const items = await searchEvents(db, { ...filter, actor }, limit + 1, after);
  const { page, next } = pageOf(items, limit, (event) => ({ at: event.at, position: event.position }));
  const nameOf = await namesOf(
    db,
    page.map((event) => event.actor),
  );
  return { items: page.map((event) => ({ ...event, actor: nameOf(event.actor) })), next };
}
