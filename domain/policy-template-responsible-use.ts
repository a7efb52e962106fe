import { type PolicyTemplate, unwrapped } from './policy-template.ts';
import { significantChanges } from './policy-state.ts';

export const responsibleUseProcedure: PolicyTemplate = {
  key: 'responsible-use-procedure',
  title: 'Procedure for the responsible use of AI',
  about:
    'The processes themselves (ISO/IEC 42001, A.9.2): how AI comes into use, stays in order and leaves again.',
  audience: {
    everyone: false,
    roles: [
      'requester',
      'business_owner',
      'security',
      'legal',
      'privacy',
      'management',
      'compliance_manager',
      'oversight_reviewer',
    ],
    teams: [],
    people: [],
  },
  approvers: ['security', 'legal', 'privacy', 'management'],
  reviewOn: [...significantChanges],
  text: {
    markdown: unwrapped(`## Purpose and scope

This procedure describes how we take AI into use, keep its use responsible and prove it: control A.9.2 of ISO/IEC 42001. It is for
every AI system that we use, made by us or by others. Countersign carries it out and keeps the record; what stands there is
what counts, and every step below leaves who did it, when, and on what.

## Who does what

| Role | Answers for |
| --- | --- |
| Requester | Asking truthfully and completely, and asking again when the use changes |
| Business owner | That the use is worth it and stays within its scope |
| Security, legal, privacy | Their sign-off, each for their own subject |
| Management | What is high risk, and the resources (A.4) |
| Risk owner | Treating the risks that are theirs |
| Vendor's owner | That the vendor stays assessed |
| Oversight reviewer | Looking at cases, overriding and stopping |
| Policy owner | Keeping a policy true |
| Compliance manager | This procedure, its exceptions and its figures |

Nobody signs for what they have asked for, nobody fills two roles on one request, and whoever is away delegates in time.

## 1. Request

Everything begins with an [adoption request](/adoption-requests/new): intended use, alternatives, system and provider, users, data,
effect on people, costs, sourcing and law. A use that Article 5 of Regulation (EU) 2024/1689 prohibits ends here.

## 2. Triage

The rules of approval give the request a tier, from low to critical, by data, effect on people and the areas of Annex III. The tier
says who signs, how long they have and what else is needed. The rules are published by version; a request keeps those it began with.

## 3. Risks, impact and vendor

From high risk on, the risks that triage proposes stand in the [register](/risks) and are treated, or accepted until a day by somebody
with the authority; so is the effect on people and society (A.5; Article 27 where it applies). What comes from a third party rests on a
[vendor](/vendors) whose review is approved and current for the data (A.10.3). Without these, an approval is refused.

## 4. Sign-off

Each role reads the same revision and signs it: approve, approve with conditions, ask for changes, or reject. A material amendment
voids what was signed on it. Who is late is reminded, then it is escalated; what nobody decides expires. A condition becomes an action
with an owner and a day.

## 5. Readiness

Before anybody uses it: instructions are at hand, access is given to those who need it, oversight is staffed, people who are concerned
are told, and whoever uses it has acknowledged the policies and completed the training that is assigned to them (clauses 7.2 and
7.3; Article 4).

## 6. Use and oversight

A system is used within its approved scope: purpose, data, users, region. The *Human oversight procedure* says how its results are
watched. Use is compared with the scope and the rules of use; a deviation is a nonconformity with a corrective action (clause 10.2).

## 7. Change, incident and end

A new purpose, class of data, model or provider is a new request. Incidents are reported at once, handled by security, and told to those
concerned and to authorities in time (A.8.4). A system that is not needed, approved or safe any more is withdrawn: access ended, data
returned or deleted, the vendor off-boarded.

## 8. Reviews

| What | How often | Who |
| --- | --- | --- |
| Each policy, and this procedure | Yearly, and on a significant change | Its owner; its approvers sign |
| Vendors | By their criticality, when a certificate ends, on an incident | Their owner |
| Risks and acceptances | By their band, and before an acceptance ends | Risk owner |
| Training | Renewed yearly | Everybody it is assigned to |
| The whole | Yearly, as input to the management review (clause 9.3) | Compliance manager, management |

Compliance managers declare a significant change (a new kind of AI, a new law, an incident), with a reason; the reviews that it
concerns begin at once. A missed review is made up for, never dropped.

## Records, measures and exceptions

Records are kept by hash chain and can be verified by anybody with access. Every quarter the compliance manager reports: requests by tier and
time to decision, overdue sign-offs, acknowledgements and training outstanding, vendors lapsed, risks beyond their acceptance, incidents,
and systems found outside the inventory. An exception is signed like a request, with a reason and an end.
`),
    rules: [],
  },
};
