import { randomUUID } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { TestOrganisation } from '../test-organisation.ts';
import { AuditEngagementScene, type Caller, dayFromNow } from './audit-engagement-scene.ts';
import { AuditPackScene, verified } from './audit-pack-scene.ts';
import { eventCount, refusalOf, refused } from './refusal.ts';

let organisation: TestOrganisation;
let scene: AuditEngagementScene;
let packs: AuditPackScene;
beforeAll(async () => {
  organisation = await TestOrganisation.found();
  scene = new AuditEngagementScene(organisation);
  packs = new AuditPackScene(organisation);
});
afterAll(async () => {
  await packs.clear();
  await organisation.close();
});

const listed = async (who: Caller, engagement: string) =>
  (await scene.look(who, engagement, '/packs')).body['items'] as { id: string; state: string }[];
const below = (pack: string) => `/packs/${pack}/download`;

describe('an audit pack for an engagement', () => {
  it('is of its scope up to now, and verifies where its auditor takes it', async () => {
    const { id, system, auditor } = await scene.ofOneSystem();
    const asked = await packs.askFor(id);
    expect(asked.status).toBe(201);
    expect(asked.body).toMatchObject({
      title: 'ISO/IEC 42001, stage 2',
      from: dayFromNow(-30),
      until: dayFromNow(0),
      scope: { systems: [{ id: system }] },
      engagement: { id, title: 'ISO/IEC 42001, stage 2' },
      downloads: [],
    });
    const pack = await packs.readyFor(id);
    expect(await listed(auditor, id)).toMatchObject([{ id: pack, state: 'ready' }, { id: asked.body.id }]);

    const from = `/v1/audit-engagements/${id}${below(pack)}`;
    const { folder, zip } = await packs.downloaded(pack, from, auditor.as);
    const { body: key } = await organisation.call(undefined, 'GET', '/v1/audit/key', undefined, auditor.as);
    const verdict = await verified(folder, zip, '--key', String(key['fingerprint']));
    expect(verdict.said).toMatch(/^pass: ISO\/IEC 42001, stage 2/);
    const { body } = await packs.read(pack);
    expect(body['downloads']).toMatchObject([{ by: { id: auditor.id } }]);
  });

  it('names people, and says nowhere what they are written to by', async () => {
    const userName = `${randomUUID()}@example.org`;
    const person = { userName, name: 'Nora Named', roles: ['security'] };
    expect((await organisation.call('administrator', 'POST', '/v1/people', person)).status).toBe(201);
    const folder = await packs.unpacked(await packs.readyFor(await scene.opened()));
    const people = await readFile(path.join(folder, 'records/people.jsonl'), 'utf8');
    expect(people).toContain('Nora Named');
    for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
      if (!entry.isFile()) continue;
      const content = await readFile(path.join(entry.parentPath, entry.name), 'utf8');
      expect(content, entry.name).not.toContain(userName);
    }
  });

  it('of all systems has engagements and their requests for evidence as records', async () => {
    const request = await scene.answered();
    const folder = await packs.unpacked(await packs.ready());
    const linesOf = async (name: string) => readFile(path.join(folder, `records/${name}`), 'utf8');
    expect(await linesOf('evidence-requests.jsonl')).toContain(`evidence-request/${request}`);
    expect(await linesOf('evidence-requests.csv')).toContain('Erin External');
    expect(await linesOf('audit-engagements.csv')).toContain('Certification body');
  });

  it('asked for twice under one key is one', async () => {
    const { id, auditor } = await scene.ofOneSystem();
    const headers = { 'idempotency-key': randomUUID() };
    const both = await Promise.all([
      packs.askFor(id, 'compliance', headers),
      packs.askFor(id, 'compliance', headers),
    ]);
    expect(new Set(both.map(({ body }) => body.id)).size).toBe(1);
    expect(await listed(auditor, id)).toHaveLength(1);
  });
});

describe('an audit pack for an engagement refuses', () => {
  it('whoever may not let it out of the house', async () => {
    const { id, auditor } = await scene.ofOneSystem();
    for (const account of ['auditor', 'requester', 'management', 'external-auditor'] as const) {
      expect(await refused(organisation, () => packs.askFor(id, account)), account).toBe('403 wrong_role');
    }
    const path = `/v1/audit-engagements/${id}/packs`;
    const before = await eventCount(organisation);
    const own = await organisation.call(undefined, 'POST', path, {}, auditor.as);
    expect(refusalOf(own)).toBe('403 wrong_role');
    expect(await eventCount(organisation)).toBe(before);
  });

  it('the auditors of another engagement, and packs that are for none', async () => {
    const [mine, other] = [await scene.ofOneSystem(), await scene.ofOneSystem()];
    const [handed, inHouse] = [await packs.readyFor(other.id), await packs.ready()];
    expect(refusalOf(await scene.look(mine.auditor, other.id, '/packs'))).toBe('404 not_found');
    expect(refusalOf(await scene.look(mine.auditor, other.id, below(handed)))).toBe('404 not_found');
    for (const pack of [handed, inHouse, randomUUID()]) {
      expect(refusalOf(await scene.look(mine.auditor, mine.id, below(pack))), pack).toBe('404 not_found');
    }
    expect((await packs.read(handed)).body['downloads']).toEqual([]);
  });

  it('to be made before the period begins, and once the engagement is over', async () => {
    const future = { from: dayFromNow(2), until: dayFromNow(3), systems: 'all' };
    const ahead = await scene.opened({ scope: future });
    expect(await refused(organisation, () => packs.askFor(ahead))).toBe('409 not_closed');
    const { id, auditor } = await scene.ofOneSystem();
    const pack = await packs.readyFor(id);
    expect((await scene.direct(id, 'closing', { reason: 'Done.' })).status).toBe(200);
    expect(await refused(organisation, () => packs.askFor(id))).toBe('409 closed');
    // What was made for them is theirs no more, and still the organisation's.
    expect(refusalOf(await scene.look(auditor, id, below(pack)))).toBe('403 wrong_role');
    const inHouse = await organisation.call('auditor', 'GET', `/v1/audit-packs/${pack}`);
    expect(inHouse.body.state).toBe('ready');
  });

  it('to be taken once it is thrown away', async () => {
    const { id, auditor } = await scene.ofOneSystem();
    const pack = await packs.readyFor(id);
    const cancelled = await organisation.call(
      'compliance',
      'POST',
      `/v1/audit-packs/${pack}/cancellation`,
      {},
    );
    expect(cancelled.status).toBe(200);
    expect(refusalOf(await scene.look(auditor, id, below(pack)))).toBe('409 closed');
    expect((await packs.read(pack)).body['downloads']).toEqual([]);
  });

  it('an engagement that there is not', async () => {
    expect(refusalOf(await packs.askFor(randomUUID()))).toBe('404 not_found');
  });
});
