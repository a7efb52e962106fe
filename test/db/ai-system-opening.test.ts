import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openMissingAiSystems } from '../../db/ai-system-opening.ts';
import { record } from '../../db/record.ts';
import { RequestStory } from '../domain/request-story.ts';
import { createTestDatabase, type TestDatabase } from '../test-database.ts';
import { toldSince } from './recorded-life.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

async function decided(decision: 'approve' | 'reject'): Promise<string> {
  const [id, story] = [randomUUID(), new RequestStory()];
  story.submit();
  if (decision === 'reject') story.signOff('legal', { decision, comment: 'No' });
  else for (const role of ['security', 'legal', 'privacy', 'business_owner'] as const) story.signOff(role);
  await record(database.db, toldSince(id, story));
  return id;
}

it('what was approved before there was a register of AI systems comes into it, once', async () => {
  const { db } = database;
  const approved = await decided('approve');
  await decided('reject');
  await db.deleteFrom('process_message').execute();
  const at = '2026-11-25T09:00:00.000Z';
  expect([await openMissingAiSystems(db, at), await openMissingAiSystems(db, at)]).toEqual([1, 0]);
  const messages = await db.selectFrom('process_message').select(['stream', 'command']).execute();
  expect(messages).toMatchObject([
    { stream: `ai-system/${approved}`, command: { type: 'open', request: approved, by: 'system' } },
  ]);
});
