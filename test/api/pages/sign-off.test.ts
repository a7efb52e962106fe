import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { TestOrganisation } from '../../test-organisation.ts';

let organisation: TestOrganisation;
beforeAll(async () => {
  organisation = await TestOrganisation.found();
});
afterAll(() => organisation.close());

async function submitted(changes: Record<string, unknown> = {}): Promise<string> {
  const { status, body } = await organisation.submit(changes);
  expect(status).toBe(201);
  return body.id;
}

async function eventsOf(id: string): Promise<string[]> {
  const { body } = await organisation.call('auditor', 'GET', `/v1/adoption-requests/${id}/events`);
  return (body['items'] as { type: string }[]).map(({ type }) => type);
}

const approval = { role: 'security', decision: 'approve', revision: '1', '/comment': 'Fine.', key: 'once' };

describe('a sign-off on the page', () => {
  it('signs nothing in the first step, and says what the second one binds to', async () => {
    const id = await submitted();
    const { status, html } = await organisation.submitForm(
      'security',
      `/adoption-requests/${id}/sign-off`,
      approval,
    );
    expect(status).toBe(200);
    const { body } = await organisation.call('auditor', 'GET', `/v1/adoption-requests/${id}`);
    expect(html).toContain(String(body['revisionHash']));
    expect(html).toContain('Approve for Security');
    expect(await eventsOf(id)).toEqual(['Submitted']);
  });

  it('signs in the second step, once however often it is pressed', async () => {
    const id = await submitted();
    const press = () => organisation.submitForm('security', `/adoption-requests/${id}/sign-offs`, approval);
    const [first, second] = await Promise.all([press(), press()]);
    expect([first.location, second.location]).toEqual(
      Array.from({ length: 2 }, () => `/adoption-requests/${id}?done=signed`),
    );
    expect(await eventsOf(id)).toEqual(['Submitted', 'SignedOff']);
    const { html } = await organisation.page('requester', `/adoption-requests/${id}`);
    expect(html).toMatch(/Sasha Security.*approved for Security/s);
  });

  it('tells whoever comes second who was first', async () => {
    const id = await submitted();
    await organisation.signOff('security-2', id, 'security');
    const { status, html } = await organisation.submitForm(
      'security',
      `/adoption-requests/${id}/sign-offs`,
      approval,
    );
    expect(status).toBe(409);
    expect(html).toContain('Somebody was first');
    expect(html).toContain('Sidney Security');
    expect(html).toContain('Fine.');
  });

  it('shows on a stale page what has changed, and signs nothing', async () => {
    const id = await submitted();
    const amendment = { users: { headcount: 77 } };
    await organisation.call('requester', 'PATCH', `/v1/adoption-requests/${id}`, amendment, {
      'if-match': '"1"',
    });
    for (const step of ['sign-off', 'sign-offs']) {
      const path = `/adoption-requests/${id}/${step}`;
      const { status, html } = await organisation.submitForm('security', path, approval);
      expect(status).toBe(412);
      expect(html).toMatch(/<del[^>]*>40<\/del><ins[^>]*>77<\/ins>/);
      expect(html).toContain('Nothing was signed');
    }
    expect(await eventsOf(id)).toEqual(['Submitted', 'Amended']);
  });

  it('keeps what was typed when a condition lacks something, and signs once it is mended', async () => {
    const id = await submitted();
    const path = `/adoption-requests/${id}/sign-offs`;
    const form = {
      ...approval,
      role: 'legal',
      decision: 'approve_with_conditions',
      condition: '0',
      '/conditions/0/text': 'Write it down',
      '/conditions/0/owner': 'nobody-here',
      '/conditions/0/dueOn': '2027-03-01',
    };
    const refused = await organisation.submitForm('legal', path, form);
    expect(refused.status).toBe(422);
    expect(refused.html).toContain('Write it down');
    expect(refused.html).toContain('Nobody of this id or user name is in the directory.');
    const key = /name="key" value="([^"]+)"/.exec(refused.html)?.[1] ?? '';
    const mended = await organisation.submitForm('legal', path, {
      ...form,
      key,
      '/conditions/0/owner': 'requester',
    });
    expect(mended.location).toBe(`/adoption-requests/${id}?done=signed`);
  });

  it('adds a row for another condition without signing', async () => {
    const id = await submitted();
    const form = { ...approval, decision: 'approve_with_conditions', condition: '0', step: 'more' };
    const { status, html } = await organisation.submitForm(
      'security',
      `/adoption-requests/${id}/sign-offs`,
      form,
    );
    expect(status).toBe(200);
    expect(html).toContain('Condition 2');
    expect(await eventsOf(id)).toEqual(['Submitted']);
  });

  it('asks for a reason to reject', async () => {
    const id = await submitted();
    const form = { ...approval, decision: 'reject', '/comment': '' };
    const { status, html } = await organisation.submitForm(
      'security',
      `/adoption-requests/${id}/sign-offs`,
      form,
    );
    expect(status).toBe(422);
    expect(html).toContain('To reject, say why.');
  });

  it.each([
    ['somebody without the role', 'colleague', 403],
    ['the requester', 'requester', 403],
    ['an auditor', 'auditor', 403],
  ] as const)('is refused to %s, who is offered none either', async (_who, account, expected) => {
    const id = await submitted();
    const { html } = await organisation.page(account, `/adoption-requests/${id}`);
    expect(html).not.toContain(`action="/adoption-requests/${id}/sign-off"`);
    const { status } = await organisation.submitForm(account, `/adoption-requests/${id}/sign-offs`, approval);
    expect(status).toBe(expected);
    expect(await eventsOf(id)).toEqual(['Submitted']);
  });

  it('is refused after the decision', async () => {
    const id = await submitted();
    await organisation.signOff('legal', id, 'legal', { decision: 'reject', comment: 'No.' });
    const { status, html } = await organisation.submitForm(
      'security',
      `/adoption-requests/${id}/sign-offs`,
      approval,
    );
    expect(status).toBe(409);
    expect(html).toContain('This is already decided');
  });
});

describe('approving several together', () => {
  const low = { data: { classes: ['internal'], providerMayTrain: false } };

  it('is offered for low risk only, and approves one by one with the outcome of each', async () => {
    const [first, second, medium] = [await submitted(low), await submitted(low), await submitted()];
    const inbox = await organisation.page('privacy', '/inbox');
    expect(inbox.html).toContain(`value="${first} privacy 1"`);
    expect(inbox.html).not.toContain(`value="${medium} privacy 1"`);

    const chosen = [first, second, medium].map((id) => `${id} privacy 1`);
    const review = await organisation.submitForm('privacy', '/inbox/approval', { item: chosen });
    expect(review.html).toContain('Approve these 2?');
    expect(review.html).toContain('only low risk is approved together');
    expect(await eventsOf(first)).toEqual(['Submitted']);

    await organisation.signOff('privacy', second, 'privacy');
    const done = await organisation.submitForm('privacy', '/inbox/approvals', { item: chosen, key: 'bulk' });
    expect(done.html).toContain('1 of 3 approved');
    expect(await eventsOf(first)).toEqual(['Submitted', 'SignedOff']);
    expect(await eventsOf(medium)).toEqual(['Submitted']);
  });
});
