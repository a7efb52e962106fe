import { generateKeyPairSync } from 'node:crypto';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { writeCheckpoint } from '../../db/checkpoint.ts';
import { createTestDatabase, type TestDatabase } from '../test-database.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
  const { privateKey } = generateKeyPairSync('ed25519');
  await writeCheckpoint(database.db, privateKey, '2026-11-23T09:00:00.000Z');
});
afterAll(() => database.drop());

describe.each(['event', 'command_outcome', 'checkpoint'])('%s is append-only', (table) => {
  it.each([
    ['UPDATE', sql`update ${sql.table(table)} set stream = 'x' where false`],
    ['DELETE', sql`delete from ${sql.table(table)} where false`],
    ['TRUNCATE', sql`truncate ${sql.table(table)}`],
    ['TRUNCATE', sql`truncate ${sql.table(table)} cascade`],
  ])('%s is refused, even where it would touch nothing', async (operation, statement) => {
    const update = sql`update ${sql.table(table)} set at = now() where false`;
    const attempt = operation === 'UPDATE' ? update : statement;
    await expect(attempt.execute(database.db)).rejects.toThrow(
      `${table} is append-only: ${operation} refused`,
    );
  });
});
