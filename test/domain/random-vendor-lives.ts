import fc from 'fast-check';
import { dataClasses } from '../../domain/adoption-request-content.ts';
import { type CausedEvent, settle } from '../../domain/decider.ts';
import type { Vendor, VendorCommand, VendorEvent } from '../../domain/vendor-state.ts';
import { vendor } from '../../domain/vendor.ts';
import { answer, assess, on, registered, sign, stateOf } from './vendor-beginning.ts';

/** Something that is said to a vendor, so many days after what was said before. */
export const anything = fc.record({
  gap: fc.integer({ min: 0, max: 120 }),
  // Weighted so that a life has many approvals to lose.
  what: fc.oneof(
    {
      weight: 2,
      arbitrary: fc.subarray([...dataClasses], { minLength: 1 }).map((classes) => assess(...classes)),
    },
    {
      weight: 1,
      arbitrary: fc.constant({ type: 'report', what: 'significant_change', note: 'A new model.' }),
    },
    { weight: 4, arbitrary: fc.constant('answer' as const) },
    { weight: 8, arbitrary: fc.constantFrom(sign('security'), sign('privacy')) },
    { weight: 1, arbitrary: fc.constant(sign('security', 1, { decision: 'reject', comment: 'no' })) },
  ),
});

type Step = typeof anything extends fc.Arbitrary<infer Value> ? Value : never;

/** Lives through the steps after the registration; `observe` sees the vendor after each, at which instant, and what happened. */
export function live(
  steps: readonly Step[],
  observe: (vendor: Vendor, now: string, events: CausedEvent<VendorEvent>[]) => void,
): void {
  let standing: { state: Vendor | undefined; seq: number } = { state: stateOf(registered), seq: 1 };
  let days = 1;
  for (const [index, { gap, what }] of steps.entries()) {
    days += gap;
    const { assessment } = standing.state as Vendor;
    const asked = what === 'answer' ? answer(assessment?.number ?? 0, days) : what;
    const submission = 'submission' in asked ? { submission: assessment?.submission ?? 0 } : {};
    const said = { id: `c${index}`, by: 'x', at: on(days), ...asked, ...submission };
    const { state, seq, events } = settle(vendor, standing, [said as unknown as VendorCommand], on(days));
    standing = { state, seq };
    observe(state as Vendor, on(days), events);
  }
}
