import { fireDuty } from '../../db/duty-command.ts';
import { registerDuties } from '../../worker/duty-schedules.ts';
import { declaredDuties } from '../../domain/duty-catalogue.ts';
import { declaredDuty } from '../declared-duty.ts';
import { ManagementReviewScene } from '../api/management-review-scene.ts';
import type { TestOrganisation } from '../test-organisation.ts';

export interface FurnishedReviews {
  /** Has fired by itself, was run by hand, and is paused. */
  duty: string;
  /** Being prepared, with minutes; waiting for management; and signed. */
  openReview: string;
  submittedReview: string;
  closedReview: string;
}

/** Duties as they are declared, and one with a history. */
export async function furnishReviews(organisation: TestOrganisation): Promise<FurnishedReviews> {
  const { db } = organisation.database;
  const at = new Date().toISOString();
  const sources = { timeZone: 'Europe/Berlin', checkpointIntervalSeconds: 300, policies: [] };
  await registerDuties(db, declaredDuties(sources), at);
  const duty = await declaredDuty(organisation);
  await fireDuty(db, duty, '2027-02-01T05:00:00.000Z', at);
  for (const [deed, reason] of [
    ['run', 'Two providers were bought by a third one.'],
    ['pause', 'Until the new management has settled in.'],
  ]) {
    const { status } = await organisation.call('compliance', 'POST', `/v1/duties/${duty}/${deed}`, {
      reason,
    });
    if (status !== 200) throw new Error(`${deed} was answered ${status}`);
  }
  const scene = new ManagementReviewScene(organisation);
  return {
    duty,
    closedReview: await scene.closed(),
    submittedReview: await scene.submitted(),
    openReview: await scene.written(),
  };
}
