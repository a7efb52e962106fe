import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { declaredDuty } from '../../declared-duty.ts';
import { TestOrganisation } from '../../test-organisation.ts';

let organisation: TestOrganisation;
beforeAll(async () => {
  organisation = await TestOrganisation.found();
});
afterAll(() => organisation.close());

let id: string;
beforeEach(async () => {
  id = await declaredDuty(organisation);
});

function submit(deed: string, reason = 'A good reason', account: 'compliance' | 'auditor' = 'compliance') {
  return organisation.submitForm(account, `/duties/${id}/${deed}`, { '/reason': reason });
}

describe('the page of duties', () => {
  it('shows what fires next to everybody, and leads to each', async () => {
    const { status, html } = await organisation.page('requester', '/duties');
    expect(status).toBe(200);
    expect(html).toContain(`href="/duties/${id}"`);
    expect(html).toContain('every year');
    expect(html).toContain('2027-02-01T05:00:00.000Z');
  });
});

describe('the page of a duty', () => {
  it('has it paused and taken up again, and says so', async () => {
    const paused = await submit('pause');
    expect(paused.location).toBe(`/duties/${id}?done=paused`);
    const { html } = await organisation.page('auditor', paused.location ?? '');
    expect(html).toContain('A good reason');
    expect(html).toContain('Chris Compliance');
    expect((await submit('resumption')).location).toBe(`/duties/${id}?done=resumed`);
  });

  it('says when Temporal has not heard of it yet', async () => {
    id = await declaredDuty(organisation, { schedule: false });
    const { location } = await submit('pause');
    expect(location).toBe(`/duties/${id}?done=soon`);
    expect((await organisation.page('compliance', location ?? '')).html).toContain('within a minute');
  });

  it('has it run, and leads to what was started', async () => {
    expect((await submit('run')).location).toBe(`/duties/${id}?done=run`);
    const { html } = await organisation.page('auditor', `/duties/${id}`);
    expect(html).toMatch(/href="\/management-reviews\/[0-9a-f-]{36}"/);
    expect(html).toContain('A good reason');
  });

  it('shows what is wrong at the field, and keeps the form from those who may do nothing', async () => {
    const { status, html } = await submit('pause', ' ');
    expect([status, html.includes('id="field-reason-fault"')]).toEqual([422, true]);
    expect((await submit('pause', 'x', 'auditor')).status).toBe(403);
    expect((await organisation.page('auditor', `/duties/${id}`)).html).not.toContain('<textarea');
    expect((await organisation.page('auditor', '/duties/nothing')).status).toBe(404);
  });
});
