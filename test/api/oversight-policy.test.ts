import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { defaultOversightPolicy } from '../../domain/oversight-policy.ts';
import { TestOrganisation } from '../test-organisation.ts';
import { OversightScene } from './oversight-scene.ts';
import { pointersOf, refusalOf } from './refusal.ts';

let organisation: TestOrganisation;
beforeAll(async () => {
  organisation = await TestOrganisation.found();
});
afterAll(() => organisation.close());

const path = '/v1/oversight-policy';
const publish = (rules: object, headers = {}) =>
  organisation.call('compliance', 'POST', `${path}/versions`, { note: 'Faster.', rules }, headers);

describe('the oversight policy', () => {
  it('is there from the beginning, on record like any other', async () => {
    const { body, headers } = await organisation.call('auditor', 'GET', path);
    expect(body).toMatchObject({ version: 1, rules: defaultOversightPolicy, publishedBy: 'system' });
    expect(headers.get('etag')).toBe('"1"');
  });

  it('is published in versions, by compliance managers; a case keeps the one that it was opened under', async () => {
    const scene = new OversightScene(organisation);
    const { id } = await scene.assigned({ severity: 'critical' });
    const critical = { acknowledgeMinutes: 5, decideHours: 1 };
    const faster = { ...defaultOversightPolicy, clocks: { ...defaultOversightPolicy.clocks, critical } };
    const published = await publish(faster, { 'if-match': '"1"' });
    expect([published.status, published.body.version]).toEqual([201, 2]);
    expect(refusalOf(await publish(faster, { 'if-match': '"1"' }))).toMatch(/policy_moved_on$/);
    const { body } = await scene.read(id);
    expect(body.policy).toMatchObject({ version: 1 });
    const next = await scene.assigned({ severity: 'critical' });
    const { body: later } = await scene.read(next.id);
    expect(later.policy).toMatchObject({ version: 2 });
    const { acknowledgeBy } = later.first as { acknowledgeBy: string };
    expect(Date.parse(acknowledgeBy) - Date.parse(String(later.openedAt))).toBe(5 * 60_000);
    for (const account of ['requester', 'security', 'auditor', 'management'] as const) {
      const refused = await organisation.call(account, 'POST', `${path}/versions`, {
        note: 'x',
        rules: faster,
      });
      expect(refusalOf(refused), account).toBe('403 wrong_role');
    }
  });

  it('names levels that differ, and clocks that can be kept', async () => {
    const wrong = async (changes: object) =>
      pointersOf(await publish({ ...defaultOversightPolicy, ...changes })).map((pointer) =>
        pointer.replace('/rules', ''),
      );
    expect(await wrong({ levels: [] })).toEqual(['/levels']);
    expect(await wrong({ levels: ['management', 'management'] })).toEqual(['/levels']);
    expect(await wrong({ remindAt: [1.5] })).toEqual(['/remindAt/0']);
    const low = { acknowledgeMinutes: 121, decideHours: 2 };
    expect(await wrong({ clocks: { ...defaultOversightPolicy.clocks, low } })).toEqual([
      '/clocks/low/acknowledgeMinutes',
    ]);
    expect(await wrong({ closeDays: 0 })).toEqual(['/closeDays']);
  });
});
