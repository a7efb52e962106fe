import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ListedAction, openAction, openActions } from '../open-actions.ts';
import { TestOrganisation } from '../test-organisation.ts';

let organisation: TestOrganisation;
beforeAll(async () => {
  organisation = await TestOrganisation.found();
});
afterAll(() => organisation.close());

describe('a condition of an approval', () => {
  it('becomes an action of whom it names, due at the end of its day, soonest first', async () => {
    const items = await openActions(organisation);
    expect(items.map(({ text, state, dueAt, owner }) => [text, state, dueAt, owner.userName])).toEqual([
      ['Tell the works council', 'open', '2027-01-15T22:59:59.999Z', 'requester'],
      ['Delete what is kept after 30 days', 'open', '2027-03-31T21:59:59.999Z', 'colleague'],
    ]);
    const overdue = await organisation.call('auditor', 'GET', '/v1/actions?overdue=true');
    expect(overdue.body.items).toEqual([]);
    const mine = await organisation.call('colleague', 'GET', '/v1/actions?owner=colleague&limit=200');
    expect((mine.body.items as ListedAction[]).map(({ id }) => id)).toContain(items[1]?.id);
  });

  it('is done once, by its owner, and everybody else is refused', async () => {
    const path = `/v1/actions/${await openAction(organisation)}`;
    const complete = (account: Parameters<typeof organisation.call>[0], note = 'Set to 30 days.') =>
      organisation.call(account, 'POST', `${path}/completion`, { note });
    expect((await organisation.call(undefined, 'POST', `${path}/completion`, { note: 'x' })).status).toBe(
      401,
    );
    expect((await complete('auditor')).status).toBe(403);
    expect((await complete('security')).status).toBe(403);
    expect((await complete('colleague', ' ')).status).toBe(422);
    const answers = await Promise.all([complete('colleague'), complete('compliance')]);
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409]);
    const read = await organisation.call('auditor', 'GET', path);
    expect(read.body).toMatchObject({ state: 'done', settled: { note: 'Set to 30 days.' } });
    const again = await complete('colleague');
    expect(again).toMatchObject({ status: 409, body: { state: 'done' } });
  });

  it('is handed over, and called off by a compliance manager alone', async () => {
    const path = `/v1/actions/${await openAction(organisation)}`;
    const post = (account: Parameters<typeof organisation.call>[0], what: string, body: object) =>
      organisation.call(account, 'POST', `${path}/${what}`, body);
    expect((await post('requester', 'handover', { owner: 'requester' })).status).toBe(403);
    expect((await post('colleague', 'handover', { owner: 'nobody' })).status).toBe(422);
    expect((await post('colleague', 'handover', { owner: 'requester' })).status).toBe(200);
    expect((await post('colleague', 'completion', { note: 'Mine.' })).status).toBe(403);
    expect((await post('requester', 'calling-off', { reason: 'No.' })).status).toBe(403);
    const off = await post('compliance', 'calling-off', { reason: 'It was never taken into use.' });
    expect(off).toMatchObject({ status: 200, body: { state: 'called_off' } });
  });

  it('that nobody knows is not there', async () => {
    const unknown = '/v1/actions/00000000-0000-4000-8000-000000000000';
    expect((await organisation.call('auditor', 'GET', unknown)).status).toBe(404);
    expect(
      (await organisation.call('requester', 'POST', `${unknown}/completion`, { note: 'x' })).status,
    ).toBe(404);
    expect((await organisation.call('auditor', 'GET', '/v1/actions?cursor=nonsense')).status).toBe(422);
  });
});
