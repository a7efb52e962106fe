import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Account, TestOrganisation } from '../../test-organisation.ts';
import { ShadowAiScene } from '../shadow-ai-scene.ts';

let organisation: TestOrganisation;
let scene: ShadowAiScene;
beforeAll(async () => {
  organisation = await TestOrganisation.found();
  scene = new ShadowAiScene(organisation);
});
afterAll(() => organisation.close());

const open = (account: Account, path: string) => organisation.page(account, path);

describe('the list of shadow AI', () => {
  it('is for overseers, shows hostile names as words, and leads to a request for adoption', async () => {
    const name = `Wizard <b> ${randomUUID()}`;
    const id = await scene.found(name);
    const { html } = await open('compliance', '/shadow-ai');
    expect(html).toContain('Wizard &lt;b>');
    expect(html).not.toContain('Wizard <b>');
    expect(html).toContain(`href="/shadow-ai/${id}"`);
    expect((await open('colleague', '/shadow-ai')).status).toBe(403);
    const { html: finding } = await open('compliance', `/shadow-ai/${id}`);
    expect(finding).toContain(`/adoption-requests/new?system=Wizard`);
    const { html: asking } = await open(
      'compliance',
      `/adoption-requests/new?system=${encodeURIComponent(name)}`,
    );
    expect(asking).toMatch(/name="\/system\/name"[^>]*value="Wizard &lt;b>/);
  });

  it('shows those that are settled where they are asked for', async () => {
    const name = `Settled ${randomUUID()}`;
    const id = await scene.found(name);
    expect((await scene.act('compliance', id, 'blocking', { note: 'At the proxy.' })).status).toBe(200);
    expect((await open('auditor', '/shadow-ai')).html).not.toContain(id);
    for (const state of ['blocked', 'any'])
      expect((await open('auditor', `/shadow-ai?state=${state}`)).html).toContain(id);
  });
});

describe('the page of a finding', () => {
  it('is in the inbox of its owner, and says who has settled it and how', async () => {
    const id = await scene.handedOver();
    expect((await open('colleague', '/inbox/tasks')).html).toContain(`/shadow-ai/${id}`);
    const path = `/shadow-ai/${id}`;
    expect((await open('colleague', path)).html).toContain('Have it blocked');
    expect((await open('requester', path)).html).not.toContain('Have it blocked');
    expect((await open('auditor', path)).html).not.toContain('Ask for its adoption');
    const empty = await organisation.submitForm('colleague', `${path}/blocking`, { '/note': '' });
    expect(empty.status).toBe(422);
    const answer = await organisation.submitForm('colleague', `${path}/blocking`, {
      '/note': 'The proxy refuses it.',
    });
    expect(answer.location).toBe(path);
    const { html } = await open('auditor', path);
    expect(html).toContain('The proxy refuses it.');
    expect(html).not.toContain('Have it blocked');
    expect((await open('colleague', '/inbox/tasks')).html).not.toContain(path);
  });

  it('keeps what was typed where it is refused', async () => {
    const id = await scene.handedOver();
    const path = `/shadow-ai/${id}`;
    const unknown = await organisation.submitForm('compliance', `${path}/registration`, { '/system': 'Nix' });
    expect(unknown.status).toBe(422);
    expect(unknown.html).toMatch(/name="\/system"[^>]*value="Nix"/);
    expect(
      (await organisation.submitForm('colleague', `${path}/dismissal`, { '/reason': 'No.' })).status,
    ).toBe(403);
    const dismissed = await organisation.submitForm('compliance', `${path}/dismissal`, { '/reason': 'No.' });
    expect(dismissed.location).toBe(path);
    expect(
      (await organisation.submitForm('compliance', `${path}/handover`, { '/owner': 'legal' })).status,
    ).toBe(409);
  });
});
