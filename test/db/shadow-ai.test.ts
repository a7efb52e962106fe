import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { inTransaction } from '../../db/facts.ts';
import { addPerson } from '../../db/identity.ts';
import { nameKey } from '../../db/name-key.ts';
import { record } from '../../db/record.ts';
import { rebuildReadModels } from '../../db/rebuild.ts';
import { openMissingShadowAi } from '../../db/shadow-ai-opening.ts';
import { findShadowAi, shadowAiIdOf, sightingsOf } from '../../db/shadow-ai.ts';
import { ingestUsage } from '../../db/usage-ingestion.ts';
import { settle } from '../../domain/decider.ts';
import { shadowAi, type ShadowAiCommand } from '../../domain/shadow-ai.ts';
import type { UsageEvent } from '../../domain/usage-event.ts';
import { systemInUse } from '../system-in-use.ts';
import { createTestDatabase, type TestDatabase } from '../test-database.ts';
import { minutesAfter, useOf } from '../usage-story.ts';

const at = '2026-11-25T10:00:30.000Z';
const day = 1_440;

let database: TestDatabase;
let managers: string[];
beforeAll(async () => {
  database = await createTestDatabase();
  managers = [];
  for (const userName of ['mia', 'max']) {
    const person = { userName, name: userName, email: null, roles: ['compliance_manager' as const] };
    managers.push(await inTransaction(database.db, (trx) => addPerson(trx, person, 'system', at)));
  }
});
afterAll(() => database.drop());

async function used(events: UsageEvent[], now = at): Promise<void> {
  const outcomes = await ingestUsage(database.db, events, now);
  expect(outcomes.every(({ outcome }) => outcome === 'accepted')).toBe(true);
}

/** The openings that are on their way to the findings of a name. */
async function openings(name: string): Promise<Extract<ShadowAiCommand, { type: 'open' }>[]> {
  const rows = await database.db
    .selectFrom('process_message')
    .select('command')
    .where('stream', 'like', 'shadow-ai/%')
    .orderBy('id')
    .execute();
  return rows
    .map(({ command }) => command as Extract<ShadowAiCommand, { type: 'open' }>)
    .filter((command) => nameKey(command.name) === nameKey(name));
}

/** What a finding's workflow does with its commands. */
async function tell(name: string, number: number, ...commands: ShadowAiCommand[]): Promise<void> {
  const id = shadowAiIdOf(nameKey(name), number);
  const before = await findShadowAi(database.db, id);
  const standing = { state: before?.state, seq: before?.seq ?? 0 };
  const { events, outcomes } = settle(shadowAi, standing, commands, commands[0]?.at ?? at);
  const stream = `shadow-ai/${id}`;
  const result = await record(database.db, { stream, expectedSeq: standing.seq, events, outcomes });
  expect(result.status).toBe('recorded');
}

const overseer = { person: 'chris', roles: ['compliance_manager' as const], actsFor: [] };
const settled = (type: 'block' | 'dismiss', when: string): ShadowAiCommand => ({
  type,
  id: randomUUID(),
  by: 'chris',
  at: when,
  actor: overseer,
  note: 'So.',
  reason: 'So.',
});

describe('what is used and is not in the register', () => {
  it('is one finding, however often and by however many at once it is used', async () => {
    const name = `Chatty ${randomUUID()}`;
    await Promise.all(
      Array.from({ length: 20 }, (_, index) =>
        used([useOf(index % 2 === 0 ? name : ` ${name.toUpperCase()}`, minutesAfter(at, -index))]),
      ),
    );
    const [opening, ...others] = await openings(name);
    expect(others).toEqual([]);
    expect(opening).toMatchObject({ type: 'open', number: 1, owner: expect.any(String) });
    expect(managers).toContain(opening?.owner);
  });

  it('goes to the compliance managers in their turn', async () => {
    const names = Array.from({ length: 4 }, () => `Turn ${randomUUID()}`);
    for (const [index, name] of names.entries()) await used([useOf(name, at)], minutesAfter(at, 1 + index));
    const owners = (await Promise.all(names.map(openings))).map(([opening]) => opening?.owner);
    expect(owners.filter((one) => one === managers[0])).toHaveLength(2);
    expect(owners.filter((one) => one === managers[1])).toHaveLength(2);
  });

  it('says how often it was used and by how many, who count once by whatever they are called', async () => {
    const name = `Counted ${randomUUID()}`;
    await used([
      useOf(name, at, { person: 'mia' }),
      useOf(name, minutesAfter(at, -5), { person: managers[0] ?? '' }),
      useOf(name, minutesAfter(at, -10), { person: 'BEN' }),
      useOf(name, minutesAfter(at, -20), { person: 'ben' }),
      useOf(name, minutesAfter(at, -1)),
    ]);
    expect(await sightingsOf(database.db, ` ${name.toUpperCase()}`)).toEqual({
      firstSeen: minutesAfter(at, -20),
      lastSeen: at,
      events: 5,
      people: 2,
    });
  });

  it('is found again where it is used after it was blocked, and not for what was used before', async () => {
    const name = `Blocked ${randomUUID()}`;
    await used([useOf(name, at)]);
    await tell(name, 1, ...(await openings(name)));
    await used([useOf(name, minutesAfter(at, 1))], minutesAfter(at, 1));
    expect(await openings(name)).toHaveLength(1);
    await tell(name, 1, settled('block', minutesAfter(at, 10)));
    await used([useOf(name, minutesAfter(at, 5))], minutesAfter(at, 20));
    expect(await openings(name)).toHaveLength(1);
    await used([useOf(name, minutesAfter(at, 15))], minutesAfter(at, 20));
    await used([useOf(name, minutesAfter(at, 16))], minutesAfter(at, 20));
    expect((await openings(name)).map(({ number }) => number)).toEqual([1, 2]);
  });

  it('is left alone for a year where somebody has said that it is no AI system', async () => {
    const name = `Dismissed ${randomUUID()}`;
    await used([useOf(name, at)]);
    await tell(name, 1, ...(await openings(name)), settled('dismiss', minutesAfter(at, 1)));
    const later = (days: number) => minutesAfter(at, days * day);
    await used([useOf(name, later(360))], later(360));
    expect(await openings(name)).toHaveLength(1);
    await used([useOf(name, later(366))], later(366));
    expect((await openings(name)).map(({ number }) => number)).toEqual([1, 2]);
  });

  it('counts for the system whose other name it is, from then on and after a rebuild', async () => {
    const name = `Alias ${randomUUID()}`;
    const system = await systemInUse(database.db);
    await used([useOf(name, at)]);
    const register = {
      type: 'register',
      id: randomUUID(),
      by: 'chris',
      at,
      actor: overseer,
      system,
      note: '',
    };
    await tell(name, 1, ...(await openings(name)), register as ShadowAiCommand);
    await used([useOf(name, minutesAfter(at, 1))], minutesAfter(at, 1));
    const rows = () =>
      database.db.selectFrom('usage_event').select('event_id').where('system_id', '=', system).execute();
    expect(await rows()).toHaveLength(1);
    const aliases = () => database.db.selectFrom('ai_system_alias').selectAll().execute();
    const before = await aliases();
    expect(before).toContainEqual({ name_key: nameKey(name), name, system_id: system });
    await rebuildReadModels(database.db);
    expect(await aliases()).toEqual(before);
  });

  it('is found by the repair where it was seen before there were findings', async () => {
    const name = `Old ${randomUUID()}`;
    await used([useOf(name, at)]);
    await database.db
      .updateTable('unknown_system')
      .set({ findings: 0 })
      .where('name_key', '=', nameKey(name))
      .execute();
    await database.db.deleteFrom('process_message').execute();
    expect(await openMissingShadowAi(database.db, at)).toBeGreaterThanOrEqual(1);
    expect(await openings(name)).toHaveLength(1);
    expect(await openMissingShadowAi(database.db, at)).toBe(0);
  });
});
