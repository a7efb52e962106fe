import { expect } from 'vitest';
import { eventually } from './eventually.ts';
import type { Account, TestOrganisation } from './test-organisation.ts';

export interface ListedAction {
  id: string;
  state: string;
  text: string;
  dueAt: string;
  owner: { userName: string };
}

const conditions = [
  { text: 'Delete what is kept after 30 days', owner: 'colleague', dueOn: '2027-03-31' },
  { text: 'Tell the works council', owner: 'requester', dueOn: '2027-01-15' },
];

const signatories: [Account, string][] = [
  ['security', 'security'],
  ['legal', 'legal'],
  ['business-owner', 'business_owner'],
];

/** The actions of a request that is approved on two conditions: the requester's, and then the colleague's. */
export async function openActions(organisation: TestOrganisation): Promise<ListedAction[]> {
  const { body } = await organisation.submit();
  for (const [account, role] of signatories) {
    expect((await organisation.signOff(account, body.id, role)).status).toBe(200);
  }
  const decision = { decision: 'approve_with_conditions', conditions };
  expect((await organisation.signOff('privacy', body.id, 'privacy', decision)).status).toBe(200);
  return eventually(async () => {
    const listed = await organisation.call('auditor', 'GET', `/v1/adoption-requests/${body.id}/actions`);
    const items = listed.body.items as ListedAction[];
    return items.length === conditions.length && items;
  });
}

/** The colleague's. */
export async function openAction(organisation: TestOrganisation): Promise<string> {
  const [, action] = await openActions(organisation);
  return action?.id ?? '';
}
