import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dutySources } from '../../db/duty-sources.ts';
import { fireDuty } from '../../db/duty-command.ts';
import { declaredDuties } from '../../domain/duty-catalogue.ts';
import { registerDuties } from '../../worker/duty-schedules.ts';
import { eventually } from '../eventually.ts';
import { type Answer, TestOrganisation } from '../test-organisation.ts';
import { PolicyScene } from './policy-scene.ts';

let organisation: TestOrganisation;
let scene: PolicyScene;
beforeAll(async () => {
  organisation = await TestOrganisation.found();
  scene = new PolicyScene(organisation);
});
afterAll(() => organisation.close());

/** As the worker does every quarter of a minute. */
async function declare(): Promise<void> {
  const { db } = organisation.database;
  const sources = { ...(await dutySources(db)), checkpointIntervalSeconds: 300 };
  await registerDuties(db, declaredDuties(sources), new Date().toISOString());
}

const dutyOf = async (policy: string) =>
  (await organisation.call('auditor', 'GET', `/v1/duties/policy-review-${policy}`)).body;

describe('the review of a policy', () => {
  it('is a duty from its creation on, in the rhythm and under the name that the policy has', async () => {
    const id = await scene.created({ title: 'Chat assistants', cycleMonths: 6 });
    await declare();
    expect(await dutyOf(id)).toMatchObject({
      title: 'Review of the policy “Chat assistants”',
      every: { months: 6, timeZone: 'Europe/Berlin' },
    });
    const [seen, changed] = [await scene.read(id), { title: 'Assistants', cycleMonths: 12 }];
    const headers = { 'if-match': seen.headers.get('etag') ?? '' };
    const change = await organisation.call('compliance', 'PATCH', `/v1/policies/${id}`, changed, headers);
    expect(change.status).toBe(200);
    await declare();
    expect(await dutyOf(id)).toMatchObject({
      title: 'Review of the policy “Assistants”',
      every: { months: 12 },
    });
  });

  it('begins once for each instant that its duty fires for, and the duty says so', async () => {
    const id = await scene.published();
    await declare();
    const instant = String((await dutyOf(id))['nextAt']);
    const { db } = organisation.database;
    for (const again of [1, 2]) {
      const at = new Date(Date.now() + again).toISOString();
      expect((await fireDuty(db, `policy-review-${id}`, instant, at)).status).toBe('accepted');
    }
    const { review, waiting } = await scene.until(id, (body) => body['review'] !== null);
    expect(review).toMatchObject({ reason: 'cycle', occasion: instant });
    expect(waiting).toEqual([]);
    const { last } = await eventually(async () => {
      const duty = (await dutyOf(id)) as Answer['body'] & { last: { outcome: string; subject: string } };
      return duty.last.outcome === 'taken_up' && duty;
    });
    expect(last.subject).toBe(`policy/${id}`);
  });

  it('is a duty no longer once the policy is retired', async () => {
    const id = await scene.published();
    await declare();
    const retired = await scene.post('compliance', `/v1/policies/${id}/retirement`, { reason: 'Replaced.' });
    expect(retired.status).toBe(200);
    await declare();
    expect(await dutyOf(id)).toMatchObject({ state: 'withdrawn', nextAt: null });
  });
});
