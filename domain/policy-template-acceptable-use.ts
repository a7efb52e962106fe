import { everyone } from './audience.ts';
import { type PolicyTemplate, unwrapped, useRule } from './policy-template.ts';
import { significantChanges } from './policy-state.ts';

export const acceptableUse: PolicyTemplate = {
  key: 'acceptable-use',
  title: 'Acceptable use of AI',
  about: 'What we use AI for and what we do not, for everybody who works for us.',
  audience: everyone,
  approvers: ['security', 'legal', 'privacy', 'management'],
  reviewOn: [...significantChanges],
  text: {
    markdown: unwrapped(`## Purpose

AI helps us to work better, and can do harm when it is used without thought. This policy says what we use it for, what
we never use it for, and what each of us does so that we can answer for it. It carries out ISO/IEC 42001, A.2.2 and A.9.4.

## Whom it is for

Everybody who works for us or on our behalf, wherever they work and whoever pays for the tool. It is about every system that
infers from data how to answer: chat assistants, code assistants, functions built into other software, models of our own.

## What you may rely on

- AI is welcome where it helps. Nobody has to justify why they use an approved system for what it is approved for.
- You may always say that you do not trust a result, and do the work without it.
- Whoever reports a concern or an incident in good faith suffers no disadvantage from it.

## What each of us does

1. **Use what is approved.** Work is done with AI systems that are in our inventory and approved, and within the scope that
   they are approved for. For anything else, [ask for it](/adoption-requests/new): a low risk is decided within days.
2. **Mind the data.** A system is given only the classes of data that it is approved for. The employee guidelines on AI tools
   say which these are.
3. **Stay answerable.** What you hand on is yours, whoever or whatever wrote it. Check facts, figures, sources and code before
   you rely on them; the more depends on it, the more closely.
4. **Be open about it.** Say that AI was used where people would want to know: to customers who talk to it, in what is
   published, and wherever a law asks for it (Regulation (EU) 2024/1689, Article 50).
5. **Keep people in charge.** Decisions about people are made by people who can and do decide otherwise than the system
   suggests.
6. **Learn.** Complete the training that you are assigned before you use the system that it is for (Article 4).

## What we never use AI for

These are prohibited by law (Regulation (EU) 2024/1689, Article 5) or by us, whatever the benefit:

- manipulating people below their awareness, or exploiting their age, disability or hardship;
- scoring people by their social behaviour, or predicting crimes from personality alone;
- inferring the emotions of colleagues or learners, except for medical or safety reasons;
- sorting people by biometrics into groups by origin, belief, opinion or orientation, or gathering faces from the internet;
- deciding about a person without anybody who can look at the decision and change it;
- impersonating somebody, or making pictures, voices or texts that pretend to be real in order to deceive;
- getting round a security measure, a licence or somebody's rights.

## When something goes wrong

Stop using the system where harm may follow. Tell its system owner and security at once, before you know all of it: what
happened, which data and whom it touches, and what you have done. Do not delete what could explain it. Concerns about how we use
AI can be raised with the compliance manager, in confidence (A.3.3).

## Exceptions

An exception is asked for like an AI system, with the reason and an end, and is in force once it is signed. There is none
from what the law prohibits.

## What follows

Use within this policy is never held against anybody. Whoever breaks it deliberately or again loses access to the system, and may
face measures under employment law. Whoever makes an honest mistake and reports it helps all of us to learn.
`),
    rules: [
      useRule(
        'acceptable',
        'everyday-work',
        'Approved AI systems may be used for drafting, summarising, translating, searching and coding with public and internal information.',
        {
          dataClasses: ['public', 'internal'],
          purposes: ['drafting', 'summarising', 'translation', 'search', 'coding'],
        },
      ),
      useRule('prohibited', 'no-manipulation', 'AI is not used to manipulate or to exploit people.', {
        purposes: ['manipulation', 'exploiting vulnerability'],
      }),
      useRule('prohibited', 'no-social-scoring', 'AI does not score people by their social behaviour.', {
        purposes: ['social scoring'],
      }),
      useRule(
        'prohibited',
        'no-emotion-recognition',
        'AI does not infer the emotions of colleagues or learners, except for medical or safety reasons.',
        { purposes: ['emotion recognition'] },
      ),
      useRule(
        'prohibited',
        'no-decision-by-ai-alone',
        'AI alone decides about nobody: a person can look at every decision and change it.',
        { purposes: ['fully automated decision about people'] },
      ),
      useRule('prohibited', 'no-deception', 'AI is not used to impersonate somebody or to deceive.', {
        purposes: ['impersonation', 'deepfake'],
      }),
    ],
  },
};
