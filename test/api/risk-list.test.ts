import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { defaultRiskPolicy } from '../../domain/risk-policy.ts';
import { TestOrganisation } from '../test-organisation.ts';
import { RiskScene, score } from './risk-scene.ts';

let organisation: TestOrganisation;
let scene: RiskScene;
const ids: Record<string, string> = {};
beforeAll(async () => {
  organisation = await TestOrganisation.found();
  scene = new RiskScene(organisation);
  const { body: request } = await organisation.submit();
  ids.request = request.id;
  const inherent = score(5, 5);
  const risks: [string, Record<string, unknown>][] = [
    ['low', { title: 'Small leak', category: 'privacy', residual: score(1, 1) }],
    ['moderate', { title: 'Some leak', category: 'privacy', residual: score(2, 3), requests: [request.id] }],
    ['high', { title: 'Drift', category: 'reliability', residual: score(4, 3), owner: 'colleague' }],
    ['extreme', { title: 'Runaway', category: 'safety', residual: score(5, 5), systems: ['Robot  Arm'] }],
    ['extreme2', { title: 'Runaway leak', category: 'safety', residual: score(4, 5) }],
  ];
  for (const [name, changes] of risks) {
    ids[name] = await scene.identified({ inherent, systems: [], ...changes });
  }
  await scene.treat('requester', ids.low ?? '', { treatment: 'avoid', reason: 'Stopped.' });
});
afterAll(() => organisation.close());

async function listed(query: string): Promise<(string | undefined)[]> {
  const { status, body } = await organisation.call('auditor', 'GET', `/v1/risks?${query}`);
  expect(status, JSON.stringify(body)).toBe(200);
  const named = new Map(Object.entries(ids).map(([name, id]) => [id, name]));
  return (body.items as { id: string }[]).map(({ id }) => named.get(id));
}

describe('the list of risks', () => {
  it.each([
    ['', ['extreme2', 'extreme', 'high', 'moderate', 'low']],
    ['sort=residual', ['extreme', 'extreme2', 'high', 'moderate', 'low']],
    ['state=treated', ['low']],
    ['category=privacy', ['moderate', 'low']],
    ['category=privacy&state=untreated', ['moderate']],
    ['owner=colleague', ['high']],
    ['band=extreme', ['extreme2', 'extreme']],
    ['band=extreme&sort=residual', ['extreme', 'extreme2']],
    ['q=leak', ['extreme2', 'moderate', 'low']],
    ['q=leak&category=safety', ['extreme2']],
    ['q=leak&sort=residual', ['extreme2', 'moderate', 'low']],
    ['overdue=true', []],
    ['touches=system/robot%20ARM', ['extreme']],
    ['touches=system/robot&sort=residual', []],
  ])('by %s', async (query, expected) => {
    expect(await listed(query)).toEqual(expected);
  });

  it('by what a risk touches', async () => {
    expect(await listed(`touches=adoption-request/${ids.request}`)).toEqual(['moderate']);
    expect(await listed(`touches=adoption-request/${ids.request}&sort=residual`)).toEqual(['moderate']);
  });

  it.each(['newest', 'residual'])('comes in pages without gaps or repeats, %s first', async (sort) => {
    const whole = await listed(`sort=${sort}`);
    const seen: unknown[] = [];
    for (let cursor: string | null | undefined = undefined; cursor !== null;) {
      const page = `/v1/risks?sort=${sort}&limit=2${cursor === undefined ? '' : `&cursor=${cursor}`}`;
      const { body } = await organisation.call('auditor', 'GET', page);
      seen.push(...(body.items as { id: string }[]).map(({ id }) => id));
      cursor = body.next as string | null;
    }
    expect(seen).toEqual(whole.map((name) => ids[name ?? '']));
  });

  it.each(['sort=oldest', 'touches=planet/mars', 'cursor=nonsense', 'band=huge', 'overdue=false', 'x=1'])(
    'refuses %s',
    async (query) => {
      expect((await organisation.call('auditor', 'GET', `/v1/risks?${query}`)).status).toBe(422);
    },
  );

  it('refuses a cursor of another order', async () => {
    const { body } = await organisation.call('auditor', 'GET', '/v1/risks?limit=1');
    const path = `/v1/risks?sort=residual&cursor=${String(body.next)}`;
    expect((await organisation.call('auditor', 'GET', path)).status).toBe(422);
  });
});

describe('the heat map', () => {
  const heat = async (query = '') => {
    const { body } = await organisation.call('auditor', 'GET', `/v1/risks/heat-map${query}`);
    const cells = body.cells as { likelihood: number; impact: number; band: string; risks: number }[];
    const warm = cells.filter(({ risks }) => risks > 0);
    return {
      body,
      cells,
      warm: warm.map(({ likelihood, impact, band, risks }) => [likelihood, impact, band, risks]),
    };
  };

  it('counts open risks by their scores, with the bands of the policy', async () => {
    const { body, cells, warm } = await heat();
    expect(cells).toHaveLength(25);
    expect(body).toMatchObject({ measure: 'residual', category: null, policyVersion: 1, total: 5 });
    expect(warm).toEqual([
      [1, 1, 'low', 1],
      [2, 3, 'moderate', 1],
      [4, 3, 'high', 1],
      [4, 5, 'extreme', 1],
      [5, 5, 'extreme', 1],
    ]);
    expect((await heat('?measure=inherent')).warm).toEqual([[5, 5, 'extreme', 5]]);
    expect((await heat('?category=privacy')).body.total).toBe(2);
  });

  it('follows what becomes of a risk', async () => {
    const id = await scene.identified({ category: 'societal', inherent: score(3, 3), residual: score(3, 3) });
    const societal = async () => (await heat('?category=societal')).warm;
    expect(await societal()).toEqual([[3, 3, 'moderate', 1]]);
    await scene.assess('requester', id, score(3, 2));
    expect(await societal()).toEqual([[3, 2, 'moderate', 1]]);
    await scene.post('compliance', `/v1/risks/${id}/closure`, { reason: 'Gone.' });
    expect(await societal()).toEqual([]);
    await scene.post('requester', `/v1/risks/${id}/reopening`, { reason: 'Back.' });
    expect(await societal()).toEqual([[3, 2, 'moderate', 1]]);
  });
});

describe('the risk policy', () => {
  const publish = (rules: object, account: 'compliance' | 'management' = 'compliance', headers = {}) =>
    scene.post(account, '/v1/risk-policy/versions', { note: 'Tried.', rules }, headers);
  const withMatrix = (matrix: string[][]) => ({ ...defaultRiskPolicy, matrix });
  const falling = defaultRiskPolicy.matrix.map((row, index) => (index === 4 ? row.map(() => 'low') : row));

  it.each([
    ['a matrix that falls', withMatrix(falling)],
    ['a row too few', withMatrix(defaultRiskPolicy.matrix.slice(1))],
    ['a band too few', withMatrix(defaultRiskPolicy.matrix.map((row) => row.slice(1)))],
    ['a band that there is not', withMatrix(defaultRiskPolicy.matrix.map((row) => row.map(() => 'huge')))],
    ['no days to treat', { ...defaultRiskPolicy, treatWithinDays: 0 }],
    [
      'nobody who accepts',
      {
        ...defaultRiskPolicy,
        acceptance: { ...defaultRiskPolicy.acceptance, low: { roles: [], longestDays: 1 } },
      },
    ],
  ])('is refused with %s', async (_what, rules) => {
    expect((await publish(rules)).status).toBe(422);
  });

  it('is published by compliance managers, in versions, and not over one that nobody has seen', async () => {
    expect((await publish(defaultRiskPolicy, 'management')).status).toBe(403);
    const published = await publish({ ...defaultRiskPolicy, treatWithinDays: 14 });
    expect([published.status, published.headers.get('location')]).toEqual([
      201,
      '/v1/risk-policy/versions/2',
    ]);
    expect((await publish(defaultRiskPolicy, 'compliance', { 'if-match': '"1"' })).status).toBe(412);
    const { body } = await organisation.call('auditor', 'GET', '/v1/risk-policy/versions');
    expect((body.items as { version: number }[]).map(({ version }) => version)).toEqual([2, 1]);
    const inForce = await organisation.call('auditor', 'GET', '/v1/risk-policy');
    expect(inForce.body).toMatchObject({ version: 2, rules: { treatWithinDays: 14 } });
    expect((await organisation.call('auditor', 'GET', '/v1/risk-policy/versions/3')).status).toBe(404);
  });
});
