import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { exampleSubmission, TestOrganisation, type Answer } from '../test-organisation.ts';
import { freshRequest, pointersOf, refusalOf, refused } from './refusal.ts';

let organisation: TestOrganisation;
beforeAll(async () => {
  organisation = await TestOrganisation.found();
});
afterAll(() => organisation.close());

const requests = '/v1/adoption-requests';
const unknown = '00000000-0000-4000-8000-000000000000';
const post = (body: unknown, headers?: Record<string, string>) =>
  organisation.call('requester', 'POST', requests, body, headers);
const get = (path: string) => organisation.call('administrator', 'GET', path);

describe('a body', () => {
  it.each<[string, () => Promise<Answer>, string]>([
    ['that is no JSON', () => post('{"title":'), '400 malformed'],
    ['with a number that is none', () => post('{"title": NaN}'), '400 malformed'],
    ['over 1 MB', () => post({ title: 'x'.repeat(1_100_000) }), '413 too_large'],
    ['of text', () => post('title', { 'content-type': 'text/plain' }), '415 unsupported_media_type'],
    [
      'in Latin-1',
      () => post('{}', { 'content-type': 'application/json; charset=latin1' }),
      '415 unsupported_media_type',
    ],
    [
      'packed in a way nobody knows',
      () => post('{}', { 'content-encoding': 'zip' }),
      '415 unsupported_media_type',
    ],
    ['that says it is packed and is not', () => post('{}', { 'content-encoding': 'gzip' }), '400 malformed'],
    ['that is empty', () => post(undefined), '422 invalid'],
    ['that is null', () => post('null'), '422 invalid'],
    ['that is a list', () => post([]), '422 invalid'],
    ['that is nested without end', () => post('['.repeat(400_000)), '400 malformed'],
  ])('%s is refused', async (_, act, refusal) => {
    expect(await refused(organisation, act)).toBe(refusal);
  });

  it.each<[string, object, string[]]>([
    ['a field that we do not know', { colour: 'red' }, ['/colour']],
    ['a nested one', { users: { teams: [], headcount: 1, 'a/b~c': 1 } }, ['/users/a~1b~0c']],
    ['NUL', { title: 'a\0b' }, ['/title']],
    ['half a character', { title: 'a\ud800b' }, ['/title']],
    ['NUL in a list', { users: { teams: ['ok', 'a\0'], headcount: 1 } }, ['/users/teams/1']],
    ['a blank title', { title: ' \n\t' }, ['/title']],
    ['text without end', { title: 'x'.repeat(401) }, ['/title']],
    ['less than nobody', { users: { teams: [], headcount: -1 } }, ['/users/headcount']],
    ['half a person', { users: { teams: [], headcount: 0.5 } }, ['/users/headcount']],
    [
      'a class of data that is none',
      { data: { classes: ['secret'], providerMayTrain: false } },
      ['/data/classes/0'],
    ],
    ['yes for true', { data: { classes: ['public'], providerMayTrain: 'yes' } }, ['/data/providerMayTrain']],
    ['two faults', { title: 1, legal: { regions: 'EU', basis: '' } }, ['/legal/regions', '/title']],
  ])('with %s is refused, naming it', async (_, change, pointers) => {
    const answer = await post({ ...exampleSubmission(), ...change });
    expect(refusalOf(answer)).toBe('422 invalid');
    expect(pointersOf(answer)).toEqual(pointers);
  });

  it('cannot reach into prototypes', async () => {
    const body = JSON.stringify(exampleSubmission()).replace('{', '{"__proto__":{"admin":true},');
    expect(await refused(organisation, () => post(body))).toBe('422 invalid');
  });

  it('keeps any other text exactly', async () => {
    const title =
      '\u202eevil \u0000'.replace('\u0000', '') + 'e\u0301 \ufeff 🦜👩‍👩‍👧 <script> \'";-- \uffff \r\n\u2028';
    const id = await freshRequest(organisation, { title });
    expect((await get(`${requests}/${id}`)).body.title).toBe(title);
    const listed = await get(requests);
    expect((listed.body.items as { id: string; title: string }[]).find((item) => item.id === id)?.title).toBe(
      title,
    );
  });
});

describe('an address', () => {
  it.each<[string, string]>([
    ['/v1/nowhere', '404 not_found'],
    [`${requests}/${unknown}`, '404 not_found'],
    [`${requests}/${unknown}/events`, '404 not_found'],
    [`${requests}/1`, '404 not_found'],
    [`${requests}/%ff`, '400 malformed'],
    [`${requests}?state=open`, '422 invalid'],
    [`${requests}?state=approved&state=rejected`, '422 invalid'],
    [`${requests}?colour=red`, '422 invalid'],
    [`${requests}?limit=201`, '422 invalid'],
    [`${requests}?limit=0`, '422 invalid'],
    [`${requests}?cursor=abc`, '422 invalid'],
    [`${requests}?requester=%00`, '422 invalid'],
    [`${requests}?cursor=${cursorOf({ submittedAt: '0000-01-01T00:00:00Z', id: unknown })}`, '422 invalid'],
    [`${requests}/${unknown}/events?after=3000000000`, '422 invalid'],
    [`/v1/people?cursor=${cursorOf({ userName: '\0' })}`, '422 invalid'],
    ['/v1/audit/streams/adoption-request/%00', '404 not_found'],
    ['/v1/audit/streams/a/b?after=3000000000', '422 invalid'],
    ['/v1/approval-policy/versions/99', '404 not_found'],
    ['/v1/approval-policy/versions/one', '404 not_found'],
  ])('%s is refused', async (path, refusal) => {
    expect(refusalOf(await get(path))).toBe(refusal);
  });

  it.each<[string, object | undefined]>([
    ['/v1/tokens/%00/revocation', undefined],
    ['/v1/delegations/%00/revocation', undefined],
  ])('%s is nobody’s', async (path, body) => {
    expect(refusalOf(await organisation.call('administrator', 'POST', path, body))).toBe('404 not_found');
  });

  it('of nothing takes no sign-off', async () => {
    const act = () => organisation.signOff('security', unknown, 'security');
    expect(await refused(organisation, act)).toBe('404 not_found');
  });
});

describe('an instant', () => {
  it.each(['0000-01-01T00:00:00Z', '9999-12-31T23:59:59-23:00', '2026-02-30T00:00:00Z'])(
    '%s is refused',
    async (endsAt) => {
      const body = {
        to: 'security-2',
        roles: ['security'],
        startsAt: '2026-01-01T00:00:00Z',
        endsAt,
        reason: 'x',
      };
      const act = () => organisation.call('security', 'POST', '/v1/delegations', body);
      expect(await refused(organisation, act)).toBe('422 invalid');
      const early = () =>
        organisation.call('security', 'POST', '/v1/delegations', {
          ...body,
          startsAt: endsAt,
          endsAt: '2099-01-01T00:00:00Z',
        });
      expect(await refused(organisation, early)).toBe('422 invalid');
    },
  );
});

function cursorOf(position: object): string {
  return Buffer.from(JSON.stringify(position)).toString('base64url');
}
