import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { TestOrganisation } from '../test-organisation.ts';
import { treatRisks } from '../treated-risks.ts';
import { freshRequest } from './refusal.ts';

let organisation: TestOrganisation;
beforeAll(async () => {
  organisation = await TestOrganisation.found();
});
afterAll(() => organisation.close());

const signOffStates = (body: Record<string, unknown>) =>
  (body.signOffs as { role: string; state: string }[]).map(({ role, state }) => `${role} ${state}`);

describe('a request’s life over HTTP', () => {
  it('changes requested, amended, signed again by whom it touches, approved with conditions', async () => {
    const id = await freshRequest(organisation);
    const path = `/v1/adoption-requests/${id}`;
    await organisation.signOff('legal', id, 'legal');
    const asked = await organisation.signOff('security', id, 'security', {
      decision: 'request_changes',
      comment: 'Name the region',
    });
    expect(asked.body.state).toBe('changes_requested');
    const amended = await organisation.call(
      'requester',
      'PATCH',
      path,
      { users: { headcount: 41 } },
      { 'if-match': '"1"' },
    );
    expect([amended.status, amended.headers.get('etag'), amended.body.state]).toEqual([
      200,
      '"2"',
      'in_review',
    ]);
    expect(signOffStates(amended.body)).toEqual([
      'security pending',
      'legal approved',
      'privacy pending',
      'business_owner pending',
    ]);
    expect(amended.body.users).toEqual({ teams: ['Customer support'], headcount: 41 });
    const revision = 2;
    const conditions = [{ text: 'Log prompts', owner: 'security', dueOn: '2027-01-31' }];
    await organisation.signOff('security', id, 'security', {
      revision,
      decision: 'approve_with_conditions',
      conditions,
    });
    await organisation.signOff('privacy', id, 'privacy', { revision });
    const last = await organisation.signOff('business-owner', id, 'business_owner', { revision });
    expect(last.body.state).toBe('approved_with_conditions');
    const decision = last.body.decision as { signOffs: object[] };
    expect(decision).toMatchObject({
      outcome: 'approved_with_conditions',
      revision: 2,
      revisionHash: amended.body.revisionHash,
      policy: last.body.policy,
      tier: 'medium',
      reasons: last.body.reasons,
    });
    expect(decision.signOffs).toMatchObject([
      { role: 'security', revision: 2, capacity: { kind: 'own' }, conditions: [{ text: 'Log prompts' }] },
      { role: 'legal', revision: 1, capacity: { kind: 'own' }, comment: '' },
      { role: 'privacy', revision: 2 },
      { role: 'business_owner', revision: 2 },
    ]);
  });

  it('prohibited, reopened with a justification, signed by all that a critical one needs', async () => {
    const id = await freshRequest(organisation, {
      screening: { prohibitedPractices: ['f_emotion_at_work_or_school'], highRiskAreas: [] },
    });
    const path = `/v1/adoption-requests/${id}`;
    const closed = await organisation.call('requester', 'GET', path);
    expect(closed.body).toMatchObject({
      state: 'prohibited',
      tier: 'prohibited',
      signOffs: [],
      reopenable: true,
    });
    expect(JSON.stringify(closed.body.reasons)).toContain('Article 5(1)(f)');
    await organisation.call('compliance', 'POST', `${path}/reopening`, { justification: 'Medical reasons.' });
    for (const role of ['security', 'legal', 'privacy', 'management'] as const) {
      expect((await organisation.signOff(role, id, role)).status).toBe(200);
    }
    await treatRisks(organisation, id);
    const approved = await organisation.signOff('business-owner', id, 'business_owner');
    expect(approved.body).toMatchObject({
      state: 'approved',
      tier: 'critical',
      reopening: { by: { userName: 'compliance' }, justification: 'Medical reasons.' },
    });
  });

  it('an amendment that was sent before a reopening, on a stopped worker, approves nothing', async () => {
    const hasty = await TestOrganisation.found({ outcomeTimeoutMs: 2_000 });
    try {
      const id = await freshRequest(hasty, {
        screening: { prohibitedPractices: ['c_social_scoring'], highRiskAreas: [] },
      });
      const path = `/v1/adoption-requests/${id}`;
      await hasty.stopWorker();
      await hasty.call('compliance', 'POST', `${path}/reopening`, { justification: 'Why not.' });
      await hasty.call('requester', 'PATCH', path, { title: 'Harmless' }, { 'if-match': '"1"' });
      await hasty.startWorker();
      const read = async () => (await hasty.call('requester', 'GET', path)).body;
      await expect.poll(async () => (await read()).state, { timeout: 20_000 }).toBe('in_review');
      const outcomes = () =>
        hasty.database.db
          .selectFrom('command_outcome')
          .select('status')
          .where('stream', '=', `adoption-request/${id}`)
          .execute();
      await expect.poll(async () => (await outcomes()).length, { timeout: 20_000 }).toBe(3);
      expect(await read()).toMatchObject({ state: 'in_review', revision: 1, decision: null });
    } finally {
      await hasty.close();
    }
  });
});
