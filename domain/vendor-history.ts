import { evolve } from './vendor-evolution.ts';
import type { Assessment, Vendor, VendorEvent, VendorReview } from './vendor-state.ts';

/** An assessment as it ended, or as it now stands; without a review it is in progress, or was cut off. */
export interface AssessmentRecord {
  assessment: Assessment;
  review: VendorReview | null;
}

/** Every assessment of a vendor, oldest first, from the events of its whole life. */
export function assessmentHistory(events: readonly VendorEvent[]): AssessmentRecord[] {
  const records = new Map<number, AssessmentRecord>();
  let vendor: Vendor | undefined;
  for (const event of events) {
    const before = vendor?.assessment;
    vendor = evolve(vendor, event);
    const after = vendor.assessment ?? before;
    if (after == null) continue;
    const review = event.type === 'VendorDecided' ? event.review : null;
    records.set(after.number, {
      assessment: after,
      review: review ?? records.get(after.number)?.review ?? null,
    });
  }
  return [...records.values()];
}
