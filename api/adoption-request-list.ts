import { z } from 'zod';
import {
  listAdoptionRequests,
  type RequestFilter,
  type RequestSummary,
} from '../db/adoption-request-list.ts';
import { findPerson, namesOf, type PersonName } from '../db/directory.ts';
import { decodeCursor, pageOf } from './cursor.ts';
import { instant } from './schemas/text.ts';
import type { Services } from './services.ts';

const position = z.object({ submittedAt: instant, id: z.uuid() });

export type NamedSummary = Omit<RequestSummary, 'requester' | 'businessOwner'> & {
  requester: PersonName;
  businessOwner: PersonName;
};

/** Requests, newest first, with the names of people. The filter's requester may be an id or a user name. */
export async function requestPage(
  { db }: Services,
  { cursor, limit, ...filter }: RequestFilter & { cursor?: string | undefined; limit: number },
): Promise<{ items: NamedSummary[]; next: string | null }> {
  const after = cursor === undefined ? undefined : decodeCursor(position, cursor);
  const requester =
    filter.requester === undefined
      ? undefined
      : ((await findPerson(db, filter.requester))?.id ?? filter.requester);
  const items = await listAdoptionRequests(db, { ...filter, requester }, limit + 1, after);
  const { page, next } = pageOf(items, limit, ({ submittedAt, id }) => ({ submittedAt, id }));
  const nameOf = await namesOf(
    db,
    page.flatMap((item) => [item.requester, item.businessOwner]),
  );
  const named = page.map((item) => ({
    ...item,
    requester: nameOf(item.requester),
    businessOwner: nameOf(item.businessOwner),
  }));
  return { items: named, next };
}
