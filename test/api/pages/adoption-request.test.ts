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

const hostile = [
  '<script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  "' onmouseover='alert(1)",
  '</title><h1>taken over</h1>',
  'javascript:alert(1)',
  '‮evil⁦ gnp.exe',
  '&lt;b&gt; stays what it is &amp;',
];

/** As HTML must hold the text, whichever of the two kinds of quotes it leaves as they are. */
function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
}

describe('the page of a request', () => {
  it.each(hostile)('shows a hostile text as text: %s', async (title) => {
    const id = await submitted({ title, purpose: { intendedUse: title, alternativesConsidered: title } });
    await organisation.call('security', 'POST', `/v1/adoption-requests/${id}/comments`, { text: title });
    for (const path of [`/adoption-requests/${id}`, '/inbox', '/adoption-requests']) {
      const { status, html } = await organisation.page('security', path);
      expect(status).toBe(200);
      expect(html).not.toContain('<script>alert');
      expect(html).not.toContain('<img src=x');
      expect(html).not.toContain('<h1>taken over');
      expect(html).not.toMatch(/<[^>]+\sonmouseover=/);
      expect(html).toContain(escaped(title));
    }
  });

  it('sends headers that let nothing run, load or frame but our own', async () => {
    const { headers } = await organisation.page('security', `/adoption-requests/${await submitted()}`);
    const policy = headers.get('content-security-policy') ?? '';
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("script-src 'self'");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).not.toContain('unsafe');
    expect(policy).not.toContain('http');
    expect(headers.get('cache-control')).toBe('no-store');
  });

  it('says in the words of the domain what is asked, what it means, who signs until when', async () => {
    const { html } = await organisation.page('colleague', `/adoption-requests/${await submitted()}`);
    for (const words of ['Medium risk', 'GDPR', 'Not signed', 'Bo Business is waited for', 'due in']) {
      expect(html).toContain(words);
    }
    expect(html).not.toMatch(/>[^<]*(business_owner|in_review|third_party_service)[^<]*</);
  });

  it('reads times in the time zone of the organisation, machine-readable beside', async () => {
    const id = await submitted();
    const { html } = await organisation.page('security', `/adoption-requests/${id}`);
    expect(html).toMatch(/<time datetime="\d{4}-\d\d-\d\dT[\d:.]+Z" title="[^"]+ Europe\/Berlin"/);
  });

  it('offers operators the workflow in Temporal, and nobody else', async () => {
    const id = await submitted();
    const link = `/namespaces/default/workflows/adoption-request%2F${id}`;
    expect((await organisation.page('administrator', `/adoption-requests/${id}`)).html).toContain(link);
    expect((await organisation.page('security', `/adoption-requests/${id}`)).html).not.toContain(link);
  });

  it('compares revisions, and shows the record of a decision as it was frozen', async () => {
    const id = await submitted();
    expect((await organisation.page('auditor', `/adoption-requests/${id}/decision`)).status).toBe(404);
    const amendment = { title: 'Drafting assistant for field service' };
    await organisation.call('requester', 'PATCH', `/v1/adoption-requests/${id}`, amendment, {
      'if-match': '"1"',
    });
    const { html } = await organisation.page('auditor', `/adoption-requests/${id}/revisions`);
    expect(html).toMatch(/<del[^>]*>customer support<\/del>|<del[^>]*>customer<\/del>/);
    const rejection = { decision: 'reject', comment: 'Not like this.', revision: 2 };
    await organisation.signOff('legal', id, 'legal', rejection);
    const record = await organisation.page('auditor', `/adoption-requests/${id}/decision`);
    expect(record.html).toContain('Rejected');
    expect(record.html).toContain('Not like this.');
    expect(record.html).toContain(`adoption-request/${id}`);
  });

  it.each([
    '/adoption-requests/6f1c2f0e-0000-4000-8000-000000000000',
    '/adoption-requests/nonsense',
    '/nowhere',
  ])('is a decent page where there is nothing: %s', async (path) => {
    const { status, html } = await organisation.page('security', path);
    expect(status).toBe(404);
    expect(html).toContain('<h1>There is nothing here</h1>');
  });
});

describe('the discussion', () => {
  it('takes a comment once, and shows it to everybody', async () => {
    const id = await submitted();
    const fields = { '/text': 'Is it hosted in the EU?\n\nElse no.', key: 'comment-1' };
    for (let press = 0; press < 2; press += 1) {
      const { location } = await organisation.submitForm(
        'security',
        `/adoption-requests/${id}/comments`,
        fields,
      );
      expect(location).toBe(`/adoption-requests/${id}?done=commented#discussion`);
    }
    const { body } = await organisation.call('auditor', 'GET', `/v1/adoption-requests/${id}/comments`);
    expect(body['items']).toHaveLength(1);
    expect((await organisation.page('requester', `/adoption-requests/${id}`)).html).toContain(
      'Is it hosted in the EU?',
    );
  });

  it('refuses an auditor, a machine key used for something else, and a request that is not there', async () => {
    const id = await submitted();
    const path = `/v1/adoption-requests/${id}/comments`;
    const say = (text: string) =>
      organisation.call('security', 'POST', path, { text }, { 'idempotency-key': 'a' });
    expect((await organisation.call('auditor', 'POST', path, { text: 'Hm.' })).status).toBe(403);
    expect((await say('One thing')).status).toBe(201);
    expect((await say('Another')).body.type).toContain('idempotency_key_reused');
    expect((await organisation.call('security', 'POST', path, { text: ' ' })).status).toBe(422);
    const nowhere = '/v1/adoption-requests/6f1c2f0e-0000-4000-8000-000000000000/comments';
    expect((await organisation.call('security', 'POST', nowhere, { text: 'Hm.' })).status).toBe(404);
  });
});

describe('closing and reopening on the page', () => {
  it('withdraws by the requester alone, and only by the form', async () => {
    const id = await submitted();
    const path = `/adoption-requests/${id}/withdrawal`;
    expect((await organisation.page('requester', path)).html).toContain('Withdraw this request?');
    expect((await organisation.submitForm('colleague', path, { '/reason': 'Mine now' })).status).toBe(403);
    const { location } = await organisation.submitForm('requester', path, { '/reason': 'Not needed.' });
    expect(location).toBe(`/adoption-requests/${id}?done=withdrawn`);
    expect((await organisation.submitForm('requester', path, {})).status).toBe(409);
  });

  it('reopens a prohibited request with a justification, by the compliance manager', async () => {
    const screening = { prohibitedPractices: ['f_emotion_at_work_or_school'], highRiskAreas: [] };
    const id = await submitted({ screening });
    const path = `/adoption-requests/${id}/reopening`;
    expect((await organisation.page('compliance', `/adoption-requests/${id}`)).html).toContain(path);
    expect((await organisation.page('legal', `/adoption-requests/${id}`)).html).not.toContain(path);
    expect((await organisation.submitForm('legal', path, { '/justification': 'x' })).status).toBe(403);
    expect((await organisation.submitForm('compliance', path, { '/justification': ' ' })).status).toBe(422);
    const { location } = await organisation.submitForm('compliance', path, {
      '/justification': 'Medical reasons.',
    });
    expect(location).toBe(`/adoption-requests/${id}?done=reopened`);
  });
});
