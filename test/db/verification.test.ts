import { generateKeyPairSync, randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { streamOf } from '../../db/adoption-request.ts';
import { sha256 } from '../../db/canonical.ts';
import { type Checkpoint, writeCheckpoint } from '../../db/checkpoint.ts';
import { record } from '../../db/record.ts';
import { verifyRegister } from '../../db/verification.ts';
import { RequestStory } from '../domain/request-story.ts';
import { createTestDatabase, type TestDatabase } from '../test-database.ts';
import { toldSince } from './recorded-life.ts';

const ours = generateKeyPairSync('ed25519');
const at = '2026-11-23T12:00:00.000Z';
const id = randomUUID();
const stream = streamOf(id);
let database: TestDatabase;
let kept: Checkpoint[];

beforeEach(async () => {
  database = await createTestDatabase();
  const story = new RequestStory();
  story.submit();
  story.signOff('security');
  await record(database.db, toldSince(id, story));
  const first = await writeCheckpoint(database.db, ours.privateKey, at);
  for (const role of ['legal', 'privacy', 'business_owner'] as const) story.signOff(role);
  await record(database.db, toldSince(id, story, 2));
  const second = await writeCheckpoint(database.db, ours.privateKey, at);
  kept = [first, second].filter((checkpoint) => checkpoint !== undefined);
});
afterEach(() => database.drop());

/** As a superuser who can silence triggers would. */
async function tamper(statement: ReturnType<typeof sql>): Promise<void> {
  await database.db.connection().execute(async (connection) => {
    await sql`set session_replication_role = replica`.execute(connection);
    await statement.execute(connection);
    await sql`set session_replication_role = default`.execute(connection);
  });
}

const verify = () => verifyRegister(database.db, ours.publicKey, kept);
const brokenAt = async () => (await verify()).broken;

describe('a register that nobody has touched', () => {
  it('is whole', async () => {
    const rows = await database.db.selectFrom('event').select('stream').execute();
    const streams = new Set(rows.map(({ stream }) => stream)).size;
    const events = rows.length;
    // The request's story, and the policies that an organisation starts with.
    expect(rows.filter(({ stream }) => stream.startsWith('adoption-request/'))).toHaveLength(6);
    expect(await verify()).toEqual({ ok: true, streams, events, checkpoints: 2, broken: null });
    expect(await writeCheckpoint(database.db, ours.privateKey, at)).toBeUndefined();
  });
});

describe('tampering with an event shows', () => {
  it.each([
    [
      'its bytes',
      sql`canonical = replace(canonical, 'approve', 'reject!')`,
      'its bytes do not have its hash',
    ],
    ['its hash', sql`hash = decode(repeat('00', 32), 'hex')`, 'its bytes do not have its hash'],
    ['the link', sql`prev_hash = decode(repeat('00', 32), 'hex')`, 'does not follow'],
    ['its actor', sql`actor = 'mallory'`, 'columns do not agree'],
    ['its instant', sql`at = at + interval '1 hour'`, 'columns do not agree'],
    ['its type', sql`type = 'Withdrawn'`, 'columns do not agree'],
    ['its command', sql`command_id = null`, 'columns do not agree'],
  ])('in %s', async (_, change, fault) => {
    await tamper(sql`update event set ${change} where stream = ${stream} and seq = 3`);
    expect(await brokenAt()).toMatchObject({ seq: 3, fault: expect.stringContaining(fault) });
  });

  it('when one in the middle is gone', async () => {
    await tamper(sql`delete from event where stream = ${stream} and seq = 3`);
    expect(await brokenAt()).toMatchObject({ stream, seq: 4, fault: 'event 3 is missing' });
  });

  it('when one is moved to another stream', async () => {
    await tamper(
      sql`update event set stream = 'adoption-request/other' where stream = ${stream} and seq = 3`,
    );
    expect(await brokenAt()).toMatchObject({ fault: 'event 3 is missing' });
  });

  it('when the chain is made anew behind it: the checkpoint has another root', async () => {
    const rows = await database.db
      .selectFrom('event')
      .selectAll()
      .where('stream', '=', stream)
      .orderBy('seq')
      .execute();
    let previous = Buffer.alloc(32);
    for (const { seq, canonical } of rows) {
      const forged = canonical.replaceAll('sasha', 'mallory');
      const hash = sha256(previous, forged);
      await tamper(sql`
        update event set canonical = ${forged}, prev_hash = ${previous}, hash = ${hash},
          actor = replace(actor, 'sasha', 'mallory')
        where stream = ${stream} and seq = ${seq}`);
      previous = Buffer.from(hash);
    }
    expect((await verifyRegister(database.db)).broken).toMatchObject({
      stream: 'checkpoint/1',
      fault: 'its events have another Merkle root',
    });
  });
});

describe('what no chain shows, a checkpoint does', () => {
  it.each([
    ['a truncated tail', sql`delete from event where stream = ${stream} and seq > 4`, 'checkpoint/2'],
    ['a dropped stream', sql`delete from event where stream = ${stream}`, 'checkpoint/1'],
  ])('%s', async (_, statement, checkpoint) => {
    await tamper(statement);
    expect(await brokenAt()).toMatchObject({
      stream: checkpoint,
      fault: expect.stringMatching(/vouches for \d events/),
    });
  });

  it('a tail cut off together with the checkpoint that vouched for it', async () => {
    await tamper(sql`delete from checkpoint where id = 2`);
    await tamper(sql`delete from event where stream = ${stream} and seq > 2`);
    expect((await verifyRegister(database.db, ours.publicKey)).ok).toBe(true);
    expect(await brokenAt()).toMatchObject({ seq: 2, fault: expect.stringContaining('kept outside') });
  });
});

describe('tampering with a checkpoint shows', () => {
  it.each([
    ['its bytes', sql`canonical = replace(canonical, '2026', '2027')`],
    ['bytes that are no JSON', sql`canonical = 'gone'`],
    ['its hash', sql`hash = decode(repeat('00', 32), 'hex')`],
    ['its signature', sql`signature = decode(repeat('00', 64), 'hex')`],
    ['its root', sql`root = decode(repeat('00', 32), 'hex')`],
    ['where it ends', sql`to_position = to_position + 1`],
    ['how many events it has', sql`event_count = event_count + 1`],
    ['when it was made', sql`at = at + interval '1 hour'`],
    ['what it follows', sql`prev_hash = decode(repeat('11', 32), 'hex')`],
  ])('in %s', async (_, change) => {
    await tamper(sql`update checkpoint set ${change} where id = 2`);
    expect(await brokenAt()).toMatchObject({ stream: 'checkpoint/2' });
  });

  it('when the first of them is gone', async () => {
    await tamper(sql`delete from checkpoint where id = 1`);
    expect(await brokenAt()).toMatchObject({ fault: 'it does not follow the checkpoint before it' });
  });

  it('when somebody else has signed', async () => {
    const foreign = generateKeyPairSync('ed25519');
    const result = await verifyRegister(database.db, foreign.publicKey, kept);
    expect(result.broken?.fault).toBe('its signature is not ours');
  });
});
