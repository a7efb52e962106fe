import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { sendNextProcessMessages } from '../../db/process-message.ts';
import type { Command } from '../../domain/decider.ts';
import { createTestDatabase, type TestDatabase } from '../test-database.ts';

const at = '2026-11-23T09:00:00.000Z';
const halfAMinuteLater = '2026-11-23T09:00:30.000Z';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());
beforeEach(async () => {
  await database.db.deleteFrom('process_message').execute();
});

async function putDown(...messages: [stream: string, id: string][]): Promise<void> {
  const rows = messages.map(([stream, id]) => ({
    stream,
    command: JSON.stringify({ type: 'tell', id, by: 'system', at }),
    try_at: null,
  }));
  await database.db.insertInto('process_message').values(rows).execute();
}

function relay(now: string, send: (stream: string, command: Command) => Promise<void>): Promise<number> {
  return sendNextProcessMessages(database.db, now, send, () => undefined);
}

describe('what processes have to say to each other', () => {
  it('comes to each process in the order in which it was put down', async () => {
    await putDown(['risk/a', '1'], ['risk/b', '2'], ['risk/a', '3'], ['risk/a', '4']);
    const told: string[] = [];
    let second = () => {};
    const secondIsTold = new Promise<void>((resolve) => (second = resolve));
    await relay(at, async (stream, { id }) => {
      // Whoever does not wait for the first is told before it.
      if (id === '1') await secondIsTold;
      told.push(`${stream} ${id}`);
      if (id === '2') second();
    });
    expect(told.filter((one) => one.startsWith('risk/a'))).toEqual(['risk/a 1', 'risk/a 3', 'risk/a 4']);
    expect(told).toHaveLength(4);
    expect(await relay(at, () => Promise.resolve())).toBe(0);
  });

  it('waits behind what could not be said to the same process, and holds up no other', async () => {
    await putDown(['risk/a', '1'], ['risk/a', '2'], ['risk/b', '3']);
    const told: string[] = [];
    const send = (_stream: string, { id }: Command) => {
      if (id === '1' && told.length < 2) return Promise.reject(new Error('away'));
      told.push(id);
      return Promise.resolve();
    };
    await relay(at, send);
    await putDown(['risk/a', '4'], ['risk/c', '5']);
    await relay(at, send);
    expect(told).toEqual(['3', '5']);
    await relay(halfAMinuteLater, send);
    expect(told).toEqual(['3', '5', '1', '2', '4']);
  });

  it('is said by one relay at a time', async () => {
    await putDown(['risk/a', '1']);
    const others: number[] = [];
    await relay(at, async () => {
      others.push(await relay(at, () => Promise.reject(new Error('said twice'))));
    });
    expect(others).toEqual([0]);
  });
});
