import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { importRows } from '../../import/import-rows.ts';
import { rowMapper } from '../../import/map-row.ts';
import { parseMapping } from '../../import/mapping.ts';
import { Register } from '../../import/register.ts';
import { comparisonOf, reportOf, summaryOf } from '../../import/report.ts';
import { readTable } from '../../import/table.ts';
import { TestOrganisation } from '../test-organisation.ts';
import { exampleMapping, messyInventory } from './mapping-fixture.ts';

const { rows } = readTable(messyInventory);
const map = rowMapper(parseMapping(exampleMapping()));
const quietly = { done: () => undefined, signal: new AbortController().signal };

describe('an import over the API', () => {
  let organisation: TestOrganisation;
  let register: Register;
  beforeAll(async () => {
    organisation = await TestOrganisation.found({ outcomeTimeoutMs: 60_000 });
    register = new Register(organisation.url, organisation.tokenOf('requester'), 1);
  });
  afterAll(() => organisation.close());

  const inRegister = async () => {
    const { body } = await organisation.call('auditor', 'GET', '/v1/adoption-requests?limit=200');
    return (body.items as unknown[]).length;
  };

  it('that is stopped says so, and the next one adds the rest; another adds nothing', async () => {
    const stop = new AbortController();
    const first = await importRows(rows, map, register, {
      atOnce: 1,
      done: () => stop.abort(),
      signal: stop.signal,
    });
    expect(first.stopped?.message).toMatch(/takes up where/);
    expect(await inRegister()).toBe(1);

    const second = await importRows(rows, map, register, quietly);
    expect(second.stopped).toBeUndefined();
    expect(second.results.map(({ result }) => result)).toEqual([
      'taken',
      'taken',
      'taken',
      'taken',
      'mended',
    ]);
    expect(second.results.map(({ tier }) => tier)).toEqual(['low', 'medium', 'low', 'low', 'low']);
    expect(new Set(second.results.map(({ id }) => id)).size).toBe(5);
    expect(await inRegister()).toBe(5);

    await new Promise((resolve) => setTimeout(resolve, 1_100));
    const third = await importRows(rows, map, register, quietly);
    expect(third.results.map(({ register }) => register)).toEqual(Array.from({ length: 5 }, () => 'before'));
    expect(third.results.map(({ id }) => id)).toEqual(second.results.map(({ id }) => id));
    expect(await inRegister()).toBe(5);
  });

  it('leaves what is there as it is when the mapping has changed', async () => {
    const mapping = exampleMapping();
    mapping.fields.legal.regions = { value: ['US'] };
    const { results } = await importRows(rows, rowMapper(parseMapping(mapping)), register, quietly);
    expect(results[0]).toMatchObject({ result: 'refused', register: 'not' });
    expect(results[0]?.remarks[0]).toMatch(/by another mapping/);
    expect(await inRegister()).toBe(5);
  });

  it('hands on why a row is refused', async () => {
    const mapping = exampleMapping();
    mapping.fields.businessOwner = { value: 'nobody' };
    mapping.fields.costs.currency = { value: 'eur' };
    const { rows } = readTable(messyInventory.replace('Searching our files', 'Searching their files'));
    const { results } = await importRows(
      rows.slice(0, 1),
      rowMapper(parseMapping(mapping)),
      register,
      quietly,
    );
    expect(results[0]).toMatchObject({ result: 'refused', id: '', tier: '' });
    expect(results[0]?.remarks.join()).toMatch(/\/costs\/currency/);
  });

  it('stops at the door with a token that is none', async () => {
    const stranger = new Register(organisation.url, 'csp_none', 1);
    await expect(importRows(rows, map, stranger, quietly)).rejects.toThrow(/does not let us in \(401\)/);
  });

  it('reports row by row, with a summary and a comparison', async () => {
    const { results } = await importRows(rows, map, register, quietly);
    const report = reportOf(results.map((one) => ({ ...one, title: one.title.replace('Search', '=1+"1"') })));
    expect(report.split('\r\n')[1]).toMatch(
      /^"2","'=1\+""1""","taken","","(added|before)","[0-9a-f-]{36}","low"$/,
    );
    expect(summaryOf(results, 1)).toMatch(/5 rows in 1\.0 s: 4 taken, 1 mended, 0 refused/);
    expect(comparisonOf(results, 'Personal data?').split('\n')).toContain('| no | 3 | 0 | 0 | 0 | 0 | 3 |');
  });
});

describe('an API that is busy', () => {
  it('is asked again after the time that it names; accepted is good enough', async () => {
    const statuses = [429, 503, 202];
    const asked: (string | undefined)[] = [];
    const server = createServer((request, response) => {
      asked.push(request.headers['idempotency-key'] as string | undefined);
      response.writeHead(statuses.shift() ?? 500, { 'content-type': 'application/json', 'retry-after': '0' });
      response.end(JSON.stringify({ id: 'an-id', state: 'accepted' }));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const register = new Register(`http://127.0.0.1:${port}`, 'token', 3);
    const [row] = rows;
    if (row === undefined) throw new Error('the inventory is empty');
    const submitted = await register.submit('key', map(row).content);
    expect(submitted).toEqual({ outcome: 'accepted', id: 'an-id' });
    expect(asked).toEqual(['key', 'key', 'key']);
    server.closeAllConnections();
    server.close();
    await expect(register.submit('key', map(row).content)).rejects.toThrow(/cannot be reached/);
  });
});
