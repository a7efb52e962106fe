import { describe, expect, it } from 'vitest';
import { comparePolicies } from '../../../api/pages/approval-policy/approval-policy-comparison.ts';
import { formOf, publicationIn } from '../../../api/pages/approval-policy/approval-policy-fields.ts';
import { Form } from '../../../api/pages/page.ts';
import { approvalPolicyRules } from '../../../api/schemas/approval-policy.ts';
import { type ApprovalPolicy, defaultApprovalPolicy } from '../../../domain/approval-policy.ts';

const rules = defaultApprovalPolicy;
const changed = (change: Partial<ApprovalPolicy>) => comparePolicies(rules, { ...rules, ...change });

describe('comparing two policies', () => {
  it('finds nothing where they say the same, whatever the order of a list', () => {
    expect(comparePolicies(rules, structuredClone(rules))).toEqual([]);
    const low = rules.requiredRoles.low.toReversed();
    expect(changed({ requiredRoles: { ...rules.requiredRoles, low } })).toEqual([]);
    const workingDays = rules.calendar.workingDays.toReversed();
    expect(changed({ calendar: { ...rules.calendar, workingDays } })).toEqual([]);
  });

  it.each<[string, Partial<ApprovalPolicy>, string]>([
    [
      'who signs',
      { requiredRoles: { ...rules.requiredRoles, medium: ['management', 'legal'] } },
      'Who signs: medium risk: Security, Legal, Privacy, Business owner → Legal, Management',
    ],
    [
      'how soon',
      { slaHours: { ...rules.slaHours, legal: { ...rules.slaHours.legal, high: 1 } } },
      'Time to sign: Legal, high risk: 24 hours (3 days) → 1 hour',
    ],
    ['reminders', { remindAt: [] }, 'Reminders: after how much of the time: 50 % and 100 % → never'],
    [
      'escalation',
      { escalateTo: { ...rules.escalateTo, legal: 'management' } },
      'When a role is late: who may sign for Legal: Compliance manager → Management',
    ],
    ['expiry', { expiryDays: 1 }, 'Expiry: an undecided request, after: 30 days → 1 day'],
    [
      'what a change voids',
      { material: { ...rules.material, title: ['legal'] } },
      'Who signs again after a change: Title: nobody → Legal',
    ],
    [
      'the time zone',
      { calendar: { ...rules.calendar, timeZone: 'Europe/Lisbon' } },
      'Working time: time zone: Europe/Berlin → Europe/Lisbon',
    ],
    [
      'holidays, those that differ alone',
      {
        calendar: { ...rules.calendar, holidays: [...rules.calendar.holidays.slice(1), '2027-06-01'] },
      },
      'Working time: holidays that differ: 25 December 2026 → 1 June 2027',
    ],
  ])('says in words how %s changes', (_, change, words) => {
    const found = changed(change).map(
      ({ part, what, before, after }) => `${part}: ${what}: ${before} → ${after}`,
    );
    expect(found).toEqual([words]);
  });

  it('shows hours anew where a longer day makes them fewer days only if the hours changed', () => {
    const found = changed({ calendar: { ...rules.calendar, endOfDay: '19:00' } });
    expect(found.map(({ what }) => what)).toEqual(['hours']);
  });
});

describe('the form of a policy', () => {
  const throughTheForm = (policy: ApprovalPolicy) =>
    publicationIn(new Form(new URLSearchParams(formOf(policy, 'Why').entries())));

  it('says what the policy said that it was filled with', () => {
    expect(throughTheForm(rules)).toEqual({ note: 'Why', rules });
  });

  it('keeps shares of the time, also those that are no whole per cent', () => {
    const remindAt = [0.07, 0.29, 0.333, 0.575, 1];
    expect(throughTheForm({ ...rules, remindAt }).rules).toEqual({ ...rules, remindAt });
  });

  it('leaves what is no number to the schema', () => {
    const form = new Form(
      new URLSearchParams([
        ...formOf(rules, 'Why')
          .entries()
          .filter(([name]) => name !== '/rules/expiryDays' && name !== '/rules/remindAt'),
        ['/rules/expiryDays', 'soon'],
        ['/rules/remindAt', 'half'],
      ]),
    );
    const parsed = approvalPolicyRules.safeParse(publicationIn(form).rules);
    const paths = parsed.error?.issues.map(({ path }) => path.join('/'));
    expect(paths).toEqual(['remindAt/0', 'expiryDays']);
  });
});
