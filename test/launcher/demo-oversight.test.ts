import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { findPerson } from '../../db/directory.ts';
import { oversightCompetence } from '../../db/oversight-reviewer.ts';
import { completionsOf, isTrained } from '../../db/training.ts';
import { seedDemoOrganisation } from '../../launcher/demo-organisation.ts';
import { seedDemoOversight } from '../../launcher/demo-oversight.ts';
import { createTestDatabase, type TestDatabase } from '../test-database.ts';
import { temporaryFolder } from './temporary-folder.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

it('has somebody who may review, by a quiz that they passed once, however often it is seeded', async () => {
  const home = await temporaryFolder();
  const seed = { databaseUrl: database.url, home };
  await seedDemoOrganisation(seed);
  await seedDemoOversight(seed);
  await seedDemoOversight(seed);
  const reviewer = await findPerson(database.db, 'oversight-reviewer');
  expect(reviewer?.roles).toEqual(['oversight_reviewer']);
  const id = reviewer?.id ?? '';
  expect(await isTrained(database.db, id, oversightCompetence, new Date().toISOString())).toBe(true);
  const completions = await completionsOf(database.db, id);
  expect(completions).toMatchObject([{ source: 'quiz', score: 1 }]);
  const kept = JSON.parse(await readFile(path.join(home, 'demo-tokens.json'), 'utf8')) as object;
  expect(Object.keys(kept)).toEqual(expect.arrayContaining(['requester', 'oversight-reviewer']));
});
