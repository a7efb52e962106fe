import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hashOf } from '../../db/canonical.ts';
import { fireDuty } from '../../db/duty-command.ts';
import { declaredDuty } from '../declared-duty.ts';
import { eventually } from '../eventually.ts';
import { type Answer, TestOrganisation } from '../test-organisation.ts';
import { AiSystemScene } from './ai-system-scene.ts';
import { newcomer, pointersOf, refusalOf, refused } from './refusal.ts';
import { exampleFinding, UsageAuditScene } from './usage-audit-scene.ts';

let organisation: TestOrganisation;
let scene: UsageAuditScene;
let second: { id: string; as: { authorization: string } };
beforeAll(async () => {
  organisation = await TestOrganisation.found();
  scene = new UsageAuditScene(organisation);
  second = await newcomer(organisation, 'second-compliance', ['compliance_manager']);
});
afterAll(() => organisation.close());

const eventsOf = async (id: string) => {
  const { database } = organisation;
  const rows = await database.db
    .selectFrom('event')
    .select(['type', 'canonical', 'hash', 'seq'])
    .where('stream', '=', `usage-audit/${id}`)
    .orderBy('seq')
    .execute();
  return rows;
};

describe('a usage audit', () => {
  it('is opened by its duty, once for each system in use of its tiers, with its figures', async () => {
    const system = await scene.usedSystem('requester', { tier: 'critical' });
    const other = await scene.system('requester', { tier: 'low' });
    const starts = { kind: 'usage_audit' as const, tiers: ['critical' as const] };
    const duty = await declaredDuty(organisation, { starts, schedule: false });
    const instant = new Date().toISOString();
    for (const at of [instant, new Date().toISOString()]) {
      await fireDuty(organisation.database.db, duty, instant, at);
    }
    const { body: fired } = await organisation.call('auditor', 'GET', `/v1/duties/${duty}`);
    const round = (fired.last as { subject: string }).subject.replace('usage-audit-round/', '');
    const items = await eventually(async () => {
      const { body } = await organisation.call('auditor', 'GET', `/v1/usage-audits?round=${round}`);
      const found = body.items as { id: string; system: { id: string } }[];
      return found.length > 0 && found;
    });
    expect(items.map((one) => one.system.id)).toEqual([system]);
    const audit = await scene.until(items[0]?.id ?? '', ({ state }) => state === 'waiting');
    expect(audit).toMatchObject({
      reason: 'cycle',
      until: instant,
      tier: 'critical',
      figures: { uses: 4, cost: 1.5 },
    });
    const { body } = await organisation.call('auditor', 'GET', `/v1/usage-audits?system=${other}`);
    expect(body.items).toEqual([]);
    await eventually(async () => {
      const { body: now } = await organisation.call('auditor', 'GET', `/v1/duties/${duty}`);
      return (now.last as { outcome: string }).outcome === 'taken_up';
    });
  });

  it('is run by hand too, over the API', async () => {
    const system = await scene.system('requester', { tier: 'critical' });
    const starts = { kind: 'usage_audit' as const, tiers: ['critical' as const] };
    const duty = await declaredDuty(organisation, { starts, schedule: false });
    const reason = { reason: 'An authority has asked.' };
    const run = await organisation.call('compliance', 'POST', `/v1/duties/${duty}/run`, reason);
    expect(run.status).toBe(200);
    const items = await eventually(async () => {
      const { body } = await organisation.call('auditor', 'GET', `/v1/usage-audits?system=${system}`);
      const found = body.items as { id: string }[];
      return found.length > 0 && found;
    });
    expect((await scene.read(items[0]?.id ?? '')).body).toMatchObject({
      reason: 'out_of_turn',
      note: 'An authority has asked.',
    });
  });

  it('shows what was used, and outside of what', async () => {
    const { figures } = await scene.until(await scene.waiting(), ({ state }) => state === 'waiting');
    expect(figures).toMatchObject({
      uses: 4,
      cost: 1.5,
      people: 1,
      purposes: {
        items: [
          { name: 'Rank applicants', uses: 1, inScope: false },
          { name: 'Loans', uses: 3, inScope: true },
        ],
      },
      unknownUsers: { total: 1, items: [{ number: 1, name: 'jane.doe', uses: 1 }] },
      usersOutOfScope: { total: 0 },
    });
    expect(figures?.sample).toHaveLength(3);
    expect(figures?.sample.map(({ person }) => person?.userName ?? null).sort()).toEqual([
      'colleague',
      'colleague',
      null,
    ]);
  });

  it('confirms use within scope, and the system says when it was last audited', async () => {
    const system = await scene.system();
    const standing = async () =>
      (await organisation.call('auditor', 'GET', `/v1/ai-systems/${system}`)).body['usageAudit'];
    expect(await standing()).toMatchObject({ lastSigned: null, open: null });
    const id = await scene.taken(system);
    expect(await standing()).toMatchObject({ lastSigned: null, open: id });
    const signed = await scene.sign(id, { version: 0 });
    expect(signed.status).toBe(200);
    expect(signed.body).toMatchObject({
      state: 'signed',
      findings: [],
      signature: { conclusion: 'within_scope', by: { userName: 'compliance' }, reopens: false },
    });
    expect(await standing()).toMatchObject({ lastSigned: { id, findings: 0 }, open: null });
  });

  it('signs findings, which become actions', async () => {
    const id = await scene.signed();
    const actions = await eventually(async () => {
      const path = `/v1/actions?subject=usage-audit/${id}`;
      const { items } = (await organisation.call('auditor', 'GET', path)).body as Answer['body'] & {
        items: unknown[];
      };
      return items.length > 0 && items;
    });
    expect(actions).toMatchObject([
      { text: 'Ask for an amendment', owner: { userName: 'requester' }, state: 'open' },
    ]);
  });

  it('has the approval signed again for a critical finding, where its auditor says so', async () => {
    const system = await scene.usedSystem();
    const id = await scene.written(system, [{ ...exampleFinding, severity: 'critical' }]);
    expect((await scene.sign(id, { reopens: true, note: 'It ranks applicants.' })).status).toBe(200);
    const changes = await eventually(async () => {
      const { body } = await organisation.call('auditor', 'GET', `/v1/ai-systems/${system}`);
      const open = body['changes'] as unknown[];
      return open.length > 0 && open;
    });
    expect(changes).toMatchObject([
      { change: 'oversight_finding', note: 'It ranks applicants.', by: { userName: 'compliance' } },
    ]);
  });

  it('is given to a person who is no compliance manager, and read and written by them', async () => {
    const id = await scene.waiting();
    const given = await scene.act('compliance', id, 'assignment', { to: 'colleague' });
    expect([given.status, given.body.state]).toEqual([200, 'auditing']);
    const { body } = await scene.read(id, 'colleague');
    expect((body['figures'] as { unknownUsers: { items: unknown[] } }).unknownUsers.items).toHaveLength(1);
    expect((await scene.write(id, { account: 'colleague' })).status).toBe(200);
    expect((await scene.sign(id, { account: 'colleague' })).status).toBe(200);
  });

  it('counts for as long as it is not called off: the next begins where it ended', async () => {
    const system = await scene.system();
    const first = await scene.until(await scene.waiting(system), ({ state }) => state === 'waiting');
    const off = await scene.waiting(system);
    expect((await scene.act('compliance', off, 'calling-off', { reason: 'By mistake.' })).status).toBe(200);
    const third = await scene.until(await scene.waiting(system), ({ state }) => state === 'waiting');
    expect(third.figures?.since).toBe(first.until);
  });
});

describe('the report of a usage audit', () => {
  it('verifies: what was signed by its hash, figures by theirs, the record by its head', async () => {
    const id = await scene.signed();
    const { status, body } = await scene.read(id, 'auditor', '/report');
    expect(status).toBe(200);
    const report = body as Answer['body'] & {
      signed: { figures: string; findings: unknown[]; by: string; audit: string };
      figures: object;
      record: { stream: string; events: number; hash: string };
    };
    expect(hashOf(report.signed)).toBe(report['hash']);
    expect(hashOf(report.figures)).toBe(report.signed.figures);
    expect(report.signed).toMatchObject({ audit: id, findings: [{ owner: expect.any(String) }], version: 1 });
    const events = await eventsOf(id);
    const last = events.at(-1);
    expect(report.record).toEqual({
      stream: `usage-audit/${id}`,
      events: events.length,
      hash: last?.hash.toString('hex'),
    });
    expect(last?.type).toBe('UsageAuditSigned');
    expect(JSON.parse(last?.canonical ?? '')).toMatchObject({ event: { hash: report['hash'] } });
    expect(JSON.stringify(events.map(({ canonical }) => canonical))).not.toContain('jane');
    const people = report['people'] as { userName: string }[];
    expect(people.map(({ userName }) => userName)).toEqual(
      expect.arrayContaining(['compliance', 'colleague']),
    );
  });

  it('is of one that is signed, and for whoever may know who used what', async () => {
    expect(refusalOf(await scene.read(await scene.written(), 'auditor', '/report'))).toBe('409 not_closed');
    const id = await scene.signed();
    expect(refusalOf(await scene.read(id, 'colleague', '/report'))).toBe('403 wrong_role');
    for (const account of ['management', 'requester', 'administrator'] as const) {
      expect((await scene.read(id, account, '/report')).status, account).toBe(200);
    }
    const { body } = await scene.read(id, 'colleague');
    expect(JSON.stringify(body['figures'])).not.toMatch(/jane|"userName":"colleague"/);
    expect(body['figures']).toMatchObject({ unknownUsers: { total: 1, items: [] }, uses: 4 });
    expect(refusalOf(await scene.read(randomUUID(), 'auditor', '/report'))).toBe('404 not_found');
  });
});

describe('nobody audits what is theirs', () => {
  it('whoever owns it, asked for it or signed its approval', async () => {
    const systems = new AiSystemScene(organisation);
    const id = await scene.waiting(await systems.live());
    for (const account of ['requester', 'business-owner', 'security', 'legal'] as const) {
      const give = () => scene.act('compliance', id, 'assignment', { to: account });
      expect(await refused(organisation, give), account).toBe('403 segregation_of_duties');
    }
    expect(pointersOf(await scene.act('compliance', id, 'assignment', { to: 'security' }))).toEqual(['/to']);
  });

  it('a compliance manager who owns the system takes nothing, gives nothing and calls nothing off', async () => {
    const id = await scene.waiting(await scene.system('compliance'));
    for (const [what, body] of [
      ['taking', {}],
      ['assignment', { to: 'colleague' }],
      ['calling-off', { reason: 'I say so.' }],
    ] as const) {
      expect(await refused(organisation, () => scene.act('compliance', id, what, body)), what).toBe(
        '403 segregation_of_duties',
      );
    }
  });

  it('also who has come to own it since: neither takes nor signs it', async () => {
    const system = await scene.system();
    const [waiting, taken] = [await scene.waiting(system), await scene.taken(system)];
    const handed = { owner: 'compliance' };
    const path = `/v1/ai-systems/${system}/hand-over`;
    expect((await organisation.call('compliance', 'POST', path, handed)).status).toBe(200);
    expect(await refused(organisation, () => scene.act('compliance', waiting, 'taking'))).toBe(
      '403 segregation_of_duties',
    );
    expect(await refused(organisation, () => scene.sign(taken, { version: 0 }))).toBe(
      '403 segregation_of_duties',
    );
    expect((await scene.act(undefined, taken, 'assignment', { to: 'colleague' }, second.as)).status).toBe(
      200,
    );
  });
});

describe('a usage audit refuses', () => {
  it('whoever has no part in it', async () => {
    const [waiting, written] = [await scene.waiting(), await scene.written()];
    for (const account of ['requester', 'security', 'colleague', 'management', 'administrator'] as const) {
      expect(await refused(organisation, () => scene.open('x', { account })), account).toBe('403 wrong_role');
      expect(await refused(organisation, () => scene.act(account, waiting, 'taking'))).toMatch(
        /403 (wrong_role|segregation_of_duties)/,
      );
      expect(await refused(organisation, () => scene.write(written, { account, version: 1 }))).toBe(
        '403 wrong_role',
      );
      expect(await refused(organisation, () => scene.sign(written, { account }))).toBe('403 wrong_role');
      const off = () => scene.act(account, waiting, 'calling-off', { reason: 'x' });
      expect(await refused(organisation, off)).toBe('403 wrong_role');
    }
    expect(await refused(organisation, () => scene.act('auditor', waiting, 'taking'))).toBe('403 wrong_role');
  });

  it('an auditor of another: another compliance manager neither writes nor signs', async () => {
    const id = await scene.written();
    const write = () => scene.write(id, { account: undefined, version: 1, headers: second.as });
    expect(await refused(organisation, write)).toBe('403 wrong_role');
    const sign = () => scene.sign(id, { account: undefined, headers: second.as });
    expect(await refused(organisation, sign)).toBe('403 wrong_role');
  });

  it('an auditor who only reads, has left, or is nobody', async () => {
    const id = await scene.waiting();
    const give = (to: string) => () => scene.act('compliance', id, 'assignment', { to });
    expect(await refused(organisation, give('auditor'))).toBe('409 guard_failed');
    expect(await refused(organisation, give('nobody-at-all'))).toBe('422 invalid');
  });

  it('what was not seen: another version, or none', async () => {
    const id = await scene.written();
    const other = [{ ...exampleFinding, severity: 'high' }];
    expect(await refused(organisation, () => scene.write(id, { findings: other }))).toBe(
      '412 stale_revision',
    );
    expect(await refused(organisation, () => scene.sign(id, { version: 0 }))).toBe('412 stale_revision');
    expect(await refused(organisation, () => scene.sign(id, { version: 7 }))).toBe('412 stale_revision');
    const unseen = () => scene.act('compliance', id, 'signature', { conclusion: 'findings', note: 'x' });
    expect(await refused(organisation, unseen)).toBe('428 precondition_required');
  });

  it('what does not hold together', async () => {
    const [taken, written] = [await scene.taken(), await scene.written()];
    const bad = { ...exampleFinding, owner: 'nobody-at-all' };
    expect(pointersOf(await scene.write(taken, { findings: [bad] }))).toEqual(['/findings/0/owner']);
    const lost = [exampleFinding, { ...exampleFinding, ground: 'sample', sample: 4 }];
    expect(pointersOf(await scene.write(taken, { findings: lost }))).toEqual(['/findings/1/sample']);
    expect(pointersOf(await scene.sign(taken, { version: 0, conclusion: 'findings' }))).toEqual([
      '/conclusion',
    ]);
    expect(pointersOf(await scene.sign(written, { conclusion: 'within_scope' }))).toEqual(['/conclusion']);
    expect(pointersOf(await scene.sign(written, { reopens: true }))).toEqual(['/reopens']);
    expect(pointersOf(await scene.sign(written, { note: ' ' }))).toEqual(['/note']);
    expect(pointersOf(await scene.open('No such system'))).toEqual(['/system']);
    const approved = await new AiSystemScene(organisation).approved();
    expect(pointersOf(await scene.open(approved))).toEqual(['/system']);
  });

  it('anything after the end, and the same twice', async () => {
    const id = await scene.signed();
    for (const act of [
      () => scene.act('compliance', id, 'taking'),
      () => scene.act('compliance', id, 'assignment', { to: 'colleague' }),
      () => scene.write(id, { version: 1, findings: [] }),
      () => scene.sign(id),
      () => scene.act('compliance', id, 'calling-off', { reason: 'x' }),
    ]) {
      expect(await refused(organisation, act)).toBe('409 closed');
    }
    const taken = await scene.taken();
    expect(await refused(organisation, () => scene.act('compliance', taken, 'taking'))).toBe('422 unchanged');
    const again = { headers: { 'idempotency-key': randomUUID() } };
    const system = await scene.system();
    const [once, twice] = [await scene.open(system, again), await scene.open(system, again)];
    expect([once.status, twice.status, twice.body.id]).toEqual([201, 201, once.body.id]);
    expect(refusalOf(await scene.open(await scene.system(), again))).toBe('422 idempotency_key_reused');
  });
});

describe('a race for a usage audit', () => {
  it('has one auditor, whoever takes it at once', async () => {
    const id = await scene.waiting();
    const answers = await Promise.all([
      scene.act('compliance', id, 'taking'),
      scene.act(undefined, id, 'taking', {}, second.as),
      scene.act(undefined, id, 'taking', {}, second.as),
    ]);
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(answers.filter(({ status }) => status === 409)).toHaveLength(2);
    const types = (await eventsOf(id)).map(({ type }) => type);
    expect(types.filter((type) => type === 'UsageAuditAssigned')).toHaveLength(1);
  });

  it('is signed once, however often at once, and not by whom it was taken from', async () => {
    const id = await scene.written();
    const answers = await Promise.all(Array.from({ length: 4 }, () => scene.sign(id)));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409, 409]);
    const other = await scene.written();
    const [given, signed] = await Promise.all([
      scene.act(undefined, other, 'assignment', { to: 'colleague' }, second.as),
      scene.sign(other),
    ]);
    // Whichever comes first, the other is told so.
    expect([
      [200, 403],
      [409, 200],
    ]).toContainEqual([given.status, signed.status]);
  });
});
