import { defineSearchAttributeKey } from '@temporalio/common';

/** What operators search workflows by. Never encrypted by Temporal, so none of them holds personal data. */
export const searchAttributes = {
  state: defineSearchAttributeKey('CountersignState', 'KEYWORD'),
  tier: defineSearchAttributeKey('CountersignTier', 'KEYWORD'),
  waitingFor: defineSearchAttributeKey('CountersignWaitingFor', 'KEYWORD_LIST'),
  dueAt: defineSearchAttributeKey('CountersignDueAt', 'DATETIME'),
};
