import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { defaultApprovalPolicy } from '../../domain/approval-policy.ts';
import { TestOrganisation } from '../test-organisation.ts';
import { freshRequest, pointersOf, refused } from './refusal.ts';

let organisation: TestOrganisation;
beforeAll(async () => {
  organisation = await TestOrganisation.found();
});
afterAll(() => organisation.close());

const rules = defaultApprovalPolicy;
const publish = (changes: object, headers: Record<string, string> = {}) =>
  organisation.call(
    'compliance',
    'POST',
    '/v1/approval-policy/versions',
    { note: 'Changed', rules: { ...rules, ...changes } },
    headers,
  );

describe('publishing an approval policy', () => {
  it('changes nothing in flight, not even by an amendment, and counts for what comes after', async () => {
    const id = await freshRequest(organisation);
    const path = `/v1/adoption-requests/${id}`;
    const before = await organisation.call('requester', 'GET', path);
    const medium = ['security', 'management'];
    const published = await publish({ requiredRoles: { ...rules.requiredRoles, medium }, expiryDays: 7 });
    expect([published.status, published.headers.get('etag')]).toEqual([201, '"2"']);
    expect((await organisation.call('requester', 'GET', path)).body).toEqual(before.body);
    const amended = await organisation.call(
      'requester',
      'PATCH',
      path,
      { users: { headcount: 1 } },
      { 'if-match': '"1"' },
    );
    expect(amended.body.policy).toEqual(before.body.policy);
    expect(amended.body.signOffs).toHaveLength(4);
    const fresh = await organisation.submit();
    expect(fresh.body.policy).toEqual({ version: 2, hash: published.body.hash });
    expect((fresh.body.signOffs as { role: string }[]).map(({ role }) => role)).toEqual(medium);
    expect((await organisation.signOff('legal', fresh.body.id, 'legal')).status).toBe(422);
  });

  it('keeps every version', async () => {
    const history = await organisation.call('requester', 'GET', '/v1/approval-policy/versions');
    const versions = history.body.items as { version: number; rules: object }[];
    expect(versions.map(({ version }) => version)).toEqual([2, 1]);
    expect(versions[1]?.rules).toEqual(rules);
    const first = await organisation.call('requester', 'GET', '/v1/approval-policy/versions/1');
    expect(first.body).toEqual(versions[1]);
  });

  it('is for those who saw the version in force', async () => {
    const stale = () => publish({}, { 'if-match': '"1"' });
    expect(await refused(organisation, stale)).toBe('412 policy_moved_on');
    const { headers } = await organisation.call('compliance', 'GET', '/v1/approval-policy');
    const etag = headers.get('etag') ?? '';
    const rivals = await Promise.all([publish({}, { 'if-match': etag }), publish({}, { 'if-match': etag })]);
    expect(rivals.map(({ status }) => status).toSorted()).toEqual([201, 412]);
  });

  it('is the compliance manager’s alone', async () => {
    const body = { note: 'Mine', rules };
    const act = () => organisation.call('administrator', 'POST', '/v1/approval-policy/versions', body);
    expect(await refused(organisation, act)).toBe('403 wrong_role');
  });

  it.each<[string, object, string[]]>([
    [
      'a role twice: no request could be recorded any more',
      { requiredRoles: { ...rules.requiredRoles, medium: ['legal', 'legal'] } },
      ['/rules/requiredRoles/medium'],
    ],
    [
      'a tier that nobody signs',
      { requiredRoles: { ...rules.requiredRoles, low: [] } },
      ['/rules/requiredRoles/low'],
    ],
    [
      'no such zone',
      { calendar: { ...rules.calendar, timeZone: 'Mars/Olympus' } },
      ['/rules/calendar/timeZone'],
    ],
    [
      'a day that ends first',
      { calendar: { ...rules.calendar, endOfDay: '08:00' } },
      ['/rules/calendar/endOfDay'],
    ],
    ['no working day', { calendar: { ...rules.calendar, workingDays: [] } }, ['/rules/calendar/workingDays']],
    [
      'too little working time: no request could be submitted any more',
      { calendar: { ...rules.calendar, workingDays: [1], startOfDay: '09:00', endOfDay: '09:01' } },
      ['/rules/calendar'],
    ],
    [
      'a role that is none',
      { escalateTo: { ...rules.escalateTo, legal: 'king' } },
      ['/rules/escalateTo/legal'],
    ],
    ['an unknown rule', { colour: 'red' }, ['/rules/colour']],
  ])('refuses %s', async (_, changes, pointers) => {
    const answer = await publish(changes);
    expect([answer.status, pointersOf(answer)]).toEqual([422, pointers]);
  });
});
