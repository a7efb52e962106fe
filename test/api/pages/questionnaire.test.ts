import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aiVendorQuestionnaire } from '../../../domain/questionnaire-ai-vendor.ts';
import { questionsOf } from '../../../domain/questionnaire.ts';
import { type Account, type FormFields, type PageAnswer, TestOrganisation } from '../../test-organisation.ts';
import { pdf } from '../evidence-file.ts';
import { VendorLinkScene } from '../vendor-link-scene.ts';
import { goodAnswers } from '../vendor-scene.ts';
import { formOnPage } from './form-on-page.ts';

let organisation: TestOrganisation;
let scene: VendorLinkScene;
beforeAll(async () => {
  organisation = await TestOrganisation.found();
  scene = new VendorLinkScene(organisation);
});
afterAll(() => organisation.close());

const answersOf = (id: string, number = 1) => `/vendors/${id}/assessments/${number}/answers`;

/** Sends what the form has, changed as said. */
async function send(
  id: string,
  changes: FormFields,
  { account = 'requester', seen }: { account?: Account; seen?: Promise<PageAnswer> } = {},
): Promise<PageAnswer> {
  const form = formOnPage(await (seen ?? organisation.page(account, answersOf(id))), answersOf(id));
  return organisation.submitForm(account, answersOf(id), { ...form, act: 'save', ...changes });
}

async function draft(id: string): Promise<Record<string, unknown>> {
  return (await organisation.call('auditor', 'GET', `/v1${answersOf(id)}`)).body;
}

function everyAnswer(): FormFields {
  const answers = Object.entries(goodAnswers()).map(([id, { values }]) => [`/answers/${id}`, values]);
  return Object.fromEntries(answers) as FormFields;
}

describe('the form of a questionnaire', () => {
  it('asks every kind of question, and reads back what was saved', async () => {
    const name = `Northern Models ${randomUUID()}`;
    const id = await scene.asked({ name });
    const { status, html } = await organisation.page('requester', answersOf(id));
    expect(status).toBe(200);
    expect(html).toContain(`<h1>Answers of ${name}</h1>`);
    const { length: all } = questionsOf(aiVendorQuestionnaire);
    // Two questions inform and may stay open.
    expect(html).toContain(`${all - 2} of ${all} questions still need an answer.`);
    const said: FormFields = {
      '/answers/retention': 'partly',
      '/answers/retention/note': 'First line\nsecond <line>',
      '/answers/regions': ['eea', 'adequate'],
      '/answers/known-limits': 'Danish.',
      '/answers/certificates': ['ISO/IEC 27001'],
      '/answers/certificates/expiresOn/ISO/IEC 27001': '2099-06-30',
    };
    expect((await send(id, said)).location).toBe(`${answersOf(id)}?done=saved`);
    expect(await draft(id)).toEqual({
      version: 1,
      answers: {
        retention: { values: ['partly'], note: 'First line\nsecond <line>', evidence: [] },
        regions: { values: ['eea', 'adequate'], note: '', evidence: [] },
        'known-limits': { values: ['Danish.'], note: '', evidence: [] },
        certificates: {
          values: ['ISO/IEC 27001'],
          note: '',
          evidence: [],
          expiresOn: { 'ISO/IEC 27001': '2099-06-30' },
        },
      },
    });
    const again = formOnPage(await organisation.page('compliance', answersOf(id)), answersOf(id));
    expect(again).toMatchObject({ ...said, '/answers/certificates': 'ISO/IEC 27001', version: '1' });
  });

  it('says at its question what is missing or wrong, and keeps what was typed', async () => {
    const id = await scene.asked();
    const typed = { '/answers/certificates': 'SOC 2 Type II', '/answers/retention': 'yes' };
    const refused = await send(id, { ...typed, act: 'hand-in' });
    expect(refused.status).toBe(422);
    expect(refused.html).toContain(
      '<a href="#field-answers-deletion">Can we have our data deleted, and get that confirmed? This question is not answered.</a>',
    );
    expect(refused.html).toContain(
      '<a href="#field-answers-certificates">Which certificates are in force, and until when? Say until when each certificate holds.</a>',
    );
    expect(refused.html).not.toContain('#field-answers-retention"');
    expect(formOnPage(refused, answersOf(id))).toMatchObject({ ...typed, version: '1' });
    const wrongDay = { '/answers/certificates/expiresOn/SOC 2 Type II': 'soon', '/answers/contact': 'x' };
    const faulty = await send(id, wrongDay);
    expect([faulty.status, formOnPage(faulty, answersOf(id))]).toMatchObject([422, wrongDay]);
    const tooLong = await send(id, { '/answers/retention/note': 'x'.repeat(4_001) });
    expect(tooLong.html).toContain('href="#field-answers-retention"');
    const unknown = await send(id, { '/answers/retention': 'whatever', act: 'hand-in' });
    expect(unknown.html).toContain(
      '<a href="#field-answers-retention">How long do you keep prompts and outputs? This question is not answered.</a>',
    );
    const ended = { ...everyAnswer(), '/answers/certificates': 'SOC 2 Type II' };
    const past = { '/answers/certificates/expiresOn/SOC 2 Type II': '2020-01-01' };
    expect((await send(id, { ...ended, ...past, act: 'hand-in' })).html).toContain('has ended already');
  });

  it('attaches a file to an answer, with everything else that was typed', async () => {
    const id = await scene.asked();
    const toFile = await send(id, { '/answers/contact': 'The desk', act: 'file/evaluation' });
    expect(toFile.location).toBe(`${answersOf(id)}/evaluation/file`);
    const path = `${answersOf(id)}/evaluation/file`;
    expect((await organisation.page('requester', path)).html).toContain('type="file"');
    expect((await sendFile(path, undefined)).status).toBe(422);
    const added = await sendFile(path, new File([new Uint8Array(pdf)], 'Evaluation.pdf'));
    expect(added.headers.get('location')).toBe(`${answersOf(id)}#field-answers-evaluation`);
    const { answers } = (await draft(id)) as { answers: Record<string, { evidence: string[] }> };
    expect(answers).toMatchObject({ contact: { values: ['The desk'] } });
    const hash = answers.evaluation?.evidence[0] ?? '';
    expect(hash).toMatch(/^[0-9a-f]{64}$/);
    // The same file supports another answer without being sent again.
    expect((await send(id, { '/answers/retention/evidence': hash })).status).toBe(303);
    expect(await draft(id)).toMatchObject({ answers: { retention: { evidence: [hash] } } });
    for (const question of ['known-limits', 'nothing'])
      expect((await organisation.page('requester', `${answersOf(id)}/${question}/file`)).status).toBe(404);
  });

  it('is handed in, and then waits for the review', async () => {
    const id = await scene.asked();
    const handedIn = await send(id, { ...everyAnswer(), act: 'hand-in' });
    expect(handedIn.location).toBe(`${answersOf(id)}?done=handed-in`);
    const { html } = await organisation.page('requester', answersOf(id));
    expect(html).toContain('have been handed in and are reviewed');
    expect((await scene.read(id)).body.assessment).toMatchObject({
      phase: 'review',
      answeredBy: { userName: 'requester' },
    });
    const late = { act: 'save', version: '1', '/answers/retention': 'no' };
    expect((await organisation.submitForm('requester', answersOf(id), late)).status).toBe(409);
  });

  it('overwrites nothing that somebody else has saved, unless one has seen it', async () => {
    const id = await scene.asked();
    const seen = organisation.page('requester', answersOf(id));
    await seen;
    expect((await send(id, { '/answers/exit': 'no' }, { account: 'compliance' })).status).toBe(303);
    const told = await send(id, { '/answers/exit': 'yes', '/answers/contact': 'Desk' }, { seen });
    expect(told.status).toBe(412);
    expect(told.html).toContain('Somebody else has saved answers since you opened this page.');
    expect(told.html).toContain('Saved meanwhile by somebody else: It is not foreseen');
    expect(await draft(id)).toMatchObject({ version: 1, answers: { exit: { values: ['no'] } } });
    const mine = await send(id, {}, { seen: Promise.resolve(told) });
    expect(mine.status).toBe(303);
    expect(await draft(id)).toMatchObject({
      version: 2,
      answers: { exit: { values: ['yes'] }, contact: { values: ['Desk'] } },
    });
  });

  it('is for whoever answers for the vendor, while it is asked', async () => {
    const id = await scene.asked();
    for (const account of ['colleague', 'security', 'auditor', 'administrator'] as const) {
      expect((await organisation.page(account, answersOf(id))).status, account).toBe(403);
      const saved = await organisation.submitForm(account, answersOf(id), { act: 'save', version: '0' });
      expect(saved.status, account).toBe(403);
    }
    expect((await organisation.page('compliance', answersOf(id))).status).toBe(200);
    expect((await organisation.page('requester', answersOf(id, 2))).status).toBe(404);
    expect((await organisation.page('requester', answersOf(randomUUID()))).status).toBe(404);
    await scene.post('requester', `/v1/vendors/${id}/off-boarding`, { reason: 'Unused.' });
    expect((await organisation.page('requester', answersOf(id))).status).toBe(409);
    const over = await scene.approved();
    expect((await organisation.page('requester', answersOf(over))).status).toBe(409);
  });
});

describe('links for a vendor, on a page', () => {
  it('are sent and taken back', async () => {
    const id = await scene.asked();
    const path = `/vendors/${id}/links`;
    const form = formOnPage(await organisation.page('requester', answersOf(id)), path);
    const faulty = await organisation.submitForm('requester', path, {
      ...form,
      '/email': 'nobody',
      '/days': '99',
    });
    expect([faulty.status, formOnPage(faulty, path)]).toEqual([422, { '/email': 'nobody', '/days': '99' }]);
    const sent = await organisation.submitForm('requester', path, { ...form, '/email': 'ai@vendor.example' });
    expect(sent.location).toBe(`${path}?done=sent`);
    const { body } = await organisation.call('requester', 'GET', `/v1/vendors/${id}/links`);
    const [link] = body.items as { id: string; email: string }[];
    expect(link).toMatchObject({ email: 'ai@vendor.example' });
    const { token } = await scene.invitationOf(link?.id ?? '');
    const { html } = await organisation.page('compliance', path);
    expect(html).toContain('ai@vendor.example');
    expect(html).not.toContain(token);
    const revocation = `${path}/${link?.id}/revocation`;
    expect((await organisation.submitForm('colleague', revocation)).status).toBe(403);
    expect((await organisation.submitForm('compliance', revocation)).location).toBe(`${path}?done=revoked`);
    expect((await organisation.page('requester', path)).html).toContain('Taken back');
  });

  it('are for whoever answers for the vendor; auditors look on', async () => {
    const id = await scene.asked();
    await scene.linked(id);
    const seen = await organisation.page('auditor', `/vendors/${id}/links`);
    expect(seen.status).toBe(200);
    expect(seen.html).not.toContain('Take it back');
    expect(seen.html).not.toContain('Send the link');
    expect((await organisation.page('colleague', `/vendors/${id}/links`)).status).toBe(403);
    const fields = { '/email': 'ai@vendor.example' };
    for (const account of ['colleague', 'auditor'] as const)
      expect((await organisation.submitForm(account, `/vendors/${id}/links`, fields)).status).toBe(403);
  });
});

async function sendFile(path: string, file: File | undefined): Promise<Response> {
  const form = new FormData();
  form.set('file', file ?? new File([], ''));
  const headers = { cookie: await organisation.signIn('requester'), 'sec-fetch-site': 'same-origin' };
  return fetch(`${organisation.url}${path}`, { method: 'POST', headers, body: form, redirect: 'manual' });
}
