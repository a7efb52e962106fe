import type { SearchAttributeUpdatePair } from '@temporalio/common';
import { defineSignal } from '@temporalio/workflow';
import { type AuditPack, auditPack, type AuditPackCommand } from '../domain/audit-pack.ts';
import { searchAttributes } from './search-attributes.ts';

/** What can be said to the workflow of an audit pack. */
export const auditPackSignal = {
  ask: defineSignal<[AuditPackCommand]>('ask'),
  cancel: defineSignal<[AuditPackCommand]>('cancel'),
};

/** How an audit pack shows in Temporal's lists: where it stands, and until when its files are kept. */
export function auditPackAttributesOf(pack: AuditPack): SearchAttributeUpdatePair[] {
  const due = auditPack.nextDeadline(pack);
  return [
    { key: searchAttributes.state, value: pack.state },
    { key: searchAttributes.dueAt, value: due === undefined ? null : new Date(due) },
  ];
}
