import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { daysAfter } from '../../domain/days.ts';
import { TestOrganisation } from '../test-organisation.ts';
import { pdf } from './evidence-file.ts';
import { pointersOf, refused, refusalOf } from './refusal.ts';
import { inDays, TrainingScene } from './training-scene.ts';

let organisation: TestOrganisation;
let scene: TrainingScene;
beforeAll(async () => {
  organisation = await TestOrganisation.found();
  scene = new TrainingScene(organisation);
});
afterAll(() => organisation.close());

/** A learning platform: its calls carry a token of scope training. */
async function platform(name = `lms-${randomUUID()}`) {
  const { body } = await scene.post('administrator', '/v1/tokens', {
    machine: name,
    scope: 'training',
    label: 'LMS',
    expiresAt: '2099-01-01T00:00:00Z',
  });
  const headers = { authorization: `Bearer ${String(body.token)}` };
  return (method: string, path: string, sent?: unknown) =>
    organisation.call(undefined, method, path, sent, headers);
}

/** A file that nobody has put anywhere yet. */
function freshPdf(): Buffer {
  return Buffer.concat([pdf, Buffer.from(`% ${randomUUID()}\n`)]);
}

function form(content: Buffer, name = 'certificate.pdf'): FormData {
  const sent = new FormData();
  sent.set('file', new File([new Uint8Array(content)], name));
  return sent;
}

describe('a completion elsewhere', () => {
  it('is put down by a compliance manager, who vouches for it', async () => {
    const { id, competence } = await scene.created();
    await scene.askedOf('colleague', id);
    const completedAt = inDays(-20);
    const { status, body, headers } = await scene.bring(id, { score: 0.9, completedAt });
    expect([status, headers.get('location')]).toEqual([201, `/v1/training-completions/${body.id}`]);
    expect(body).toMatchObject({
      person: { userName: 'colleague' },
      source: 'external',
      score: 0.9,
      vouchedBy: { userName: 'compliance' },
      completedAt,
      validUntil: daysAfter(completedAt, 365),
      event: { seq: expect.any(Number), hash: expect.stringMatching(/^[0-9a-f]{64}$/) },
    });
    expect(await scene.isTrained('colleague', competence)).toBe(true);
    expect((await scene.askedOf('colleague', id)).doneUntil).toBe(body.validUntil);
    expect(refusalOf(await scene.attempt('colleague', id, 4))).toBe('409 already_decided');
  });

  it('that has ended counts for its time, and does nobody’s part now', async () => {
    const { id, competence } = await scene.created();
    await scene.askedOf('colleague', id);
    await scene.bring(id, { completedAt: '2024-01-01T00:00:00Z' });
    expect(await scene.isTrained('colleague', competence, '2024-06-01')).toBe(true);
    expect((await scene.askedOf('colleague', id)).doneUntil).toBeNull();
  });

  it.each([
    ['nobody', { person: 'nobody' }, '/person'],
    ['a course that there is not', { course: randomUUID() }, '/course'],
    ['the future', { completedAt: '2099-01-01T00:00:00Z' }, '/completedAt'],
    ['a version that there is not', { version: 2 }, '/version'],
    ['too long a time', { validUntil: '2030-01-01T00:00:00Z' }, '/validUntil'],
    ['more than everything right', { score: 1.1 }, '/score'],
    ['a file that is not there', { evidence: 'a'.repeat(64) }, '/evidence'],
    ['nobody to vouch', { vouchedBy: 'nobody' }, '/vouchedBy'],
  ])('is refused with %s', async (_what, changes, pointer) => {
    const { id } = await scene.created();
    const answer = await scene.bring(id, changes);
    expect([answer.status, pointersOf(answer)]).toEqual([422, [pointer]]);
  });

  it('is put down by nobody for themselves, and by nobody else', async () => {
    const { id } = await scene.created();
    const bring = (changes: object, account: Parameters<typeof scene.bring>[2] = 'compliance') =>
      refused(organisation, () => scene.bring(id, { ...changes }, account));
    expect(await bring({ person: 'compliance' })).toBe('403 segregation_of_duties');
    expect(await bring({ vouchedBy: 'colleague' })).toBe('403 segregation_of_duties');
    for (const account of ['colleague', 'requester', 'auditor', 'administrator', 'management'] as const) {
      expect(await bring({}, account)).toBe('403 wrong_role');
    }
  });
});

describe('a learning platform', () => {
  it('brings completions with its token, each once however often it sends it', async () => {
    const { id, competence } = await scene.created();
    const lms = await platform('academy');
    const externalId = randomUUID();
    const body = { person: 'colleague', course: id, completedAt: inDays(-20), externalId };
    const sent = await Promise.all([1, 2, 3].map(() => lms('POST', '/v1/training-completions', body)));
    expect(sent.map(({ status }) => status).toSorted()).toEqual([200, 200, 201]);
    expect(new Set(sent.map((answer) => answer.body.id)).size).toBe(1);
    expect(sent[0]?.body).toMatchObject({ vouchedBy: { id: 'machine/academy' }, externalId });
    expect(await scene.isTrained('colleague', competence)).toBe(true);
    const other = await lms('POST', '/v1/training-completions', { ...body, person: 'legal' });
    expect([other.status, pointersOf(other)]).toEqual([422, ['/externalId']]);
    const named = { ...body, externalId: randomUUID(), person: 'legal', vouchedBy: 'management' };
    expect((await lms('POST', '/v1/training-completions', named)).body).toMatchObject({
      vouchedBy: { userName: 'management' },
    });
    const oneself = { ...named, externalId: randomUUID(), vouchedBy: 'legal' };
    expect(refusalOf(await lms('POST', '/v1/training-completions', oneself))).toBe(
      '403 segregation_of_duties',
    );
  });

  it('brings what shows them, and does nothing else with its token', async () => {
    const { id } = await scene.created();
    const lms = await platform();
    const added = await lms('POST', '/v1/people/colleague/training/evidence', form(freshPdf()));
    expect(added.status).toBe(201);
    const evidence = String(added.body.hash);
    const body = { person: 'colleague', course: id, completedAt: inDays(-20), evidence };
    expect((await lms('POST', '/v1/training-completions', body)).body).toMatchObject({ evidence });
    const elsewhere = await lms('POST', '/v1/training-completions', { ...body, person: 'legal' });
    expect(pointersOf(elsewhere)).toEqual(['/evidence']);
    const forbidden: [string, string, unknown?][] = [
      ['GET', '/v1/people/colleague/training'],
      ['GET', '/v1/training?for=ai_use'],
      ['GET', '/v1/courses'],
      ['POST', '/v1/courses', { template: 'human-oversight' }],
      ['POST', `/v1/courses/${id}/attempts`, { version: 1, answers: {} }],
      ['POST', '/v1/training-completions/import', {}],
      ['GET', `/v1/people/colleague/training/evidence/${evidence}`],
      ['GET', '/v1/adoption-requests'],
      ['GET', '/scim/v2/Users'],
    ];
    for (const [method, path, sent] of forbidden) {
      expect((await lms(method, path, sent)).status, `${method} ${path}`).toBe(403);
    }
  });

  it('has a token of that scope: one that reads brings nothing', async () => {
    const { id } = await scene.created();
    const { body } = await scene.post('administrator', '/v1/tokens', {
      machine: 'monitoring',
      label: 'x',
      expiresAt: '2099-01-01T00:00:00Z',
    });
    const headers = { authorization: `Bearer ${String(body.token)}` };
    const completion = { person: 'colleague', course: id, completedAt: inDays(-20) };
    const call = (method: string, path: string, sent?: unknown) =>
      organisation.call(undefined, method, path, sent, headers);
    expect(refusalOf(await call('POST', '/v1/training-completions', completion))).toBe('403 wrong_role');
    const asked = await call('GET', '/v1/people/colleague/training?for=ai_use');
    expect([asked.status, asked.body.trained]).toEqual([200, false]);
  });
});

describe('evidence of training', () => {
  it('is for the person, their manager, and whoever oversees it', async () => {
    const content = freshPdf();
    const path = '/v1/people/requester/training/evidence';
    const { status, body } = await organisation.call('compliance', 'POST', path, form(content));
    expect(status).toBe(201);
    expect((await organisation.call('compliance', 'POST', path, form(content))).status).toBe(200);
    expect(refusalOf(await organisation.call('requester', 'POST', path, form(content)))).toBe(
      '403 wrong_role',
    );
    for (const account of ['requester', 'auditor', 'administrator'] as const) {
      expect((await scene.get(account, path)).body.items).toMatchObject([{ name: 'certificate.pdf' }]);
      expect((await scene.get(account, `${path}/${String(body.hash)}`)).status).toBe(200);
    }
    expect(refusalOf(await scene.get('colleague', path))).toBe('403 wrong_role');
    expect(refusalOf(await scene.get('colleague', `${path}/${String(body.hash)}`))).toBe('403 wrong_role');
    const other = `/v1/people/legal/training/evidence/${String(body.hash)}`;
    expect(refusalOf(await scene.get('auditor', other))).toBe('404 not_found');
  });
});

describe('a file of completions', () => {
  const send = (text: string, query = '', account: Parameters<typeof scene.bring>[2] = 'compliance') =>
    organisation.call(account, 'POST', `/v1/training-completions/import${query}`, text, {
      'content-type': 'text/csv',
    });

  it('is put down whole, says what became of each row, and is there once however often it is sent', async () => {
    const { id, competence } = await scene.created({ title: `Imported ${randomUUID()}` });
    const file = [
      'person,course,completedAt,validUntil,score,vouchedBy,externalId',
      `colleague,${id},2026-11-02,2027-01-31,0.9,management,${randomUUID()}`,
      `LEGAL,${id},2026-11-03T08:00:00+01:00,,,,`,
    ].join('\n');
    const tried = await send(file, '?dryRun=true');
    expect(tried.body).toMatchObject({ dryRun: true, counts: { added: 2, known: 0 } });
    expect(await scene.isTrained('colleague', competence)).toBe(false);
    const { status, body } = await send(file);
    expect(status).toBe(200);
    expect(body).toMatchObject({
      counts: { added: 2, known: 0 },
      rows: [
        { row: 2, userName: 'colleague', outcome: 'added' },
        { row: 3, userName: 'LEGAL', outcome: 'added' },
      ],
    });
    expect((await send(file)).body.counts).toEqual({ added: 0, known: 2 });
    const { body: legal } = await scene.get('auditor', `/v1/people/legal/training?for=${competence}`);
    expect(legal.completions).toMatchObject([
      { vouchedBy: { userName: 'compliance' }, completedAt: '2026-11-03T07:00:00.000Z' },
    ]);
    const { body: colleague } = await scene.get('auditor', `/v1/people/colleague/training?for=${competence}`);
    expect(colleague.completions).toMatchObject([
      { vouchedBy: { userName: 'management' }, score: 0.9, completedAt: '2026-11-01T23:00:00.000Z' },
    ]);
  });

  it('is refused whole, row by row, where a row cannot be accepted', async () => {
    const { id, competence } = await scene.created();
    const file = [
      'person,course,completedAt,score,evidence',
      `colleague,${id},2026-11-02,,`,
      `nobody,No such course,2026-11-02,,`,
      `legal,${id},2099-01-01,,`,
      `compliance,${id},2026-11-02,,`,
      `legal,${id},2026-11-02,,${'a'.repeat(64)}`,
    ].join('\n');
    const first = await send(file);
    expect(refusalOf(first)).toBe('422 invalid');
    expect(pointersOf(first)).toEqual(['/rows/3/course', '/rows/3/person']);
    const second = await send(file.replace('nobody,No such course', `privacy,${id}`));
    expect(pointersOf(second)).toEqual(['/rows/4/completedAt', '/rows/5', '/rows/6/evidence']);
    expect(await scene.isTrained('colleague', competence)).toBe(false);
    expect(pointersOf(await send(`person,course,completedAt\ncolleague,${id},soon`))).toEqual([
      '/rows/2/completedAt',
    ]);
    const twice = `person,course,completedAt\ncolleague,${id},2026-11-02\ncolleague,${id},2026-11-02`;
    expect(pointersOf(await send(twice))).toEqual(['/rows/3']);
  });

  it('is for compliance managers', async () => {
    for (const account of ['colleague', 'auditor', 'administrator'] as const) {
      expect(refusalOf(await send('person,course,completedAt\n', '', account))).toBe('403 wrong_role');
    }
  });
});

describe('taking a completion back', () => {
  it('makes it one that has never counted, and asks for the course again', async () => {
    const { id, competence } = await scene.created();
    await scene.askedOf('colleague', id);
    const { body: brought } = await scene.bring(id);
    const path = `/v1/training-completions/${brought.id}/revocation`;
    for (const account of ['colleague', 'auditor', 'administrator'] as const) {
      const act = () => scene.post(account, path, { reason: 'x' });
      expect(await refused(organisation, act)).toBe('403 wrong_role');
    }
    const revoked = await scene.post('compliance', path, { reason: 'Another person.' });
    expect(revoked.body).toMatchObject({
      id: brought.id,
      revocation: { by: { userName: 'compliance' }, reason: 'Another person.' },
      event: brought.event,
    });
    expect(await scene.isTrained('colleague', competence, inDays(-10))).toBe(false);
    expect((await scene.askedOf('colleague', id)).doneUntil).toBeNull();
    const again = () => scene.post('compliance', path, { reason: 'x' });
    expect(await refused(organisation, again)).toBe('409 already_decided');
    const unknown = `/v1/training-completions/${randomUUID()}/revocation`;
    expect(refusalOf(await scene.post('compliance', unknown, { reason: 'x' }))).toBe('404 not_found');
    expect((await scene.attempt('colleague', id, 4)).status).toBe(201);
  });

  it('leaves another one that counts', async () => {
    const { id, competence } = await scene.created();
    await scene.askedOf('colleague', id);
    const { body: longer } = await scene.bring(id, { completedAt: inDays(-15) });
    const { body: shorter } = await scene.bring(id, { completedAt: inDays(-50) });
    await scene.post('compliance', `/v1/training-completions/${longer.id}/revocation`, { reason: 'x' });
    expect(await scene.isTrained('colleague', competence)).toBe(true);
    expect((await scene.askedOf('colleague', id)).doneUntil).toBe(shorter.validUntil);
  });

  it('happens once when two do it', async () => {
    const { id } = await scene.created();
    const { body } = await scene.bring(id);
    const path = `/v1/training-completions/${body.id}/revocation`;
    const both = await Promise.all([1, 2].map(() => scene.post('compliance', path, { reason: 'x' })));
    expect(both.map(({ status }) => status).toSorted()).toEqual([200, 409]);
  });
});

describe('a certificate', () => {
  it('is a PDF for the person, their manager, and whoever oversees it', async () => {
    const { id } = await scene.created();
    const completion = await scene.passed('requester', id);
    const path = `/v1/training-completions/${completion}/certificate`;
    const fetched = await fetch(`${organisation.url}${path}`, {
      headers: { authorization: `Bearer ${organisation.tokenOf('requester')}` },
    });
    expect(fetched.headers.get('content-type')).toBe('application/pdf');
    expect(fetched.headers.get('content-disposition')).toContain('certificate-requester.pdf');
    const content = Buffer.from(await fetched.arrayBuffer());
    expect(content.subarray(0, 5).toString()).toBe('%PDF-');
    expect(content.includes('DejaVuSans')).toBe(true);
    for (const account of ['compliance', 'auditor', 'administrator'] as const) {
      expect((await scene.get(account, path)).status).toBe(200);
    }
    for (const account of ['colleague', 'legal'] as const) {
      expect(refusalOf(await scene.get(account, path))).toBe('403 wrong_role');
      expect(refusalOf(await scene.get(account, path.replace('/certificate', '')))).toBe('403 wrong_role');
    }
    await organisation.call('administrator', 'PATCH', '/v1/people/requester', { manager: 'legal' });
    expect((await scene.get('legal', path)).status).toBe(200);
    const nobodys = `/v1/training-completions/${randomUUID()}/certificate`;
    expect(refusalOf(await scene.get('requester', nobodys))).toBe('404 not_found');
  });
});
