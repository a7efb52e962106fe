import { type PolicyTemplate, unwrapped, useRule } from './policy-template.ts';

export const humanOversight: PolicyTemplate = {
  key: 'human-oversight',
  title: 'Human oversight procedure',
  about: 'How people watch over what AI decides or suggests, step in, and stop it.',
  audience: {
    everyone: false,
    roles: ['oversight_reviewer', 'business_owner', 'compliance_manager'],
    teams: [],
    people: [],
  },
  approvers: ['legal', 'privacy', 'management'],
  reviewOn: ['new_law', 'incident', 'new_kind_of_ai'],
  text: {
    markdown: unwrapped(`## Purpose

Somebody who understands a system, has the time and may say no, looks at what it does before harm is done. This procedure says
who that is and what they do. It carries out ISO/IEC 42001, A.9.2, and Articles 14 and 26 of Regulation (EU) 2024/1689.

## When oversight is needed

| What the system does | Oversight |
| --- | --- |
| Helps somebody with their own work | They check the result themselves |
| Suggests a decision about people | A reviewer decides each case, with the reasons before them |
| Decides about people by itself | Only where approved: a reviewer sees what crosses a boundary, and samples of the rest |
| Is high risk (Annex III) | As above, by trained reviewers named for it, with records |

The approval of a system says which of these it is, what its boundaries are, and how many cases are sampled.

## Who does what

- The **business owner** answers for the decisions, names enough reviewers, and gives them the time.
- The **system owner** keeps the instructions, the boundaries and the way to stop it in order.
- An **oversight reviewer** reviews cases. They are trained before their first one and again every year, never review what they
  asked for or entered themselves, and are judged by care, never by how often they agree with the system.
- The **compliance manager** watches the figures and hears of every stop.

## Reviewing a case

1. Look at the person's situation first, and at what the system says second. We tend to believe a machine: that is automation
   bias, and it is strongest when one is tired or in a hurry.
2. Ask what the system cannot know here, and whether the case is one that it is made for.
3. Decide: **accept**, **override** or **escalate**. Each says why; "as suggested" is no reason.
4. Whoever disagrees with the system needs nobody's leave to do so.
5. Where you doubt that you can judge it, or have too many to judge them well, escalate. Nothing is accepted for lack of time:
   what nobody has decided when it is due goes to the escalation contact, and is not carried out meanwhile.

## Stopping a system

Anybody who sees it do harm, or leave its boundaries, stops it or has it stopped: reviewers and the system owner themselves, others by
telling them. A stop needs no proof and is never held against anybody. The work goes on by hand, as the system's file
says. It is started again by the business owner once the cause is known, and the compliance manager has agreed.

## People who are concerned

They are told that AI takes part in a decision about them, in plain words and in time (Article 26(11)). They can ask for a person, say
how they see it, get the main reasons and contest the decision (Article 86; Regulation (EU) 2016/679, Article 22). Whoever looks
at it then did not decide it. Workers and their representatives are told before a high-risk system is used at work (Article 26(7)).

## Records and figures

For each case: the system and its version, what was suggested, what was decided, by whom, when and why; never more of the content
than that needs. Logs of high-risk systems are kept for six months at least (Article 26(6)). Every month the business owner
looks at how many cases there were, how often and why they were overridden, how long they waited, and what differs between groups
of people. A reviewer who never overrides, and a system that is overridden often, are both a reason to look closer.

## Incidents

A serious incident is reported to security and the compliance manager at once. Legal tells the provider and the authorities within
their time limits (Articles 26(5) and 73). What was learned goes into the boundaries, the training and this procedure.
`),
    rules: [
      useRule(
        'acceptable',
        'suggestions-that-somebody-decides',
        'AI may suggest decisions about people where an oversight reviewer decides each case.',
        { dataClasses: ['personal'], purposes: ['decision support'] },
      ),
      useRule(
        'prohibited',
        'no-unattended-decisions',
        'No decision about a person is carried out unattended unless the approval of the system says so.',
        { purposes: ['unattended decision about people'] },
      ),
      useRule(
        'prohibited',
        'no-approval-in-bulk',
        'Suggestions about people are not accepted in bulk, unread.',
        { dataClasses: ['personal', 'special_category'], purposes: ['bulk acceptance'] },
      ),
    ],
  },
};
