import { everyone } from './audience.ts';
import { type PolicyTemplate, unwrapped, useRule } from './policy-template.ts';
import { significantChanges } from './policy-state.ts';

export const generativeAi: PolicyTemplate = {
  key: 'generative-ai',
  title: 'Responsible use of generative AI',
  about: 'How to work with systems that write, draw, speak and code, and answer for the result.',
  audience: everyone,
  approvers: ['security', 'legal', 'privacy'],
  reviewOn: [...significantChanges],
  text: {
    markdown: unwrapped(`## Purpose

Generative AI makes text, pictures, sound, video and code that look right whether or not they are. This policy says how we work
with it so that what leaves our hands is correct, lawful and ours. It adds to *Acceptable use of AI* and carries out
ISO/IEC 42001, A.9.2 to A.9.4.

## Before you ask

- Choose a system that is approved for the task and for the data; see *Employee guidelines on AI tools*.
- Leave out what the task does not need: names, numbers of customers, prices, parts of contracts. Put a placeholder instead.
- Never give it passwords, keys or anything else that opens a door.
- Somebody else's text, picture or code goes in only where their terms allow it.
- What others send us can hold instructions to the system. Do not let it act by itself on mails, files or pages that you
  have not read.

## Before you use the result

Somebody who understands the subject checks it, and more closely the more depends on it:

| What it is for | What is checked |
| --- | --- |
| Notes and drafts for yourself | That it makes sense |
| What colleagues rely on | Facts, figures, names and sources, each against an original |
| What leaves the organisation | The same by a second person; rights of others, tone, and whether AI must be named |
| Code that is run | Review and tests as for any other code; licences; no secrets; no dependency that does not exist |
| What decides about people | Only in systems approved for it, as the *Human oversight procedure* says |

A source that you cannot find does not exist. Legal, medical, financial and safety advice is given by those who are qualified to
give it, never by passing an answer on.

## When AI must be named

- People who talk to a system are told that it is one, at the latest when it first answers.
- Pictures, sound and video that could be taken for real are marked as made or changed by AI, visibly and, where the tool can,
  also in the file (Regulation (EU) 2024/1689, Article 50).
- Texts on matters of public interest that are published without anybody's editorial responsibility say that AI wrote them.
- Customers are told where a contract says so.

## Rights and records

What AI makes may have no copyright and may resemble what others own. Do not ask for the style of a living artist or for a brand.
Where it matters that something is ours (a patent, a logo, a product's core), ask legal before AI takes part. Keep what is needed
to explain a result that others rely on: which system, for what, and who checked it. What was typed in and what came out is
kept only where it belongs: in the record of the task.

## Fairness

A system repeats what it has learned about people. Do not use it to describe, rank or choose people by what it guesses about
them. Where a text or a picture shows people, look at whom it shows, and as what.

## When it is wrong

Correct what has been passed on, and tell whoever relied on it. A result that could have done harm is an incident: report it to the
system owner, so that the next one is caught.
`),
    rules: [
      useRule(
        'acceptable',
        'drafts-that-somebody-checks',
        'Generative AI may draft texts, code and pictures that somebody who understands the subject checks before they are used.',
        {
          dataClasses: ['public', 'internal'],
          purposes: ['drafting', 'coding', 'image generation', 'summarising', 'translation'],
        },
      ),
      useRule(
        'prohibited',
        'no-credentials',
        'Passwords, keys and other credentials are given to no generative AI.',
        {
          purposes: ['credentials', 'password', 'secret key'],
        },
      ),
      useRule(
        'prohibited',
        'no-special-categories',
        'Data on health, beliefs, biometrics or other special categories is given to no generative AI for texts, pictures or code.',
        {
          dataClasses: ['special_category'],
          purposes: ['drafting', 'coding', 'image generation', 'summarising'],
        },
      ),
      useRule(
        'prohibited',
        'no-advice-passed-on',
        'Answers of generative AI are not passed on as legal, medical, financial or safety advice.',
        { purposes: ['legal advice', 'medical advice', 'financial advice', 'safety advice'] },
      ),
      useRule(
        'prohibited',
        'no-deepfakes',
        'Nobody makes pictures, voices or video of a real person without their consent.',
        { purposes: ['deepfake', 'voice cloning'] },
      ),
    ],
  },
};
