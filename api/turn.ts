let last = Promise.resolve();

/**
 * Waits for everybody who asked before, and for all that wants to be done meanwhile. Work that comes in large pieces asks
 * for a turn before each: however much of it comes at once, it holds up nobody for longer than one piece takes.
 */
export function turn(): Promise<void> {
  last = last.then(() => new Promise((resolve) => setImmediate(resolve)));
  return last;
}

const piece = 500;

/** Does the work for each of many items, some at each turn. */
export async function inTurns<Item, Result>(
  items: readonly Item[],
  work: (item: Item) => Result,
): Promise<Result[]> {
  const results: Result[] = [];
  for (let from = 0; from < items.length; from += piece) {
    await turn();
    for (const item of items.slice(from, from + piece)) results.push(work(item));
  }
  return results;
}
