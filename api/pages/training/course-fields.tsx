import { AudienceFields } from '../components/audience-fields.tsx';
import { type Faults, Select, TextArea, TextField } from '../components/form.tsx';
import type { TypedContent, TypedDetails, TypedQuestion } from './course-form.ts';

/** Whom a course is for, and how it is passed. */
export function DetailFields({ typed, faults }: { typed: TypedDetails; faults: Faults }) {
  return (
    <>
      <TextField name="/title" label="Title" value={typed.title} fault={faults.get('/title')} />
      <AudienceFields audience={typed.audience} faults={faults} />
      <Numbers typed={typed} faults={faults} />
    </>
  );
}

const passing = [
  ['/passMark', 'passMark', 'To pass', 'Percent of the questions'],
  ['/attempts', 'attempts', 'Attempts', 'Before one has to wait'],
  ['/coolDownHours', 'coolDownHours', 'Then wait', 'Hours'],
  ['/validDays', 'validDays', 'Holds for', 'Days'],
] as const;

const clocks = [
  ['/terms/dueDays', 'dueDays', 'Time to take it', 'Days from being asked'],
  ['/terms/remindDaysBefore', 'remindDaysBefore', 'Reminded', 'So many days before: 7, 1'],
  ['/terms/overdueEveryDays', 'overdueEveryDays', 'Once overdue', 'Again every so many days'],
  ['/terms/leadDays', 'leadDays', 'Asked again', 'So many days before it ends'],
] as const;

function Numbers({ typed, faults }: { typed: TypedDetails; faults: Faults }) {
  return (
    <>
      {[passing, clocks].map((fields, index) => (
        <div key={index} class="row">
          {fields.map(([name, key, label, hint]) => (
            <TextField
              key={name}
              name={name}
              label={label}
              hint={hint}
              small
              type={key === 'remindDaysBefore' ? 'text' : 'number'}
              value={typed[key]}
              fault={faults.get(name)}
            />
          ))}
        </div>
      ))}
    </>
  );
}

/** The pages and the quiz, row by row, and buttons for more of each. */
export function ContentFields({ typed: { pages, quiz }, faults }: { typed: TypedContent; faults: Faults }) {
  return (
    <>
      <fieldset>
        <legend>Pages</legend>
        {faults.has('/content/pages') && <p class="fault">{faults.get('/content/pages')}</p>}
        {pages.map(({ title, markdown }, index) => (
          <div key={index} class="condition">
            <input type="hidden" name="page" value={index} />
            <TextField
              name={`/content/pages/${index}/title`}
              label={`Page ${index + 1}: title`}
              value={title}
              fault={faults.get(`/content/pages/${index}/title`)}
            />
            <TextArea
              name={`/content/pages/${index}/markdown`}
              label={`Page ${index + 1}: text`}
              hint="Markdown. A page of which both are empty is left out."
              rows={10}
              value={markdown}
              fault={faults.get(`/content/pages/${index}/markdown`)}
            />
          </div>
        ))}
        <button class="button-quiet" name="step" value="page">
          Another page
        </button>
      </fieldset>
      <fieldset>
        <legend>Quiz</legend>
        {faults.has('/content/quiz') && <p class="fault">{faults.get('/content/quiz')}</p>}
        {quiz.map((question, index) => (
          <QuestionFields key={index} question={question} index={index} faults={faults} />
        ))}
        <button class="button-quiet" name="step" value="question">
          Another question
        </button>
      </fieldset>
    </>
  );
}

function QuestionFields({
  question: { id, text, kind, options, explanation },
  index,
  faults,
}: {
  question: TypedQuestion;
  index: number;
  faults: Faults;
}) {
  const name = (part: string) => `/content/quiz/${index}/${part}`;
  const label = (part: string) => `Question ${index + 1}: ${part}`;
  return (
    <div class="condition">
      <input type="hidden" name="question" value={id} />
      <TextField
        name={name('text')}
        label={label('what is asked')}
        value={text}
        fault={faults.get(name('text')) ?? faults.get(name('id'))}
      />
      <Select
        name={name('kind')}
        label={label('how it is answered')}
        value={kind}
        options={[
          { value: 'single', label: 'One answer is right' },
          { value: 'multiple', label: 'One or more are right' },
        ]}
      />
      <TextArea
        name={name('options')}
        label={label('answers to choose from')}
        hint="One a line; put an asterisk (*) before each that is right."
        rows={4}
        value={options}
        fault={faults.get(name('options'))}
      />
      <TextArea
        name={name('explanation')}
        label={label('explanation')}
        hint="Shown after answering."
        rows={2}
        value={explanation}
        fault={faults.get(name('explanation'))}
      />
    </div>
  );
}
