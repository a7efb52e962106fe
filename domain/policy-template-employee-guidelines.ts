import { everyone } from './audience.ts';
import { type PolicyTemplate, unwrapped, useRule } from './policy-template.ts';
import { inventoryPlaceholder } from './policy-text.ts';

export const employeeGuidelines: PolicyTemplate = {
  key: 'employee-guidelines',
  title: 'Employee guidelines on AI tools',
  about: 'Which data may be shared with which tools, from the inventory of approved systems.',
  audience: everyone,
  approvers: ['security', 'privacy'],
  reviewOn: ['new_kind_of_ai', 'incident'],
  text: {
    markdown: unwrapped(`## In short

1. Look your tool up in the table below. If it is not there, it is not approved: [ask for it](/adoption-requests/new).
2. Know the class of your data. If you are unsure, take the stricter one, or ask privacy.
3. Share only what the tool is approved for **and** the task needs.
4. Use your work account, never a private one, and never for work a tool that you pay for yourself.

## The classes of data

| Class | What it is | Examples |
| --- | --- | --- |
| Public | Published, or meant to be | Web pages, brochures, laws |
| Internal | For all of us, harmless if one page got out | Guides, plans of meetings, how a process works |
| Confidential | Would hurt us or a customer if it got out | Contracts, prices, source code, unpublished figures |
| Personal | Says something about a person who can be found out | Names, mails, numbers of customers, opinions about somebody |
| Special category | Health, beliefs, origin, union, sex life, biometrics, genes | Sick notes, photographs used to recognise people |

A text has the strictest class of anything in it. Taking a name out does not make it harmless while one can still tell who is
meant. Regulation (EU) 2016/679 says in Article 4 what personal data is, and in Article 9 what the special categories are.

## What may be shared with which tool

This table is made from our inventory of approved AI systems when this version is handed in. "May learn from it" means that
the provider may train its models with what you type in: nothing goes there that you would not publish.

${inventoryPlaceholder}

An approval can end before these guidelines are published anew: where the [inventory](/adoption-requests?state=approved) says
something else, the inventory is right.

## How to work with them

- **Start with a placeholder.** Write "the customer", not the name. Put the names back in afterwards, by yourself.
- **Switch off what you do not need**: memory, history, sharing of chats, plug-ins that read your mail or files.
- **Do not upload whole files** where a paragraph will do. Tables often hold columns that you do not see.
- **Ask before you record.** Transcripts and summaries of meetings need the consent of everybody in them.
- **Look at links and commands** before you follow or run them, also where a tool gave them to you.
- **Do not connect tools** to accounts, calendars or shared drives unless that is what they are approved for.

## When data went where it must not

Tell security and privacy at once, at any hour; some reports are due within 72 hours (Regulation (EU) 2016/679, Article 33).
Say which tool, which data and when. Do not try to put it right alone. Whoever reports at once is thanked, not blamed.

## Leaving

When you leave us or change your task, close the chats and projects that hold our data, and hand over what others need.
`),
    rules: [
      useRule(
        'acceptable',
        'public-and-internal-data',
        'Public and internal information may be shared with every approved AI system.',
        {
          dataClasses: ['public', 'internal'],
        },
      ),
      useRule(
        'prohibited',
        'no-special-categories-in-assistants',
        'Special categories of personal data are shared with no chat, writing or meeting assistant.',
        {
          dataClasses: ['special_category'],
          purposes: ['chat', 'drafting', 'meeting notes', 'summarising', 'translation'],
        },
      ),
      useRule(
        'prohibited',
        'no-recording-without-consent',
        'No meeting is recorded or transcribed by AI without the consent of everybody in it.',
        { purposes: ['recording without consent'] },
      ),
      useRule(
        'prohibited',
        'no-private-accounts',
        'Work is not done in private accounts of AI tools, whatever the data is.',
        { purposes: ['private account'] },
      ),
    ],
  },
};
