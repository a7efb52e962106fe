import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { exampleSubmission, TestOrganisation } from '../test-organisation.ts';
import { eventCount, newcomer, pointersOf, refusalOf, refused } from './refusal.ts';

let organisation: TestOrganisation;
beforeAll(async () => {
  organisation = await TestOrganisation.found({ worker: false });
});
afterAll(() => organisation.close());

const content = { title: 'Half a thought', users: { headcount: 'about 40' } };

async function started(account: 'requester' | 'colleague' = 'requester'): Promise<string> {
  const answer = await organisation.call(account, 'POST', '/v1/drafts', { content });
  expect(answer.status).toBe(201);
  return answer.body.id;
}

describe('a draft', () => {
  it('keeps what was typed, unfinished as it is', async () => {
    const id = await started();
    const read = await organisation.call('requester', 'GET', `/v1/drafts/${id}`);
    expect(read.body).toMatchObject({ id, content, step: 'system', version: 1 });
    expect(read.headers.get('etag')).toBe('"1"');
    const { body } = await organisation.call('requester', 'GET', '/v1/drafts');
    expect((body.items as { id: string }[])[0]?.id).toBe(id);
  });

  it('is replaced whole, and only at the version that was seen where one is named', async () => {
    const id = await started();
    const put = (title: string, headers = {}) =>
      organisation.call(
        'requester',
        'PUT',
        `/v1/drafts/${id}`,
        { content: { title }, step: 'data' },
        headers,
      );
    expect((await put('Second', { 'if-match': '"1"' })).body).toMatchObject({
      content: { title: 'Second' },
      step: 'data',
      version: 2,
    });
    expect(refusalOf(await put('Late', { 'if-match': '"1"' }))).toBe('412 stale_revision');
    expect((await put('Whatever was there')).body).toMatchObject({ version: 3 });
    const read = await organisation.call('requester', 'GET', `/v1/drafts/${id}`);
    expect(read.body.content).toEqual({ title: 'Whatever was there' });
  });

  it('starts once under one key', async () => {
    const start = (body: unknown) =>
      organisation.call('requester', 'POST', '/v1/drafts', body, { 'idempotency-key': 'the same' });
    const answers = await Promise.all([start({ content }), start({ content })]);
    expect(answers.map(({ status }) => status)).toEqual([201, 201]);
    expect(answers[0].body.id).toBe(answers[1].body.id);
    expect(refusalOf(await start({ content: { title: 'Other' } }))).toBe('422 idempotency_key_reused');
  });

  it('goes when it is thrown away', async () => {
    const id = await started();
    expect((await organisation.call('requester', 'DELETE', `/v1/drafts/${id}`)).status).toBe(204);
    expect(refusalOf(await organisation.call('requester', 'GET', `/v1/drafts/${id}`))).toBe('404 not_found');
    expect(refusalOf(await organisation.call('requester', 'DELETE', `/v1/drafts/${id}`))).toBe(
      '404 not_found',
    );
  });

  it('is no event', async () => {
    const before = await eventCount(organisation);
    await started();
    expect(await eventCount(organisation)).toBe(before);
  });

  it('is nobody else’s: to others, administrators too, there is none', async () => {
    const id = await started();
    for (const account of ['colleague', 'administrator', 'compliance'] as const) {
      for (const [method, body] of [
        ['GET', undefined],
        ['PUT', { content: {} }],
        ['DELETE', undefined],
      ] as const) {
        const answer = await organisation.call(account, method, `/v1/drafts/${id}`, body);
        expect(refusalOf(answer), `${account} ${method}`).toBe('404 not_found');
      }
      const { body } = await organisation.call(account, 'GET', '/v1/drafts');
      expect(JSON.stringify(body.items)).not.toContain(id);
    }
    expect((await organisation.call('requester', 'GET', `/v1/drafts/${id}`)).body.content).toEqual(content);
  });

  it('is not for auditors, nor for anybody without a token', async () => {
    const id = await started();
    for (const [method, path, body] of [
      ['GET', '/v1/drafts', undefined],
      ['POST', '/v1/drafts', { content }],
      ['GET', `/v1/drafts/${id}`, undefined],
      ['PUT', `/v1/drafts/${id}`, { content }],
      ['DELETE', `/v1/drafts/${id}`, undefined],
    ] as const) {
      expect(refusalOf(await organisation.call('auditor', method, path, body))).toBe('403 wrong_role');
      expect(refusalOf(await organisation.call(undefined, method, path, body))).toBe('401 unauthenticated');
    }
  });

  it('of an unknown id is not there', async () => {
    for (const id of [randomUUID(), 'nonsense']) {
      const answer = await organisation.call('requester', 'PUT', `/v1/drafts/${id}`, { content });
      expect(refusalOf(answer)).toBe('404 not_found');
    }
  });

  it.each([
    [{ content: { colour: 'red' } }, '/content/colour'],
    [{ content: { system: { name: { first: 'x' } } } }, '/content/system/name'],
    [{ content: { users: { teams: 'one' } } }, '/content/users/teams'],
    [{ content: { title: 'a\0b' } }, '/content/title'],
    [{ content: {}, step: 'elsewhere' }, '/step'],
    [{}, '/content'],
  ])('of the wrong shape is refused: %j', async (body, pointer) => {
    const answer = await organisation.call('requester', 'POST', '/v1/drafts', body);
    expect(refusalOf(answer)).toBe('422 invalid');
    expect(pointersOf(answer)).toEqual([pointer]);
  });

  it('holds a megabyte and no more', async () => {
    const long = 'ä'.repeat(100_000);
    const of = (count: number) => ({ content: { users: { teams: Array<string>(count).fill(long) } } });
    const id = await started();
    const put = (body: unknown) => organisation.call('requester', 'PUT', `/v1/drafts/${id}`, body);
    expect((await put(of(4))).status).toBe(200);
    expect(await refused(organisation, () => put(of(5)))).toBe('413 too_large');
  });

  it('can be one of fifty, and no more whatever is asked at once', async () => {
    const { as } = await newcomer(organisation, 'drafter', ['requester']);
    const answers = await Promise.all(
      Array.from({ length: 55 }, () => organisation.call(undefined, 'POST', '/v1/drafts', { content }, as)),
    );
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(50);
    for (const answer of answers.filter(({ status }) => status !== 201)) {
      expect(refusalOf(answer)).toBe('409 too_many_drafts');
    }
    const { body } = await organisation.call(undefined, 'GET', '/v1/drafts', undefined, as);
    expect(body.items).toHaveLength(50);
  });

  it('can hold a whole submission, and hostile text as it came', async () => {
    const hostile = { ...exampleSubmission(), title: '"><img src=x onerror=alert(1)> \u202e' };
    const { body } = await organisation.call('requester', 'POST', '/v1/drafts', { content: hostile });
    expect(body.content).toEqual(hostile);
  });
});
