import { z } from 'zod';
import {
  type AiSystemFilter,
  type AiSystemOrder,
  type AiSystemSummary,
  listAiSystems,
  type RankedAiSystem,
} from '../db/ai-system.ts';
import { findPerson, namesOf, type PersonName } from '../db/directory.ts';
import { decodeCursor, pageOf } from './cursor.ts';
import { instant } from './schemas/text.ts';
import type { Services } from './services.ts';

const byName = z.strictObject({ nameKey: z.string().max(400), id: z.uuid() });
const byReview = z.strictObject({ nextReviewAt: instant, id: z.uuid() });

export type NamedAiSystem = Omit<AiSystemSummary, 'owner'> & { owner: PersonName };

export interface AiSystemsAsked extends AiSystemFilter {
  sort: AiSystemOrder;
  cursor?: string | undefined;
  limit: number;
}

/** AI systems with the names of their owners. The filter's owner may be an id or a user name. */
export async function aiSystemPage(
  { db }: Services,
  { cursor, limit, sort, ...filter }: AiSystemsAsked,
): Promise<{ items: NamedAiSystem[]; next: string | null }> {
  const after = cursor === undefined ? undefined : decodeCursor(sort === 'name' ? byName : byReview, cursor);
  const owner =
    filter.owner === undefined ? undefined : ((await findPerson(db, filter.owner))?.id ?? filter.owner);
  const found = await listAiSystems(db, { ...filter, owner }, sort, limit + 1, after);
  const { page, next } = pageOf(found, limit, ({ nameKey, nextReviewAt, id }) =>
    sort === 'name' ? { nameKey, id } : { nextReviewAt, id },
  );
  const nameOf = await namesOf(
    db,
    page.map((system) => system.owner),
  );
  const items = page.map((ranked) => ({ ...shown(ranked), owner: nameOf(ranked.owner) }));
  return { items, next };
}

/** Without the key of its order, which is for cursors. */
function shown(ranked: RankedAiSystem): AiSystemSummary {
  const system: AiSystemSummary & { nameKey?: string } = { ...ranked };
  delete system.nameKey;
  return system;
}
