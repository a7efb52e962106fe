import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Account, TestOrganisation } from '../test-organisation.ts';
import { putTraining } from '../oversight-training.ts';
import { OversightScene } from './oversight-scene.ts';
import { freshRequest, newcomer, refusalOf, refused } from './refusal.ts';

let organisation: TestOrganisation;
let scene: OversightScene;
beforeAll(async () => {
  organisation = await TestOrganisation.found();
  scene = new OversightScene(organisation);
  await scene.staff();
});
afterAll(() => organisation.close());

const confirm = (account: Account, id: string, revision = 2) =>
  scene.act(account, id, 'confirmation', { note: 'Seen.' }, { 'if-match': `"${revision}"` });
const disagree = (account: Account, id: string, revision = 2) =>
  scene.act(account, id, 'disagreement', { note: 'No.' }, { 'if-match': `"${revision}"` });

describe('a decision of two', () => {
  it('counts once a second person confirms it', async () => {
    const { id, reviewer, other } = await scene.proposed();
    const waiting = await scene.read(id);
    expect(waiting.body).toMatchObject({
      state: 'acknowledged',
      needsConfirmation: true,
      proposal: { decision: 'upheld', by: { userName: reviewer } },
      second: { reviewer: { userName: other } },
    });
    expect(await refused(organisation, () => confirm(reviewer, id))).toBe('403 wrong_role');
    expect(await refused(organisation, () => confirm(other, id, 1))).toBe('412 stale_revision');
    const unseen = scene.act(other, id, 'confirmation', {});
    expect(refusalOf(await unseen)).toBe('428 precondition_required');
    const confirmed = await confirm(other, id);
    expect(confirmed.body).toMatchObject({
      state: 'decided',
      decision: { by: { userName: reviewer }, confirmedBy: { userName: other } },
    });
    expect(refusalOf(await confirm(other, id))).toBe('409 already_decided');
  });

  it('goes up a level when they disagree, where a third decides alone', async () => {
    const { id, other } = await scene.proposed();
    expect((await disagree(other, id)).status).toBe(200);
    const { first } = await scene.until(id, (one) => one.first?.level === 2 && Boolean(one.first.reviewer));
    expect(await scene.accountOf(first?.reviewer ?? '')).toBe('compliance');
    const decided = await scene.decide('compliance', id, {}, 3);
    expect(decided.body).toMatchObject({ state: 'decided', disputes: [{ by: { userName: other } }] });
  });

  it('is not confirmed, nor disagreed with, by somebody whose training has lapsed', async () => {
    const { id, other } = await scene.proposed();
    await organisation.database.db
      .updateTable('training_completion')
      .set({ valid_until: new Date().toISOString() })
      .where('person_id', '=', await scene.idOf(other))
      .execute();
    expect(await refused(organisation, () => confirm(other, id))).toBe('409 guard_failed');
    expect(await refused(organisation, () => disagree(other, id))).toBe('409 guard_failed');
    await scene.train(other);
    expect((await confirm(other, id)).status).toBe(200);
  });

  it('is never one person’s, by whatever way', async () => {
    const { id, reviewer, other } = await scene.proposed();
    const toFirst = () => scene.act('compliance', id, 'handover', { to: reviewer, place: 'second' });
    const toSecond = () => scene.act('compliance', id, 'handover', { to: other, place: 'first' });
    expect(await refused(organisation, toFirst)).toBe('403 segregation_of_duties');
    expect(await refused(organisation, toSecond)).toBe('403 segregation_of_duties');
    const both = organisation.database.db
      .updateTable('oversight_case')
      .set({ second_reviewer_id: await scene.idOf(reviewer) })
      .where('id', '=', id)
      .execute();
    await expect(both).rejects.toThrow('two_reviewers_are_two_people');
  });

  it('is always one of two where the system is biometric', async () => {
    const request = await freshRequest(organisation, {
      system: {
        name: 'Gate',
        provider: 'Example AI Ltd',
        model: 'gate-1',
        kind: 'biometrics',
        origin: 'in_house',
      },
    });
    const system = await scene.system('requester', { request });
    const { id, reviewer, other } = await scene.assigned({ system });
    const proposed = await scene.decide(reviewer, id);
    expect(proposed.body).toMatchObject({ state: 'acknowledged', decision: null, needsConfirmation: true });
    await scene.until(id, ({ second }) => Boolean(second?.reviewer));
    expect((await confirm(other, id)).body.state).toBe('decided');
  });
});

describe('a case changes hands', () => {
  it('from its reviewer to another, who then decides', async () => {
    const { id, reviewer, other } = await scene.assigned();
    const to = { to: other, note: 'I am away.' };
    expect(await refused(organisation, () => scene.act('requester', id, 'handover', to))).toBe(
      '403 wrong_role',
    );
    const handed = await scene.act(reviewer, id, 'handover', to);
    expect(handed.body).toMatchObject({ state: 'open', first: { reviewer: { userName: other } } });
    expect(refusalOf(await scene.decide(reviewer, id))).toBe('403 wrong_role');
    expect((await scene.decide(other, id)).status).toBe(200);
  });

  it('to nobody without a role that reviews, nor to who has brought it up', async () => {
    const { id, reviewer } = await scene.assigned();
    expect(refusalOf(await scene.act(reviewer, id, 'handover', { to: 'legal' }))).toBe('409 guard_failed');
    expect(refusalOf(await scene.act(reviewer, id, 'handover', { to: 'colleague' }))).toBe(
      '403 segregation_of_duties',
    );
    expect(refusalOf(await scene.act(reviewer, id, 'handover', { to: 'nobody' }))).toBe('422 invalid');
  });

  it('to the other reviewer when the first is absent', async () => {
    const { id, reviewer, other } = await scene.assigned();
    const absent = { note: 'Ill.' };
    expect(refusalOf(await scene.act(other, id, 'reassignment', absent))).toBe('403 wrong_role');
    expect((await scene.act('compliance', id, 'reassignment', absent)).status).toBe(200);
    const { first } = await scene.until(id, (one) => Boolean(one.first?.reviewer));
    expect(await scene.accountOf(first?.reviewer ?? '')).toBe(other);
    expect(first?.released).toEqual([await scene.idOf(reviewer)]);
  });

  it('at once when its reviewer leaves', async () => {
    const leaver = await newcomer(organisation, 'leaver', ['oversight_reviewer', 'security']);
    const { id } = await scene.assigned();
    await putTraining(organisation.database.db, leaver.id);
    expect((await scene.act('compliance', id, 'handover', { to: leaver.id })).status).toBe(200);
    const left = await organisation.call('administrator', 'PATCH', `/v1/people/${leaver.id}`, {
      active: false,
    });
    expect(left.status).toBe(200);
    const { first } = await scene.until(id, (one) => Boolean(one.first?.released.includes(leaver.id)));
    expect(first?.reviewer).not.toBe(leaver.id);
  });
});

describe('races', () => {
  it('two reviewers decide at once: one decision counts, the other is told who was first', async () => {
    for (let round = 0; round < 5; round += 1) {
      // Opened two hours ago: its first reviewer has let their hour pass, and somebody of the next level has it too.
      const id = await scene.breached(await scene.system(), 120);
      const { first } = await scene.until(id, (one) => one.first?.level === 2 && Boolean(one.first.reviewer));
      const [before = ''] = first?.passed ?? [];
      const two = [await scene.accountOf(before), await scene.accountOf(first?.reviewer ?? '')] as const;
      expect(two[1]).toBe('compliance');
      const answers = await Promise.all(two.map((account) => scene.decide(account, id)));
      expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409]);
      const winner = two[answers.findIndex(({ status }) => status === 200)];
      const late = answers.find(({ status }) => status === 409);
      expect(late && refusalOf(late)).toBe('409 already_decided');
      expect(late?.body.decidedBy).toMatchObject({ userName: winner });
      const events = await organisation.call('auditor', 'GET', `/v1/oversight-cases/${id}/events`);
      const decisions = (events.body.items as { type: string }[]).filter(
        ({ type }) => type === 'OversightCaseDecided',
      );
      expect(decisions).toHaveLength(1);
    }
  });

  it('a reviewer decides while the case goes up a level: one answer, one decision, whoever is first', async () => {
    for (let round = 0; round < 5; round += 1) {
      const id = await scene.breached(await scene.system(), 120);
      const { first } = await scene.until(id, (one) => one.first?.passed[0] !== undefined);
      const reviewer = await scene.accountOf(first?.passed[0] ?? '');
      expect((await scene.decide(reviewer, id)).status).toBe(200);
      const current = await scene.until(id, ({ state }) => state === 'decided');
      expect(current.decision?.by).toBe(await scene.idOf(reviewer));
      expect(refusalOf(await scene.act('legal', id, 'acknowledgement'))).toBe('403 wrong_role');
    }
  });

  it('a confirmation against a disagreement: one counts', async () => {
    const { id, other } = await scene.proposed();
    const answers = await Promise.all([confirm(other, id), disagree(other, id)]);
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    const { body } = await scene.read(id);
    expect(body.decision === null).toBe((body.disputes as unknown[]).length === 1);
  });

  it('a decision against a handover: one counts, and the case is in one hand', async () => {
    const { id, reviewer, other } = await scene.assigned();
    const [decided, handed] = await Promise.all([
      scene.decide(reviewer, id),
      scene.act('compliance', id, 'handover', { to: other }),
    ]);
    expect([decided.status, handed.status].filter((status) => status === 200)).toHaveLength(1);
  });
});

describe('a breach', () => {
  it('has a case, and its boundary is watched anew once that is closed', async () => {
    const id = await scene.breached(await scene.system());
    const { first, matter } = await scene.until(id, (one) => Boolean(one.first?.reviewer));
    expect(matter).toMatchObject({ kind: 'breach', severity: 'high' });
    const reviewer = await scene.accountOf(first?.reviewer ?? '');
    const settled = async () =>
      (
        await organisation.database.db
          .selectFrom('boundary_breach')
          .select('settled_at')
          .where('case_id', '=', id)
          .executeTakeFirstOrThrow()
      ).settled_at;
    expect((await scene.decide(reviewer, id)).status).toBe(200);
    expect(await settled()).toBeNull();
    const closed = await scene.close(reviewer, id);
    expect(await settled()).toBe((closed.body.closing as { at: string }).at);
  });
});

describe('a serious incident', () => {
  it('has its clocks, is reported to both, and only then closed', async () => {
    const incident = { kind: 'critical_infrastructure', awareAt: '2026-01-31T09:00:00Z' };
    const { id, reviewer } = await scene.decided({ decision: 'serious_incident', incident });
    const { body } = await scene.read(id);
    expect(body.incident).toMatchObject({
      source: 'Article 73(3)',
      authority: { dueAt: '2026-02-02T09:00:00.000Z', told: null },
    });
    expect(refusalOf(await scene.close(reviewer, id))).toBe('409 guard_failed');
    const report = (told: string, account: Account = reviewer) =>
      scene.act(account, id, 'reports', { told, toldAt: '2026-02-01T09:00:00Z', note: 'No. 7.' });
    expect(refusalOf(await report('provider', 'legal'))).toBe('403 wrong_role');
    expect((await report('provider')).status).toBe(200);
    expect(refusalOf(await report('provider'))).toBe('409 already_decided');
    expect((await report('authority', 'compliance')).status).toBe(200);
    expect((await scene.close('compliance', id)).body.state).toBe('closed');
  });
});
