import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eventually } from '../eventually.ts';
import { type Account, type Answer, TestOrganisation } from '../test-organisation.ts';
import { treatRisks } from '../treated-risks.ts';
import { freshRequest } from './refusal.ts';
import { RiskScene, score } from './risk-scene.ts';

let organisation: TestOrganisation;
let scene: RiskScene;
beforeAll(async () => {
  organisation = await TestOrganisation.found();
  scene = new RiskScene(organisation);
});
afterAll(() => organisation.close());

const high = {
  screening: { prohibitedPractices: [], highRiskAreas: ['4_employment'] },
  effect: { onPeople: 'assists_decision', affected: ['Applicants'] },
};
const others: [Account, string][] = [
  ['security', 'security'],
  ['legal', 'legal'],
  ['privacy', 'privacy'],
  ['business-owner', 'business_owner'],
];

interface Risks {
  items: { id: string; title: string; state: string; owner: { userName: string }; dealtWith: boolean }[];
  proposed: { id: string; required: boolean }[];
}

async function risksOf(id: string): Promise<Risks> {
  const { body } = await organisation.call('auditor', 'GET', `/v1/adoption-requests/${id}/risks`);
  return body as object as Risks;
}

/** The risks of a request once all that are required are in the register. */
function identifiedFor(id: string): Promise<Risks['items']> {
  return eventually(async () => {
    const { items, proposed } = await risksOf(id);
    return proposed.every(({ required }) => !required) && items;
  });
}

/** Holds what the relay of process messages needs, so that what follows from anything comes late. */
async function whileNobodyIsTold(work: () => Promise<void>): Promise<void> {
  await organisation.database.db.transaction().execute(async (trx) => {
    await sql`select pg_advisory_xact_lock(hashtextextended('process-message', 0))`.execute(trx);
    await work();
  });
}

async function signAllButManagement(id: string, revision = 1): Promise<void> {
  for (const [account, role] of others) {
    expect((await organisation.signOff(account, id, role, { revision })).status).toBe(200);
  }
}

const approve = (id: string, revision = 1): Promise<Answer> =>
  organisation.signOff('management', id, 'management', { revision });

describe('a request of high tier', () => {
  it('has what the catalogue proposes in the register, and is approved once each is treated or accepted', async () => {
    const id = await freshRequest(organisation, high);
    await signAllButManagement(id);
    const risks = await identifiedFor(id);
    expect(risks.length).toBeGreaterThan(3);
    expect(
      risks.every(({ owner, state }) => owner.userName === 'business-owner' && state === 'untreated'),
    ).toBe(true);
    const refused = await approve(id);
    expect([refused.status, refused.body.type]).toEqual([409, 'urn:countersign:problem:guard_failed']);
    for (const { title } of risks) expect(refused.body.detail).toContain(title);

    const [first, ...rest] = risks;
    for (const { id: risk } of rest) {
      await scene.treat('business-owner', risk, { treatment: 'transfer', reason: 'Insured.' });
    }
    expect((await approve(id)).body.detail).toContain(first?.title);
    await scene.treat('business-owner', first?.id ?? '', { treatment: 'accept', reason: 'Small.' });
    expect((await approve(id)).status).toBe(409);
    const { residual } = (await scene.read(first?.id ?? '')).body;
    await scene.accept('management', first?.id ?? '', { residual });
    expect((await approve(id)).body.state).toBe('approved');
  });

  it('is not approved before its risks are in the register, nor over one that its owner has dismissed', async () => {
    await whileNobodyIsTold(async () => {
      const id = await freshRequest(organisation, high);
      await signAllButManagement(id);
      const { body } = await approve(id);
      expect(body).toMatchObject({ type: 'urn:countersign:problem:guard_failed' });
      expect(body.detail).toContain('Duties for a high-risk use');
      expect((await risksOf(id)).items).toEqual([]);
    });
    const id = await freshRequest(organisation, high);
    const [risk] = await identifiedFor(id);
    const path = `/v1/risks/${risk?.id}`;
    const dismissed = await scene.post('business-owner', `${path}/closure`, { reason: 'None.' });
    expect(dismissed.body.type).toBe('urn:countersign:problem:segregation_of_duties');
    const unlinked = await organisation.call('business-owner', 'PATCH', path, { requests: [] });
    expect(unlinked.status).toBe(200);
    await signAllButManagement(id);
    await treatRisks(organisation, id);
    expect((await approve(id)).body.detail).toContain(risk?.title);
  });

  it('that is amended stands on the risks of what it has become, accepted with that in mind', async () => {
    const id = await freshRequest(organisation);
    const { proposed } = await risksOf(id);
    expect(proposed.some(({ required }) => required)).toBe(false);
    const path = `/v1/adoption-requests/${id}`;
    await organisation.call('requester', 'PATCH', path, high, { 'if-match': '"1"' });
    const risks = await identifiedFor(id);
    await treatRisks(organisation, id);
    const [accepted] = risks;
    await scene.treat('business-owner', accepted?.id ?? '', { treatment: 'accept', reason: 'Small.' });
    const { residual } = (await scene.read(accepted?.id ?? '')).body;
    await scene.accept('management', accepted?.id ?? '', { residual });
    const effect = { effect: { onPeople: 'decides' } };
    await organisation.call('requester', 'PATCH', path, effect, { 'if-match': '"2"' });
    await eventually(async () => (await scene.read(accepted?.id ?? '')).body.state === 'accepting');
    expect((await identifiedFor(id)).length).toBeGreaterThan(risks.length);
  });

  it('and an assessment that makes an acceptance stale: never approved over a stale one, whichever is first', async () => {
    for (let round = 0; round < 4; round++) {
      const id = await freshRequest(organisation, high);
      const [risk] = await identifiedFor(id);
      await treatRisks(organisation, id);
      await signAllButManagement(id);
      const riskId = risk?.id ?? '';
      await scene.treat('business-owner', riskId, { treatment: 'accept', reason: 'Small.' });
      const { residual } = (await scene.read(riskId)).body;
      await scene.accept('management', riskId, { residual });
      const [decided] = await Promise.all([
        approve(id),
        scene.assess('business-owner', riskId, score(1, 1), score(5, 5)),
      ]);
      const order = await organisation.database.db
        .selectFrom('event')
        .select('type')
        .where('stream', 'in', [`adoption-request/${id}`, `risk/${riskId}`])
        .where('type', 'in', ['Decided', 'RiskAcceptanceStale'])
        .orderBy('position')
        .execute();
      const types = order.map(({ type }) => type);
      expect(types).toEqual(
        decided.status === 200 ? ['Decided', 'RiskAcceptanceStale'] : ['RiskAcceptanceStale'],
      );
    }
  });
});

describe('a request that comes to nothing', () => {
  const states = async (ids: string[]) =>
    Promise.all(ids.map(async (id) => (await scene.read(id)).body.state));

  it.each([
    ['withdrawn', (id: string) => scene.post('requester', `/v1/adoption-requests/${id}/withdrawal`, {})],
    [
      'rejected',
      (id: string) => organisation.signOff('legal', id, 'legal', { decision: 'reject', comment: 'No.' }),
    ],
  ])('%s, takes with it the risks that nobody has dealt with, and no others', async (_how, end) => {
    const id = await freshRequest(organisation, high);
    const [treated, ...untreated] = (await identifiedFor(id)).map((risk) => risk.id);
    await scene.treat('business-owner', treated ?? '', { treatment: 'avoid', reason: 'Limited.' });
    const byHand = await scene.identified({ requests: [id] });
    await end(id);
    await eventually(async () => (await states(untreated)).every((state) => state === 'closed'));
    expect(await states([treated ?? '', byHand])).toEqual(['treated', 'untreated']);
  });

  it('closed as prohibited and reopened, has its risks back, and is not approved meanwhile', async () => {
    const id = await freshRequest(organisation, high);
    const risks = (await identifiedFor(id)).map((risk) => risk.id);
    const path = `/v1/adoption-requests/${id}`;
    const screening = { ...high.screening, prohibitedPractices: ['f_emotion_at_work_or_school'] };
    await organisation.call('requester', 'PATCH', path, { screening }, { 'if-match': '"1"' });
    await eventually(async () => (await states(risks)).every((state) => state === 'closed'));
    await scene.post('compliance', `${path}/reopening`, { justification: 'Medical reasons.' });
    await eventually(async () => (await states(risks)).every((state) => state === 'untreated'));
  });

  it('withdrawn as soon as it was submitted, leaves no open risk behind', async () => {
    const id = await freshRequest(organisation, high);
    await scene.post('requester', `/v1/adoption-requests/${id}/withdrawal`, {});
    await eventually(async () => {
      const { items } = await risksOf(id);
      return items.length > 3 && items.every(({ state }) => state === 'closed');
    });
  });
});

describe('a request of a lower tier', () => {
  it('has its risks proposed, and in the register only once somebody takes one up', async () => {
    const id = await freshRequest(organisation);
    const { items, proposed } = await risksOf(id);
    expect(items).toEqual([]);
    expect(proposed.map((one) => one.id)).toContain('invented-facts');
    const take = (risk: string) => scene.post('requester', `/v1/adoption-requests/${id}/risks`, { risk });
    const taken = await take('invented-facts');
    expect([taken.status, taken.body.proposedBy]).toEqual([201, '2026-11/invented-facts']);
    expect(taken.body.suggestedControls).not.toHaveLength(0);
    expect((await take('invented-facts')).body.type).toBe('urn:countersign:problem:already_decided');
    expect((await take('physical-harm')).status).toBe(422);
    const after = await risksOf(id);
    expect(after.items.map((one) => one.id)).toEqual([taken.body.id]);
    expect(after.proposed.map((one) => one.id)).not.toContain('invented-facts');
  });

  it('that is not there has none', async () => {
    const path = `/v1/adoption-requests/${crypto.randomUUID()}/risks`;
    expect((await organisation.call('auditor', 'GET', path)).status).toBe(404);
  });
});
