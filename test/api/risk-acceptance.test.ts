import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { defaultRiskPolicy } from '../../domain/risk-policy.ts';
import { eventually } from '../eventually.ts';
import { type Account, TestOrganisation } from '../test-organisation.ts';
import { dateIn, RiskScene, score } from './risk-scene.ts';

let organisation: TestOrganisation;
let scene: RiskScene;
beforeAll(async () => {
  organisation = await TestOrganisation.found();
  scene = new RiskScene(organisation);
});
afterAll(() => organisation.close());

const typeOf = (code: string) => `urn:countersign:problem:${code}`;
const extreme = { inherent: score(5, 5), residual: score(5, 5) };

describe('an acceptance', () => {
  it('is signed until the end of a day, on record with the score, the band and the policy', async () => {
    const id = await scene.accepting();
    const { status, body } = await scene.accept('management', id);
    expect(status).toBe(200);
    expect(body).toMatchObject({ state: 'accepted', dealtWith: true, staleSince: null });
    const [signed] = body.acceptances as { until: string }[];
    expect(signed).toMatchObject({
      by: { userName: 'management' },
      residual: score(2, 3),
      band: 'moderate',
      policyVersion: 1,
      ended: null,
    });
    // The organisation's day ends in Berlin, an hour or two before it does in UTC.
    expect(signed?.until).toMatch(new RegExp(`^${dateIn(100)}T2[12]:59:59.999Z$`));
  });

  it.each<[string, Account, Record<string, unknown>, string]>([
    ['by somebody without the authority', 'colleague', {}, 'wrong_role'],
    ['for a day that has been', 'management', { until: dateIn(-1) }, 'invalid'],
    ['for longer than its band allows', 'management', { until: dateIn(367) }, 'invalid'],
    ['without a reason', 'management', { reason: ' ' }, 'invalid'],
    ['of another residual score', 'management', { residual: score(2, 2) }, 'stale_revision'],
    ['of a worse residual score', 'management', { residual: score(5, 5) }, 'stale_revision'],
  ])('is refused %s', async (_what, account, changes, code) => {
    const id = await scene.accepting();
    expect((await scene.accept(account, id, changes)).body.type).toBe(typeOf(code));
    expect((await scene.read(id)).body).toMatchObject({ state: 'accepting', acceptances: [] });
  });

  it('needs the authority for its band, and has its longest time', async () => {
    const id = await scene.accepting(extreme);
    const residual = score(5, 5);
    const low = await scene.accept('compliance', id, { residual, until: dateIn(30) });
    expect(low.body.type).toBe(typeOf('wrong_role'));
    const { body: seen } = await scene.read(id);
    expect(seen).toMatchObject({ acceptableBy: ['management'] });
    const until = String(seen.acceptableUntil);
    const dayAfter = new Date(Date.parse(until) + 86_400_000).toISOString().slice(0, 10);
    expect((await scene.accept('management', id, { residual, until: dayAfter })).status).toBe(422);
    expect((await scene.accept('management', id, { residual, until })).body.state).toBe('accepted');
  });

  it('is never signed by the owner of the risk, nor does its signatory come to own it unseen', async () => {
    const own = (await scene.identify({ owner: 'compliance' })).body.id;
    await scene.treat('compliance', own, { treatment: 'accept', reason: 'r' });
    expect((await scene.accept('compliance', own)).body.type).toBe(typeOf('segregation_of_duties'));
    expect((await scene.accept('management', own)).status).toBe(200);
    const handed = await organisation.call('compliance', 'PATCH', `/v1/risks/${own}`, {
      owner: 'management',
    });
    expect(handed.body).toMatchObject({ state: 'accepting', staleSince: { because: 'description' } });
  });

  it('is not for a risk that is treated otherwise, accepted already or closed', async () => {
    const untreated = await scene.identified();
    expect((await scene.accept('management', untreated)).body.type).toBe(typeOf('invalid'));
    const id = await scene.accepting();
    await scene.accept('management', id);
    expect((await scene.accept('compliance', id)).body.type).toBe(typeOf('already_decided'));
    await scene.post('requester', `/v1/risks/${id}/closure`, { reason: 'Gone.' });
    expect((await scene.accept('management', id)).body.type).toBe(typeOf('closed'));
  });

  it('is one of two that are signed at once', async () => {
    const id = await scene.accepting();
    const answers = await Promise.all([scene.accept('management', id), scene.accept('compliance', id)]);
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409]);
    expect((await scene.read(id)).body.acceptances).toHaveLength(1);
  });

  it('and an assessment at once: whichever comes first, none of another score is left standing', async () => {
    for (let round = 0; round < 5; round++) {
      const id = await scene.accepting();
      await Promise.all([scene.accept('management', id), scene.assess('requester', id, score(3, 3))]);
      const { body } = await scene.read(id);
      expect(body).toMatchObject({ state: 'accepting', dealtWith: false, residual: score(3, 3) });
    }
  });

  it('of a repeated key is the same one', async () => {
    const id = await scene.accepting();
    const headers = { 'idempotency-key': 'once' };
    const [first, again] = [
      await scene.accept('management', id, { headers }),
      await scene.accept('management', id, { headers }),
    ];
    expect(again.body).toEqual(first.body);
  });
});

describe('an acceptance goes stale', () => {
  const accepted = async (changes: Record<string, unknown> = {}) => {
    const id = await scene.accepting(changes);
    expect((await scene.accept('management', id)).status).toBe(200);
    return id;
  };
  const becomesStale = (id: string, because: string) =>
    eventually(async () => {
      const { body } = await scene.read(id);
      const stale = body.staleSince as { because: string } | null;
      return body.state === 'accepting' && stale?.because === because;
    });

  it('with another residual score, and not with another inherent one alone', async () => {
    const id = await accepted();
    const inherent = await scene.assess('requester', id, score(2, 3), score(5, 4));
    expect(inherent.body.state).toBe('accepted');
    await scene.assess('requester', id, score(2, 2));
    await becomesStale(id, 'residual_score');
    expect((await scene.accept('management', id, { residual: score(2, 2) })).body.state).toBe('accepted');
  });

  it('with an amendment of the request that it touches, or of another for the same system', async () => {
    const name = `System of ${crypto.randomUUID()}`;
    const system = { kind: 'prediction', origin: 'in_house', name, provider: 'us', model: '1' };
    const { body: request } = await organisation.submit({ system });
    const byRequest = await accepted({ requests: [request.id], systems: [] });
    const bySystem = await accepted({ systems: [`  ${name.toUpperCase()}`] });
    const other = await accepted({ systems: ['Another'] });
    const amendment = { users: { headcount: 5 } };
    const seen = { 'if-match': '"1"' };
    await organisation.call('requester', 'PATCH', `/v1/adoption-requests/${request.id}`, amendment, seen);
    await becomesStale(byRequest, 'affected');
    await becomesStale(bySystem, 'affected');
    expect((await scene.read(other)).body.state).toBe('accepted');
  });

  it('with another version of the policy, for every open risk, and what comes in meanwhile', async () => {
    const id = await accepted();
    const closed = await accepted();
    await scene.post('requester', `/v1/risks/${closed}/closure`, { reason: 'Gone.' });
    const rules = {
      ...defaultRiskPolicy,
      acceptance: {
        ...defaultRiskPolicy.acceptance,
        moderate: { roles: ['legal'], longestDays: 30 },
      },
    };
    const publish = () => scene.post('compliance', '/v1/risk-policy/versions', { note: 'Stricter.', rules });
    const [published, ...identified] = await Promise.all([
      publish(),
      ...Array.from({ length: 8 }, () => scene.identify()),
    ]);
    expect(published.status).toBe(201);
    await becomesStale(id, 'policy');
    for (const { body } of identified) {
      await eventually(async () => (await versionOf(body.id)) === 2);
    }
    expect((await scene.accept('management', id)).body.type).toBe(typeOf('wrong_role'));
    expect((await scene.accept('legal', id)).body.type).toBe(typeOf('invalid'));
    expect((await scene.accept('legal', id, { until: dateIn(20) })).body.state).toBe('accepted');

    expect((await scene.read(closed)).body).toMatchObject({ state: 'closed', policy: { version: 1 } });
    await scene.post('requester', `/v1/risks/${closed}/reopening`, { reason: 'It is back.' });
    await eventually(async () => (await versionOf(closed)) === 2);
  });

  async function versionOf(id: string): Promise<number> {
    return ((await scene.read(id)).body.policy as { version: number }).version;
  }
});
