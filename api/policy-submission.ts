import { inventoryPlaceholder, type PolicyText } from '../domain/policy-text.ts';
import type { Policy } from '../domain/policy-state.ts';
import { policyInForce } from '../db/approval-policy.ts';
import { approvedSystems } from '../db/approved-systems.ts';
import { findPolicyDraft, type PolicyDraft } from '../db/policy-draft.ts';
import { policyTextOf } from '../db/policy-text.ts';
import type { SignOffPlan } from '../domain/approval-plan.ts';
import { withApprovedSystems } from '../domain/approved-systems.ts';
import { planPolicySignOffs } from '../domain/policy-plan.ts';
import { versionInForce } from '../domain/policy-time.ts';
import { startOfLocalDate } from '../domain/working-time.ts';
import { Problem } from './problem.ts';
import type { Services } from './services.ts';

/** What is being written; what is in force where nothing is, and nothing at all before that. */
export async function draftOf({ db }: Services, id: string, policy: Policy) {
  const draft = await findPolicyDraft(db, id);
  if (draft !== undefined) return { ...draft, text: draft.content };
  const inForce = versionInForce(policy);
  const text: PolicyText =
    inForce === undefined ? { markdown: '', rules: [] } : await policyTextOf(db, inForce.hash);
  return { text, version: 0, updatedBy: null, updatedAt: null };
}

/** The draft as whoever hands it in has seen it. Throws a Problem where there is none, or it has moved on. */
export async function draftSeen({ db }: Services, id: string, seen: number): Promise<PolicyDraft> {
  const draft = await findPolicyDraft(db, id);
  if (draft === undefined) throw new Problem('invalid', 'Nothing has been written yet.');
  if (draft.version !== seen) {
    throw new Problem('stale_revision', 'The draft has been saved anew since you saw it.');
  }
  return draft;
}

/** What a draft says once it is handed in: with the table of approved systems, as the inventory is now, where it asks for it. */
export async function textToHandIn({ db }: Services, text: PolicyText): Promise<PolicyText> {
  if (!text.markdown.includes(inventoryPlaceholder)) return text;
  return { ...text, markdown: withApprovedSystems(text.markdown, await approvedSystems(db)) };
}

/** The clocks of the sign-offs, on the organisation's calendar. */
export async function planSignOffs({ db }: Services, policy: Policy, at: string): Promise<SignOffPlan[]> {
  const { calendar } = (await policyInForce(db)).rules;
  return planPolicySignOffs(policy.details, calendar, at);
}

/** When a version that is to be in force on a day begins to be; as soon as it is approved, where no day is said. */
export async function effectiveFrom(
  { db }: Services,
  effectiveOn: string | undefined,
  at: string,
): Promise<string> {
  if (effectiveOn === undefined) return at;
  const { timeZone } = (await policyInForce(db)).rules.calendar;
  return startOfLocalDate(effectiveOn, timeZone);
}
