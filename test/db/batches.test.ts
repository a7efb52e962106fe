import { expect, it } from 'vitest';
import { Batches } from '../../db/batches.ts';

/** Lets a test say when each batch is done. */
function gate() {
  const batches: { items: readonly number[]; end: (error?: Error) => void }[] = [];
  const line = new Batches<number, string>(
    (items) =>
      new Promise((resolve, reject) => {
        const end = (error?: Error) => {
          if (error === undefined) resolve(items.map((item) => `answer ${item}`));
          else reject(error);
        };
        batches.push({ items, end });
      }),
    { largest: 3, lanes: 2 },
  );
  const turn = () => new Promise<void>((resolve) => setImmediate(() => setImmediate(resolve)));
  return { line, batches, turn };
}

it('lets go together what comes in one turn, and the rest when a batch is done', async () => {
  const { line, batches, turn } = gate();
  const first = [1, 2].map((item) => line.add(item));
  await turn();
  const second = line.add(3);
  await turn();
  const late = [4, 5, 6, 7].map((item) => line.add(item));
  await turn();
  expect(batches.map(({ items }) => items)).toEqual([[1, 2], [3]]);
  batches[0]?.end();
  expect(await Promise.all(first)).toEqual(['answer 1', 'answer 2']);
  await turn();
  batches[1]?.end();
  expect(await second).toBe('answer 3');
  await turn();
  expect(batches.map(({ items }) => items)).toEqual([[1, 2], [3], [4, 5, 6], [7]]);
  for (const batch of batches.slice(2)) batch.end();
  expect(await Promise.all(late)).toEqual(['answer 4', 'answer 5', 'answer 6', 'answer 7']);
});

it('tries each by itself where they fail together, so that one keeps nobody else', async () => {
  const { line, batches, turn } = gate();
  const [bad, good] = [1, 2].map((item) => line.add(item).catch((error: unknown) => String(error)));
  await turn();
  const fine = line.add(3);
  await turn();
  batches[0]?.end(new Error('together'));
  batches[1]?.end();
  await turn();
  expect(batches.map(({ items }) => items)).toEqual([[1, 2], [3], [1], [2]]);
  batches[2]?.end(new Error('alone'));
  batches[3]?.end();
  expect(await Promise.all([bad, good, fine])).toEqual(['Error: alone', 'answer 2', 'answer 3']);
});

it('takes as much at a time as its units allow, and says when too much waits', async () => {
  const taken: number[][] = [];
  let end = () => {};
  const ended = new Promise<void>((resolve) => (end = resolve));
  const line = new Batches<number, number>(
    async (items) => {
      taken.push([...items]);
      await ended;
      return items;
    },
    { largest: 10, lanes: 1, sizeOf: (item) => item, mostWaiting: 20 },
  );
  const results = [4, 5, 3, 30, 1].map((item) => line.add(item));
  expect(line.isFull).toBe(true);
  end();
  expect(await Promise.all(results)).toEqual([4, 5, 3, 30, 1]);
  expect(taken).toEqual([[4, 5], [3], [30], [1]]);
  expect(line.isFull).toBe(false);
});
