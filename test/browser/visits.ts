import type { Account } from '../test-organisation.ts';
import type { Furnishing } from './furnishing.ts';

/** Somebody who sees all of a page, and where they find it. */
export type Visit = [account: Account, address: (there: Furnishing) => string];

const request =
  (
    name:
      | 'inReview'
      | 'midWay'
      | 'withConditions'
      | 'changesRequested'
      | 'rejected'
      | 'prohibited'
      | 'overdue'
      | 'expired',
    rest = '',
  ) =>
  (there: Furnishing) =>
    `/adoption-requests/${there[name]}${rest}`;

/** Every page that there is, by its path, each where it has most to show. */
export const visits: Record<string, Visit[]> = {
  '/': [['security', () => '/']],
  '/inbox': [
    ['privacy', () => '/inbox'],
    ['compliance', () => '/inbox?due=over'],
    ['auditor', () => '/inbox'],
  ],
  '/inbox/tasks': [
    ['management', () => '/inbox/tasks'],
    ['auditor', () => '/inbox/tasks'],
  ],
  '/inbox/done': [['legal', () => '/inbox/done']],
  '/adoption-requests': [
    ['auditor', () => '/adoption-requests'],
    ['auditor', () => '/adoption-requests?state=expired&tier=critical'],
  ],
  '/adoption-requests/{id}': [
    ['privacy', request('midWay', '?done=signed')],
    ['requester', request('changesRequested')],
    ['administrator', request('withConditions')],
    ['compliance', request('prohibited')],
    ['auditor', request('overdue')],
    ['auditor', request('expired')],
    ['colleague', request('inReview')],
  ],
  '/adoption-requests/{id}/revisions': [['auditor', request('midWay', '/revisions')]],
  '/adoption-requests/{id}/decision': [
    ['auditor', request('withConditions', '/decision')],
    ['auditor', request('rejected', '/decision')],
  ],
  '/adoption-requests/{id}/amendment': [['requester', request('midWay', '/amendment')]],
  '/adoption-requests/{id}/withdrawal': [['requester', request('inReview', '/withdrawal')]],
  '/adoption-requests/{id}/reopening': [['compliance', request('prohibited', '/reopening')]],
  '/adoption-requests/new': [['requester', () => '/adoption-requests/new']],
  '/drafts': [['requester', () => '/drafts']],
  '/drafts/{id}/{step}': ['system', 'purpose', 'data', 'owner'].map((step): Visit => [
    'requester',
    ({ draft }) => `/drafts/${draft}/${step}?show=missing`,
  ]),
  '/drafts/{id}/check': [['requester', ({ draft }) => `/drafts/${draft}/check`]],
  '/drafts/{id}/removal': [['requester', ({ draft }) => `/drafts/${draft}/removal`]],
  '/risks': [
    ['management', () => '/risks'],
    ['auditor', () => '/risks?measure=inherent&state=closed'],
  ],
  '/risks/{id}': [
    ['management', ({ acceptingRisk }) => `/risks/${acceptingRisk}`],
    ['requester', ({ mitigatedRisk }) => `/risks/${mitigatedRisk}`],
    ['auditor', ({ acceptingRisk }) => `/risks/${acceptingRisk}`],
  ],
  '/actions/{id}': [
    ['compliance', ({ action }) => `/actions/${action}`],
    ['auditor', ({ action }) => `/actions/${action}`],
  ],
  '/vendors/{id}/links': [
    ['requester', ({ askedVendor }) => `/vendors/${askedVendor}/links?done=sent`],
    ['auditor', ({ askedVendor }) => `/vendors/${askedVendor}/links`],
  ],
  '/vendors/{id}/assessments/{number}/answers': [
    ['requester', ({ askedVendor }) => `/vendors/${askedVendor}/assessments/1/answers?done=saved`],
    ['compliance', ({ answeredVendor }) => `/vendors/${answeredVendor}/assessments/1/answers`],
  ],
  '/vendors/{id}/assessments/{number}/answers/{question}/file': [
    ['requester', ({ askedVendor }) => `/vendors/${askedVendor}/assessments/1/answers/evaluation/file`],
  ],
  '/approval-policy': [['compliance', () => '/approval-policy']],
  '/approval-policy/next': [['compliance', () => '/approval-policy/next']],
  '/approval-policy/versions/{version}': [['auditor', () => '/approval-policy/versions/1']],
  '/approval-policy/comparison': [['auditor', () => '/approval-policy/comparison?from=1&to=2']],
  '/delegations': [
    ['security', () => '/delegations'],
    ['compliance', () => '/delegations?show=all'],
  ],
  '/delegations/new': [['security', () => '/delegations/new']],
  '/delegations/{id}/revocation': [['security', ({ delegation }) => `/delegations/${delegation}/revocation`]],
  '/people': [['administrator', () => '/people']],
  '/people/new': [['administrator', () => '/people/new']],
  '/people/{id}': [
    ['administrator', ({ active }) => `/people/${active}`],
    ['auditor', ({ left }) => `/people/${left}`],
  ],
  '/people/{id}/record': [['administrator', ({ active }) => `/people/${active}/record`]],
  '/people/{id}/roles': [['administrator', ({ active }) => `/people/${active}/roles`]],
  '/people/{id}/departure': [['administrator', ({ active }) => `/people/${active}/departure`]],
  '/people/{id}/return': [['administrator', ({ left }) => `/people/${left}/return`]],
  '/settings': [
    ['security', () => '/settings'],
    ['auditor', () => '/settings'],
  ],
  '/mailbox': [['legal', () => '/mailbox']],
  '/mailbox/{id}': [['legal', ({ mail }) => `/mailbox/${mail}`]],
  '/messages': [['administrator', () => '/messages']],
  '/messages/addresses': [['administrator', () => '/messages/addresses']],
  '/messages/addresses/{role}': [['administrator', () => '/messages/addresses/legal']],
  '/webhooks': [['administrator', () => '/webhooks']],
  '/webhooks/new': [['administrator', () => '/webhooks/new']],
  '/webhooks/{id}': [['administrator', ({ webhook }) => `/webhooks/${webhook}`]],
  '/webhooks/{id}/change': [['administrator', ({ webhook }) => `/webhooks/${webhook}/change`]],
  '/tokens': [['administrator', () => '/tokens']],
  '/tokens/new': [['administrator', () => '/tokens/new']],
  '/tokens/{id}/revocation': [['administrator', ({ token }) => `/tokens/${token}/revocation`]],
  '/audit': [['auditor', () => '/audit']],
  '/audit/streams/{kind}/{id}': [['auditor', ({ midWay }) => `/audit/streams/adoption-request/${midWay}`]],
};
