import { defaultTerms } from './assignment.ts';
import { everyone } from './audience.ts';
import type { CoursePage, CourseTemplate } from './course.ts';
import type { QuizQuestion } from './quiz.ts';

const pages: CoursePage[] = [
  {
    title: 'What AI is good for, and what it is not',
    markdown: `Systems that generate text, images or code continue patterns that they have learnt. They do not look things up unless they are built to, and they do not know whether what they say is true.

That makes them good at **drafts, summaries, translations, variations and explanations** of what you give them. It makes them bad at:

- facts that nobody has given them: names, figures, sources, laws, prices;
- anything newer than what they were trained on;
- arithmetic and logic over many steps;
- saying that they do not know.

An answer that is wrong reads exactly like one that is right. How fluent or how sure it sounds tells you nothing.

> Use AI for what you could check. If you could not tell a good answer from a bad one, it is not the tool for it.`,
  },
  {
    title: 'Only what is approved, only for what it is approved for',
    markdown: `Before an AI system is used here, somebody asks for it, its risks are looked at, and security, legal, privacy and the business sign it off. What comes out is an **approved scope**: which system, for which purpose, by whom, with which classes of data.

1. **Look first.** The list of requests and systems says what is approved.
2. **Stay within the scope.** A tool approved to draft answers to customers is not approved to rate employees, even though it could.
3. **Ask for what is missing.** A new purpose, another class of data or another version with new functions is a new question. Asking takes minutes.
4. **No private accounts for work.** With a free or private account nobody has agreed what happens to what you type in.

This holds for AI functions that appear in software that you have already, too: a new button can send data to somebody new.`,
  },
  {
    title: 'What you may put in',
    markdown: `What you type into a system leaves your hands: it is sent, processed, often logged, and sometimes used for training. The class of data decides where it may go.

| Class | For example | Where it may go |
| --- | --- | --- |
| Public | what is on our website | any approved system |
| Internal | procedures, drafts, plans | systems approved for internal data |
| Confidential | contracts, code, figures before they are published, secrets | only systems approved for confidential data |
| Personal | names, messages, anything about a person | only systems approved for personal data |
| Special categories | health, beliefs, biometrics | only where it is approved explicitly |

Three habits help:

- **Leave out what it does not need.** "Customer A" does as well as a name.
- **Passwords, keys and tokens never**, in any system.
- **Taking names away is not always enough.** A job title and a date can name a person just as well.`,
  },
  {
    title: 'You answer for what you use',
    markdown: `"The AI said so" is no reason that anybody has to accept. Whoever uses a result has made it their own.

- **Check facts at their source.** Open the reference that is named, and see whether it exists and says that.
- **Look for what is missing**, not only for what is wrong. A summary can leave out the sentence that matters.
- **Watch for unfairness.** Systems learn from the past and repeat it. Ask whether the result would be the same for somebody of another sex, age or origin.
- **People decide about people.** Hiring, firing, promotion, credit, access to services: a system may help only where exactly this is approved, and a person decides who can decide otherwise.
- **Code, contracts and publications** go through the same review as if you had written them yourself. Mind rights of others: what comes out can be close to something that belongs to somebody.`,
  },
  {
    title: 'What is never allowed, and what people must be told',
    markdown: `Article 5 of Regulation (EU) 2024/1689, the AI Act, prohibits some practices altogether, whoever asks for them. Among them:

- manipulating people below their awareness, or exploiting their age, disability or hardship, so that they come to harm;
- scoring people by their social behaviour, to a disadvantage that is unrelated or out of proportion;
- inferring **emotions at work or in education**, but for medical or safety reasons;
- sorting people by biometrics to infer such things as race, beliefs or sexual orientation;
- building collections of faces by scraping the internet or cameras.

And people are owed openness (Article 50):

- whoever talks to a machine must be able to know that it is one;
- images, sound and video that seem real and are not ("deep fakes") must be disclosed as made by AI, and so must text that is published to inform the public on matters of public interest, unless a person has reviewed it and answers for it.`,
  },
  {
    title: 'When something goes wrong',
    markdown: `Say so early. Nobody is blamed for a report, and small incidents are how large ones are avoided.

**Report it when**

- data went where it may not go, even by mistake;
- a result was wrong and has been used, sent or acted on;
- a system behaves in another way than before, or is used beyond its approval;
- somebody was treated unfairly, or complains that they were.

**Do this**

1. Stop: do not use the result any further, and do not try to repair it in silence.
2. Keep what shows it: what you put in, what came out, and when.
3. Tell whoever answers for the system, or a compliance manager.

If you are not sure whether something is allowed, ask before, not after.`,
  },
];

const quiz: QuizQuestion[] = [
  {
    id: 'sounds-sure',
    text: 'An assistant answers a question of law with a paragraph number and a quotation. What does that tell you?',
    kind: 'single',
    options: [
      { id: 'true', text: 'That it is right: it names its source.' },
      { id: 'check', text: 'Nothing yet: I open the source and see whether it exists and says that.' },
      { id: 'again', text: 'That it is right if it says the same when I ask again.' },
    ],
    correct: ['check'],
    explanation:
      'Systems make up sources as fluently as everything else, and can repeat the same mistake. Only the source itself shows whether it is right.',
  },
  {
    id: 'good-for',
    text: 'For which of these is a text assistant a good tool?',
    kind: 'multiple',
    options: [
      { id: 'draft', text: 'A first draft of a text that I will edit' },
      { id: 'prices', text: 'The current prices of our competitors, from what it remembers' },
      { id: 'shorten', text: 'A shorter version of a text that I know' },
      { id: 'decide', text: 'Deciding which of two applicants we invite' },
    ],
    correct: ['draft', 'shorten'],
    explanation:
      'Drafts and summaries of what you know you can check. What it remembers may be old or made up, and deciding about people needs a system that is approved for exactly that, and a person who decides.',
  },
  {
    id: 'scope',
    text: 'A tool is approved for drafting answers to customers. You would like it to sort job applications. What do you do?',
    kind: 'single',
    options: [
      { id: 'use', text: 'Use it: it is approved.' },
      { id: 'try', text: 'Try it once with real applications to see whether it is any good.' },
      { id: 'ask', text: 'Ask for it: another purpose is another request.' },
    ],
    correct: ['ask'],
    explanation:
      'An approval is for a purpose and for data. Sorting applications is a high-risk use under the AI Act, and a trial with real applications is a use.',
  },
  {
    id: 'private-account',
    text: 'The approved system is down, and a report is due today. May you use your private account with another one?',
    kind: 'single',
    options: [
      { id: 'yes', text: 'Yes, this once.' },
      { id: 'anonymous', text: 'Yes, if I leave names out.' },
      { id: 'no', text: 'No.' },
    ],
    correct: ['no'],
    explanation:
      'Nobody has agreed with that provider what happens to our data, and nobody here has looked at it. Leaving names out does not change that.',
  },
  {
    id: 'never-in',
    text: 'What must never be typed into any AI system, whatever it is approved for?',
    kind: 'multiple',
    options: [
      { id: 'password', text: 'A password' },
      { id: 'key', text: 'The access key of a server' },
      { id: 'website', text: 'A text from our website' },
      { id: 'procedure', text: 'An internal procedure' },
    ],
    correct: ['password', 'key'],
    explanation:
      'Secrets never. Public text may go into any approved system, and internal text into those that are approved for internal data.',
  },
  {
    id: 'answer-for',
    text: 'An approved assistant wrote code that you merged, and it deletes data. Who answers for it?',
    kind: 'single',
    options: [
      { id: 'provider', text: 'The provider of the assistant' },
      { id: 'me', text: 'I do, as for code that I wrote myself' },
      { id: 'nobody', text: 'Nobody: the system was approved' },
    ],
    correct: ['me'],
    explanation: 'Whoever uses a result makes it their own. That is why it goes through the same review.',
  },
  {
    id: 'prohibited',
    text: 'Somebody proposes software that reads from voices in calls how motivated our employees are. What is right?',
    kind: 'single',
    options: [
      { id: 'request', text: 'It can be used once security and privacy have signed.' },
      { id: 'prohibited', text: 'It is prohibited: it infers emotions at work.' },
      { id: 'consent', text: 'It can be used if the employees agree.' },
    ],
    correct: ['prohibited'],
    explanation:
      'Article 5(1)(f) of the AI Act prohibits inferring emotions at the workplace, but for medical or safety reasons. Neither a signature nor consent changes that.',
  },
  {
    id: 'mistake',
    text: 'You notice that yesterday you pasted a list of customers into a system that is not approved for personal data. What do you do?',
    kind: 'multiple',
    options: [
      { id: 'report', text: 'Report it now' },
      { id: 'delete', text: 'Delete the conversation and say nothing' },
      { id: 'keep', text: 'Note what I put in, where and when' },
      { id: 'wait', text: 'Wait and see whether anybody notices' },
    ],
    correct: ['report', 'keep'],
    explanation:
      'A breach of personal data may have to be notified within 72 hours, so every hour counts. Deleting the conversation takes away what shows what happened, and not the data.',
  },
];

export const aiUseCourse: CourseTemplate = {
  id: 'responsible-ai-use',
  competence: 'ai_use',
  details: {
    title: 'Responsible use of AI',
    audience: everyone,
    passMark: 0.75,
    attempts: 3,
    coolDownHours: 24,
    validDays: 365,
    terms: { ...defaultTerms, dueDays: 30 },
  },
  content: { pages, quiz },
};
