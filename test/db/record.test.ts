import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findAdoptionRequest, streamOf } from '../../db/adoption-request.ts';
import { readEvents } from '../../db/event-store.ts';
import { record, RegisterBehindError, type RecordRequest } from '../../db/record.ts';
import type { Outcome } from '../../domain/decider.ts';
import { RequestStory } from '../domain/request-story.ts';
import { createTestDatabase, type TestDatabase } from '../test-database.ts';
import { forged, toldSince } from './recorded-life.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

const outcome = (commandId: string, seq: number): Outcome => ({
  commandId,
  operation: 'signOff',
  by: 'sasha',
  at: '2026-11-23T09:00:00.000Z',
  requestHash: null,
  seq,
  status: 'accepted',
});

async function countOf(table: 'event' | 'command_outcome' | 'sign_off_signatory'): Promise<number> {
  const rows = await database.db
    .selectFrom(table)
    .select(({ fn }) => fn.countAll().as('count'))
    .execute();
  return Number(rows[0]?.count);
}

function submitted(): { id: string; story: RequestStory; request: RecordRequest } {
  const [id, story] = [randomUUID(), new RequestStory()];
  story.submit();
  return { id, story, request: { ...toldSince(id, story), outcomes: [outcome(randomUUID(), 1)] } };
}

describe('record', () => {
  it('puts events, outcomes and the read model there together', async () => {
    const { id, request } = submitted();
    expect(await record(database.db, request)).toEqual({ status: 'recorded' });
    expect(await findAdoptionRequest(database.db, id)).toMatchObject({ seq: 1 });
  });

  it('writes nothing a second time, and tells what is there and which commands are answered', async () => {
    const { request } = submitted();
    await record(database.db, request);
    const before = await countOf('event');
    expect(await record(database.db, request)).toEqual({
      status: 'superseded',
      events: request.events.map(({ event }) => event),
      answered: request.outcomes.map(({ commandId }) => commandId),
    });
    expect(await countOf('event')).toBe(before);
  });

  it('writes nothing of a batch that holds a command answered before', async () => {
    const { id, story, request } = submitted();
    await record(database.db, request);
    story.signOff('security');
    const [answered = ''] = request.outcomes.map(({ commandId }) => commandId);
    const batch = { ...toldSince(id, story, 1), outcomes: [outcome('fresh', 2), outcome(answered, 2)] };
    expect(await record(database.db, batch)).toEqual({
      status: 'superseded',
      events: [],
      answered: [answered],
    });
    expect(await readEvents(database.db, streamOf(id))).toHaveLength(1);
    const fresh = database.db.selectFrom('command_outcome').where('command_id', '=', 'fresh');
    expect(await fresh.selectAll().execute()).toEqual([]);
  });

  it('lets one of many writers at the same place win, and shows the others what it wrote', async () => {
    const { id, story, request } = submitted();
    await record(database.db, request);
    story.signOff('security');
    const rivals = Array.from({ length: 8 }, (_, index) => ({
      ...forged(toldSince(id, story, 1), { by: `member-${index}` }),
      outcomes: [outcome(randomUUID(), 2)],
    }));
    const results = await Promise.all(rivals.map((rival) => record(database.db, rival)));
    expect(results.filter(({ status }) => status === 'recorded')).toHaveLength(1);
    const [, signed] = await readEvents(database.db, streamOf(id));
    for (const result of results) {
      if (result.status === 'superseded') expect(result).toMatchObject({ events: [signed], answered: [] });
    }
  });

  it('says that the register is behind rather than leave a gap', async () => {
    const { id, story } = submitted();
    await expect(record(database.db, { ...toldSince(id, story), expectedSeq: 5 })).rejects.toThrow(
      RegisterBehindError,
    );
  });
});

describe('segregation of duties in the database', () => {
  async function attempt(change: Parameters<typeof forged>[1]): Promise<unknown> {
    const { id, story, request } = submitted();
    await record(database.db, request);
    story.signOff('legal');
    await record(database.db, toldSince(id, story, 1));
    story.signOff('security');
    const counts = [await countOf('event'), await countOf('command_outcome')];
    const breach = { ...forged(toldSince(id, story, 2), change), outcomes: [outcome(randomUUID(), 3)] };
    const failure = await record(database.db, breach).catch((error: unknown) => error);
    expect([await countOf('event'), await countOf('command_outcome')]).toEqual(counts);
    return failure;
  }

  it.each([
    ['nobody signs their own request', { by: 'robin' }, 'nobody_signs_their_own_request'],
    [
      'nor does their delegate',
      { by: 'dana', capacity: { kind: 'delegate', of: 'robin', delegation: 'd' } },
      'nobody_signs_their_own_request',
    ],
    ['nobody fills two roles', { by: 'lee' }, 'sign_off_signatory_pkey'],
    [
      'nor through a delegate',
      { by: 'dana', capacity: { kind: 'delegate', of: 'lee', delegation: 'd' } },
      'sign_off_signatory_pkey',
    ],
  ] as const)('%s, whatever a program says; all of it is rolled back', async (_, change, constraint) => {
    expect(await attempt(change)).toMatchObject({ constraint });
  });
});
