import type { z } from 'zod';
import { Problem } from './problem.ts';

/** Where a page ended, opaque to clients. */
export function encodeCursor(position: object): string {
  return Buffer.from(JSON.stringify(position)).toString('base64url');
}

/** Throws a Problem for anything that no page of ours has ended with. */
export function decodeCursor<Schema extends z.ZodType>(schema: Schema, cursor: string): z.output<Schema> {
  try {
    return schema.parse(JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8')));
  } catch {
    throw new Problem('invalid', 'This cursor was not given out here.', {
      errors: [{ pointer: 'cursor', detail: 'Take the `next` of a page as it is.' }],
    });
  }
}

/** The items of one page and the cursor of the next, from a read of one item more than asked for. */
export function pageOf<Item>(
  items: Item[],
  limit: number,
  positionOf: (item: Item) => object,
): { page: Item[]; next: string | null } {
  const page = items.slice(0, limit);
  const last = page.at(-1);
  return { page, next: items.length > limit && last !== undefined ? encodeCursor(positionOf(last)) : null };
}
