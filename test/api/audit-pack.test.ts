import { randomUUID } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { prunePackFiles } from '../../db/audit-pack-file.ts';
import { findPerson } from '../../db/directory.ts';
import { record } from '../../db/record.ts';
import { addToAuditPack, recordedAuditPack } from '../recorded-audit-pack.ts';
import type { ShadowAiEvent } from '../../domain/shadow-ai.ts';
import { recordedSystem } from '../recorded-system.ts';
import { TestOrganisation } from '../test-organisation.ts';
import { AuditPackScene, verified } from './audit-pack-scene.ts';
import { freshRequest, pointersOf, refusalOf, refused } from './refusal.ts';
import { VendorScene } from './vendor-scene.ts';

let organisation: TestOrganisation;
let scene: AuditPackScene;
beforeAll(async () => {
  organisation = await TestOrganisation.found();
  scene = new AuditPackScene(organisation);
});
afterAll(async () => {
  await scene.clear();
  await organisation.close();
});

const cancel = (id: string, account: 'auditor' | 'compliance' | 'administrator' | 'requester' = 'auditor') =>
  organisation.call(account, 'POST', `/v1/audit-packs/${id}/cancellation`, {});
const download = (id: string) => organisation.call('auditor', 'GET', `/v1/audit-packs/${id}/download`);

/** The files of a folder and of those in it, by their paths. */
async function filesIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)))
    .toSorted();
}

const linesOf = async (folder: string, name: string) =>
  (await readFile(path.join(folder, name), 'utf8'))
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Record<string, unknown>);

describe('an audit pack', () => {
  it('is asked for by an auditor, made, downloaded, and verifies with nothing but Node', async () => {
    const request = await freshRequest(organisation, { title: '=cmd|0!A1' });
    const vendor = await new VendorScene(organisation).drafted();
    const file = new FormData();
    file.set('file', new File(['a certificate'], 'Zertifikat ü.txt'));
    const put = await organisation.call('requester', 'POST', `/v1/vendors/${vendor}/evidence`, file);
    const asked = await scene.ask();
    expect(asked.status).toBe(201);
    expect(asked.body).toMatchObject({ state: 'making', scope: { systems: 'all' }, progress: { part: 1 } });
    const id = await scene.ready();
    const { body } = await scene.read(id);
    expect(body).toMatchObject({ progress: null, made: { records: expect.any(Number) } });

    const { folder, zip } = await scene.downloaded(id);
    const onZip = await verified(folder, zip);
    expect(onZip.said).toMatch(/^pass: Certification audit, /);
    const unpacked = await scene.unpacked(id);
    const onFolder = await verified(unpacked);
    expect(onFolder).toEqual(onZip);
    const { body: key } = await organisation.call('auditor', 'GET', '/v1/audit/key');
    expect(onFolder.said).toContain(String(key['fingerprint']));
    expect((await verified(unpacked, '--key', String(key['fingerprint']))).passes).toBe(true);

    const files = await filesIn(unpacked);
    expect(files).toEqual(
      expect.arrayContaining([
        'controls.json',
        'events/0001.jsonl',
        'manifest.json',
        'manifest.signature.json',
        'oscal/assessment-results.json',
        'records/adoption-requests.csv',
        'records/adoption-requests.jsonl',
        'records/people.jsonl',
        'report.html',
        'verify.mjs',
        `evidence/${String(put.body.hash)}/Zertifikat ü.txt`,
      ]),
    );
    const records = await linesOf(unpacked, 'records/adoption-requests.jsonl');
    expect(records).toContainEqual(
      expect.objectContaining({ stream: `adoption-request/${request}`, inPeriod: true }),
    );
    const table = await readFile(path.join(unpacked, 'records/adoption-requests.csv'), 'utf8');
    expect(table).toContain(`"'=cmd|0!A1"`.replaceAll('"', ''));
    expect(table).not.toMatch(/(^|,)"?=cmd/m);
    const manifest = JSON.parse(await readFile(path.join(unpacked, 'manifest.json'), 'utf8')) as {
      files: { path: string }[];
    };
    expect(manifest.files.map((one) => one.path).toSorted()).toEqual(
      files.filter((name) => !name.startsWith('manifest.')),
    );
  });

  it('of some systems has what rests on them, and stands for the rest by subtrees', async () => {
    const [mine, other] = [
      await recordedSystem(organisation.database, 'requester'),
      await recordedSystem(organisation.database, 'requester'),
    ];
    const folder = await scene.unpacked(await scene.ready({ scope: { systems: [mine] } }));
    const { passes, said } = await verified(folder);
    expect(said).toMatch(/^pass/);
    expect(passes).toBe(true);
    const systems = await linesOf(folder, 'records/ai-systems.jsonl');
    expect(systems.map(({ stream }) => stream)).toEqual([`ai-system/${mine}`]);
    const events = await readFile(path.join(folder, 'events/0001.jsonl'), 'utf8');
    expect(events).toContain(mine);
    expect(events).not.toContain(other);
    expect(events).toContain('{"subtrees":[[');
    expect(await linesOf(folder, 'records/adoption-requests.jsonl')).toEqual([]);
  });

  it('of a period that is over ends with it', async () => {
    const at = '2020-05-05T10:00:00.000Z';
    const stream = `shadow-ai/${randomUUID()}`;
    const event: ShadowAiEvent = {
      type: 'ShadowAiFound',
      at,
      by: 'system',
      name: `Old ${stream}`,
      number: 1,
      owner: null,
      dueAt: at,
      remindAt: [],
    };
    const events = [{ event, commandId: null }];
    await record(organisation.database.db, { stream, expectedSeq: 0, events, outcomes: [] });
    const id = await scene.ready({ from: '2020-01-01', until: '2020-12-31' });
    const folder = await scene.unpacked(id);
    expect((await verified(folder)).said).toMatch(/^pass/);
    expect(await linesOf(folder, 'records/shadow-ai.jsonl')).toMatchObject([{ stream, events: 1 }]);
  });

  it('asked for twice under one key is one', async () => {
    const headers = { 'idempotency-key': randomUUID() };
    const [first, second] = [
      await scene.ask('auditor', {}, headers),
      await scene.ask('auditor', {}, headers),
    ];
    expect([first.status, second.status, second.body.id]).toEqual([201, 201, first.body.id]);
    expect(refusalOf(await scene.ask('auditor', { title: 'Another' }, headers))).toBe(
      '422 idempotency_key_reused',
    );
  });

  it('is listed, newest first, and its events are told', async () => {
    const id = await scene.ready();
    const { body } = await organisation.call('compliance', 'GET', '/v1/audit-packs?limit=1');
    expect(body).toMatchObject({ items: [{ id, state: 'ready', askedBy: { userName: 'auditor' } }] });
    const { body: second } = await organisation.call(
      'compliance',
      'GET',
      `/v1/audit-packs?cursor=${String(body['next'])}`,
    );
    expect(JSON.stringify(second)).not.toContain(id);
    const { body: events } = await organisation.call('auditor', 'GET', `/v1/audit-packs/${id}/events`);
    expect((events['items'] as { type: string }[]).map(({ type }) => type)).toEqual([
      'AuditPackAsked',
      'AuditPackMade',
    ]);
  });
});

describe('an audit pack refuses', () => {
  it('whoever does not oversee', async () => {
    const id = await scene.ready();
    for (const account of ['requester', 'security', 'management'] as const) {
      expect(await refused(organisation, () => scene.ask(account)), account).toBe('403 wrong_role');
      expect(refusalOf(await scene.read(id, account)), account).toBe('403 wrong_role');
      const path = `/v1/audit-packs/${id}/download`;
      expect(refusalOf(await organisation.call(account, 'GET', path)), account).toBe('403 wrong_role');
    }
    expect(refusalOf(await organisation.call(undefined, 'GET', '/v1/audit-packs'))).toBe(
      '401 unauthenticated',
    );
  });

  it.each([
    ['that ends before it begins', { from: '2026-02-01', until: '2026-01-01' }, '/from'],
    ['that ends in the future', { until: '2099-01-01' }, '/until'],
    ['that is no day', { from: '2026-02-30' }, '/from'],
    ['of no system', { scope: { systems: [] } }, '/scope/systems'],
    ['of a system that there is not', { scope: { systems: ['Nothing like it'] } }, '/scope/systems/0'],
    ['without a title', { title: ' ' }, '/title'],
  ])('a scope %s', async (_what, changes, pointer) => {
    const answer = await scene.ask('auditor', changes);
    expect(refusalOf(answer)).toBe('422 invalid');
    expect(pointersOf(answer)).toEqual([pointer]);
  });

  it('to be downloaded before it is there, once it is called off, and once it is kept no more', async () => {
    const making = await heldUp();
    expect(refusalOf(await download(making))).toBe('409 not_closed');
    expect(refusalOf(await cancel(making, 'requester'))).toBe('403 wrong_role');
    const cancelled = await cancel(making);
    expect([cancelled.status, cancelled.body.state]).toEqual([200, 'cancelled']);
    expect(refusalOf(await download(making))).toBe('409 closed');
    expect(refusalOf(await cancel(making))).toBe('409 closed');

    const ready = await scene.ready();
    await expire(ready);
    expect(refusalOf(await cancel(ready))).toBe('409 closed');
    await prunePackFiles(organisation.database.db);
    expect(refusalOf(await download(ready))).toBe('409 closed');
    expect((await scene.read(ready)).body).toMatchObject({
      state: 'expired',
      made: { files: expect.any(Number) },
    });
    const left = await organisation.database.db
      .selectFrom('audit_pack_chunk')
      .select('place')
      .where('pack_id', 'in', [ready, making])
      .execute();
    expect(left).toEqual([]);
  });

  it('to be had once its files are thrown away before their time', async () => {
    const ready = await scene.ready();
    expect((await cancel(ready)).body).toMatchObject({
      state: 'cancelled',
      made: { at: expect.any(String) },
    });
    expect(refusalOf(await download(ready))).toBe('409 closed');
    expect(refusalOf(await cancel(ready))).toBe('409 closed');
  });

  it('to be called off by another auditor, and not by who is over all', async () => {
    const id = await heldUp('compliance');
    expect(await refused(organisation, () => cancel(id))).toBe('403 wrong_role');
    expect((await cancel(id, 'administrator')).status).toBe(200);
  });

  it('what there is not', async () => {
    for (const rest of ['', '/download', '/events']) {
      const path = `/v1/audit-packs/${randomUUID()}${rest}`;
      expect(refusalOf(await organisation.call('auditor', 'GET', path)), rest).toBe('404 not_found');
    }
    expect(refusalOf(await cancel(randomUUID()))).toBe('404 not_found');
  });
});

/** A pack that is on record and that no workflow makes. */
async function heldUp(account: 'auditor' | 'compliance' = 'auditor'): Promise<string> {
  const { db } = organisation.database;
  return recordedAuditPack(db, (await findPerson(db, account))?.id ?? '');
}

/** Its time is up. */
async function expire(id: string): Promise<void> {
  const at = new Date().toISOString();
  await addToAuditPack(organisation.database.db, id, 2, { type: 'AuditPackExpired', at, by: 'system' });
}
