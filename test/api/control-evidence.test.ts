import { createHash, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Account, TestOrganisation } from '../test-organisation.ts';
import { GapScene } from './gap-scene.ts';
import { pointersOf, refusalOf, refused } from './refusal.ts';

let organisation: TestOrganisation;
let scene: GapScene;
beforeAll(async () => {
  organisation = await TestOrganisation.found({ worker: false });
  scene = new GapScene(organisation);
});
afterAll(() => organisation.close());

const path = '/v1/controls/statements/objectives';

async function statusOf(statement: string): Promise<string | undefined> {
  const { body } = await organisation.call('auditor', 'GET', '/v1/controls');
  const items = body['items'] as { statements: { id: string; status: string }[] }[];
  return items.flatMap(({ statements }) => statements).find(({ id }) => id === statement)?.status;
}

describe('evidence that people file', () => {
  it('has an owner, a hash, a period and an end, and shows what no record does until it is withdrawn', async () => {
    expect(await statusOf('objectives')).toBe('gap');
    const content = 'Our objectives.\n';
    const hash = await scene.put('objectives', content);
    expect(hash).toBe(createHash('sha256').update(content).digest('hex'));
    expect(await statusOf('objectives')).toBe('gap');
    const { status, body } = await scene.fileAs('compliance', 'objectives', {
      hash,
      owner: 'colleague',
      note: 'All of it.',
    });
    expect(status).toBe(201);
    const [filed] = body['items'] as { id: string }[];
    expect(filed).toMatchObject({
      hash,
      name: 'objectives.txt',
      owner: { userName: 'colleague' },
      filedBy: { userName: 'compliance' },
      covers: { from: '2026-01-01', until: '2026-12-31' },
      note: 'All of it.',
      withdrawn: null,
    });
    expect(await statusOf('objectives')).toBe('met');
    const file = await organisation.call('auditor', 'GET', `${path}/files/${hash}`);
    expect([file.status, file.body['text']]).toEqual([200, content]);
    const withdrawn = await scene.withdraw('compliance', 'objectives', filed?.id ?? '');
    expect(withdrawn.body['items']).toMatchObject([{ withdrawn: { reason: 'Outdated.' } }]);
    expect(await statusOf('objectives')).toBe('gap');
    const again = () => scene.withdraw('compliance', 'objectives', filed?.id ?? '');
    expect(await refused(organisation, again)).toBe('409 closed');
    const { body: trail } = await organisation.call(
      'auditor',
      'GET',
      '/v1/audit/events?stream=control-evidence/objectives',
    );
    expect((trail['items'] as { type: string }[]).map(({ type }) => type)).toEqual([
      'ControlEvidenceWithdrawn',
      'ControlEvidenceFiled',
    ]);
  });

  it('never changes what the records say themselves', async () => {
    const before = await statusOf('roles-held');
    await scene.file('roles-held');
    expect(await statusOf('roles-held')).toBe(before);
  });

  it('is withdrawn once, however many do so at once', async () => {
    const id = await scene.file('customers');
    const answers = await Promise.all([1, 2, 3].map(() => scene.withdraw('compliance', 'customers', id)));
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409, 409]);
  });

  it.each<[string, object, string]>([
    [
      'a period that ends before it begins',
      { covers: { from: '2026-02-01', until: '2026-01-01' } },
      '/covers/until',
    ],
    ['an end that has passed', { endsOn: '2026-01-01' }, '/endsOn'],
    ['an end that is too far away', { endsOn: '2040-01-01' }, '/endsOn'],
    ['an owner who is nobody', { owner: 'nobody' }, '/owner'],
    ['a file that is not there', { hash: 'a'.repeat(64) }, '/hash'],
  ])('is refused with %s', async (_what, changes, pointer) => {
    const hash = await scene.put('objectives');
    const answer = await scene.fileAs('compliance', 'objectives', { hash, ...changes });
    expect([refusalOf(answer), pointersOf(answer)]).toEqual(['422 invalid', [pointer]]);
  });

  it.each<[Account]>([['colleague'], ['auditor'], ['administrator']])(
    'is not filed by %s',
    async (account) => {
      const hash = await scene.put('objectives');
      const filing = () => scene.fileAs(account, 'objectives', { hash });
      expect(await refused(organisation, filing)).toBe('403 wrong_role');
      expect(await refused(organisation, () => scene.withdraw(account, 'objectives', randomUUID()))).toBe(
        '403 wrong_role',
      );
    },
  );

  it('is for those who oversee, and of statements that there are', async () => {
    expect(refusalOf(await organisation.call('colleague', 'GET', `${path}/evidence`))).toBe('403 wrong_role');
    for (const act of ['evidence', 'failing', 'history', `files/${'a'.repeat(64)}`])
      expect(
        refusalOf(await organisation.call('auditor', 'GET', `/v1/controls/statements/nothing/${act}`)),
      ).toBe('404 not_found');
    const hash = await scene.put('objectives');
    expect(refusalOf(await scene.fileAs('compliance', 'nothing', { hash }))).toBe('404 not_found');
  });
});
