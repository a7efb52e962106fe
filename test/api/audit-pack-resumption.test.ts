import pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { generateEvents } from '../../bench/generate-events.ts';
import { eventually } from '../eventually.ts';
import { TestOrganisation } from '../test-organisation.ts';
import { AuditPackScene, verified } from './audit-pack-scene.ts';

let organisation: TestOrganisation;
let scene: AuditPackScene;
beforeAll(async () => {
  organisation = await TestOrganisation.found();
  scene = new AuditPackScene(organisation);
  const client = new pg.Client({ connectionString: organisation.database.url });
  await client.connect();
  // So many that they are not all written by the time a worker has stopped.
  await generateEvents(client, 120_000);
  await client.end();
});
afterAll(async () => {
  await scene.clear();
  await organisation.close();
});

const stepOf = async (id: string) => {
  const row = await organisation.database.db
    .selectFrom('audit_pack_making')
    .select(['step', 'events'])
    .where('pack_id', '=', id)
    .executeTakeFirst();
  return row ?? { step: 0, events: 0 };
};

it('a pack whose worker goes away in the midst of the events goes on from there, and verifies', async () => {
  const { body } = await scene.ask();
  const { id } = body;
  const before = await eventually(async () => {
    const at = await stepOf(id);
    return at.events > 0 && at;
  });
  await organisation.stopWorker();
  const left = await stepOf(id);
  expect(left.step).toBeGreaterThanOrEqual(before.step);
  expect((await scene.read(id)).body).toMatchObject({ state: 'making', progress: { events: left.events } });
  const { db } = organisation.database;
  const chunks = () =>
    db
      .selectFrom('audit_pack_chunk')
      .select(['file', 'place', 'content'])
      .where('pack_id', '=', id)
      .execute();
  const kept = await chunks();
  await organisation.startWorker();
  await eventually(async () => (await scene.read(id)).body.state === 'ready');
  // What had been kept was not written again.
  expect(await chunks()).toEqual(expect.arrayContaining(kept.slice(0, 5)));
  const { folder, zip } = await scene.downloaded(id);
  expect((await verified(folder, zip)).said).toMatch(/^pass/);
});

it('a pack of a register that somebody has tampered with says where', async () => {
  const { db } = organisation.database;
  const client = new pg.Client({ connectionString: organisation.database.url });
  await client.connect();
  const { rows } = await client.query<{ stream: string }>(
    `select stream from event where type = 'ShadowAiReminded' and seq = 5 limit 1`,
  );
  const stream = rows[0]?.stream ?? '';
  await client.query('alter table event disable trigger append_only');
  await client.query(
    `update event set canonical = replace(canonical, 'true', 'false') where stream = $1 and seq = 5`,
    [stream],
  );
  await client.end();
  const folder = await scene.unpacked(await scene.ready());
  const { passes, said } = await verified(folder);
  expect(passes).toBe(false);
  expect(said).toContain(
    `event 5 of ${stream} does not follow the one before it, or its bytes do not have its hash`,
  );
  expect(await db.selectFrom('checkpoint').select('id').execute()).not.toEqual([]);
});
