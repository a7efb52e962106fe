import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { inTransaction } from '../../db/facts.ts';
import { setRoles } from '../../db/identity.ts';
import { eventually } from '../eventually.ts';
import { type Answer, TestOrganisation } from '../test-organisation.ts';
import { eventCount } from './refusal.ts';

let organisation: TestOrganisation;
beforeAll(async () => {
  organisation = await TestOrganisation.found();
});
afterAll(() => organisation.close());

const add = (body: object) =>
  organisation.call('administrator', 'POST', '/v1/people', { name: 'N', roles: [], ...body });
const change = (id: string, body: object) =>
  organisation.call('administrator', 'PATCH', `/v1/people/${id}`, body);
const read = (id: string) => organisation.call('auditor', 'GET', `/v1/people/${id}`);
const load = (csv: string, query = '') =>
  organisation.call('administrator', 'POST', `/v1/people/import${query}`, csv, {
    'content-type': 'text/csv',
  });
const names = ({ body }: Answer) => (body.items as { userName: string }[]).map(({ userName }) => userName);
const list = async (query: string) => names(await organisation.call('auditor', 'GET', `/v1/people?${query}`));
const pointers = ({ body }: Answer) => (body.errors as { pointer: string }[]).map(({ pointer }) => pointer);

describe('a person’s record', () => {
  it('holds a manager, a team and a time zone, and each can be taken away', async () => {
    const { status, body } = await add({
      userName: 'rita',
      manager: 'management',
      team: 'Risk',
      timeZone: 'Asia/Tokyo',
    });
    expect([status, body]).toEqual([
      201,
      expect.objectContaining({ team: 'Risk', timeZone: 'Asia/Tokyo', email: null, active: true }),
    ]);
    expect(body.manager).toMatchObject({ userName: 'management' });
    const changed = await change('RITA', { manager: null, team: null, timeZone: null, name: 'Rita' });
    expect(changed.body).toMatchObject({ manager: null, team: null, timeZone: null, name: 'Rita' });
  });

  it('can be found by how a name begins, by role, team, manager and activity', async () => {
    await add({ userName: 'find-1', name: 'Zoë 100%', team: 'Finders', roles: ['legal'], manager: 'legal' });
    await add({ userName: 'find-2', name: 'Other', team: 'Finders', email: 'zo@example.org' });
    await change('find-2', { active: false });
    expect(await list('q=FIND-')).toEqual(['find-1', 'find-2']);
    expect(await list(`q=${encodeURIComponent('zoë 100%')}`)).toEqual(['find-1']);
    expect(await list('q=zo')).toEqual(['find-1', 'find-2']);
    expect(await list('q=%25')).toEqual([]);
    expect(await list('team=Finders&role=legal')).toEqual(['find-1']);
    expect(await list('team=Finders&active=false')).toEqual(['find-2']);
    expect(await list('manager=legal')).toEqual(['find-1']);
    const first = await organisation.call('auditor', 'GET', '/v1/people?team=Finders&limit=1');
    expect(await list(`team=Finders&limit=1&cursor=${String(first.body.next)}`)).toEqual(['find-2']);
  });

  it('says what gives each role', async () => {
    const { body } = await read('security');
    expect(body.roleSources).toEqual([{ role: 'security', sources: ['hand'] }]);
    expect((await organisation.call('requester', 'GET', '/v1/people/security')).status).toBe(403);
    expect((await read('nobody')).status).toBe(404);
  });

  it('leaves on record which fields have changed, without what they hold', async () => {
    const { id } = (await add({ userName: 'trace', team: 'Before' })).body;
    await change(id, { team: 'After', email: 'trace@example.org', active: true });
    await change(id, { team: 'After' });
    const events = await organisation.database.db
      .selectFrom('event')
      .select('canonical')
      .where('stream', '=', `identity/${id}`)
      .orderBy('seq')
      .execute();
    expect(events).toHaveLength(2);
    const { event } = JSON.parse(events[1]?.canonical ?? '') as { event: object };
    expect(event).toMatchObject({ type: 'PersonChanged', person: id, fields: ['email', 'team'] });
    expect(JSON.stringify(events)).not.toMatch(/After|Before|trace@/);
  });

  it.each([
    ['a user name that is taken, in any letters', { userName: 'Security' }, '/userName'],
    ['a manager whom nobody knows', { manager: 'nobody' }, '/manager'],
    ['a zone that is none', { timeZone: 'Mars/Base' }, '/timeZone'],
    ['an address that is none', { email: 'x' }, '/email'],
    ['a blank team', { team: ' ' }, '/team'],
  ])('is refused with %s', async (_, fault, pointer) => {
    const before = await eventCount(organisation);
    for (const answer of [await add({ userName: 'refused', ...fault }), await change('colleague', fault)]) {
      expect([answer.status, pointers(answer)]).toEqual([422, [pointer]]);
    }
    expect(await eventCount(organisation)).toBe(before);
  });

  it('has no circle of managers, not even when two changes come at once', async () => {
    for (const userName of ['circle-1', 'circle-2', 'circle-3']) await add({ userName });
    await change('circle-1', { manager: 'circle-2' });
    await change('circle-2', { manager: 'circle-3' });
    const refused = await change('circle-3', { manager: 'circle-1' });
    expect([refused.status, pointers(refused)]).toEqual([422, ['/manager']]);
    expect((await change('circle-1', { manager: 'circle-1' })).status).toBe(422);
    const [a, b] = [(await add({ userName: 'race-1' })).body.id, (await add({ userName: 'race-2' })).body.id];
    const answers = await Promise.all([change(a, { manager: b }), change(b, { manager: a })]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 422]);
  });
});

describe('the last administrator', () => {
  it('keeps the role and stays, also when two leave at once', async () => {
    for (const body of [{ roles: [] }, { active: false }]) {
      const { status, body: problem } = await change('administrator', body);
      expect([status, problem.type]).toEqual([409, 'urn:countersign:problem:last_administrator']);
    }
    await add({ userName: 'second-administrator', roles: ['administrator'] });
    const answers = await Promise.all([
      change('second-administrator', { active: false }),
      change('administrator', { roles: [] }),
    ]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
    const db = organisation.database.db;
    const left = await db
      .selectFrom('person_role as r')
      .innerJoin('person as p', 'p.id', 'r.person_id')
      .where('role', '=', 'administrator')
      .where('active', '=', true)
      .select('user_name')
      .execute();
    expect(left).toHaveLength(1);
    await restoreAdministrator();
  });
});

/** The race may have gone against the account that the other tests act as. */
async function restoreAdministrator(): Promise<void> {
  const [first, second] = [
    (await read('administrator')).body.id,
    (await read('second-administrator')).body.id,
  ];
  const at = new Date().toISOString();
  await inTransaction(organisation.database.db, async (trx) => {
    await setRoles(trx, first, ['administrator'], 'system', at);
    await setRoles(trx, second, [], 'system', at);
  });
}

describe('a business owner who leaves', () => {
  it('leaves nothing stuck: it waits for the escalation contact, who can sign it', async () => {
    const owner = (await add({ userName: 'leaving-owner', roles: ['business_owner'] })).body.id;
    const { id } = (await organisation.submit({ businessOwner: owner })).body;
    const other = (await organisation.submit()).body.id;
    expect((await change(owner, { active: false })).body.active).toBe(false);
    const escalated = await eventually(async () => {
      const { body } = await organisation.call('requester', 'GET', `/v1/adoption-requests/${id}/events`);
      const events = body.items as { event?: { type: string } }[] | undefined;
      return events?.find((told) => JSON.stringify(told).includes('owner_left'));
    });
    expect(JSON.stringify(escalated)).toContain('"Escalated"');
    const { status, body } = await organisation.signOff('management', id, 'business_owner');
    expect([status, JSON.stringify(body)]).toEqual([200, expect.stringContaining('escalation')]);
    const { body: untouched } = await organisation.call('requester', 'GET', `/v1/adoption-requests/${other}`);
    expect(JSON.stringify(untouched)).not.toContain('escalatedAt":"');
  });

  it('cannot be named in a new request, nor kept in an amended one', async () => {
    const answer = await organisation.submit({ businessOwner: 'leaving-owner' });
    expect([answer.status, pointers(answer)]).toEqual([422, ['/businessOwner']]);
  });
});

describe('an import', () => {
  it('adds and changes people in any order, and says of each row what became of it', async () => {
    const { status, body } = await load(
      '\ufeffuserName,name,email,manager,team,timeZone,roles,active\n' +
        'csv-1,One,one@example.org,csv-2,Sales,Europe/Lisbon,legal privacy,\n' +
        'csv-2,"Two, the boss",,management,,,,true\n' +
        '\n' +
        'csv-3,Three,,,,,,false\n',
    );
    expect([status, body.counts]).toEqual([
      200,
      { added: 3, changed: 0, left: 0, returned: 0, unchanged: 0 },
    ]);
    expect(body.rows).toMatchObject([{ row: 2 }, { row: 3 }, { row: 5, outcome: 'added' }]);
    expect((await read('csv-1')).body).toMatchObject({
      email: 'one@example.org',
      manager: { userName: 'csv-2', name: 'Two, the boss' },
      team: 'Sales',
      timeZone: 'Europe/Lisbon',
      roles: ['legal', 'privacy'],
    });
    expect((await read('csv-3')).body.active).toBe(false);
    const again = await load(
      'USERNAME;roles;active\nCSV-1;legal;true\ncsv-2;;true\ncsv-3;;true\ncolleague;requester;\n',
    );
    expect(again.body.counts).toEqual({ added: 0, changed: 1, left: 0, returned: 1, unchanged: 2 });
    expect((await read('csv-1')).body).toMatchObject({ roles: ['legal'], team: 'Sales' });
  });

  it('tells what it would do, and does nothing, when it is only tried', async () => {
    const before = await eventCount(organisation);
    const tried = await load('userName,name\ncsv-tried,Tried\n', '?dryRun=true');
    expect(tried.body).toMatchObject({ dryRun: true, counts: { added: 1 } });
    expect((await read('csv-tried')).status).toBe(404);
    expect(await eventCount(organisation)).toBe(before);
  });

  it('has leavers’ items move on', async () => {
    const owner = (await add({ userName: 'csv-owner', roles: ['business_owner'] })).body.id;
    const { id } = (await organisation.submit({ businessOwner: owner })).body;
    expect((await load('userName,active\ncsv-owner,false\n')).body.counts).toMatchObject({ left: 1 });
    await eventually(async () => {
      const { body } = await organisation.call('management', 'GET', '/v1/inbox');
      return JSON.stringify(body).includes(id);
    });
  });

  it('names everything that is wrong, row by row, and does nothing of it', async () => {
    const before = await eventCount(organisation);
    const cells = await load(
      'userName,name,email,timeZone,roles,active\n' +
        'fine,Fine,,,,\n' +
        ',Nobody,,,,\n' +
        'x,X,no address,Mars/Base,emperor,perhaps\n' +
        'short,Short\n',
    );
    expect([cells.status, pointers(cells)]).toEqual([
      422,
      ['/rows/3/userName', '/rows/4/email', '/rows/4/timeZone', '/rows/4/roles', '/rows/4/active', '/rows/5'],
    ]);
    const people = await load('userName,name,manager\na-1,A,b-1\nb-1,B,a-1\nd-1,D,who\nD-1,D,\nd-2,D,d-2\n');
    expect([people.status, pointers(people)]).toEqual([
      422,
      ['/rows/2/manager', '/rows/3/manager', '/rows/4/manager', '/rows/5/userName', '/rows/6/manager'],
    ]);
    expect(pointers(await load('userName,team\nunheard-of,Sales\n'))).toEqual(['/rows/2/name']);
    expect((await load('userName,active\nadministrator,false\n')).status).toBe(409);
    expect(await eventCount(organisation)).toBe(before);
    expect((await read('fine')).status).toBe(404);
  });

  it.each([
    ['nothing', ''],
    ['no user names', 'name\nA\n'],
    ['a column that there is not', 'userName,salary\na,1\n'],
    ['a column twice', 'userName,name,name\na,b,c\n'],
    ['a quote that does not end', 'userName,name\na,"b\n'],
  ])('is refused with %s', async (_, csv) => {
    expect((await load(csv)).status).toBe(422);
  });

  it('is CSV, and for administrators', async () => {
    const path = '/v1/people/import';
    const csv = { 'content-type': 'text/csv' };
    expect((await organisation.call('administrator', 'POST', path, { a: 1 })).status).toBe(415);
    expect((await organisation.call('legal', 'POST', path, 'userName\n', csv)).status).toBe(403);
    expect((await organisation.call(undefined, 'POST', path, 'userName\n', csv)).status).toBe(401);
  });
});
