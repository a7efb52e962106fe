import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { TestOrganisation } from '../test-organisation.ts';
import { freshRequest, newcomer, refusalOf, refused } from './refusal.ts';

let organisation: TestOrganisation;
let id: string;
beforeAll(async () => {
  organisation = await TestOrganisation.found();
});
afterAll(() => organisation.close());
beforeEach(async () => {
  id = await freshRequest(organisation);
});

const path = () => `/v1/adoption-requests/${id}`;
const approve = { decision: 'approve' };

describe('a sign-off is refused', () => {
  it.each([
    ['from another role', () => organisation.signOff('legal', id, 'security'), '403 wrong_role'],
    ['from a requester', () => organisation.signOff('colleague', id, 'security'), '403 wrong_role'],
    ['from an auditor', () => organisation.signOff('auditor', id, 'security'), '403 wrong_role'],
    [
      'from the escalation contact too early',
      () => organisation.signOff('compliance', id, 'legal'),
      '403 wrong_role',
    ],
    ['for a role not needed', () => organisation.signOff('management', id, 'management'), '422 invalid'],
    [
      'on a later revision',
      () => organisation.signOff('security', id, 'security', { revision: 7 }),
      '412 stale_revision',
    ],
    [
      'with an If-Match that is no revision',
      () => organisation.signOff('security', id, 'security', { headers: { 'if-match': '"abc"' } }),
      '412 stale_revision',
    ],
    [
      'without If-Match',
      () => organisation.call('security', 'POST', `${path()}/sign-offs`, { role: 'security', ...approve }),
      '428 precondition_required',
    ],
    [
      'with If-Match: *',
      () => organisation.signOff('security', id, 'security', { headers: { 'if-match': '*' } }),
      '428 precondition_required',
    ],
    [
      'that rejects in silence',
      () => organisation.signOff('security', id, 'security', { decision: 'reject' }),
      '422 invalid',
    ],
  ])('%s', async (_, act, refusal) => {
    expect(await refused(organisation, act)).toBe(refusal);
    const read = await organisation.call('requester', 'GET', path());
    expect(read.body.signOffs).toMatchObject(Array.from({ length: 4 }, () => ({ state: 'pending' })));
  });

  it('on one’s own request, whatever role one holds', async () => {
    id = await freshRequest(organisation, {}, 'security');
    const own = () => organisation.signOff('security', id, 'security');
    expect(await refused(organisation, own)).toBe('403 segregation_of_duties');
    expect((await organisation.signOff('security-2', id, 'security')).status).toBe(200);
  });

  it('for a second role by the same person', async () => {
    const { as: headers } = await newcomer(organisation, 'two-roles', ['security', 'legal']);
    const sign = (role: string) =>
      organisation.call(
        undefined,
        'POST',
        `${path()}/sign-offs`,
        { role, ...approve },
        { ...headers, 'if-match': '"1"' },
      );
    expect((await sign('security')).status).toBe(200);
    expect(await refused(organisation, () => sign('legal'))).toBe('403 segregation_of_duties');
  });

  it('on what an amendment has overtaken', async () => {
    const amended = await organisation.call(
      'requester',
      'PATCH',
      path(),
      { title: 'Other' },
      { 'if-match': '"1"' },
    );
    expect(amended.headers.get('etag')).toBe('"2"');
    const late = () => organisation.signOff('security', id, 'security');
    expect(await refused(organisation, late)).toBe('412 stale_revision');
  });

  it('the second time, saying who decided', async () => {
    await organisation.signOff('security', id, 'security');
    const second = await organisation.signOff('security-2', id, 'security');
    expect(refusalOf(second)).toBe('409 already_decided');
    expect((second.body.signOffs as { by?: { userName: string } }[])[0]?.by?.userName).toBe('security');
  });

  it('to all but one of those who sign for one role at the same instant', async () => {
    const both = await Promise.all(
      (['security', 'security-2'] as const).map((account) => organisation.signOff(account, id, 'security')),
    );
    expect(both.map(({ status }) => status).toSorted()).toEqual([200, 409]);
  });
});

describe('after the end', () => {
  it('nothing is taken any more', async () => {
    expect((await organisation.call('requester', 'POST', `${path()}/withdrawal`, {})).body.state).toBe(
      'withdrawn',
    );
    const closed = [
      () => organisation.signOff('security', id, 'security'),
      () => organisation.call('requester', 'PATCH', path(), { title: 'Other' }, { 'if-match': '"1"' }),
      () => organisation.call('requester', 'POST', `${path()}/withdrawal`, {}),
      () => organisation.call('compliance', 'POST', `${path()}/reopening`, { justification: 'Why not' }),
    ];
    for (const act of closed) expect(await refused(organisation, act)).toBe('409 closed');
  });
});

describe('a request', () => {
  it('is amended and withdrawn by its requester alone', async () => {
    const amend = () =>
      organisation.call('colleague', 'PATCH', path(), { title: 'Mine' }, { 'if-match': '"1"' });
    const withdraw = () => organisation.call('colleague', 'POST', `${path()}/withdrawal`, {});
    expect(await refused(organisation, amend)).toBe('403 not_requester');
    expect(await refused(organisation, withdraw)).toBe('403 not_requester');
  });

  it('that is open is reopened by nobody, that is prohibited by the compliance manager alone', async () => {
    const reopen = (account: 'compliance' | 'legal') => () =>
      organisation.call(account, 'POST', `${path()}/reopening`, { justification: 'Why not' });
    expect(await refused(organisation, reopen('compliance'))).toBe('409 not_closed');
    id = await freshRequest(organisation, {
      screening: { prohibitedPractices: ['c_social_scoring'], highRiskAreas: [] },
    });
    expect(await refused(organisation, reopen('legal'))).toBe('403 wrong_role');
    expect((await reopen('compliance')()).body).toMatchObject({ state: 'in_review', tier: 'critical' });
  });

  it('is found under its id in capitals too, and takes sign-offs there', async () => {
    id = id.toUpperCase();
    expect((await organisation.call('requester', 'GET', path())).status).toBe(200);
    expect((await organisation.signOff('security', id, 'security')).status).toBe(200);
  });

  it('that is amended with nothing new stays as it is', async () => {
    const same = () => organisation.call('requester', 'PATCH', path(), {}, { 'if-match': '"1"' });
    expect(await refused(organisation, same)).toBe('422 unchanged');
  });

  it('names a business owner who is one, and somebody else', async () => {
    for (const businessOwner of ['nobody', 'legal']) {
      const submit = () => organisation.submit({ businessOwner });
      expect(await refused(organisation, submit)).toBe('422 invalid');
    }
    const own = () => organisation.submit({}, 'business-owner');
    expect(await refused(organisation, own)).toBe('422 invalid');
  });
});
