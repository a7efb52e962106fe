import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Account, type FormFields, type PageAnswer, TestOrganisation } from '../../test-organisation.ts';
import { firstText, PolicyScene } from '../policy-scene.ts';
import { formOnPage } from './form-on-page.ts';

let organisation: TestOrganisation;
let scene: PolicyScene;
beforeAll(async () => {
  organisation = await TestOrganisation.found();
  scene = new PolicyScene(organisation);
});
afterAll(() => organisation.close());

const open = (account: Account, path: string) => organisation.page(account, path);
const send = (account: Account, path: string, fields: FormFields): Promise<PageAnswer> =>
  organisation.submitForm(account, path, fields);

async function eventsOf(id: string): Promise<string[]> {
  const { body } = await scene.read(id, '/events');
  return (body['items'] as { type: string }[]).map(({ type }) => type);
}

/** The form of the draft as somebody has it before them. */
async function draftForm(id: string, account: Account = 'requester'): Promise<FormFields> {
  return formOnPage(await open(account, `/policies/${id}/draft`), `/policies/${id}/draft`);
}

/** As the second step sends it, by a key of its own. */
const approvalBy = (role: string) => ({
  role,
  decision: 'approve',
  submission: '1',
  '/comment': 'Fine.',
  key: randomUUID(),
});

describe('the draft', () => {
  it('is never saved over what somebody else saved without a word', async () => {
    const id = await scene.created();
    const [mine, theirs] = [await draftForm(id), await draftForm(id, 'compliance')];
    const path = `/policies/${id}/draft`;
    await send('compliance', path, { ...theirs, '/text/markdown': '# Theirs', step: 'save' });
    const refused = await send('requester', path, { ...mine, '/text/markdown': '# Mine', step: 'save' });
    expect(refused.status).toBe(412);
    expect(refused.html).toContain('# Mine');
    expect(refused.html).toContain('See what was saved meanwhile');
    expect((await scene.read(id, '/draft')).body).toMatchObject({ text: { markdown: '# Theirs' } });

    const again = await send('requester', path, { ...formOnPage(refused, path), step: 'look' });
    expect(again.location).toBe(`/policies/${id}/draft/preview`);
    expect((await scene.read(id, '/draft')).body).toMatchObject({ text: { markdown: '# Mine' } });
  });

  it('gets another rule, and loses one, without being saved', async () => {
    const id = await scene.created();
    const path = `/policies/${id}/draft`;
    const more = await send('requester', path, { ...(await draftForm(id)), step: 'more' });
    expect([more.status, more.html.includes('Rule 1')]).toEqual([200, true]);
    const written = {
      ...formOnPage(more, path),
      '/text/rules/0/statement': 'Nobody records a patient.',
      '/text/rules/0/effect': 'prohibited',
    };
    const less = await send('requester', path, { ...written, step: 'without-0' });
    expect(less.html).not.toContain('Nobody records a patient.');
    expect((await scene.read(id, '/draft')).body).toMatchObject({ version: 1 });

    await send('requester', path, { ...written, step: 'save' });
    expect((await scene.read(id, '/draft')).body).toMatchObject({
      text: { rules: [{ id: 'nobody-records-a-patient', effect: 'prohibited' }] },
    });
  });

  it('says at the field what is wrong with it, and keeps what was typed', async () => {
    const id = await scene.created();
    const path = `/policies/${id}/draft`;
    const typed = { ...(await draftForm(id)), '/text/markdown': '', rule: '0' };
    const refused = await send('requester', path, {
      ...typed,
      '/text/rules/0/statement': '',
      '/text/rules/0/systems': 'The works council’s own',
      step: 'save',
    });
    expect(refused.status).toBe(422);
    expect(refused.html).toContain('The works council’s own');
    expect(refused.html).toMatch(/href="#field-text-markdown"/);
    expect(refused.html).toMatch(/href="#field-text-rules-0-statement"/);
  });

  it('is handed in as it was read, or not at all', async () => {
    const id = await scene.created();
    const path = `/policies/${id}/submission`;
    const seen = formOnPage(await open('requester', `/policies/${id}/draft/preview`), path);
    const asked = await send('requester', path, { ...seen, '/major': 'true', '/note': 'The first.' });
    expect(asked.html).toContain('Hand in version 1');
    await scene.save(id, '# Something else', 1, 'compliance');
    const confirmed = { ...formOnPage(asked, `/policies/${id}/submissions`), '/major': 'true' };
    const refused = await send('requester', `/policies/${id}/submissions`, confirmed);
    expect(refused.status).toBe(412);
    expect(refused.html).toContain('Look at it again');
    expect(await eventsOf(id)).not.toContain('PolicySubmitted');
  });

  it.each([
    ['a colleague', 'colleague'],
    ['an approver', 'legal'],
    ['an auditor', 'auditor'],
  ] as const)('is not for %s to write', async (_who, account) => {
    const id = await scene.created();
    const refused = await send(account, `/policies/${id}/draft`, {
      ...(await draftForm(id)),
      '/text/markdown': '# Not mine',
      step: 'save',
    });
    expect(refused.status).toBe(403);
    expect((await scene.read(id, '/draft')).body).toMatchObject({ text: firstText });
    expect((await open(account, `/policies/${id}`)).html).not.toContain(`href="/policies/${id}/draft"`);
  });
});

describe('a sign-off', () => {
  it('signs nothing in the first step, and says what the second one binds to', async () => {
    const id = await scene.submitted();
    const { status, html } = await send('legal', `/policies/${id}/sign-off`, approvalBy('legal'));
    expect(status).toBe(200);
    expect(html).toMatch(/class="hash">[0-9a-f]{64}</);
    expect(html).toContain('Approve for Legal');
    expect(await eventsOf(id)).not.toContain('PolicySignedOff');
  });

  it('signs once, however often it is pressed', async () => {
    const id = await scene.submitted();
    const form = approvalBy('legal');
    const press = () => send('legal', `/policies/${id}/sign-offs`, form);
    const answers = await Promise.all([press(), press()]);
    expect(answers.map(({ location }) => location)).toEqual(
      Array.from({ length: 2 }, () => `/policies/${id}?done=signed`),
    );
    expect((await eventsOf(id)).filter((type) => type === 'PolicySignedOff')).toHaveLength(1);
  });

  it('binds to what was read: what was handed in anew is not signed by an old page', async () => {
    const id = await scene.submitted();
    await scene.signOff('privacy', id, 'privacy', { decision: 'request_changes', comment: 'For how long?' });
    await scene.save(id, '# Meetings\n\nFor a year.');
    await scene.submit(id, { version: 2 });
    for (const step of ['sign-off', 'sign-offs']) {
      const { status, html } = await send('legal', `/policies/${id}/${step}`, approvalBy('legal'));
      expect(status).toBe(412);
      expect(html).toContain('Nothing was signed');
      expect(html).toContain('Fine.');
    }
  });

  it('is refused once the version is in force', async () => {
    const id = await scene.published({ audience: { people: ['colleague'] } });
    const { status, html } = await send('legal', `/policies/${id}/sign-offs`, approvalBy('legal'));
    expect(status).toBe(409);
    expect(html).toContain('Nothing waits for sign-offs now');
  });

  it('asks why changes are asked for, and keeps the key of no refused attempt', async () => {
    const id = await scene.submitted();
    const path = `/policies/${id}/sign-offs`;
    const form = { ...approvalBy('legal'), decision: 'request_changes', '/comment': '' };
    const refused = await send('legal', path, form);
    expect(refused.status).toBe(422);
    const mended = { ...formOnPage(refused, path), '/comment': 'Say for how long.' };
    expect((await send('legal', path, mended)).location).toBe(`/policies/${id}?done=signed`);
  });

  it.each([
    ['somebody without the role', 'colleague'],
    ['who handed it in', 'requester'],
    ['an auditor', 'auditor'],
  ] as const)('is refused to %s, who is offered none either', async (_who, account) => {
    const id = await scene.submitted();
    const { html } = await open(account, `/policies/${id}/sign-off`);
    expect(html).not.toContain(`action="/policies/${id}/sign-off"`);
    expect((await send(account, `/policies/${id}/sign-offs`, approvalBy('legal'))).status).toBe(403);
    expect(await eventsOf(id)).not.toContain('PolicySignedOff');
  });

  it('is never for one’s own text, whatever roles one holds', async () => {
    const id = await scene.created({ owner: 'security', approvers: ['security', 'legal'] });
    await scene.submit(id, { account: 'security' });
    const { html } = await open('security', `/policies/${id}`);
    expect(html).toContain('You cannot sign off here');
    const refused = await send('security', `/policies/${id}/sign-offs`, approvalBy('security'));
    expect(refused.status).toBe(403);
  });
});

describe('acknowledging', () => {
  const form = async (id: string, account: Account = 'colleague') =>
    formOnPage(await open(account, `/policies/${id}`), `/policies/${id}/acknowledgements`);

  it('is said once, however often it is pressed, by auditors too', async () => {
    const id = await scene.published();
    for (const account of ['colleague', 'auditor'] as const) {
      const fields = await form(id, account);
      const press = () => send(account, `/policies/${id}/acknowledgements`, fields);
      for (const { location } of await Promise.all([press(), press()])) {
        expect(location).toBe(`/policies/${id}?done=acknowledged`);
      }
      expect((await open(account, `/policies/${id}`)).html).toContain('You acknowledged version 1');
    }
    const { body } = await scene.read(id, '/acknowledgements');
    expect(body['items']).toHaveLength(2);
  });

  it('binds to the version that was on the page', async () => {
    const id = await scene.published();
    const old = await form(id);
    await scene.publishNext(id, '# Meetings\n\nRecord none.', 1, 2);
    const { status, html } = await send('colleague', `/policies/${id}/acknowledgements`, old);
    expect(status).toBe(412);
    expect(html).toContain('Nothing was acknowledged.');
    expect(html).toContain('Record none.');
    expect((await scene.read(id, '/acknowledgements')).body['items']).toEqual([]);
  });

  it('is offered to nobody once the policy is retired', async () => {
    const id = await scene.published({ audience: { people: ['colleague'] } });
    const old = await form(id);
    await scene.post('compliance', `/v1/policies/${id}/retirement`, { reason: 'Another says it.' });
    const { status } = await send('colleague', `/policies/${id}/acknowledgements`, old);
    expect(status).toBe(412);
    expect((await open('colleague', `/policies/${id}`)).html).not.toContain('Acknowledge it');
  });
});

describe('what a compliance manager does', () => {
  it.each(['details', 'review', 'retirement'])('is nobody else’s: %s', async (step) => {
    const id = await scene.published({ audience: { people: ['legal'] } });
    const path = `/policies/${id}/${step}`;
    const fields = formOnPage(await open('compliance', path), path);
    for (const account of ['colleague', 'legal', 'auditor'] as const) {
      expect((await open(account, path)).status).toBe(403);
      expect((await send(account, path, { ...fields, '/reason': 'Mine.' })).status).toBe(403);
    }
  });

  it('needs a reason, and is done once', async () => {
    const id = await scene.published({ audience: { people: ['legal'] } });
    const path = `/policies/${id}/retirement`;
    const fields = formOnPage(await open('compliance', path), path);
    expect((await send('compliance', path, fields)).status).toBe(422);
    const said = { ...fields, '/reason': 'Another says it.' };
    const press = () => send('compliance', path, said);
    for (const { location } of await Promise.all([press(), press()])) {
      expect(location).toBe(`/policies/${id}?done=retired`);
    }
    const later = formOnPage(await open('compliance', path), path);
    expect((await send('compliance', path, { ...later, '/reason': 'Again.' })).status).toBe(409);
  });
});

describe('lists about people', () => {
  it('show everybody to the owner, and to others only whom they lead', async () => {
    const id = await scene.published({ audience: { people: ['legal', 'privacy'] } });
    const path = `/policies/${id}/outstanding`;
    expect((await open('requester', path)).html).toContain('Pat Privacy');
    const { html } = await open('colleague', path);
    expect(html).not.toContain('Pat Privacy');
    expect(html).toContain('Those of your people');
    const { html: file } = await open('colleague', `${path}/export?format=csv`);
    expect(file).not.toContain('privacy');
  });

  it('are files in which nothing is a formula', async () => {
    const { id: person } = (
      await organisation.call('administrator', 'POST', '/v1/people', {
        userName: 'mallory',
        name: '=HYPERLINK("https://example.org")',
        roles: ['requester'],
      })
    ).body;
    const id = await scene.published({ audience: { people: [person] } });
    const { html: file, headers } = await open('requester', `/policies/${id}/outstanding/export?format=csv`);
    expect(headers.get('content-disposition')).toContain('attachment');
    expect(file).toContain(`mallory,"'=HYPERLINK(""https://example.org"")"`);
  });
});

it('shows hostile words as words, wherever they stand', async () => {
  const hostile = '<img src=x onerror=alert(1)>';
  const markdown = `# ${hostile}\n\n${hostile} [here](javascript:alert(1))\n\n## Keeping\n\nA year.`;
  const rule = { id: 'a', statement: hostile, effect: 'prohibited', dataClasses: [], systems: [hostile] };
  const text = { markdown, rules: [{ ...rule, purposes: [] }] };
  const id = await scene.submitted({ title: hostile, text });
  await scene.signOff('privacy', id, 'privacy', { comment: hostile });
  for (const [account, path] of [
    ['requester', `/policies/${id}/draft`],
    ['requester', `/policies/${id}/draft/preview`],
    ['legal', `/policies/${id}/sign-off`],
    ['auditor', `/policies/${id}`],
    ['colleague', '/policies?state=unpublished'],
  ] as const) {
    const { status, html } = await open(account, path);
    expect(status, path).toBe(200);
    expect(html, path).toContain('&lt;img src=x');
    expect(html, path).not.toMatch(/<img|href="javascript:/i);
  }
});
