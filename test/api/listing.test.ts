import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { TestOrganisation } from '../test-organisation.ts';
import { freshRequest } from './refusal.ts';

let organisation: TestOrganisation;
const ids: string[] = [];
beforeAll(async () => {
  organisation = await TestOrganisation.found();
  for (let count = 0; count < 6; count += 1) ids.push(await freshRequest(organisation));
  ids.push(await freshRequest(organisation, { effect: { onPeople: 'decides', affected: [] } }, 'colleague'));
  await organisation.call('requester', 'POST', `/v1/adoption-requests/${ids[0] ?? ''}/withdrawal`);
  await organisation.signOff('legal', ids[1] ?? '', 'legal');
});
afterAll(() => organisation.close());

async function list(query: string): Promise<{ items: string[]; next: string | null }> {
  const { status, body } = await organisation.call('auditor', 'GET', `/v1/adoption-requests?${query}`);
  expect(status).toBe(200);
  return { items: (body.items as { id: string }[]).map(({ id }) => id), next: body.next as string | null };
}

async function walk(
  query: string,
  between: () => Promise<unknown> = () => Promise.resolve(),
): Promise<string[]> {
  const seen: string[] = [];
  for (let cursor: string | null = ''; cursor !== null;) {
    const page: { items: string[]; next: string | null } = await list(
      `${query}&limit=2${cursor === '' ? '' : `&cursor=${cursor}`}`,
    );
    seen.push(...page.items);
    cursor = page.next;
    await between();
  }
  return seen;
}

describe('the list of requests', () => {
  it('is newest first, by pages as in one', async () => {
    const whole = (await list('limit=200')).items;
    expect(whole).toEqual(ids.toReversed());
    expect(await walk('')).toEqual(whole);
    expect(await walk('waitingFor=security')).toEqual((await list('waitingFor=security')).items);
  });

  it.each([
    ['state=withdrawn', () => [ids[0]]],
    ['tier=high', () => [ids[6]]],
    ['waitingFor=management', () => [ids[6]]],
    ['waitingFor=legal', () => ids.slice(2).toReversed()],
    ['requester=colleague', () => [ids[6]]],
    ['requester=nobody', () => []],
    ['state=in_review&tier=medium&requester=requester&waitingFor=legal', () => ids.slice(2, 6).toReversed()],
  ])('filters by %s', async (query, expected) => {
    expect((await list(query)).items).toEqual(expected());
  });

  it('is complete and holds nothing twice while requests come in', async () => {
    const before = (await list('limit=200')).items;
    expect(await walk('', () => freshRequest(organisation))).toEqual(before);
  });
});
