import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eventually } from '../eventually.ts';
import { TestOrganisation } from '../test-organisation.ts';
import { PolicyScene } from './policy-scene.ts';
import { newcomer, pointersOf, refusalOf, refused } from './refusal.ts';

let organisation: TestOrganisation;
let scene: PolicyScene;
beforeAll(async () => {
  organisation = await TestOrganisation.found();
  scene = new PolicyScene(organisation);
});
afterAll(() => organisation.close());

const mine = async (headers: Record<string, string> | undefined, account?: 'colleague' | 'legal') => {
  const { body } = await organisation.call(account, 'GET', '/v1/assignments', undefined, headers ?? {});
  return (body.items as { subject: string; version: number }[]).map(
    ({ subject, version }) => `${subject} ${version}`,
  );
};
const outstanding = async (id: string) => (await scene.read(id, '/outstanding?limit=200')).body;

describe('acknowledging', () => {
  it('is asked of everybody whom the policy is for, auditors too, and binds to the text that was seen', async () => {
    const id = await scene.published();
    const before = await outstanding(id);
    expect(before.count).toEqual({ asked: 11, done: 0, overdue: 0 });
    expect(await mine(undefined, 'colleague')).toContain(`${id} 1`);
    const hash = await scene.hashOf(id, 1);
    const answer = await scene.acknowledge('colleague', id);
    expect(answer.body).toMatchObject({ policy: id, version: 1, hash, person: { userName: 'colleague' } });
    expect((await scene.acknowledge('auditor', id)).status).toBe(200);
    expect(await mine(undefined, 'colleague')).not.toContain(`${id} 1`);
    expect((await outstanding(id)).count).toEqual({ asked: 11, done: 2, overdue: 0 });
    const again = await scene.acknowledge('colleague', id);
    expect(again.body.at).toBe(answer.body.at);
  });

  it('counts once, however often it is said at once', async () => {
    const id = await scene.published({ audience: { people: ['legal'] } });
    const hash = await scene.hashOf(id, 1);
    const answers = await Promise.all(
      Array.from({ length: 8 }, () => scene.acknowledge('legal', id, 1, hash)),
    );
    expect(new Set(answers.map(({ body }) => body.at)).size).toBe(1);
    const rows = await organisation.database.db
      .selectFrom('acknowledgement')
      .selectAll()
      .where('policy_id', '=', id)
      .execute();
    expect(rows).toHaveLength(1);
  });

  it('is refused of another text, another version, and nothing at all', async () => {
    const id = await scene.published();
    const act = (version: number, hash: string) =>
      refused(organisation, () => scene.acknowledge('colleague', id, version, hash));
    expect(await act(1, 'f'.repeat(64))).toBe('412 stale_revision');
    expect(await act(2, 'f'.repeat(64))).toBe('404 not_found');
    const bad = await scene.acknowledge('colleague', id, 1, 'x');
    expect(pointersOf(bad)).toEqual(['/hash']);
    const unpublished = await scene.submitted();
    const seen = await scene.hashOf(unpublished, 1);
    expect(refusalOf(await scene.acknowledge('colleague', unpublished, 1, seen))).toBe('412 stale_revision');
    const machine = await organisation.call('administrator', 'POST', '/v1/tokens', {
      machine: 'reader',
      label: 'reader',
      expiresAt: '2099-01-01T00:00:00Z',
    });
    const authorization = `Bearer ${String(machine.body.token)}`;
    const byMachine = await organisation.call(
      undefined,
      'POST',
      `/v1/policies/${id}/acknowledgements`,
      { version: 1, hash: await scene.hashOf(id, 1) },
      { authorization },
    );
    expect(refusalOf(byMachine)).toBe('403 wrong_role');
  });

  it('is asked for again with a major version; what was said of the first stays as it was said', async () => {
    const id = await scene.published({ audience: { people: ['legal', 'privacy'] } });
    await scene.acknowledge('legal', id);
    const firstHash = await scene.hashOf(id, 1);
    await scene.publishNext(id, '# Meetings\n\nRecord none.', 1, 2);
    expect((await outstanding(id)).count).toEqual({ asked: 2, done: 0, overdue: 0 });
    expect(refusalOf(await scene.acknowledge('privacy', id, 1, firstHash))).toBe('412 stale_revision');
    const day = new Date().toISOString().slice(0, 10);
    const had = async (rest = '') =>
      ((await scene.read(id, `/acknowledgements?on=${day}${rest}`)).body.items as { version: number }[]).map(
        ({ version }) => version,
      );
    expect([await had(), await had('&version=1'), await had('&version=2')]).toEqual([[1], [1], []]);
    await scene.acknowledge('legal', id, 2);
    expect([await had(), await had('&version=1'), await had('&version=2')]).toEqual([[2], [1], [2]]);
    expect((await scene.read(id, '/acknowledgements?on=2020-01-01')).body.items).toEqual([]);
    const events = await organisation.call('auditor', 'GET', `/v1/policies/${id}/versions`);
    expect(events.body.items).toMatchObject([
      { version: 2, state: 'published' },
      { version: 1, state: 'superseded' },
    ]);
  });

  it('closes the review once everybody has, with how many it was', async () => {
    const id = await scene.published({ audience: { people: ['legal'] } });
    await scene.acknowledge('legal', id);
    await scene.until(id, ({ campaign }) => campaign === null);
    const { body } = await scene.read(id, '/events');
    expect((body.items as object[]).at(-1)).toMatchObject({
      type: 'ReviewClosed',
      outcome: 'published',
      campaign: { asked: 1, acknowledged: 1 },
    });
  });

  it('is exported, for auditors to keep', async () => {
    const id = await scene.published({ audience: { people: ['legal', 'privacy'] } });
    await scene.acknowledge('legal', id);
    const exported = async (rest: string) => String((await scene.read(id, `${rest}/export`)).body.text);
    const file = await exported('/acknowledgements');
    expect(file.split('\n')[0]).toBe('userName,name,team,version,hash,at');
    expect(file).toMatch(/^legal,Lee Legal,,1,[0-9a-f]{64},/m);
    const open = await exported('/outstanding');
    expect(open).toMatch(/^privacy,Pat Privacy,,,1,/m);
    expect(open).not.toMatch(/^legal/m);
  });
});

describe('who has and who has not', () => {
  it('is shown to whoever oversees it or owns the policy; managers see their people, and nobody else anybody', async () => {
    const id = await scene.published();
    await scene.acknowledge('legal', id);
    const people = await organisation.call('auditor', 'GET', '/v1/people?limit=200');
    const legal = (people.body.items as { id: string; userName: string }[]).find(
      ({ userName }) => userName === 'legal',
    );
    await organisation.call('administrator', 'PATCH', `/v1/people/${legal?.id}`, { manager: 'management' });
    const seen = async (account: 'requester' | 'management' | 'colleague' | 'compliance', what: string) =>
      (
        (await organisation.call(account, 'GET', `/v1/policies/${id}/${what}?limit=200`)).body
          .items as object[]
      ).length;
    expect(await seen('colleague', 'acknowledgements')).toBe(0);
    expect(await seen('management', 'acknowledgements')).toBe(1);
    expect(await seen('requester', 'acknowledgements')).toBe(1);
    expect(await seen('colleague', 'outstanding')).toBe(0);
    expect(await seen('management', 'outstanding')).toBe(0);
    expect(await seen('compliance', 'outstanding')).toBeGreaterThan(5);
    await organisation.call('administrator', 'PATCH', `/v1/people/${legal?.id}`, { manager: null });
  });
});

describe('joiners, movers and leavers', () => {
  it('are asked on the day they join or move, and not any more once they have left', async () => {
    const forAll = await scene.published();
    const forSecurity = await scene.published({ audience: { roles: ['security'] } });
    const forTeam = await scene.published({ audience: { teams: ['Night shift'] } });
    const { id, as } = await newcomer(organisation, 'new-here', ['requester']);
    expect(await mine(as)).toEqual(expect.arrayContaining([`${forAll} 1`]));
    expect(await mine(as)).not.toContain(`${forSecurity} 1`);
    const change = (body: unknown) => organisation.call('administrator', 'PATCH', `/v1/people/${id}`, body);
    await change({ roles: ['requester', 'security'], team: 'Night shift' });
    expect(await mine(as)).toEqual(
      expect.arrayContaining([`${forAll} 1`, `${forSecurity} 1`, `${forTeam} 1`]),
    );
    await change({ roles: ['requester'], team: null });
    expect(await mine(as)).not.toContain(`${forSecurity} 1`);
    expect(await mine(as)).not.toContain(`${forTeam} 1`);
    const asked = async () =>
      ((await outstanding(forAll)).items as { person: { id: string } }[]).some(
        ({ person }) => person.id === id,
      );
    expect(await asked()).toBe(true);
    await change({ active: false });
    expect(await asked()).toBe(false);
  });

  it('need not say again what they said before they came into the audience', async () => {
    const id = await scene.published({ audience: { roles: ['management'] } });
    await scene.acknowledge('colleague', id);
    const { body } = await organisation.call('auditor', 'GET', '/v1/people/colleague');
    await organisation.call('administrator', 'PATCH', `/v1/people/${body.id}`, {
      roles: ['requester', 'management'],
    });
    expect(await mine(undefined, 'colleague')).not.toContain(`${id} 1`);
    expect((await outstanding(id)).count).toEqual({ asked: 2, done: 1, overdue: 0 });
  });

  it('whoever joins while a version comes into force is asked, in whatever order', async () => {
    const ids = await Promise.all(Array.from({ length: 3 }, () => scene.submitted()));
    await Promise.all([
      ...ids.map((id) => scene.signed(id)),
      ...Array.from({ length: 12 }, (_, index) => newcomer(organisation, `racer-${index}`, ['requester'])),
    ]);
    await Promise.all(ids.map((id) => scene.asked(id, 1)));
    const { db } = organisation.database;
    const active = await db
      .selectFrom('person')
      .select('id')
      .where('active', '=', true)
      .where('user_name', '<>', 'external-auditor')
      .execute();
    for (const id of ids) {
      const people = await eventually(async () => {
        const rows = await db
          .selectFrom('assignment')
          .select('person_id')
          .where('campaign_id', '=', id)
          .execute();
        return rows.length >= active.length && rows.map(({ person_id }) => person_id);
      });
      expect(people.toSorted()).toEqual(active.map((one) => one.id).toSorted());
    }
  });
});
