import type { SearchAttributeUpdatePair } from '@temporalio/common';
import { defineSignal } from '@temporalio/workflow';
import type { Vendor, VendorCommand } from '../domain/vendor-state.ts';
import { nextDeadline, waitingFor } from '../domain/vendor-time.ts';
import { searchAttributes } from './search-attributes.ts';

/** What can be said to a vendor's workflow. */
export const vendorSignal = {
  register: defineSignal<[VendorCommand]>('register'),
  change: defineSignal<[VendorCommand]>('change'),
  assess: defineSignal<[VendorCommand]>('assess'),
  report: defineSignal<[VendorCommand]>('report'),
  answer: defineSignal<[VendorCommand]>('answer'),
  signOff: defineSignal<[VendorCommand]>('signOff'),
  adoptPolicy: defineSignal<[VendorCommand]>('adoptPolicy'),
  offBoard: defineSignal<[VendorCommand]>('offBoard'),
};

/** How a vendor shows in Temporal's lists: where it stands, whom its review waits for, what is due next. */
export function vendorAttributesOf(vendor: Vendor): SearchAttributeUpdatePair[] {
  const due = nextDeadline(vendor);
  return [
    { key: searchAttributes.state, value: vendor.state },
    { key: searchAttributes.waitingFor, value: waitedFor(vendor) },
    { key: searchAttributes.dueAt, value: due === undefined ? null : new Date(due) },
  ];
}

/** The vendor itself, while it is to answer; then the roles that have not signed. */
export function waitedFor(vendor: Vendor): string[] {
  if (vendor.assessment?.phase === 'answering') return ['answers'];
  return waitingFor(vendor).map(({ role }) => role);
}
