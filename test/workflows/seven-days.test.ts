import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { findAiSystem } from '../../db/ai-system.ts';
import { findOversightCase } from '../../db/oversight-case.ts';
import { rebuildReadModels } from '../../db/rebuild.ts';
import { findUsageAudit } from '../../db/usage-audit.ts';
import { verifyRegister } from '../../db/verification.ts';
import type { Boundary } from '../../domain/boundary.ts';
import type { Actor, SignOffRole } from '../../domain/identity.ts';
import { putTraining } from '../oversight-training.ts';
import { Week } from './week.ts';

let week: Week;
beforeAll(async () => {
  week = await Week.begin();
});
afterAll(() => week.end());

const boundary: Boundary = {
  id: 'answer-quality',
  statement: 'Answers are as good as they were when it was approved.',
  kind: 'drift',
  metric: 'answer_quality',
  baseline: 0.9,
  tolerance: 0.1,
  windowMinutes: 1_440,
  minSamples: 3,
};

it(
  'seven days of a system: approved, used, drifting, reviewed, stopped, mended, live again and audited',
  { timeout: 180_000 },
  async () => {
    const [owner, requester, chris] = [
      await week.person('owner', 'business_owner'),
      await week.person('requester', 'requester'),
      await week.person('chris', 'compliance_manager'),
    ];
    const signatories = new Map<SignOffRole, Actor>([['business_owner', owner]]);
    for (const role of ['security', 'legal', 'privacy'] as const)
      signatories.set(role, await week.person(role, role));
    const olu = await week.person('olu', 'oversight_reviewer');
    await putTraining(week.db, olu.person, week.day(3.5));
    await putTraining(week.db, chris.person);

    // The first day: approved, taken into use, with a boundary.
    const id = await week.machine.submit(undefined, {
      requester: requester.person,
      businessOwner: owner.person,
    });
    const [request, system] = [`adoption-request/${id}`, `ai-system/${id}`];
    await week.happened(request, 'Submitted');
    for (const [role, actor] of signatories) {
      await week.say(request, actor, {
        type: 'signOff',
        revision: 1,
        role,
        decision: 'approve',
        comment: '',
        conditions: [],
      });
    }
    await week.happened(system, 'AiSystemOpened');
    const scope = (await findAiSystem(week.db, id))?.state.scope;
    const may = () => week.mayUse(id, requester.person, scope?.purposes[0] ?? '');
    expect(await may()).toBe('not_in_use_yet');
    await week.say(system, owner, { type: 'goLive' });
    await week.say(system, owner, { type: 'setBoundaries', boundaries: [boundary], replaces: [] });
    await week.happened(system, 'BoundariesSet');
    expect(await may()).toBe('allowed');

    // Used as it was approved, and then it drifts: one case, whatever else is told.
    await week.machine.travelTo(week.day(1));
    await week.use(id, requester.person, 0.9, 0.92, 0.88);
    await week.machine.travelTo(week.day(3));
    await week.use(id, requester.person, 0.5, 0.55, 0.6);
    await week.use(id, requester.person, 0.5, 0.4);
    const [breach, ...others] = await week.db.selectFrom('boundary_breach').selectAll().execute();
    expect(others).toEqual([]);
    const caseId = breach?.case_id ?? '';
    const stream = `oversight-case/${caseId}`;
    const found = async () => (await findOversightCase(week.db, caseId))?.state;
    await week.until(async () => (await found())?.first?.reviewer === olu.person);
    await week.say(stream, olu, { type: 'acknowledge' });
    await week.happened(stream, 'OversightCaseAcknowledged');

    // The reviewer's training lapses before they have decided: it is somebody else's to decide.
    await week.machine.travelTo(week.day(4));
    const verdict = { note: 'It is worse than approved.', instead: '', stops: true, incident: null };
    const decide = { type: 'decide', revision: 1, decision: 'stopped', ...verdict };
    await week.say(stream, olu, decide);
    const refusals = () =>
      week.db.selectFrom('command_outcome').select('refusal').where('stream', '=', stream).execute();
    await week.until(async () =>
      (await refusals()).some(({ refusal }) => refusal !== null && refusal.code === 'guard_failed'),
    );
    expect(await may()).toBe('allowed');
    await week.machine.travelTo(week.day(6.1));
    await week.until(async () => (await found())?.first?.reviewer === chris.person);

    // Stopped by whoever it has gone up to: the next check denies.
    await week.say(stream, chris, { type: 'acknowledge' });
    await week.say(stream, chris, decide);
    await week.happened(system, 'AiSystemSuspended');
    expect(await may()).toBe('suspended');
    await week.say(stream, chris, {
      type: 'close',
      rootCause: 'The provider changed its model.',
      correctiveAction: 'The model is pinned to the version that was approved.',
    });
    await week.happened(stream, 'OversightCaseClosed');
    await week.say(system, chris, { type: 'resume', note: 'The approved version answers again.' });
    await week.happened(system, 'AiSystemResumed');
    expect(await may()).toBe('allowed');
    await week.machine.travelTo(week.day(7));
    await week.use(id, requester.person, 0.9, 0.9, 0.9);
    expect(await week.db.selectFrom('boundary_breach').selectAll().execute()).toHaveLength(1);

    // Audited by whoever does not own it: the week is in the figures.
    const auditId = randomUUID();
    const audit = `usage-audit/${auditId}`;
    const { name, tier } = (await findAiSystem(week.db, id))?.state ?? {};
    const about = { system: id, name, tier, reason: 'out_of_turn', note: 'After the breach.', round: null };
    await week.open(audit, 'usageAudit', chris, { ...about, until: await week.machine.now() });
    await week.happened(audit, 'UsageGathered');
    const audited = async () => (await findUsageAudit(week.db, auditId))?.state;
    expect((await audited())?.figures).toMatchObject({ uses: 11 });
    await week.say(audit, owner, { type: 'take' });
    await week.say(audit, chris, { type: 'take' });
    await week.happened(audit, 'UsageAuditAssigned');
    const note = 'Stopped in time, and mended.';
    const hash = (await audited())?.figuresHash;
    const confirmed = { version: 0, hash, conclusion: 'within_scope', note, reopens: false };
    await week.say(audit, chris, { type: 'sign', ...confirmed });
    await week.happened(audit, 'UsageAuditSigned');
    expect(await week.typesOf(audit)).toEqual([
      'UsageAuditOpened',
      'UsageGathered',
      'UsageAuditAssigned',
      'UsageAuditSigned',
    ]);

    expect(await week.typesOf(system)).toEqual([
      'AiSystemOpened',
      'AiSystemWentLive',
      'BoundariesSet',
      'AiSystemSuspended',
      'AiSystemResumed',
    ]);
    expect(await week.typesOf(stream)).toEqual([
      'OversightCaseOpened',
      'OversightTermsSet',
      'ReviewerAssigned',
      'OversightCaseAcknowledged',
      'ReviewerReminded',
      'ReviewerReminded',
      'OversightCaseEscalated',
      'ReviewerAssigned',
      'OversightCaseAcknowledged',
      'OversightCaseDecided',
      'OversightCaseClosed',
    ]);
    await everyMessageWasSentOnce();
    expect(await verifyRegister(week.db)).toMatchObject({ ok: true, broken: null });
    const before = await week.db.selectFrom('ai_system').selectAll().execute();
    await rebuildReadModels(week.db);
    expect(await week.db.selectFrom('ai_system').selectAll().execute()).toEqual(before);
  },
);

async function everyMessageWasSentOnce(): Promise<void> {
  const deliveries = () =>
    week.db.selectFrom('delivery').select(['id', 'state', 'kind', 'topic', 'person_id']).execute();
  // What is gathered for the day's digest goes with it.
  await week.until(async () => (await deliveries()).every(({ state }) => state !== 'pending'));
  const sent = (await deliveries()).filter(({ state }) => state === 'sent');
  const ids = week.mail.transferred.map(({ messageId }) => messageId);
  expect(new Set(ids).size).toBe(ids.length);
  const told = (kind: string) => sent.filter((one) => one.kind === kind).length;
  expect({
    assigned: told('oversight_case_assigned'),
    escalated: told('oversight_case_escalated'),
    suspended: told('ai_system_suspended'),
    resumed: told('ai_system_resumed'),
  }).toEqual({ assigned: 1, escalated: 1, suspended: 1, resumed: 1 });
}
