import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Account, TestOrganisation } from '../test-organisation.ts';
import { freshRequest } from './refusal.ts';

interface Item {
  id: string;
  role: string;
  why: string;
  dueAt: string;
  actsFor: { userName: string } | null;
}

let organisation: TestOrganisation;
let ids: string[];
beforeAll(async () => {
  organisation = await TestOrganisation.found();
  ids = [];
  for (let count = 0; count < 5; count += 1) ids.push(await freshRequest(organisation));
});
afterAll(() => organisation.close());

async function inboxOf(account: Account, query = ''): Promise<Item[]> {
  const answer = await organisation.call(account, 'GET', `/v1/inbox${query}`);
  expect(answer.status).toBe(200);
  return answer.body.items as Item[];
}

async function delegate(from: Account, to: string, role: string): Promise<() => Promise<unknown>> {
  const body = {
    to,
    roles: [role],
    startsAt: '2026-01-01T00:00:00Z',
    endsAt: '2099-01-01T00:00:00Z',
    reason: 'x',
  };
  const { body: granted } = await organisation.call(from, 'POST', '/v1/delegations', body);
  return () => organisation.call(from, 'POST', `/v1/delegations/${granted.id}/revocation`);
}

describe('an inbox', () => {
  it('holds what waits for one’s role, soonest due first', async () => {
    for (const account of ['security', 'security-2', 'business-owner'] as const) {
      const items = await inboxOf(account);
      expect(items.map(({ id }) => id).toSorted()).toEqual(ids.toSorted());
      expect(items.every(({ why, actsFor }) => why === 'own' && actsFor === null)).toBe(true);
      expect(items.map(({ dueAt }) => dueAt)).toEqual(items.map(({ dueAt }) => dueAt).toSorted());
    }
    for (const account of ['requester', 'management', 'compliance'] as const) {
      expect(await inboxOf(account)).toEqual([]);
    }
  });

  it('comes in pages that are complete and hold nothing twice', async () => {
    const seen: string[] = [];
    for (let cursor: string | null = ''; cursor !== null;) {
      const after: string = cursor === '' ? '' : `&cursor=${cursor}`;
      const { body } = await organisation.call('legal', 'GET', `/v1/inbox?limit=2${after}`);
      seen.push(...(body.items as Item[]).map(({ id }) => id));
      cursor = body.next as string | null;
    }
    expect(seen).toHaveLength(ids.length);
    expect(seen.toSorted()).toEqual(ids.toSorted());
  });

  it('hands items over with a delegation, and takes them back with its end', async () => {
    const revoke = await delegate('privacy', 'colleague', 'privacy');
    expect(await inboxOf('privacy')).toEqual([]);
    const moved = await inboxOf('colleague');
    expect(moved).toHaveLength(ids.length);
    expect(moved[0]).toMatchObject({ why: 'delegate', role: 'privacy', actsFor: { userName: 'privacy' } });
    await revoke();
    expect(await inboxOf('colleague')).toEqual([]);
    expect(await inboxOf('privacy')).toHaveLength(ids.length);
  });

  it('keeps items at home when the delegate has left', async () => {
    const revoke = await delegate('privacy', 'colleague', 'privacy');
    const { body } = await organisation.call('colleague', 'GET', '/v1/me');
    const setActive = (active: boolean) =>
      organisation.call('administrator', 'PATCH', `/v1/people/${body.id}`, { active });
    await setActive(false);
    expect(await inboxOf('privacy')).toHaveLength(ids.length);
    await setActive(true);
    await revoke();
  });

  it('shows neither what one has asked for, nor what has been signed, nor a second role on one request', async () => {
    const own = await freshRequest(organisation, {}, 'security');
    expect((await inboxOf('security')).map(({ id }) => id)).not.toContain(own);
    expect((await inboxOf('security-2')).map(({ id }) => id)).toContain(own);
    const [first = ''] = ids;
    await organisation.signOff('legal', first, 'legal');
    expect((await inboxOf('legal')).map(({ id }) => id)).not.toContain(first);
    const revoke = await delegate('privacy', 'legal', 'privacy');
    const delegated = (await inboxOf('legal')).filter(({ role }) => role === 'privacy');
    expect(delegated.map(({ id }) => id)).toContain(own);
    expect(delegated.map(({ id }) => id)).not.toContain(first);
    // Whom duties bar cannot stand in: that item stays at home, and nobody's inbox loses it.
    expect((await inboxOf('privacy')).map(({ id }) => id)).toEqual([first]);
    await revoke();
  });

  it('shows what has been escalated to one', async () => {
    const [first = ''] = ids;
    const { db } = organisation.database;
    await db
      .updateTable('sign_off')
      .set({ escalated: true })
      .where('request_id', '=', first)
      .where('role', '=', 'privacy')
      .execute();
    expect(await inboxOf('compliance')).toMatchObject([{ id: first, role: 'privacy', why: 'escalation' }]);
  });
});
