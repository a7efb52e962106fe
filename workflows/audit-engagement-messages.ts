import type { SearchAttributeUpdatePair } from '@temporalio/common';
import { defineSignal } from '@temporalio/workflow';
import {
  type AuditEngagement,
  auditEngagement,
  type AuditEngagementCommand,
} from '../domain/audit-engagement.ts';
import { searchAttributes } from './search-attributes.ts';

/** What can be said to the workflow of an audit engagement. */
export const auditEngagementSignal = {
  open: defineSignal<[AuditEngagementCommand]>('open'),
  addAuditor: defineSignal<[AuditEngagementCommand]>('addAuditor'),
  removeAuditor: defineSignal<[AuditEngagementCommand]>('removeAuditor'),
  moveEnd: defineSignal<[AuditEngagementCommand]>('moveEnd'),
  close: defineSignal<[AuditEngagementCommand]>('close'),
};

/** How an engagement shows in Temporal's lists: where it stands, and what is due next. */
export function auditEngagementAttributesOf(current: AuditEngagement): SearchAttributeUpdatePair[] {
  const due = auditEngagement.nextDeadline(current);
  return [
    { key: searchAttributes.state, value: current.state },
    { key: searchAttributes.dueAt, value: due === undefined ? null : new Date(due) },
  ];
}
