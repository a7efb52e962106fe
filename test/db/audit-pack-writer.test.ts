import { randomUUID } from 'node:crypto';
import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  beginMaking,
  filesOf,
  linesOf,
  packMarks,
  progressOf,
  readPackFile,
} from '../../db/audit-pack-file.ts';
import { NotMakingError, type PackPart, writeParts } from '../../db/audit-pack-writer.ts';
import { record } from '../../db/record.ts';
import { createTestDatabase, type TestDatabase } from '../test-database.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

const at = '2026-11-26T10:00:00.000Z';
const plan = { at, cut: 0, events: 0, lastCheckpoint: 0 };

/** A pack that is asked for, and whose making has begun. */
async function begun(): Promise<string> {
  const id = randomUUID();
  const scope = { from: '2026-01-01', until: '2026-01-02', systems: 'all' as const };
  const event = { type: 'AuditPackAsked', at, by: 'ann', title: 'A', scope, since: at, until: at };
  await record(database.db, {
    stream: `audit-pack/${id}`,
    expectedSeq: 0,
    events: [{ event, commandId: null }],
    outcomes: [],
  });
  await beginMaking(database.db, { pack: id, systems: 'all' }, () => Promise.resolve(plan));
  return id;
}

/** 300,000 bytes of lines that say where they are. */
const pieceOf = (path: string, number: number) => `${`${path} ${number} `.padEnd(99, '.')}\n`.repeat(3_000);

/** Files of several chunks, and one of nothing: what a part yields depends on its cursor alone. */
const files = (names: string[], pieces: number): PackPart =>
  async function* (cursor) {
    const from = (cursor ?? { file: 0, piece: 0 }) as { file: number; piece: number };
    for (let { file, piece } = from; file < names.length; file += 1, piece = 0) {
      const path = names[file] ?? '';
      for (; piece < pieces; piece += 1) {
        yield { path, content: pieceOf(path, piece), records: 1, cursor: { file, piece: piece + 1 } };
      }
    }
  };
const empty: PackPart = async function* (cursor) {
  if (cursor === undefined) yield { path: 'empty', content: '', cursor: {} };
};
const parts = [files(['a', 'b'], 9), empty, files(['c'], 5)];

const contentOf = (path: string, pieces: number) =>
  Array.from({ length: pieces }, (_, piece) => pieceOf(path, piece)).join('');

async function expectWhole(id: string): Promise<void> {
  const expected: [string, string][] = [
    ['a', contentOf('a', 9)],
    ['b', contentOf('b', 9)],
    ['empty', ''],
    ['c', contentOf('c', 5)],
  ];
  expect(await filesOf(database.db, id, 100)).toEqual(
    expected.map(([path, content], place) => ({
      number: place + 1,
      path,
      size: content.length,
      items: path === 'empty' ? 0 : content.length / 300_000,
      sha256: createHash('sha256').update(content).digest('hex'),
    })),
  );
  for (const [path, content] of expected) expect(await readPackFile(database.db, id, path)).toBe(content);
}

describe('the files of a pack', () => {
  it('are written in chunks, each with its hash', async () => {
    const id = await begun();
    const before = await packMarks(database.db, [id]);
    await writeParts(database.db, id, parts);
    await expectWhole(id);
    expect(await packMarks(database.db, [id])).not.toEqual(before);
    expect(await progressOf(database.db, id)).toMatchObject({
      part: 3,
      records: 23,
      files: 4,
      bytes: 6_900_000,
    });
    let lines = 0;
    for await (const some of linesOf(database.db, id, 'a')) lines += some.length;
    expect(lines).toBe(27_000);
  });

  it('are the same wherever the writing was broken off, and goes on from the last chunk', async () => {
    const id = await begun();
    let written = 0;
    for (let broken = 0; ; broken += 1) {
      let chunks = 0;
      try {
        await writeParts(database.db, id, parts, () => {
          chunks += 1;
          written += 1;
          if (chunks > 1) throw new Error('killed');
        });
        expect(broken).toBeGreaterThan(3);
        break;
      } catch (error) {
        expect((error as Error).message).toBe('killed');
      }
    }
    await expectWhole(id);
    const whole = await begun();
    let chunks = 0;
    await writeParts(database.db, whole, parts, () => (chunks += 1));
    expect(written).toBe(chunks);
  });

  it('are broken off between two chunks without a trace of what was not kept', async () => {
    const id = await begun();
    const failing: PackPart = async function* (cursor) {
      for await (const piece of files(['a', 'b'], 9)(cursor)) {
        if (piece.path === 'b' && (piece.cursor as { piece: number }).piece === 5) throw new Error('killed');
        yield piece;
      }
    };
    await expect(writeParts(database.db, id, [failing, ...parts.slice(1)])).rejects.toThrow('killed');
    await writeParts(database.db, id, parts);
    await expectWhole(id);
  });

  it('have one writer: whoever is overtaken stops', async () => {
    const id = await begun();
    let overtaken = false;
    const overtaking = writeParts(database.db, id, [
      async function* (cursor) {
        for await (const piece of files(['a', 'b'], 9)(cursor)) {
          yield piece;
          if (overtaken || piece.path !== 'b') continue;
          overtaken = true;
          await writeParts(database.db, id, parts);
        }
      },
      ...parts.slice(1),
    ]);
    await expect(overtaking).rejects.toThrow(NotMakingError);
    await expectWhole(id);
  });

  it('are written no further once the pack is called off', async () => {
    const id = await begun();
    const event = { type: 'AuditPackCancelled', at, by: 'ann' };
    const calledOff = writeParts(database.db, id, [
      async function* (cursor) {
        for await (const piece of files(['a', 'b'], 9)(cursor)) {
          yield piece;
          if (piece.path !== 'b') continue;
          await record(database.db, {
            stream: `audit-pack/${id}`,
            expectedSeq: 1,
            events: [{ event, commandId: null }],
            outcomes: [],
          });
        }
      },
    ]);
    await expect(calledOff).rejects.toThrow(NotMakingError);
  });

  it('are settled once', async () => {
    const id = await begun();
    const other = await beginMaking(database.db, { pack: id, systems: 'all' }, () =>
      Promise.resolve({ ...plan, cut: 99 }),
    );
    expect(other).toEqual(plan);
  });
});
