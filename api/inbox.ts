import { z } from 'zod';
import { namesOf, type PersonName } from '../db/directory.ts';
import { type InboxFilter, type InboxItem, readInbox, rolesHandedOn } from '../db/inbox.ts';
import { listSigned, type Signed } from '../db/signed.ts';
import { listTasks, type WaitingTask } from '../db/task-list.ts';
import type { Instant } from '../domain/decider.ts';
import { type Actor, signOffRoles } from '../domain/identity.ts';
import { decodeCursor, pageOf } from './cursor.ts';
import { instant } from './schemas/text.ts';
import type { Services } from './services.ts';

const waitingPosition = z.object({ dueAt: instant, id: z.uuid(), role: z.enum(signOffRoles) });
const taskPosition = z.object({ dueAt: instant, stream: z.string(), key: z.string() });
const donePosition = z.object({ signedAt: instant, id: z.uuid() });

interface PageAsked {
  cursor?: string | undefined;
  limit: number;
}

export type NamedInboxItem = Omit<InboxItem, 'requester' | 'actsFor'> & {
  requester: PersonName;
  actsFor: PersonName | null;
};

/** What waits for the actor, soonest due first, with the names of people. */
export async function waitingPage(
  { db }: Services,
  actor: Actor,
  at: Instant,
  asked: PageAsked & InboxFilter,
): Promise<{ items: NamedInboxItem[]; next: string | null }> {
  const after = asked.cursor === undefined ? undefined : decodeCursor(waitingPosition, asked.cursor);
  const handedOn = await rolesHandedOn(db, actor.person, at);
  const items = await readInbox(db, actor, handedOn, asked.limit + 1, after, asked);
  const { page, next } = pageOf(items, asked.limit, ({ dueAt, id, role }) => ({ dueAt, id, role }));
  const nameOf = await namesOf(
    db,
    page.flatMap(({ requester, actsFor }) => (actsFor === null ? [requester] : [requester, actsFor])),
  );
  const named = page.map((item) => ({
    ...item,
    requester: nameOf(item.requester),
    actsFor: item.actsFor === null ? null : nameOf(item.actsFor),
  }));
  return { items: named, next };
}

/** What else waits for the actor: risks to treat or accept, actions to do. */
export async function taskPage(
  { db }: Services,
  actor: Actor,
  asked: PageAsked,
): Promise<{ items: WaitingTask[]; next: string | null }> {
  const after = asked.cursor === undefined ? undefined : decodeCursor(taskPosition, asked.cursor);
  const items = await listTasks(db, actor, asked.limit + 1, after);
  const { page, next } = pageOf(items, asked.limit, ({ dueAt, stream, key }) => ({ dueAt, stream, key }));
  return { items: page, next };
}

export type NamedSigned = Omit<Signed, 'requester'> & { requester: PersonName };

/** What the actor has signed, or what was signed in their name, latest first. */
export async function donePage(
  { db }: Services,
  actor: Actor,
  asked: PageAsked,
): Promise<{ items: NamedSigned[]; next: string | null }> {
  const after = asked.cursor === undefined ? undefined : decodeCursor(donePosition, asked.cursor);
  const items = await listSigned(db, actor.person, asked.limit + 1, after);
  const { page, next } = pageOf(items, asked.limit, ({ signedAt, id }) => ({ signedAt, id }));
  const nameOf = await namesOf(
    db,
    page.map(({ requester }) => requester),
  );
  return { items: page.map((item) => ({ ...item, requester: nameOf(item.requester) })), next };
}
