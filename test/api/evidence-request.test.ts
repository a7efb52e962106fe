import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eventually } from '../eventually.ts';
import { type Account, TestOrganisation } from '../test-organisation.ts';
import { AuditEngagementScene, type Caller, dayFromNow } from './audit-engagement-scene.ts';
import { pdf } from './evidence-file.ts';
import { pointersOf, refusalOf, refused } from './refusal.ts';

let organisation: TestOrganisation;
let scene: AuditEngagementScene;
let engagement: string;
let auditor: Caller;
let system: string;
beforeAll(async () => {
  organisation = await TestOrganisation.found();
  scene = new AuditEngagementScene(organisation);
  ({ id: engagement, auditor, system } = await scene.ofOneSystem());
});
afterAll(() => organisation.close());

const read = (account: Account, id: string, rest = '') =>
  organisation.call(account, 'GET', `/v1/evidence-requests/${id}${rest}`);
const readAs = ({ as }: Caller, id: string, rest = '') =>
  organisation.call(undefined, 'GET', `/v1/evidence-requests/${id}${rest}`, undefined, as);
const answer = { text: 'All five had completed it by 2 March.' };
const declining = { reason: 'There was no reviewer in March.' };

describe('a request for evidence', () => {
  it('is asked, waits for the compliance managers, is answered with a file and accepted', async () => {
    const { status, body, headers } = await scene.ask(auditor, engagement, { text: 'Of March.' });
    expect([status, headers.get('location')]).toEqual([201, `/v1/evidence-requests/${body.id}`]);
    expect(body).toMatchObject({ state: 'asked', to: null, engagement, rounds: [{ reply: null }] });
    const tasks = await organisation.call('compliance', 'GET', '/v1/inbox/tasks');
    expect(JSON.stringify(tasks.body)).toContain(`evidence-request/${body.id}`);
    const uploaded = await scene.upload('compliance', body.id, pdf);
    expect([uploaded.status, (await scene.upload('compliance', body.id, pdf)).status]).toEqual([201, 200]);
    const hash = String(uploaded.body['hash']);
    // Until the answer names it, it is no answer.
    expect((await readAs(auditor, body.id, '/evidence')).body['items']).toEqual([]);
    expect(refusalOf(await readAs(auditor, body.id, `/evidence/${hash}`))).toBe('404 not_found');
    const answered = await scene.reply('compliance', body.id, 'answer', { ...answer, files: [hash] });
    expect(answered.body).toMatchObject({
      state: 'answered',
      rounds: [{ reply: { kind: 'answered', files: [{ hash, name: 'records.pdf' }] } }],
    });
    const file = await readAs(auditor, body.id, `/evidence/${hash}`);
    expect([file.status, file.headers.get('content-disposition')]).toEqual([
      200,
      'attachment; filename=records.pdf',
    ]);
    const accepted = await scene.judge(auditor, body.id, 'acceptance', { note: 'This will do.' });
    expect(accepted.body).toMatchObject({ state: 'accepted', settled: { note: 'This will do.' } });
    expect(JSON.stringify(accepted.body)).not.toContain('userName');
    expect(refusalOf(await scene.reply('compliance', body.id, 'answer', answer))).toBe('409 closed');
    expect(refusalOf(await scene.judge(auditor, body.id, 'asking-back', { text: 'x', workingDays: 1 }))).toBe(
      '409 closed',
    );
  });

  it('is asked back, declined, and listed by what is due first', async () => {
    const one = await scene.ofOneSystem();
    const later = await scene.asked(one.auditor, one.id, { workingDays: 9 });
    const sooner = await scene.asked(one.auditor, one.id, { dueOn: dayFromNow(2), workingDays: undefined });
    const list = await scene.look(one.auditor, one.id, '/evidence-requests');
    expect(list.body['items']).toMatchObject([{ id: sooner, overdue: false }, { id: later }]);
    await scene.reply('compliance', sooner, 'answer', answer);
    const back = await scene.judge(one.auditor, sooner, 'asking-back', {
      text: 'And April?',
      workingDays: 3,
    });
    expect(back.body).toMatchObject({ state: 'asked', rounds: [{}, { text: 'And April?', reply: null }] });
    const declined = await scene.reply('compliance', sooner, 'declining', declining);
    expect(declined.body).toMatchObject({ state: 'declined' });
    expect((await scene.judge(one.auditor, sooner, 'acceptance', {})).body.state).toBe('accepted');
    const accepted = await scene.look(one.auditor, one.id, '/evidence-requests?state=accepted&limit=1');
    expect(accepted.body).toMatchObject({ items: [{ id: sooner }], next: null });
  });

  it('is asked of compliance managers and owners in the scope, and of nobody else', async () => {
    const { body: people } = await scene.look(auditor, engagement, '/people-to-ask');
    const names = (people['items'] as { name: string }[]).map(({ name }) => name);
    expect(names).toEqual(['Chris Compliance', 'Robin Requester']);
    const id = await scene.asked(auditor, engagement, { to: 'requester' });
    for (const to of ['legal', 'nobody', 'external-auditor']) {
      const answered = await scene.ask(auditor, engagement, { to });
      expect([refusalOf(answered), pointersOf(answered)]).toEqual(['422 invalid', ['/to']]);
    }
    // Whoever is asked reads and answers it, and sees nothing else of the engagement.
    expect((await read('requester', id)).status).toBe(200);
    expect(
      refusalOf(await organisation.call('requester', 'GET', `/v1/audit-engagements/${engagement}`)),
    ).toBe('403 wrong_role');
    expect((await scene.upload('requester', id, pdf)).status).toBe(201);
    expect((await scene.reply('requester', id, 'answer', answer)).status).toBe(200);
    expect((await read('requester', id)).status).toBe(200);
  });

  it('is handed over to somebody of the organisation, who then has it', async () => {
    const id = await scene.asked(auditor, engagement);
    expect(refusalOf(await read('colleague', id))).toBe('404 not_found');
    expect((await scene.reply('compliance', id, 'handover', { to: 'colleague' })).body['to']).toMatchObject({
      userName: 'colleague',
    });
    expect((await read('colleague', id)).status).toBe(200);
    const outside = await scene.reply('colleague', id, 'handover', { to: 'external-auditor' });
    expect([refusalOf(outside), pointersOf(outside)]).toEqual(['422 invalid', ['/to']]);
    expect((await scene.reply('colleague', id, 'handover', { to: null })).body['to']).toBeNull();
    expect(refusalOf(await read('colleague', id))).toBe('404 not_found');
  });

  it.each<[string, Record<string, unknown>, string[]]>([
    ['without a title', { title: ' ' }, ['/title']],
    ['without a time', { workingDays: undefined }, ['/dueOn']],
    ['by two times', { dueOn: dayFromNow(3) }, ['/dueOn']],
    ['for a day that has passed', { workingDays: undefined, dueOn: dayFromNow(-2) }, ['/dueOn']],
    ['for a day after the engagement', { workingDays: undefined, dueOn: dayFromNow(31) }, ['/dueOn']],
    ['for more working days than there are', { workingDays: 60 }, ['/workingDays']],
  ])('is not asked %s', async (_what, changes, pointers) => {
    const answered = await scene.ask(auditor, engagement, changes);
    expect([refusalOf(answered), pointersOf(answered)]).toEqual(['422 invalid', pointers]);
  });

  it.each<[string, Account, string, unknown, string]>([
    ['answered by a stranger', 'legal', 'answer', answer, '404 not_found'],
    ['declined by a stranger', 'legal', 'declining', declining, '404 not_found'],
    ['answered by an auditor of one’s own', 'auditor', 'answer', answer, '403 wrong_role'],
    ['answered by an administrator', 'administrator', 'answer', answer, '403 wrong_role'],
    ['answered by another external auditor', 'external-auditor', 'answer', answer, '403 wrong_role'],
    ['accepted by the organisation', 'compliance', 'acceptance', {}, '403 wrong_role'],
    [
      'asked back by the organisation',
      'compliance',
      'asking-back',
      { text: 'x', workingDays: 1 },
      '403 wrong_role',
    ],
    ['answered without a word', 'compliance', 'answer', {}, '422 invalid'],
    ['answered with a file that is none', 'compliance', 'answer', { files: ['0'.repeat(64)] }, '422 invalid'],
    ['declined without a reason', 'compliance', 'declining', { reason: ' ' }, '422 invalid'],
    ['handed over to nobody', 'compliance', 'handover', { to: 'nobody' }, '422 invalid'],
    ['handed over to whom it is with', 'compliance', 'handover', { to: null }, '422 unchanged'],
  ])('is not %s', async (_what, account, act, body, refusal) => {
    const id = await scene.asked(auditor, engagement);
    expect(await refused(organisation, () => scene.reply(account, id, act, body))).toBe(refusal);
  });

  it('is not judged before there is a reply, nor by the auditor of another engagement', async () => {
    const id = await scene.asked(auditor, engagement);
    expect(refusalOf(await scene.judge(auditor, id, 'acceptance', {}))).toBe('409 already_decided');
    const other = await scene.ofOneSystem();
    await scene.reply('compliance', id, 'answer', answer);
    expect(refusalOf(await readAs(other.auditor, id))).toBe('404 not_found');
    for (const [act, body] of [
      ['acceptance', {}],
      ['asking-back', { text: 'More', workingDays: 1 }],
    ] as const)
      expect(await refused(organisation, () => scene.judge(other.auditor, id, act, body))).toBe(
        '404 not_found',
      );
    expect(refusalOf(await scene.ask(other.auditor, engagement))).toBe('404 not_found');
    expect(refusalOf(await scene.reply('auditor', randomUUID(), 'answer', answer))).toBe('404 not_found');
  });

  it('takes one of two replies that come at once, and one file from nobody else', async () => {
    const id = await scene.asked(auditor, engagement);
    const replies = await Promise.all([
      scene.reply('compliance', id, 'answer', answer),
      scene.reply('compliance', id, 'declining', declining),
    ]);
    expect(replies.map(({ status }) => status).toSorted()).toEqual([200, 409]);
    const { body } = await read('compliance', id);
    expect(body['rounds']).toHaveLength(1);
    expect(refusalOf(await scene.upload('compliance', id, pdf))).toBe('409 closed');
    const asked = await scene.asked(auditor, engagement);
    expect(refusalOf(await scene.upload('auditor', asked, pdf))).toBe('403 wrong_role');
    expect(refusalOf(await scene.upload('legal', asked, pdf))).toBe('404 not_found');
  });

  it('is answered once by a repeated key', async () => {
    const id = await scene.asked(auditor, engagement);
    const headers = { 'idempotency-key': randomUUID() };
    const first = await scene.reply('compliance', id, 'answer', answer, headers);
    const again = await scene.reply('compliance', id, 'answer', answer, headers);
    expect([first.status, again.status, again.headers.get('etag')]).toEqual([
      200,
      200,
      first.headers.get('etag'),
    ]);
  });

  it('is called off with its engagement, and nothing is asked after that', async () => {
    const one = await scene.ofOneSystem();
    const asked = await scene.asked(one.auditor, one.id);
    const answered = await scene.asked(one.auditor, one.id);
    await scene.reply('compliance', answered, 'answer', answer);
    const [closing, ...attempts] = await Promise.all([
      scene.direct(one.id, 'closing', { reason: 'The report is there.' }),
      ...Array.from({ length: 5 }, () => scene.ask(one.auditor, one.id)),
    ]);
    expect(closing.status).toBe(200);
    // Whatever was asked in time is called off too; the rest was refused.
    const inTime = attempts.filter(({ status }) => status === 201).map(({ body }) => body.id);
    for (const id of [asked, answered, ...inTime]) {
      await eventually(async () => (await read('compliance', id)).body.state === 'called_off');
    }
    const open = await organisation.database.db
      .selectFrom('evidence_request')
      .select('id')
      .where('engagement_id', '=', one.id)
      .where('state', '<>', 'called_off')
      .execute();
    expect(open).toEqual([]);
    expect(refusalOf(await scene.reply('compliance', asked, 'answer', answer))).toBe('409 closed');
  });

  it('is not judged by whoever was removed meanwhile, by the register', async () => {
    const one = await scene.ofOneSystem();
    const id = await scene.asked(one.auditor, one.id);
    await scene.reply('compliance', id, 'answer', answer);
    // The door was passed before, as by a message that came late.
    await organisation.database.db
      .updateTable('audit_engagement_auditor')
      .set({ removed_at: new Date().toISOString() })
      .where('engagement_id', '=', one.id)
      .execute();
    const command = {
      type: 'accept',
      id: randomUUID(),
      by: one.auditor.id,
      at: new Date().toISOString(),
      actor: { person: one.auditor.id, roles: ['external_auditor'], actsFor: [] },
      note: '',
    };
    await organisation.client.workflow.getHandle(`evidence-request/${id}`).signal('accept', command);
    const outcome = await eventually(() =>
      organisation.database.db
        .selectFrom('command_outcome')
        .selectAll()
        .where('command_id', '=', command.id)
        .executeTakeFirst(),
    );
    expect(outcome).toMatchObject({ status: 'refused' });
    expect((await read('compliance', id)).body.state).toBe('answered');
    expect(system).not.toBe(one.system);
  });
});
