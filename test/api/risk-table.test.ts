import { parse } from 'csv-parse/sync';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eventually } from '../eventually.ts';
import { type Account, type Answer, TestOrganisation } from '../test-organisation.ts';
import { eventCount, pointersOf } from './refusal.ts';
import { RiskScene, score } from './risk-scene.ts';

let organisation: TestOrganisation;
let scene: RiskScene;
beforeAll(async () => {
  organisation = await TestOrganisation.found();
  scene = new RiskScene(organisation);
});
afterAll(() => organisation.close());

const header = 'title,category,cause,consequence,owner,systems,controls,inherentLikelihood,inherentImpact';
const line = (title: string, rest = 'privacy,Cause,Consequence,requester,A; B,One; Two,4,3') =>
  `${title},${rest}`;
const file = (...lines: string[]) => [header, ...lines].join('\n');

function importFile(text: string, account: Account = 'compliance', query = ''): Promise<Answer> {
  const type = { 'content-type': 'text/csv' };
  return organisation.call(account, 'POST', `/v1/risks/import${query}`, text, type);
}

async function exported(query: string): Promise<string> {
  const response = await fetch(`${organisation.url}/v1/risks/export?${query}`, {
    headers: { authorization: `Bearer ${organisation.tokenOf('auditor')}` },
  });
  expect(response.status).toBe(200);
  return response.text();
}

async function total(): Promise<unknown> {
  return (await organisation.call('auditor', 'GET', '/v1/risks/heat-map')).body.total;
}

describe('importing risks', () => {
  it('puts every row into the register, and says so row by row', async () => {
    const { status, body } = await importFile(file(line('First'), '', line('Second')));
    expect(status).toBe(200);
    expect(body).toMatchObject({
      dryRun: false,
      counts: { identified: 2, accepted: 0 },
      rows: [
        { row: 2, title: 'First', outcome: 'identified' },
        { row: 4, title: 'Second', outcome: 'identified' },
      ],
    });
    const [first] = body.rows as { risk: string }[];
    expect((await scene.read(first?.risk ?? '')).body).toMatchObject({
      owner: { userName: 'requester' },
      identifiedBy: { userName: 'compliance' },
      controls: ['One', 'Two'],
      touches: [{ name: 'A' }, { name: 'B' }],
      inherent: score(4, 3),
      residual: score(4, 3),
    });
  });

  it('does nothing at all where anything is wrong, and says everything that is', async () => {
    const before = [await eventCount(organisation), await total()];
    const answer = await importFile(
      file(
        line('Good'),
        line('Category', 'weather,Cause,Consequence,requester,A,One,4,3'),
        line('Nobody', 'privacy,Cause,Consequence,nobody,A,One,4,3'),
        line('Level', 'privacy,Cause,Consequence,requester,A,One,6,3'),
        line('First'),
        line('Good'),
        'too,short',
      ),
    );
    expect(answer.status).toBe(422);
    expect(answer.body).toMatchObject({ faults: 6, detail: expect.stringContaining('6 rows') });
    expect(pointersOf(answer)).toEqual([
      '/rows/3/category',
      '/rows/4/owner',
      '/rows/5/inherentLikelihood',
      '/rows/6',
      '/rows/7',
      '/rows/8',
    ]);
    expect([await eventCount(organisation), await total()]).toEqual(before);
  });

  it.each([
    ['an unknown column', 'title,colour\nA,red'],
    ['a column twice', 'title,title\nA,B'],
    ['no title', 'category\nprivacy'],
    ['nothing', ''],
    ['an open quote', `${header}\n"A`],
  ])('refuses a file with %s', async (_what, text) => {
    expect((await importFile(text)).status).toBe(422);
  });

  it('refuses a residual score above the inherent one', async () => {
    const text = `${header},residualImpact\n${line('Worse')},5`;
    expect(pointersOf(await importFile(text))).toEqual(['/rows/2/residualImpact']);
  });

  it('does nothing when it is only tried, nor for whoever is not a compliance manager', async () => {
    const before = await total();
    const tried = await importFile(file(line('Tried')), 'compliance', '?dryRun=true');
    expect(tried.body).toMatchObject({ dryRun: true, rows: [{ row: 2, outcome: 'accepted' }] });
    expect((await importFile(file(line('Not mine')), 'requester')).status).toBe(403);
    expect(await total()).toBe(before);
  });

  it('with no worker is taken whole, and is in the register once there is one', async () => {
    const away = await TestOrganisation.found({ worker: false, outcomeTimeoutMs: 100 });
    try {
      const rows = Array.from({ length: 120 }, (_none, index) => line(`Risk ${index}`));
      const type = { 'content-type': 'text/csv' };
      const { body } = await away.call('compliance', 'POST', '/v1/risks/import', file(...rows), type);
      expect(body).toMatchObject({ counts: { identified: 0, accepted: 120 } });
      await away.startWorker();
      await eventually(
        async () => (await away.call('auditor', 'GET', '/v1/risks/heat-map')).body.total === 120,
      );
    } finally {
      await away.close();
    }
  });
});

describe('exporting risks', () => {
  it('gives all of a filter as CSV that no spreadsheet runs, and that can be imported elsewhere', async () => {
    const title = '=HYPERLINK("http://evil.example","x")';
    await scene.identified({ title, category: 'societal', controls: ['@cmd', 'Two'], cause: 'a "b"\nc, d' });
    const text = await exported('category=societal');
    const [row] = parse<Record<string, string>>(text, { columns: true });
    expect(row).toMatchObject({
      title: `'${title}`,
      controls: "'@cmd; Two",
      cause: 'a "b"\nc, d',
      owner: 'requester',
      state: 'untreated',
      overdue: 'false',
    });
    const elsewhere = await TestOrganisation.found();
    try {
      const type = { 'content-type': 'text/csv' };
      const { body } = await elsewhere.call('compliance', 'POST', '/v1/risks/import', text, type);
      const [{ risk = '' } = {}] = body.rows as { risk?: string }[];
      const { body: read } = await elsewhere.call('auditor', 'GET', `/v1/risks/${risk}`);
      expect(read).toMatchObject({ title, controls: ['@cmd', 'Two'], cause: 'a "b"\nc, d' });
    } finally {
      await elsewhere.close();
    }
  });

  it('gives the same as JSON', async () => {
    const { items } = JSON.parse(await exported('format=json')) as { items: { id: string; title: string }[] };
    expect(items).toHaveLength((await total()) as number);
    expect(items.map(({ title }) => title)).toContain('First');
    const none = JSON.parse(await exported('format=json&category=fairness')) as { items: unknown[] };
    expect(none.items).toEqual([]);
  });
});
