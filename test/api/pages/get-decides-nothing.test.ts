import { sql } from 'kysely';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { pages } from '../../../api/pages/index.ts';
import { routes } from '../../../api/routes/index.ts';
import { type Account, TestOrganisation } from '../../test-organisation.ts';

let organisation: TestOrganisation;
let request = '';
beforeAll(async () => {
  organisation = await TestOrganisation.found();
  request = (await organisation.submit()).body.id;
  // Whoever looks must have signed in before: that is on record too, and no page's doing.
  for (const account of accounts) await organisation.page(account, '/inbox');
});
afterAll(() => organisation.close());

const accounts: Account[] = ['requester', 'security', 'compliance', 'auditor', 'administrator'];

/** Every row of every table, but when a session or a token was last used. */
async function everything(): Promise<string> {
  const { db } = organisation.database;
  const { rows: tables } = await sql<{ name: string }>`
    select table_name as name from information_schema.tables
    where table_schema = 'public' and table_type = 'BASE TABLE' and table_name <> 'checkpoint' order by 1`.execute(
    db,
  );
  const digests = await Promise.all(
    tables.map(async ({ name }) => {
      const { rows } = await sql<{ digest: string }>`
        select count(*) || ' ' || coalesce(md5(string_agg((to_jsonb(t) - 'last_seen_at' - 'last_used_at')::text, '' order by t::text)), '')
          as digest
        from ${sql.table(name)} t`.execute(db);
      return `${name}: ${rows[0]?.digest ?? ''}`;
    }),
  );
  return digests.join('\n');
}

/** An address that the path describes: of the request there is, and of nothing in particular otherwise. */
async function addressOf(path: string): Promise<string> {
  const values: Record<string, string> = { kind: 'adoption-request', version: '1', role: 'security' };
  return path.replaceAll(/\{(\w+)\}/g, (_whole, name: string) => values[name] ?? request);
}

const reads = [...pages, ...routes].filter(({ method }) => method === 'get').map(({ path }) => path);

it('knows all pages and routes', () => {
  expect(reads).toContain('/inbox');
  expect(reads).toContain('/adoption-requests/{id}');
  expect(reads).toContain('/v1/adoption-requests/{id}');
});

it.each([...new Set(reads)])('GET %s changes nothing, whoever asks', async (path) => {
  const address = await addressOf(path);
  const before = await everything();
  for (const account of accounts) {
    const isOfTheApi = path.startsWith('/v1');
    const { status } = isOfTheApi
      ? await organisation.call(account, 'GET', address)
      : await organisation.page(account, `${address}?role=security&decision=approve&revision=1&done=signed`);
    expect(status, account).toBeLessThan(500);
  }
  expect(await everything()).toBe(before);
});

it.each([...new Set(pages.filter(({ method }) => method === 'post').map(({ path }) => path))])(
  'what POST %s does is not done by a GET',
  async (path) => {
    const before = await everything();
    const fields = new URLSearchParams({
      role: 'security',
      decision: 'approve',
      revision: '1',
      '/text': 'x',
      key: 'k',
    });
    for (const account of accounts) {
      const { status } = await organisation.page(account, `${await addressOf(path)}?${fields.toString()}`);
      expect(status, account).toBeLessThan(500);
    }
    expect(await everything()).toBe(before);
  },
);
