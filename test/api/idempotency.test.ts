import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { TestOrganisation } from '../test-organisation.ts';
import { eventCount, freshRequest, refusalOf } from './refusal.ts';

let organisation: TestOrganisation;
beforeAll(async () => {
  organisation = await TestOrganisation.found();
});
afterAll(() => organisation.close());

const key = (name: string) => ({ 'idempotency-key': name });

describe('an Idempotency-Key', () => {
  it('makes a repeated submission answer the same, whatever has happened since', async () => {
    const first = await organisation.submit({}, 'requester', key('one'));
    await organisation.signOff('security', first.body.id, 'security');
    const before = await eventCount(organisation);
    const repeated = await organisation.submit({}, 'requester', key('one'));
    expect([repeated.status, repeated.body]).toEqual([first.status, first.body]);
    for (const name of ['etag', 'location']) {
      expect(repeated.headers.get(name)).toBe(first.headers.get(name));
    }
    expect(await eventCount(organisation)).toBe(before);
  });

  it('makes one request of ten submissions at the same instant', async () => {
    const before = await eventCount(organisation);
    const all = await Promise.all(
      Array.from({ length: 10 }, () => organisation.submit({}, 'requester', key('ten'))),
    );
    expect(new Set(all.map(({ status, body }) => `${status} ${body.id}`)).size).toBe(1);
    expect(await eventCount(organisation)).toBe(before + 1);
  });

  it('is one person’s own', async () => {
    const mine = await organisation.submit({}, 'requester', key('mine'));
    const theirs = await organisation.submit({}, 'colleague', key('mine'));
    expect(theirs.body.id).not.toBe(mine.body.id);
  });

  it('does not go with another body', async () => {
    await organisation.submit({}, 'requester', key('two'));
    const other = await organisation.submit({ title: 'Other' }, 'requester', key('two'));
    expect(refusalOf(other)).toBe('422 idempotency_key_reused');
  });

  it('has 1 to 255 characters', async () => {
    const long = await organisation.submit({}, 'requester', key('x'.repeat(256)));
    expect(refusalOf(long)).toBe('422 invalid');
  });

  it('makes a repeated sign-off answer the same, accepted or refused', async () => {
    const id = await freshRequest(organisation);
    const sign = (account: 'security' | 'security-2', changes: object = {}) =>
      organisation.signOff(account, id, 'security', { headers: key('sign'), ...changes });
    const first = await sign('security');
    const late = await sign('security-2');
    await organisation.signOff('legal', id, 'legal');
    const again = await sign('security');
    expect([again.status, again.body]).toEqual([200, first.body]);
    expect(refusalOf(late)).toBe('409 already_decided');
    expect(refusalOf(await sign('security-2'))).toBe('409 already_decided');
    for (const changes of [{ comment: 'Other' }, { revision: 2 }]) {
      expect(refusalOf(await sign('security', changes))).toBe('422 idempotency_key_reused');
    }
  });
});

describe('while no worker is there', () => {
  it('the first body that came with a key is the one that counts', async () => {
    const waiting = await TestOrganisation.found({ worker: false, outcomeTimeoutMs: 100 });
    try {
      const { id } = (await waiting.submit()).body;
      const sign = (comment: string) =>
        waiting.signOff('security', id, 'security', { comment, headers: key('k') });
      expect((await sign('first')).status).toBe(202);
      await sign('second');
      await waiting.startWorker();
      const read = async () => (await waiting.call('requester', 'GET', `/v1/adoption-requests/${id}`)).body;
      await expect
        .poll(async () => JSON.stringify((await read()).signOffs ?? ''), { timeout: 20_000 })
        .toContain('"comment":"first"');
    } finally {
      await waiting.close();
    }
  });

  it('an amendment of a revision that nobody has seen yet is refused', async () => {
    const waiting = await TestOrganisation.found({ outcomeTimeoutMs: 2_000 });
    try {
      const id = await freshRequest(waiting);
      await waiting.stopWorker();
      const path = `/v1/adoption-requests/${id}`;
      const amend = (body: object, revision: number) =>
        waiting.call('requester', 'PATCH', path, body, { 'if-match': `"${revision}"` });
      expect((await amend({ title: 'Better' }, 1)).status).toBe(202);
      expect(refusalOf(await amend({ users: { headcount: 5 } }, 2))).toBe('412 stale_revision');
    } finally {
      await waiting.close();
    }
  });
});
