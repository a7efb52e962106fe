import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eventually } from '../eventually.ts';
import { type Account, TestOrganisation } from '../test-organisation.ts';
import { GapScene } from './gap-scene.ts';
import { newcomer, pointersOf, refusalOf, refused } from './refusal.ts';
import { applicabilityOf, ApplicabilityScene } from './statement-of-applicability-scene.ts';

let organisation: TestOrganisation;
let applicability: ApplicabilityScene;
beforeAll(async () => {
  organisation = await TestOrganisation.found();
  applicability = new ApplicabilityScene(organisation);
});
afterAll(() => organisation.close());

const path = '/v1/statement-of-applicability';

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
    expect(refusalOf(await applicability.act('management', 1, 'signature'))).toBe('404 not_found');
    for (const account of ['requester', 'security'] as const)
      expect(refusalOf(await organisation.call(account, 'GET', path))).toBe('403 wrong_role');
  });

  it('is put forward by one, signed by another; what does not apply says why, and its gap is withdrawn', async () => {
    const scene = new GapScene(organisation);
    const gap = await scene.opened('customers');
    const justification = 'No customer is affected.';
    const said = {
      content: applicabilityOf(
        { 'A.10.4': { applicable: false, justification }, 'A.9.3': { owner: 'colleague' } },
        [{ statement: 'societal-impact', justification: 'Too small to matter.' }],
      ),
      note: 'First.',
    };
    const proposed = await applicability.propose('compliance', said);
    expect([proposed.status, proposed.body['inForce']]).toEqual([200, null]);
    expect(refusalOf(await applicability.propose('compliance', said))).toBe('409 not_closed');
    const tasks = await organisation.call('management', 'GET', '/v1/inbox/tasks');
    expect(tasks.body['items']).toMatchObject([{ kind: 'statement_of_applicability' }]);
    expect(await refused(organisation, () => applicability.act('compliance', 1, 'signature'))).toBe(
      '403 wrong_role',
    );
    const { status, body } = await applicability.act('management', 1, 'signature');
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
    expect(refusalOf(await applicability.act('management', 1, 'signature'))).toBe('409 already_decided');
    expect(refusalOf(await applicability.act('management', 1, 'refusal', { reason: 'Too late.' }))).toBe(
      '409 already_decided',
    );
  });

  it('is refused or taken back, and each version stays on record', async () => {
    const version = await applicability.inForce();
    const next = { content: applicabilityOf({ 'A.8.5': { justification: 'We tell them.' } }) };
    expect(refusalOf(await applicability.propose('compliance', next, version + 5))).toBe(
      '412 stale_revision',
    );
    expect((await applicability.propose('compliance', next, version)).status).toBe(200);
    expect(refusalOf(await applicability.act('management', version + 1, 'refusal', { reason: ' ' }))).toBe(
      '422 invalid',
    );
    expect(
      (await applicability.act('management', version + 1, 'refusal', { reason: 'Not so.' })).status,
    ).toBe(200);
    expect((await applicability.propose('compliance', next, version)).status).toBe(200);
    expect(
      refusalOf(await applicability.act('management', version + 2, 'withdrawal', { reason: 'No.' })),
    ).toBe('403 wrong_role');
    expect(
      (await applicability.act('compliance', version + 2, 'withdrawal', { reason: 'Too early.' })).status,
    ).toBe(200);
    const { body } = await organisation.call('auditor', 'GET', `${path}/versions`);
    expect(body['items']).toMatchObject([
      { state: 'taken_back', reason: 'Too early.' },
      { state: 'refused', reason: 'Not so.', decidedBy: { userName: 'management' } },
      { version, state: 'in_force' },
    ]);
  });

  it('is signed or refused, not both, when two do so at once', async () => {
    const version = await applicability.inForce();
    await applicability.propose(
      'compliance',
      { content: applicabilityOf({ 'A.2.2': { justification: 'Of course.' } }) },
      version,
    );
    const waiting = (await applicability.read()).proposed?.version ?? 0;
    const answers = await Promise.all([
      applicability.act('management', waiting, 'signature'),
      applicability.act('management', waiting, 'refusal', { reason: 'No.' }),
    ]);
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409]);
  });

  it('is never signed by whoever put it forward', async () => {
    const both = await newcomer(organisation, 'both', ['management', 'compliance_manager']);
    const version = await applicability.inForce();
    const said = { content: applicabilityOf({ 'A.2.4': { justification: 'We review.' } }) };
    const headers = { ...both.as, 'If-Match': `"${version}"` };
    const proposed = await organisation.call(undefined, 'POST', `${path}/versions`, said, headers);
    const waiting = (proposed.body['proposed'] as { version: number }).version;
    const signing = () =>
      organisation.call(undefined, 'POST', `${path}/versions/${waiting}/signature`, {}, both.as);
    expect(await refused(organisation, signing)).toBe('403 segregation_of_duties');
    expect(
      (await applicability.act('compliance', waiting, 'withdrawal', { reason: 'Tidied up.' })).status,
    ).toBe(200);
  });

  it.each<[string, object, string]>([
    [
      'a control that it does not speak of',
      { content: { controls: applicabilityOf().controls.slice(1) } },
      '/content/controls',
    ],
    [
      'a control that does not apply without a reason',
      { content: applicabilityOf({ 'A.9.2': { applicable: false } }) },
      '/content/controls/0/justification',
    ],
    [
      'an owner who is nobody',
      { content: applicabilityOf({ 'A.9.2': { owner: 'nobody' } }) },
      '/content/controls/0/owner',
    ],
    [
      'a statement that is none',
      { content: applicabilityOf({}, [{ statement: 'nothing', justification: 'So.' }]) },
      '/content/exclusions/0',
    ],
  ])('is not put forward with %s', async (_what, body, pointer) => {
    const version = await applicability.inForce();
    const answer = await applicability.propose('compliance', body, version);
    expect([refusalOf(answer), pointersOf(answer)]).toEqual(['422 invalid', [pointer]]);
    expect(refusalOf(await applicability.propose('auditor', { content: applicabilityOf() }, version))).toBe(
      '403 wrong_role',
    );
  });
});
