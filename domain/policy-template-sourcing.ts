import { type PolicyTemplate, unwrapped, useRule } from './policy-template.ts';
import { significantChanges } from './policy-state.ts';

export const sourcing: PolicyTemplate = {
  key: 'sourcing',
  title: 'Sourcing of AI',
  about: 'What is asked of whoever provides AI to us, before we buy and for as long as we use it.',
  audience: {
    everyone: false,
    roles: ['business_owner', 'security', 'legal', 'privacy', 'management'],
    teams: [],
    people: [],
  },
  approvers: ['security', 'legal', 'privacy', 'management'],
  reviewOn: [...significantChanges],
  text: {
    markdown: unwrapped(`## Purpose

Most of the AI that we use is made by others, and we answer for using it. This policy says how we choose, contract and watch
whoever provides it. It carries out ISO/IEC 42001, A.10.2 and A.10.3.

## What it is about

Every AI system, model, data set or service that comes from outside: bought, free of charge, on trial, open source, or switched on
inside software that we have already. A new AI function in existing software is a new system.

## Build, buy or neither

Whoever asks says what the problem is, what else was considered, and what happens without AI. They compare by need, risk, cost
over the whole life and how we would get out of it again. "Others use it" is no reason.

## Before we sign

| Step | Who | What is wanted |
| --- | --- | --- |
| 1. Ask | Requester | An [adoption request](/adoption-requests/new) with purpose, data, people affected |
| 2. Assess the vendor | Vendor's owner | Answers and evidence in the [register of vendors](/vendors), approved and current for the classes of data |
| 3. Assess the risks | Risk owner | Each treated, or accepted by somebody with the authority |
| 4. Contract | Legal | The terms below |
| 5. Sign off | Security, legal, privacy, business owner; management where risk is high | All of them, on the same revision |

A trial goes the same way, unless it uses nothing but public data and is connected to nothing.

## What a contract says

- **Data**: ours stay ours; no model is trained with them; where they are processed, by whom, for how long, and how they are
  deleted. A contract for processing where they are personal (Regulation (EU) 2016/679, Article 28), and a lawful way for what
  leaves the European Economic Area (Articles 44 to 49).
- **What it is**: intended use, known limits, which model in which version, and instructions for use; for a high-risk
  system also what Regulation (EU) 2024/1689 gives those who deploy it (Articles 13 and 26).
- **Change**: notice before the model, a sub-processor or the region changes, long enough to say no.
- **Incidents**: told to us without delay, within 48 hours at the latest, with what we need to tell others.
- **Responsibility**: who does what when (A.10.2), for rights of others too.
- **Proof**: certificates, test results, and a right to ask again every year.
- **Way out**: our data back in a form that we can use, and a period in which it still runs.

Where a provider takes no changes to its terms, legal writes down which of these are missing, and that is a risk like others.

## Open models and data sets

The same questions are put to what has no vendor: who made it, from which data, under which licence, how it was tested, who
mends it. Files are taken from their source, by their hash, and scanned before they are run.

## While we use it

Each vendor is assessed again by its cycle, when a certificate ends, and whenever anybody reports an incident or a significant
change. Where its approval lapses, the owners of the systems that rest on it say within a week what they do. Spending on AI that is
not in the inventory is reported by procurement to the compliance manager every quarter.

## When it ends

The system owner has our data returned and deleted, gets that confirmed, ends accounts and keys, and off-boards the vendor.
`),
    rules: [
      useRule(
        'prohibited',
        'no-training-with-our-data',
        'No provider trains its models with confidential or personal data of ours.',
        {
          dataClasses: ['confidential', 'personal', 'special_category'],
          purposes: ['training models of the provider'],
        },
      ),
      useRule(
        'acceptable',
        'trials-with-public-data',
        'A system may be tried out with public data before its vendor is assessed, connected to nothing.',
        { dataClasses: ['public'], purposes: ['trial', 'evaluation'] },
      ),
      useRule(
        'prohibited',
        'no-trials-with-other-data',
        'No trial is made with anything but public data before it is approved.',
        {
          dataClasses: ['internal', 'confidential', 'personal', 'special_category'],
          purposes: ['trial before approval'],
        },
      ),
    ],
  },
};
