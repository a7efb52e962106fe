import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { externalAuditorOf } from '../../api/external-auditor.ts';
import { auditedKinds } from '../../domain/audited-kind.ts';
import { type Account, TestOrganisation } from '../test-organisation.ts';
import { AuditEngagementScene, dayFromNow } from './audit-engagement-scene.ts';
import { pointersOf, refusalOf, refused } from './refusal.ts';

let organisation: TestOrganisation;
let scene: AuditEngagementScene;
beforeAll(async () => {
  organisation = await TestOrganisation.found();
  scene = new AuditEngagementScene(organisation);
});
afterAll(() => organisation.close());

const scope = { from: dayFromNow(-30), until: dayFromNow(1), systems: 'all' };

describe('an audit engagement', () => {
  it('is opened with a scope, an end and auditors, and listed by those who oversee', async () => {
    const { status, body, headers } = await scene.open();
    expect([status, headers.get('location')]).toEqual([201, `/v1/audit-engagements/${body.id}`]);
    expect(body).toMatchObject({ state: 'open', endsOn: dayFromNow(30), over: null, scope });
    expect(body['auditors']).toMatchObject([{ userName: 'external-auditor' }]);
    const list = (account: Account, query = '') =>
      organisation.call(account, 'GET', `/v1/audit-engagements${query}`);
    const second = await scene.opened();
    const first = await list('auditor', '?limit=1&state=open');
    expect(first.body['items']).toMatchObject([{ id: second, waiting: 0 }]);
    const next = await list('auditor', `?limit=1&cursor=${String(first.body['next'])}`);
    expect(next.body['items']).toMatchObject([{ id: body.id }]);
    expect(refusalOf(await list('requester'))).toBe('403 wrong_role');
    expect(refusalOf(await list('auditor', '?cursor=x'))).toBe('422 invalid');
    expect(
      refusalOf(await organisation.call('auditor', 'GET', `/v1/audit-engagements/${randomUUID()}`)),
    ).toBe('404 not_found');
  });

  it('is opened once by a repeated key', async () => {
    const headers = { 'idempotency-key': randomUUID() };
    const [one, other] = [
      await scene.open({}, 'compliance', headers),
      await scene.open({}, 'compliance', headers),
    ];
    expect([other.status, other.body.id]).toEqual([201, one.body.id]);
    const changed = await scene.open({ title: 'Another' }, 'compliance', headers);
    expect(refusalOf(changed)).toBe('422 idempotency_key_reused');
  });

  it.each<[string, Record<string, unknown>, string[]]>([
    [
      'that ends in the past',
      { endsOn: dayFromNow(-2), scope: { ...scope, until: dayFromNow(-3) } },
      ['/endsOn'],
    ],
    ['of a period that ends after it', { scope: { ...scope, until: dayFromNow(31) } }, ['/scope/until']],
    ['of a period that ends before it begins', { scope: { ...scope, from: dayFromNow(2) } }, ['/scope/from']],
    ['of a system that is none', { scope: { ...scope, systems: [randomUUID()] } }, ['/scope/systems']],
    ['with nobody as auditor', { auditors: ['nobody'] }, ['/auditors/0']],
    ['with one’s own people as auditors', { auditors: ['external-auditor', 'auditor'] }, ['/auditors/1']],
    ['without a title', { title: ' ' }, ['/title']],
  ])('is not opened %s', async (_what, changes, pointers) => {
    const answer = await scene.open(changes);
    expect(refusalOf(answer)).toBe('422 invalid');
    expect(pointersOf(answer)).toEqual(pointers);
  });

  it.each<Account>(['requester', 'auditor', 'management', 'external-auditor'])(
    'is directed by no %s',
    async (account) => {
      const id = await scene.opened();
      expect(await refused(organisation, () => scene.open({}, account))).toBe('403 wrong_role');
      for (const [act, body] of [
        ['auditors', { auditor: 'external-auditor' }],
        ['auditor-removal', { auditor: 'external-auditor', reason: 'x' }],
        ['end', { endsOn: dayFromNow(60), reason: 'x' }],
        ['closing', { reason: 'x' }],
      ] as const)
        expect(await refused(organisation, () => scene.direct(id, act, body, account))).toBe(
          '403 wrong_role',
        );
    },
  );

  it('lets others in, moves its end, and is closed once', async () => {
    const id = await scene.opened({ auditors: [] });
    const auditor = await scene.auditor();
    expect(refusalOf(await scene.look(auditor, id))).toBe('403 wrong_role');
    const { body } = await scene.direct(id, 'auditors', { auditor: auditor.id }, 'administrator');
    expect(body['auditors']).toMatchObject([{ id: auditor.id }]);
    expect((await scene.look(auditor, id)).status).toBe(200);
    expect(refusalOf(await scene.direct(id, 'auditors', { auditor: auditor.id }))).toBe('422 unchanged');
    expect(pointersOf(await scene.direct(id, 'auditors', { auditor: 'auditor' }))).toEqual(['/auditor']);
    const moved = await scene.direct(id, 'end', { endsOn: dayFromNow(60), reason: 'It takes longer.' });
    expect(moved.body).toMatchObject({ endsOn: dayFromNow(60) });
    const closings = await Promise.all([
      scene.direct(id, 'closing', { reason: 'The report is there.' }),
      scene.direct(id, 'closing', { reason: 'The report is there.' }),
    ]);
    expect(closings.map(({ status }) => status).toSorted()).toEqual([200, 409]);
    expect(refusalOf(await scene.direct(id, 'end', { endsOn: dayFromNow(90), reason: 'x' }))).toBe(
      '409 closed',
    );
  });
});

describe('an external auditor', () => {
  it('sees their own engagements alone, and in one what is in its scope', async () => {
    const { id, system, auditor } = await scene.ofOneSystem();
    const other = await scene.ofOneSystem();
    const { body } = await organisation.call(
      undefined,
      'GET',
      '/v1/audit-engagements',
      undefined,
      auditor.as,
    );
    expect(body['items']).toMatchObject([{ id }]);
    expect((body['items'] as unknown[]).length).toBe(1);
    for (const rest of ['', '/controls', '/records', '/evidence-requests', '/people-to-ask']) {
      expect((await scene.look(auditor, id, rest)).status, rest).toBe(200);
      expect(refusalOf(await scene.look(auditor, other.id, rest)), rest).toBe('404 not_found');
    }
    const systems = await scene.look(auditor, id, '/records/ai-system');
    expect(systems.body['items']).toMatchObject([{ id: system }]);
    const record = `/records/ai-system/${system}`;
    expect((await scene.look(auditor, id, record)).body).toMatchObject({ id: system });
    const events = await scene.look(auditor, id, `${record}/events`);
    expect(events.body['items']).toMatchObject([
      { seq: 1, type: 'AiSystemOpened', hash: expect.stringMatching(/^[0-9a-f]{64}$/) },
      { seq: 2, type: 'AiSystemWentLive', by: { name: 'Robin Requester' } },
    ]);
    expect((await scene.look(auditor, id, `${record}/evidence`)).body['items']).toEqual([]);
  });

  it('finds nothing outside the scope, as if it was not there', async () => {
    const { id, auditor } = await scene.ofOneSystem();
    const outside = await scene.system();
    for (const rest of ['', '/events', '/evidence', `/evidence/${'0'.repeat(64)}`]) {
      const there = await scene.look(auditor, id, `/records/ai-system/${outside}${rest}`);
      const nowhere = await scene.look(auditor, id, `/records/ai-system/${randomUUID()}${rest}`);
      expect([refusalOf(there), there.body.detail]).toEqual(['404 not_found', nowhere.body.detail]);
    }
    for (const kind of auditedKinds.filter((one) => one !== 'ai-system' && one !== 'policy')) {
      expect((await scene.look(auditor, id, `/records/${kind}`)).body['items'], kind).toEqual([]);
    }
    expect(refusalOf(await scene.look(auditor, id, '/records/identity'))).toBe('404 not_found');
    expect(refusalOf(await scene.look(auditor, id, '/records/ai-system/x'))).toBe('404 not_found');
  });

  it('sees how the controls stand by what is in the scope', async () => {
    const { id, system, auditor } = await scene.ofOneSystem();
    const { body } = await scene.look(auditor, id, '/controls');
    const statements = (
      body['items'] as { statements: { id: string; population: number; failing: number }[] }[]
    ).flatMap((control) => control.statements);
    const boundaries = statements.find((one) => one.failing === 1 && one.id.includes('boundaries'));
    expect(boundaries?.population).toBe(1);
    const failing = await scene.look(auditor, id, `/controls/${boundaries?.id ?? ''}/failing`);
    expect(failing.body['items']).toMatchObject([
      { stream: `ai-system/${system}`, url: expect.stringContaining(`/audit-engagements/${id}/records/`) },
    ]);
    expect(refusalOf(await scene.look(auditor, id, '/controls/nothing/failing'))).toBe('404 not_found');
  });

  it('reads every kind of record in a scope of all systems, with names and without addresses', async () => {
    const auditor = await scene.auditor();
    const id = await scene.opened({ auditors: [auditor.id] });
    const { body: submitted } = await organisation.submit();
    await organisation.signOff('security', submitted.id, 'security');
    const kinds = await scene.look(auditor, id, '/records');
    expect((kinds.body['items'] as { kind: string }[]).map(({ kind }) => kind)).toEqual([...auditedKinds]);
    for (const kind of auditedKinds) {
      const { body } = await scene.look(auditor, id, `/records/${kind}?limit=3`);
      for (const { id: record } of body['items'] as { id: string }[]) {
        const path = `/records/${kind}/${record}`;
        const read = await scene.look(auditor, id, path);
        expect(read.status, path).toBe(200);
        expect(JSON.stringify(read.body)).not.toMatch(/@example\.org|"userName"|"email"/);
        expect((await scene.look(auditor, id, `${path}/events`)).status).toBe(200);
      }
    }
    const request = await scene.look(auditor, id, `/records/adoption-request/${submitted.id}`);
    expect(JSON.stringify(request.body)).toContain('Sasha Security');
  });

  it('is out at the instant of the end, whatever a timer has done by then', async () => {
    const { id, auditor } = await scene.ofOneSystem();
    const { db } = organisation.database;
    const { body } = await organisation.call('auditor', 'GET', `/v1/audit-engagements/${id}`);
    const endsAt = String(body['endsAt']);
    const at = (instant: string) =>
      externalAuditorOf({ db }, { id: auditor.id, roles: ['external_auditor'] }, instant);
    const justBefore = new Date(Date.parse(endsAt) - 1).toISOString();
    expect(await at(justBefore)).toEqual({ engagements: [id], barred: undefined });
    const out = await at(endsAt);
    expect(out).toMatchObject({
      engagements: [],
      barred: expect.stringMatching(/^Your engagement ended on \d+ \w+ \d{4}\.$/),
    });
    // No event has ended it: the clock alone shuts the door.
    await db
      .updateTable('audit_engagement')
      .set({ ends_at: new Date().toISOString() })
      .where('id', '=', id)
      .execute();
    const answer = await scene.look(auditor, id);
    expect([refusalOf(answer), answer.body.detail]).toEqual([
      '403 wrong_role',
      expect.stringMatching(/^Your engagement ended on /),
    ]);
    const state = await organisation.call('auditor', 'GET', `/v1/audit-engagements/${id}`);
    expect(state.body.state).toBe('open');
  });

  it('is out once closed, and once removed, with all that was open to them', async () => {
    const closed = await scene.ofOneSystem();
    await scene.direct(closed.id, 'closing', { reason: 'The report is there.' });
    const removed = await scene.ofOneSystem();
    const staying = await scene.auditor();
    await scene.direct(removed.id, 'auditors', { auditor: staying.id });
    const reading = Promise.all(Array.from({ length: 20 }, () => scene.look(removed.auditor, removed.id)));
    const removal = await scene.direct(removed.id, 'auditor-removal', {
      auditor: removed.auditor.id,
      reason: 'Left the firm.',
    });
    expect(removal.status).toBe(200);
    // Each read is wholly before or wholly after the removal; after its answer there is none before.
    expect((await reading).every(({ status }) => status === 200 || status === 403)).toBe(true);
    for (const { id, auditor } of [closed, removed]) {
      for (const path of [
        `/v1/audit-engagements/${id}`,
        '/v1/audit-engagements',
        '/v1/me',
        '/v1/ai-systems',
      ]) {
        const answer = await organisation.call(undefined, 'GET', path, undefined, auditor.as);
        expect([refusalOf(answer), answer.body.detail]).toEqual([
          '403 wrong_role',
          expect.stringMatching(/^Your engagement ended on /),
        ]);
      }
      expect(refusalOf(await scene.ask(auditor, id))).toBe('403 wrong_role');
    }
    expect((await scene.look(staying, removed.id)).status).toBe(200);
    await scene.direct(removed.id, 'auditors', { auditor: removed.auditor.id });
    expect((await scene.look(removed.auditor, removed.id)).status).toBe(200);
  });
});
