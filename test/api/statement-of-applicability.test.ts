import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { controls } from '../../domain/control-catalogue.ts';
import { eventually } from '../eventually.ts';
import { type Account, TestOrganisation } from '../test-organisation.ts';
import { GapScene } from './gap-scene.ts';
import { newcomer, pointersOf, refusalOf, refused } from './refusal.ts';

let organisation: TestOrganisation;
beforeAll(async () => {
  organisation = await TestOrganisation.found();
});
afterAll(() => organisation.close());

const path = '/v1/statement-of-applicability';

const content = (changes: Record<string, object> = {}, exclusions: object[] = []) => ({
  controls: controls.map(({ id }) => ({ control: id, applicable: true, ...changes[id] })),
  exclusions,
});

const propose = (account: Account, body: object, replaces = 0) =>
  organisation.call(account, 'POST', `${path}/versions`, body, { 'If-Match': `"${replaces}"` });
const act = (account: Account, version: number, deed: string, body: object = {}) =>
  organisation.call(account, 'POST', `${path}/versions/${version}/${deed}`, body);

async function statement(id: string) {
  const { body } = await organisation.call('auditor', 'GET', '/v1/controls');
  const items = body['items'] as {
    statements: { id: string; status: string; justification: string | null }[];
  }[];
  return items.flatMap(({ statements }) => statements).find((one) => one.id === id);
}

describe('the statement of applicability', () => {
  it('is there before anything was signed: everything applies', async () => {
    expect((await organisation.call('auditor', 'GET', path)).body).toEqual({ inForce: null, proposed: null });
    expect(refusalOf(await act('management', 1, 'signature'))).toBe('404 not_found');
    for (const account of ['requester', 'security'] as const)
      expect(refusalOf(await organisation.call(account, 'GET', path))).toBe('403 wrong_role');
  });

  it('is put forward by one, signed by another; what does not apply says why, and its gap is withdrawn', async () => {
    const scene = new GapScene(organisation);
    const gap = await scene.opened('customers');
    const justification = 'No customer is affected.';
    const said = {
      content: content({ 'A.10.4': { applicable: false, justification }, 'A.9.3': { owner: 'colleague' } }, [
        { statement: 'societal-impact', justification: 'Too small to matter.' },
      ]),
      note: 'First.',
    };
    const proposed = await propose('compliance', said);
    expect([proposed.status, proposed.body['inForce']]).toEqual([200, null]);
    expect(refusalOf(await propose('compliance', said))).toBe('409 not_closed');
    const tasks = await organisation.call('management', 'GET', '/v1/inbox/tasks');
    expect(tasks.body['items']).toMatchObject([{ kind: 'statement_of_applicability' }]);
    expect(await refused(organisation, () => act('compliance', 1, 'signature'))).toBe('403 wrong_role');
    const { status, body } = await act('management', 1, 'signature');
    expect([status, body['proposed']]).toEqual([200, null]);
    expect(body['inForce']).toMatchObject({
      version: 1,
      by: { userName: 'compliance' },
      signedBy: { userName: 'management' },
    });
    expect(await statement('customers')).toMatchObject({ status: 'not_applicable', justification });
    expect(await statement('societal-impact')).toMatchObject({ status: 'not_applicable' });
    await eventually(async () => (await scene.read(gap)).body.state === 'withdrawn');
    const owned = await scene.opened('objectives');
    expect((await scene.read(owned)).body).toMatchObject({ owner: { userName: 'colleague' } });
    const hash = await scene.put('objectives');
    expect((await scene.fileAs('colleague', 'objectives', { hash })).status).toBe(201);
    expect(refusalOf(await act('management', 1, 'signature'))).toBe('409 already_decided');
    expect(refusalOf(await act('management', 1, 'refusal', { reason: 'Too late.' }))).toBe(
      '409 already_decided',
    );
  });

  it('is refused or taken back, and each version stays on record', async () => {
    const { version } = (await organisation.call('auditor', 'GET', path)).body['inForce'] as {
      version: number;
    };
    const next = { content: content({ 'A.8.5': { justification: 'We tell them.' } }) };
    expect(refusalOf(await propose('compliance', next, version + 5))).toBe('412 stale_revision');
    expect((await propose('compliance', next, version)).status).toBe(200);
    expect(refusalOf(await act('management', version + 1, 'refusal', { reason: ' ' }))).toBe('422 invalid');
    expect((await act('management', version + 1, 'refusal', { reason: 'Not so.' })).status).toBe(200);
    expect((await propose('compliance', next, version)).status).toBe(200);
    expect(refusalOf(await act('management', version + 2, 'withdrawal', { reason: 'No.' }))).toBe(
      '403 wrong_role',
    );
    expect((await act('compliance', version + 2, 'withdrawal', { reason: 'Too early.' })).status).toBe(200);
    const { body } = await organisation.call('auditor', 'GET', `${path}/versions`);
    expect(body['items']).toMatchObject([
      { state: 'taken_back', reason: 'Too early.' },
      { state: 'refused', reason: 'Not so.', decidedBy: { userName: 'management' } },
      { version, state: 'in_force' },
    ]);
  });

  it('is signed or refused, not both, when two do so at once', async () => {
    const { version } = (await organisation.call('auditor', 'GET', path)).body['inForce'] as {
      version: number;
    };
    await propose('compliance', { content: content({ 'A.2.2': { justification: 'Of course.' } }) }, version);
    const { body } = await organisation.call('auditor', 'GET', path);
    const waiting = (body['proposed'] as { version: number }).version;
    const answers = await Promise.all([
      act('management', waiting, 'signature'),
      act('management', waiting, 'refusal', { reason: 'No.' }),
    ]);
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409]);
  });

  it('is never signed by whoever put it forward', async () => {
    const both = await newcomer(organisation, 'both', ['management', 'compliance_manager']);
    const state = (await organisation.call('auditor', 'GET', path)).body;
    const { version } = state['inForce'] as { version: number };
    const said = { content: content({ 'A.2.4': { justification: 'We review.' } }) };
    const headers = { ...both.as, 'If-Match': `"${version}"` };
    const proposed = await organisation.call(undefined, 'POST', `${path}/versions`, said, headers);
    const waiting = (proposed.body['proposed'] as { version: number }).version;
    const signing = () =>
      organisation.call(undefined, 'POST', `${path}/versions/${waiting}/signature`, {}, both.as);
    expect(await refused(organisation, signing)).toBe('403 segregation_of_duties');
    expect((await act('compliance', waiting, 'withdrawal', { reason: 'Tidied up.' })).status).toBe(200);
  });

  it.each<[string, object, string]>([
    [
      'a control that it does not speak of',
      { content: { controls: content().controls.slice(1) } },
      '/content/controls',
    ],
    [
      'a control that does not apply without a reason',
      { content: content({ 'A.9.2': { applicable: false } }) },
      '/content/controls/0/justification',
    ],
    [
      'an owner who is nobody',
      { content: content({ 'A.9.2': { owner: 'nobody' } }) },
      '/content/controls/0/owner',
    ],
    [
      'a statement that is none',
      { content: content({}, [{ statement: 'nothing', justification: 'So.' }]) },
      '/content/exclusions/0',
    ],
  ])('is not put forward with %s', async (_what, body, pointer) => {
    const { version } = (await organisation.call('auditor', 'GET', path)).body['inForce'] as {
      version: number;
    };
    const answer = await propose('compliance', body, version);
    expect([refusalOf(answer), pointersOf(answer)]).toEqual(['422 invalid', [pointer]]);
    expect(refusalOf(await propose('auditor', { content: content() }, version))).toBe('403 wrong_role');
  });
});
