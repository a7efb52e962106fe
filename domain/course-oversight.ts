import { defaultTerms } from './assignment.ts';
import { everyone } from './audience.ts';
import type { CoursePage, CourseTemplate } from './course.ts';
import type { QuizQuestion } from './quiz.ts';

const pages: CoursePage[] = [
  {
    title: 'Why a person watches',
    markdown: `A high-risk AI system must be built so that people can oversee it effectively while it is used (Article 14 of Regulation (EU) 2024/1689, the AI Act), and whoever uses it must give that task to people with the **competence, training and authority** for it, and the support that they need (Article 26(2)). You are one of these people.

The aim is to prevent or minimise risks to health, safety and fundamental rights: also those that remain although everything else works, and those of foreseeable misuse.

You are not there to confirm what the system says. You are there because it can be wrong in ways that it cannot notice itself. By Article 14(4) you must be able to

- **understand** what the system can do and where its limits are, and watch how it works (a);
- **stay aware of automation bias** (b);
- **interpret** its output correctly (c);
- decide **not to use** it, or to **disregard, override or reverse** its output (d);
- **intervene, or stop** it so that it comes to rest in a safe state (e).

The following pages take these one by one.`,
  },
  {
    title: 'Understand and watch',
    markdown: `Before you review your first output, know this about the system, from its instructions for use and its approval here:

- **Purpose**: what it is approved for, about whom, with which data.
- **Accuracy**: how often it is wrong, in which direction, and for which groups of people more often.
- **Limits**: situations that it was never tested in.
- **Meaning of its output**: what a score of 0.8 says, and what it does not.

Then watch for what is unusual:

- many more, or fewer, positive results than last week;
- the same result for cases that differ, or different results for cases that are alike;
- input that it was not made for: another language, a poor scan, a missing field;
- a new version, or a change in what feeds it.

An anomaly needs no proof to be reported. That you cannot explain a result is reason enough.`,
  },
  {
    title: 'Automation bias',
    markdown: `Automation bias is the tendency to rely on a system's output more than is warranted. It happens to experts as well as to beginners, more under pressure of time, and more the longer a system has been right. It shows in two ways:

- **Commission**: I do what the system says although what I see speaks against it.
- **Omission**: I do not notice a problem because the system has not pointed at it.

What helps:

1. **Judge first, look second.** Form an opinion from the case itself before you read the system's.
2. **Ask for the reason against.** "What would have to be true for this to be wrong?"
3. **Give it the time that it takes.** Whoever has a minute for each case confirms. If your workload leaves no time to disagree, report that: it is a risk of the system's use.
4. **Look at your own figures.** If you have agreed with a hundred outputs in a row, either the system is very good, or you have stopped looking.
5. **Vary the order, and take breaks.** Attention fades in a row of like cases.`,
  },
  {
    title: 'Interpret, disregard, override, reverse',
    markdown: `**Interpret.** Read an output together with how it came about: the data that it had, what is known about its errors, and any tools for interpretation that come with the system. A score orders cases; it is no probability unless somebody has shown that it is, and an explanation that is offered may be a simplification.

**Then decide.** In any particular situation you may

| You may | It means |
| --- | --- |
| not use it | this case is decided without the system |
| disregard | you have seen the output and give it no weight |
| override | you decide otherwise than the system says |
| reverse | a result that had taken effect is taken back |

You need nobody's permission for that, and no higher degree of proof than for agreeing. Write down **what you decided and why**, in words that the person concerned would understand: they may have a right to an explanation (Article 86).

For remote biometric identification there is one rule more: nobody acts on a match unless **at least two** competent people have verified it separately, with the exceptions that Article 14(5) names.`,
  },
  {
    title: 'Intervene and stop',
    markdown: `Overriding mends one case. If the fault may lie in the system, more cases are affected than the one in front of you: **stop**.

Stop when

- somebody may come to harm, or already has;
- results are wrong in a pattern, above all to the disadvantage of a group;
- the system works outside its approved scope, or you cannot tell what it is doing;
- you can no longer oversee it: too many cases, no access, no explanation.

Know **beforehand** where the stop is, what a safe state looks like (what happens to cases that are under way, and how work goes on without the system), and who may start it again. A stop that turns out to have been unnecessary is a small cost. Nobody who stops in good faith has to justify it afterwards, and nobody restarts a system just because work is piling up.`,
  },
  {
    title: 'Escalate, and leave a record',
    markdown: `**Escalate** what is beyond one case:

1. **At once** to whoever answers for the system, and to a compliance manager: stops, suspected harm, patterns.
2. They decide whether use is **suspended**, and inform the provider and, where there is a risk to health, safety or fundamental rights or a **serious incident**, the authority (Article 26(5)). That is not your decision to make alone, and not yours to delay.
3. If nothing happens, go on: to management, or by the channel for reporting in confidence. Article 26(2) gives you the authority; using it must never be to your disadvantage.

**Leave a record.** Logs of a high-risk system are kept for at least six months (Article 26(6)), but they hold what the system did. What you saw, thought and decided is known only if you write it down: the case, the output, your decision, the reason, the time. Do it while you remember.

> Oversight that nobody can show afterwards is oversight that nobody can rely on.`,
  },
];

const quiz: QuizQuestion[] = [
  {
    id: 'task',
    text: 'What is your task as an oversight reviewer?',
    kind: 'single',
    options: [
      { id: 'confirm', text: 'To confirm the output so that it can take effect' },
      {
        id: 'judge',
        text: 'To judge each case, and to decide otherwise than the system where that is right',
      },
      { id: 'improve', text: 'To improve the accuracy of the system' },
    ],
    correct: ['judge'],
    explanation:
      'A signature under every output is no oversight. Article 14 wants somebody who can disagree, and who does where it is right.',
  },
  {
    id: 'know-before',
    text: 'What must you know before you review outputs of a system?',
    kind: 'multiple',
    options: [
      { id: 'limits', text: 'Its limits, and for whom it is wrong more often' },
      { id: 'scope', text: 'What it is approved for' },
      { id: 'source', text: 'Its source code' },
      { id: 'stop', text: 'How it is stopped, and what happens then' },
    ],
    correct: ['limits', 'scope', 'stop'],
    explanation:
      'Article 14(4)(a) and (e): capacities and limits, and how to stop. Nobody needs the source code to oversee a system.',
  },
  {
    id: 'bias-signs',
    text: 'Which of these are signs of automation bias?',
    kind: 'multiple',
    options: [
      { id: 'hundred', text: 'I have agreed with the last hundred outputs, at twenty seconds each.' },
      { id: 'against', text: 'The file speaks against the output, and I follow the output.' },
      { id: 'unflagged', text: 'I missed an error because nothing was flagged.' },
      { id: 'first', text: 'I form my opinion before I read the output.' },
    ],
    correct: ['hundred', 'against', 'unflagged'],
    explanation:
      'Following the output against the evidence is commission, missing what it does not flag is omission, and a long row of quick agreements is where both come from. Judging first is what helps.',
  },
  {
    id: 'no-proof',
    text: 'An output seems wrong to you, but you cannot prove it. What may you do?',
    kind: 'single',
    options: [
      { id: 'follow', text: 'Follow it, as long as there is no proof against it' },
      { id: 'disregard', text: 'Disregard or override it, and write down why' },
      { id: 'permission', text: 'Ask the provider for permission to override it' },
    ],
    correct: ['disregard'],
    explanation:
      'Article 14(4)(d): in any particular situation you may decide not to use the output, or override it. Disagreeing needs no more proof than agreeing does.',
  },
  {
    id: 'score',
    text: 'A system gives an applicant a score of 0.8. What does that mean?',
    kind: 'single',
    options: [
      { id: 'probability', text: 'They are suitable with a probability of 80 %.' },
      { id: 'percentile', text: 'They are better than 80 % of the applicants.' },
      { id: 'depends', text: 'That depends on the system: its instructions for use say what a score means.' },
    ],
    correct: ['depends'],
    explanation:
      'Article 14(4)(c): interpret outputs correctly. A score is no probability and no rank unless somebody has shown that it is.',
  },
  {
    id: 'pattern',
    text: 'Within an hour you override the fifth rejection of somebody who came back from parental leave. What do you do?',
    kind: 'multiple',
    options: [
      { id: 'stop', text: 'Stop the system, or have it stopped' },
      { id: 'go-on', text: 'Go on overriding: each case is right in the end' },
      { id: 'escalate', text: 'Tell whoever answers for the system and a compliance manager at once' },
      { id: 'record', text: 'Write down the cases, the outputs and what you decided' },
    ],
    correct: ['stop', 'escalate', 'record'],
    explanation:
      'A pattern lies in the system, not in the case: those that nobody reviewed are affected too. Stop, escalate and leave a record.',
  },
  {
    id: 'restart',
    text: 'You have stopped a system, and work is piling up. Who starts it again?',
    kind: 'single',
    options: [
      { id: 'me', text: 'I do, once the queue is too long' },
      {
        id: 'responsible',
        text: 'Whoever the procedure names, once the reason for the stop has been cleared up',
      },
      { id: 'anybody', text: 'Anybody who needs it' },
    ],
    correct: ['responsible'],
    explanation:
      'A stop is worth as much as the rule for starting again. Pressure of work is no reason; until then the work goes on without the system.',
  },
];

export const oversightCourse: CourseTemplate = {
  id: 'human-oversight',
  competence: 'oversight',
  details: {
    title: 'Human oversight of AI',
    audience: { ...everyone, everyone: false, roles: ['oversight_reviewer'] },
    passMark: 0.8,
    attempts: 3,
    coolDownHours: 24,
    validDays: 365,
    terms: defaultTerms,
  },
  content: { pages, quiz },
};
