import type { DraftContent, TypedAnswer } from '../../../domain/draft.ts';
import { answerTo } from './adoption-request-answers.ts';
import type { Question } from './adoption-request-questions.ts';
import type { BusinessOwners } from './business-owners.ts';
import { Choice, Choices, type Faults, idOf, Select, TextArea, TextField } from '../components/form.tsx';

interface Asking {
  content: DraftContent;
  faults: Faults;
  owners: BusinessOwners;
}

/** The fields for these questions, with what has been answered so far. */
export function QuestionFields({ asked, ...asking }: { asked: readonly Question[] } & Asking) {
  return (
    <>
      {inRows(asked).map((row) =>
        row.length === 1 ? (
          row.map((question) => <QuestionField key={question.pointer} question={question} {...asking} />)
        ) : (
          <div class="row" key={row[0]?.pointer}>
            {row.map((question) => (
              <QuestionField key={question.pointer} question={question} {...asking} />
            ))}
          </div>
        ),
      )}
    </>
  );
}

function inRows(asked: readonly Question[]): Question[][] {
  return asked.reduce<Question[][]>((rows, question) => {
    const last = rows.at(-1);
    if (last !== undefined && question.row !== undefined && last[0]?.row === question.row) {
      last.push(question);
    } else {
      rows.push([question]);
    }
    return rows;
  }, []);
}

function QuestionField({ question, content, faults, owners }: { question: Question } & Asking) {
  const { pointer, by, label, hint, optional = false, options = [] } = question;
  const answer = answerTo(question, content);
  const field = { name: pointer, label, hint, optional, fault: faults.get(pointer) };
  switch (by) {
    case 'line':
    case 'number':
      return <TextField {...field} value={asText(answer)} />;
    case 'prose':
      return <TextArea {...field} value={asText(answer)} />;
    case 'lines':
      return <TextArea {...field} value={asText(answer)} rows={2} />;
    case 'select':
      return <Select {...field} value={asText(answer)} options={[unchosen, ...options]} />;
    case 'one':
    case 'yesOrNo':
      return <Choice {...field} value={asText(answer)} options={options} />;
    case 'several':
      return <Choices {...field} values={Array.isArray(answer) ? answer : []} options={options} />;
    case 'person':
      return <OwnerField {...field} owners={owners} />;
  }
}

const unchosen = { value: '', label: 'Choose …' };

function asText(answer: TypedAnswer | undefined): string {
  return Array.isArray(answer) ? answer.join('\n') : String(answer ?? '');
}

/** A list to choose from where it is short; else a field that finds people by part of their name once it is saved. */
function OwnerField({
  owners: { people, all, chosen },
  ...field
}: Omit<Parameters<typeof Select>[0], 'value' | 'options'> & { owners: BusinessOwners }) {
  if (!all) {
    const list = `${idOf(field.name)}-people`;
    return (
      <>
        <TextField
          {...field}
          value={chosen}
          list={list}
          hint={`${field.hint ?? ''} Their user name; for part of a name, saving finds who is meant.`}
        />
        <datalist id={list}>
          {people.map(({ userName, name }) => (
            <option key={userName} value={userName}>
              {name}
            </option>
          ))}
        </datalist>
      </>
    );
  }
  const known = chosen === '' || people.some(({ userName }) => userName === chosen);
  const options = [
    unchosen,
    ...(known ? [] : [{ value: chosen, label: `${chosen} (cannot be chosen)` }]),
    ...people.map(({ userName, name }) => ({ value: userName, label: name })),
  ];
  return <Select {...field} value={chosen} options={options} />;
}
