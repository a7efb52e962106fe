import { afterAll, beforeAll, expect, it } from 'vitest';
import { copyOut } from '../../db/copy-out.ts';
import { createTestDatabase, type TestDatabase } from '../test-database.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

async function texts(query: string, most = Infinity): Promise<(string | null)[]> {
  const found: (string | null)[] = [];
  await copyOut(database.db, query, (row) => found.push(row.text()) < most);
  return found;
}
const numbers = (count: number) => `select n::text from generate_series(1, ${count}) n`;

it('gives every row once, in order, and none where there is none', async () => {
  const all = await texts(numbers(50_000));
  expect(all).toEqual(Array.from({ length: 50_000 }, (_, at) => String(at + 1)));
  expect(await texts(numbers(0))).toEqual([]);
});

it('tells the values of a row apart, whatever they hold', async () => {
  const rows: unknown[] = [];
  await copyOut(
    database.db,
    String.raw`select 'a', null::text, '', E'tab\t\\ “é”\n', '\x00ff'::bytea, null::bytea, 'z'`,
    (row) => {
      rows.push([row.text(), row.text(), row.text(), row.text()]);
      rows.push([row.bytes().toString('hex'), row.bytes().length, row.text()]);
      return true;
    },
  );
  expect(rows).toEqual([
    ['a', null, '', 'tab\t\\ “é”\n'],
    ['00ff', 0, 'z'],
  ]);
});

it('ends when it is told to, or something is thrown, and leaves connections to others', async () => {
  for (let round = 0; round < 30; round++) {
    expect(await texts(numbers(100_000), 3)).toEqual(['1', '2', '3']);
    const thrown = copyOut(database.db, numbers(100_000), () => {
      throw new Error('no row');
    });
    await expect(thrown).rejects.toThrow('no row');
    await expect(texts('select from nowhere')).rejects.toThrow('nowhere');
  }
  expect(await texts(numbers(2))).toEqual(['1', '2']);
});
