import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eventually } from '../eventually.ts';
import { type Answer, TestOrganisation } from '../test-organisation.ts';

const patchSchema = 'urn:ietf:params:scim:api:messages:2.0:PatchOp';
const enterprise = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User';

let organisation: TestOrganisation;
let token = '';
beforeAll(async () => {
  const directoryRoles = {
    'AI Legal': ['legal' as const],
    'AI Counsel': ['legal' as const, 'privacy' as const],
    Admins: ['administrator' as const],
  };
  organisation = await TestOrganisation.found({ directoryRoles });
  token = await issue({ machine: 'entra', scope: 'scim' });
});
afterAll(() => organisation.close());

async function issue(body: object): Promise<string> {
  const expiresAt = '2099-01-01T00:00:00Z';
  const whole = { label: 'test', expiresAt, ...body };
  const answer = await organisation.call('administrator', 'POST', '/v1/tokens', whole);
  expect(answer.status).toBe(201);
  return String(answer.body.token);
}

function scim(method: string, path: string, body?: unknown, bearer = token): Promise<Answer> {
  const headers = { authorization: `Bearer ${bearer}`, 'content-type': 'application/scim+json' };
  return organisation.call(undefined, method, `/scim/v2${path}`, body, headers);
}

const patch = (path: string, ...Operations: object[]) =>
  scim('PATCH', path, { schemas: [patchSchema], Operations });

/** A user as Entra ID creates one. */
async function join(userName: string, more: object = {}): Promise<string> {
  const { status, body } = await scim('POST', '/Users', {
    schemas: ['urn:ietf:params:scim:schemas:core:2.0:User', enterprise],
    externalId: `external-${userName}`,
    userName,
    active: true,
    displayName: `Display of ${userName}`,
    emails: [{ primary: true, type: 'work', value: `${userName}@example.org` }],
    name: { formatted: `Formatted ${userName}`, familyName: 'F', givenName: 'G' },
    ...more,
  });
  expect(status, JSON.stringify(body)).toBe(201);
  return body.id;
}

async function group(displayName: string, ...members: string[]): Promise<string> {
  const answer = await scim('POST', '/Groups', {
    displayName,
    members: members.map((value) => ({ value })),
  });
  expect(answer.status, JSON.stringify(answer.body)).toBe(201);
  return answer.body.id;
}

const personOf = async (id: string) =>
  (await organisation.call('administrator', 'GET', `/v1/people/${id}`)).body;
const rolesOf = async (id: string) => (await personOf(id)).roles;
const resources = (answer: Answer) => answer.body.Resources as { id: string; userName?: string }[];
const found = async (filter: string, kind = 'Users') => {
  const answer = await scim('GET', `/${kind}?filter=${encodeURIComponent(filter)}`);
  expect(answer.status, JSON.stringify(answer.body)).toBe(200);
  return resources(answer).map(({ id }) => id);
};

describe('who may provision', () => {
  it('a machine whose token says so, which opens nothing else', async () => {
    expect((await scim('GET', '/Users?count=1')).status).toBe(200);
    for (const path of ['/v1/people', '/v1/me', '/v1/adoption-requests']) {
      const headers = { authorization: `Bearer ${token}` };
      const { status, body } = await organisation.call(undefined, 'GET', path, undefined, headers);
      expect([path, status, body.type]).toEqual([path, 403, 'urn:countersign:problem:wrong_role']);
    }
  });

  it('nobody else: no token, an unknown one, a machine that reads, an administrator', async () => {
    const reads = await issue({ machine: 'monitoring' });
    const person = organisation.tokenOf('administrator');
    for (const [bearer, status] of [
      ['', 401],
      ['csm_unknown', 401],
      [reads, 403],
      [person, 403],
    ] as const) {
      const answer = await scim('GET', '/Users', undefined, bearer);
      expect([answer.status, answer.body.status]).toEqual([status, String(status)]);
      expect(answer.body.schemas).toEqual(['urn:ietf:params:scim:api:messages:2.0:Error']);
      expect(answer.headers.get('content-type')).toContain('application/scim+json');
    }
  });

  it('a scope is for machines only', async () => {
    const body = { person: 'legal', scope: 'scim', label: 'x', expiresAt: '2099-01-01T00:00:00Z' };
    const answer = await organisation.call('administrator', 'POST', '/v1/tokens', body);
    expect(answer.status).toBe(422);
  });
});

describe('discovery', () => {
  it('says what can be relied on', async () => {
    const { body } = await scim('GET', '/ServiceProviderConfig');
    expect(body).toMatchObject({ patch: { supported: true }, filter: { supported: true } });
    const types = await scim('GET', '/ResourceTypes');
    expect(resources(types).map(({ id }) => id)).toEqual(['User', 'Group']);
    expect((await scim('GET', '/ResourceTypes/User')).body).toMatchObject({ endpoint: '/Users' });
    expect((await scim('GET', `/Schemas/${enterprise}`)).body.attributes).toMatchObject([
      { name: 'department' },
      { name: 'manager' },
    ]);
    expect(resources(await scim('GET', '/Schemas'))).toHaveLength(3);
  });

  it('has nothing anywhere else', async () => {
    expect((await scim('GET', '/Me')).status).toBe(404);
    expect((await scim('GET', '/Schemas/urn:none')).status).toBe(404);
  });
});

describe('a joiner', () => {
  it('comes with everything that is kept of people, and is shown as such', async () => {
    const boss = await join('boss@example.org');
    const id = await join('ann@example.org', {
      timezone: 'Europe/Lisbon',
      [enterprise]: { department: 'Claims', manager: { value: boss } },
    });
    const { body } = await scim('GET', `/Users/${id}`);
    expect(body).toMatchObject({
      userName: 'ann@example.org',
      displayName: 'Display of ann@example.org',
      externalId: 'external-ann@example.org',
      active: true,
      emails: [{ value: 'ann@example.org@example.org', type: 'work', primary: true }],
      timezone: 'Europe/Lisbon',
      [enterprise]: { department: 'Claims', manager: { value: boss } },
      meta: { resourceType: 'User', location: `${organisation.url}/scim/v2/Users/${id}` },
    });
    expect(await personOf(id)).toMatchObject({
      team: 'Claims',
      timeZone: 'Europe/Lisbon',
      manager: { id: boss },
      roles: [],
    });
  });

  it('is refused under a user name or an external id that is somebody’s', async () => {
    await join('twice');
    const again = await scim('POST', '/Users', { userName: 'TWICE' });
    expect([again.status, again.body.scimType]).toEqual([409, 'uniqueness']);
    const other = await scim('POST', '/Users', { userName: 'other', externalId: 'external-twice' });
    expect([other.status, other.body.scimType]).toEqual([409, 'uniqueness']);
  });

  it.each([
    ['nothing', {}],
    ['a blank name', { userName: ' ' }],
    ['a manager whom nobody knows', { userName: 'm', [enterprise]: { manager: { value: 'nobody' } } }],
    ['an activity that is none', { userName: 'm', active: 'perhaps' }],
    ['NUL', { userName: 'm\0' }],
  ])('is refused with %s', async (_, user) => {
    const { status, body } = await scim('POST', '/Users', user);
    expect([status, body.status]).toEqual([400, '400']);
  });

  it('is refused when the body is no JSON', async () => {
    const { status, body } = await scim('POST', '/Users', '{');
    expect([status, body.scimType]).toEqual([400, 'invalidSyntax']);
  });
});

describe('finding', () => {
  it('by the filters of Entra ID and Okta, and by any that the standard has', async () => {
    const id = await join('Find.Me@example.org', { [enterprise]: { department: 'Lost & "Found"' } });
    const inactive = await join('gone@example.org', { active: false });
    for (const filter of [
      'userName eq "find.me@EXAMPLE.org"',
      'externalId eq "external-Find.Me@example.org"',
      `id eq "${id}"`,
      'userName sw "find.m" and active eq true',
      'userName co "ind.me"',
      'userName ew "d.me@example.org"',
      'emails[type eq "work" and value eq "find.me@example.org@example.org"]',
      'emails.value sw "find.me"',
      'displayName eq "Display of Find.Me@example.org"',
      `${enterprise}:department eq "Lost & \\"Found\\""`,
      '(userName eq "find.me@example.org" or userName eq "nobody") and not (active eq false)',
      `id eq "${id}" and meta.lastModified gt "2020-01-01T00:00:00Z" and externalId pr`,
      `urn:ietf:params:scim:schemas:core:2.0:User:userName eq "find.me@example.org"`,
    ]) {
      expect(await found(filter), filter).toEqual([id]);
    }
    expect(await found('active eq "False" and userName sw "gone"')).toEqual([inactive]);
    expect(await found('userName eq "find%"')).toEqual([]);
    expect(await found('userName sw "find_me"')).toEqual([]);
  });

  it.each([
    'userName',
    'userName eq',
    'userName eq "a" and',
    'userName like "a"',
    'nickName eq "a"',
    '(userName eq "a"',
    'userName eq a"',
    'active co "tru"',
    'meta.created gt "yesterday"',
    'constructor eq "a"',
  ])('refuses %s', async (filter) => {
    const { status, body } = await scim('GET', `/Users?filter=${encodeURIComponent(filter)}`);
    expect([status, body.scimType]).toEqual([400, 'invalidFilter']);
  });

  it('page by page, each person once', async () => {
    const first = await scim('GET', '/Users?startIndex=1&count=4');
    const total = Number(first.body.totalResults);
    expect(first.body).toMatchObject({ startIndex: 1, itemsPerPage: 4 });
    const ids: string[] = [];
    for (let start = 1; start <= total; start += 4) {
      ids.push(...resources(await scim('GET', `/Users?startIndex=${start}&count=4`)).map(({ id }) => id));
    }
    expect(new Set(ids).size).toBe(total);
    const none = await scim('GET', '/Users?count=0');
    expect([none.body.totalResults, resources(none)]).toEqual([total, []]);
    expect((await scim('GET', '/Users?count=many')).status).toBe(400);
  });

  it('shows no more than was asked for', async () => {
    const id = await join('attributes');
    const some = await scim('GET', `/Users/${id}?attributes=userName`);
    expect(Object.keys(some.body).sort()).toEqual(['id', 'meta', 'schemas', 'userName']);
    const less = await scim('GET', `/Users/${id}?excludedAttributes=emails,name`);
    expect(less.body).not.toHaveProperty('emails');
    expect(less.body).toHaveProperty('displayName');
  });
});

describe('a mover', () => {
  it('as Entra ID patches: words in capitals, paths with filters, whole paths as keys', async () => {
    const boss = await join('new-boss');
    const id = await join('mover-entra');
    const answer = await patch(
      `/Users/${id}`,
      { op: 'Replace', path: 'displayName', value: 'Another Name' },
      { op: 'Add', path: 'emails[type eq "work"].value', value: 'new@example.org' },
      { op: 'Add', path: 'emails[type eq "home"].value', value: 'private@example.org' },
      { op: 'Add', path: `${enterprise}:manager`, value: boss },
      { op: 'Replace', value: { [`${enterprise}:department`]: 'Underwriting', 'name.givenName': 'A' } },
      { op: 'Replace', path: 'nickName', value: 'is not kept' },
    );
    expect(answer.status).toBe(200);
    expect(await personOf(id)).toMatchObject({
      name: 'Another Name',
      email: 'new@example.org',
      team: 'Underwriting',
      manager: { id: boss },
    });
    await patch(`/Users/${id}`, { op: 'Remove', path: `${enterprise}:manager` });
    expect(await personOf(id)).toMatchObject({ manager: null, team: 'Underwriting' });
  });

  it('as Okta puts the whole: what is not said is gone', async () => {
    const id = await join('mover-okta', { timezone: 'Europe/Lisbon' });
    const user = { userName: 'mover-okta', name: { givenName: 'Olga', familyName: 'Okta' }, active: true };
    expect((await scim('PUT', `/Users/${id}`, user)).status).toBe(200);
    expect(await personOf(id)).toMatchObject({
      name: 'Olga Okta',
      email: null,
      timeZone: null,
      active: true,
    });
  });

  it('leaves on record which fields have changed, and nothing of what they hold', async () => {
    const id = await join('on-record');
    await patch(`/Users/${id}`, { op: 'replace', path: 'displayName', value: 'Confidential' });
    const rows = await organisation.database.db
      .selectFrom('event')
      .select(['type', 'actor', 'canonical'])
      .where('stream', '=', `identity/${id}`)
      .orderBy('seq')
      .execute();
    expect(rows.map(({ type }) => type)).toEqual(['PersonAdded', 'PersonChanged']);
    expect(rows[1]?.actor).toBe('system');
    expect(JSON.stringify(rows)).not.toMatch(/Confidential|on-record/);
  });

  it('is not changed at all by a patch of which a part cannot be', async () => {
    const id = await join('whole');
    const refused = await patch(
      `/Users/${id}`,
      { op: 'replace', path: 'displayName', value: 'Half' },
      { op: 'replace', path: 'active', value: 'perhaps' },
    );
    expect(refused.status).toBe(400);
    expect(await personOf(id)).toMatchObject({ name: 'Display of whole' });
  });

  it.each([
    ['no operations', []],
    ['an unknown operation', [{ op: 'move', path: 'active' }]],
    ['a remove without a path', [{ op: 'remove' }]],
    ['taking the user name away', [{ op: 'remove', path: 'userName' }]],
  ])('is refused with %s', async (_, operations) => {
    const id = await join(`refused-${operations.length}-${Math.random()}`);
    expect((await patch(`/Users/${id}`, ...operations)).status).toBe(400);
  });

  it('is nobody’s manager in a circle', async () => {
    const [a, b] = [await join('circle-a'), await join('circle-b')];
    const manages = (person: string, manager: string) =>
      patch(`/Users/${person}`, { op: 'add', path: `${enterprise}:manager`, value: { value: manager } });
    expect((await manages(b, a)).status).toBe(200);
    expect((await manages(a, b)).status).toBe(400);
    expect((await manages(a, a)).status).toBe(400);
  });

  it('by group: gains and loses roles at once, on record, each source for itself', async () => {
    const [ann, ben] = [await join('group-ann'), await join('group-ben')];
    const legal = await group('AI Legal', ann);
    expect(await rolesOf(ann)).toEqual(['legal']);
    const counsel = await group('AI Counsel');
    const add = await patch(`/Groups/${counsel}`, {
      op: 'Add',
      path: 'members',
      value: [{ value: ann }, { value: ben }],
    });
    expect(add.status).toBe(204);
    expect([await rolesOf(ann), await rolesOf(ben)]).toEqual([
      ['legal', 'privacy'],
      ['legal', 'privacy'],
    ]);
    await organisation.call('administrator', 'PATCH', `/v1/people/${ben}`, {
      roles: ['privacy', 'security'],
    });
    await patch(`/Groups/${counsel}`, { op: 'Remove', path: `members[value eq "${ann}"]` });
    expect(await rolesOf(ann)).toEqual(['legal']);
    await patch(`/Groups/${counsel}`, { op: 'Remove', path: 'members', value: [{ value: ben }] });
    expect(await rolesOf(ben)).toEqual(['privacy', 'security']);
    expect((await personOf(ann)).roleSources).toEqual([{ role: 'legal', sources: [`group:${legal}`] }]);
    const told = await organisation.database.db
      .selectFrom('event')
      .select(['type', 'actor'])
      .where('stream', '=', `identity/${ann}`)
      .where('type', 'in', ['RoleGranted', 'RoleRevoked'])
      .orderBy('seq')
      .execute();
    expect(told.map(({ type, actor }) => `${type} ${actor}`)).toEqual([
      'RoleGranted system',
      'RoleGranted system',
      'RoleGranted system',
      'RoleRevoked system',
      'RoleRevoked system',
    ]);
  });

  it('loses what a group gave when it is put without them, renamed or deleted', async () => {
    const [ann, ben] = [await join('put-ann'), await join('put-ben')];
    const id = (await found('displayName eq "ai legal"', 'Groups'))[0] ?? '';
    const whole = (members: string[]) => ({
      displayName: 'AI Legal',
      members: members.map((value) => ({ value })),
    });
    await scim('PUT', `/Groups/${id}`, whole([ann, ben]));
    expect((await scim('PUT', `/Groups/${id}`, whole([ben]))).body.members).toMatchObject([{ value: ben }]);
    expect([await rolesOf(ann), await rolesOf(ben)]).toEqual([[], ['legal']]);
    await patch(`/Groups/${id}`, { op: 'replace', value: { displayName: 'Retired' } });
    expect(await rolesOf(ben)).toEqual([]);
    await patch(`/Groups/${id}`, { op: 'replace', path: 'displayName', value: 'AI Legal' });
    expect(await rolesOf(ben)).toEqual(['legal']);
    expect(await found(`id eq "${id}" and members eq "${ben}"`, 'Groups')).toEqual([id]);
    expect(await found(`members[value eq "${ann}"]`, 'Groups')).toEqual([]);
    const light = await scim('GET', `/Groups/${id}?excludedAttributes=members`);
    expect(light.body).not.toHaveProperty('members');
    expect((await scim('DELETE', `/Groups/${id}`)).status).toBe(204);
    expect(await rolesOf(ben)).toEqual([]);
    expect((await scim('GET', `/Groups/${id}`)).status).toBe(404);
    expect((await scim('DELETE', `/Groups/${id}`)).status).toBe(404);
  });

  it('into a group of nobody’s, or one that has its name already, is refused whole', async () => {
    const ann = await join('nobody-ann');
    const id = await group('Plain', ann);
    const unknown = await patch(`/Groups/${id}`, {
      op: 'add',
      path: 'members',
      value: [{ value: 'nobody' }],
    });
    expect(unknown.status).toBe(400);
    const same = await scim('POST', '/Groups', { displayName: 'Plain' });
    expect([same.status, same.body.scimType]).toEqual([409, 'uniqueness']);
    expect((await patch('/Groups/none', { op: 'add', path: 'members', value: [] })).status).toBe(404);
  });
});

describe('a leaver', () => {
  it.each([
    ['Entra ID’s word', { op: 'Replace', path: 'active', value: 'False' }],
    ['Okta’s patch without a path', { op: 'replace', value: { active: false } }],
  ])(
    'by %s: their token opens nothing from that moment, and does again when they are back',
    async (name, op) => {
      const id = await join(`leaver ${name}`);
      const bearer = await issue({ person: id });
      const me = () =>
        organisation.call(undefined, 'GET', '/v1/me', undefined, { authorization: `Bearer ${bearer}` });
      expect((await me()).status).toBe(200);
      const { status, body } = await patch(`/Users/${id}`, op);
      expect([status, body.active]).toEqual([200, false]);
      expect((await me()).status).toBe(401);
      await patch(`/Users/${id}`, { op: 'replace', path: 'active', value: true });
      expect((await me()).status).toBe(200);
    },
  );

  it('who is deleted is nobody to the provider, in no group, and stays in our record', async () => {
    const id = await join('deleted');
    const counsel = (await found('displayName eq "AI Counsel"', 'Groups'))[0] ?? '';
    await patch(`/Groups/${counsel}`, { op: 'add', path: 'members', value: { value: id } });
    expect((await scim('DELETE', `/Users/${id}`)).status).toBe(204);
    expect((await scim('GET', `/Users/${id}`)).status).toBe(404);
    expect((await patch(`/Users/${id}`, { op: 'replace', value: { active: true } })).status).toBe(404);
    expect((await scim('DELETE', `/Users/${id}`)).status).toBe(404);
    expect(await found('userName eq "deleted"')).toEqual([]);
    expect(await personOf(id)).toMatchObject({ active: false, userName: 'deleted', roles: [] });
  });

  it('who was deleted and comes back is the same person; whoever gets their user name is not', async () => {
    const id = await join('again');
    await scim('DELETE', `/Users/${id}`);
    expect(await join('again')).toBe(id);
    expect(await personOf(id)).toMatchObject({ active: true });
    await scim('DELETE', `/Users/${id}`);
    const other = await join('again', { externalId: 'somebody-else' });
    expect(other).not.toBe(id);
    expect(await personOf(id)).toMatchObject({ active: false, userName: id });
  });

  it('who owned what is asked for: it moves on to the escalation contact, who can sign it', async () => {
    const owner = await join('owner');
    await organisation.call('administrator', 'PATCH', `/v1/people/${owner}`, { roles: ['business_owner'] });
    const { id } = (await organisation.submit({ businessOwner: owner })).body;
    await patch(`/Users/${owner}`, { op: 'Replace', path: 'active', value: 'False' });
    await eventually(async () => {
      const { body } = await organisation.call('management', 'GET', '/v1/inbox');
      return JSON.stringify(body).includes(id);
    });
    const signed = await organisation.signOff('management', id, 'business_owner');
    expect(signed.status, JSON.stringify(signed.body)).toBe(200);
  });

  it('is never the last administrator, by whatever way', async () => {
    const root = (await organisation.call('administrator', 'GET', '/v1/me')).body.id;
    const leaves = await patch(`/Users/${root}`, { op: 'replace', path: 'active', value: false });
    expect([leaves.status, leaves.body.status]).toEqual([409, '409']);
    expect((await scim('DELETE', `/Users/${root}`)).status).toBe(409);
    expect((await scim('GET', `/Users/${root}`)).body.active).toBe(true);
    // Once a group gives the role to somebody else, it is the group that cannot take it away.
    const id = await join('admin-by-group');
    const admins = await group('Admins', id);
    const demoted = await organisation.call('administrator', 'PATCH', `/v1/people/${root}`, { roles: [] });
    expect(demoted.status).toBe(200);
    const emptied = await patch(`/Groups/${admins}`, { op: 'remove', path: 'members' });
    expect(emptied.status).toBe(409);
    expect((await scim('DELETE', `/Groups/${admins}`)).status).toBe(409);
    expect((await scim('DELETE', `/Users/${id}`)).status).toBe(409);
  });
});
