import type { Attachment } from '../../../db/evidence.ts';
import type { Answers, Questionnaire } from '../../../domain/questionnaire.ts';
import { sameValue } from '../../../domain/same-value.ts';
import { Problem } from '../../problem.ts';
import type { Form } from '../page.ts';
import { notRefused, type Refused, refusalIn } from '../refused-form.ts';
import { answersTyped } from './questionnaire-answers.ts';

/** Where answers are written: as somebody here, or as the vendor by its link. What is refused throws a Problem. */
export interface QuestionnaireDesk {
  questionnaire: Questionnaire;
  read: () => Promise<SavedAnswers>;
  /** Saves over the version that was seen; resolves with the new one. */
  save: (answers: Answers, seen: number) => Promise<number>;
  handIn: (seen: number) => Promise<void>;
  /** The files that one can choose among. */
  files: () => Promise<Attachment[]>;
}

export interface SavedAnswers {
  answers: Answers;
  version: number;
}

/** What the form shows. */
export interface ShownAnswers extends SavedAnswers {
  refused: Refused;
  /** What somebody else has saved since this form was opened. */
  meanwhile?: Answers | undefined;
}

export type Written =
  | { done: 'saved' | 'handed-in' }
  | { done: 'file'; question: string }
  | { done: 'nothing'; shown: ShownAnswers };

/** What is on record, to be gone on with. */
export async function savedAnswers(desk: QuestionnaireDesk): Promise<ShownAnswers> {
  return { ...(await desk.read()), refused: notRefused };
}

/** Saves what was typed, and does what the button says. Throws a Problem where nothing can be written any more. */
export async function writeAnswers(form: Form, desk: QuestionnaireDesk): Promise<Written> {
  const answers = answersTyped(form, desk.questionnaire);
  const [act = '', question = ''] = form.text('act').split('/');
  let version = Number(form.text('version'));
  try {
    version = await saveOnce(desk, answers, version);
    if (act === 'file') return { done: 'file', question };
    if (act !== 'hand-in') return { done: 'saved' };
    await desk.handIn(version);
    return { done: 'handed-in' };
  } catch (error) {
    if (!(error instanceof Problem) || !mendable.includes(error.code)) throw error;
    const refused = refusalIn(error);
    if (error.code !== 'stale_revision') return { done: 'nothing', shown: { answers, version, refused } };
    const saved = await desk.read();
    const shown = { answers, version: saved.version, refused, meanwhile: saved.answers };
    return { done: 'nothing', shown };
  }
}

const mendable: string[] = ['invalid', 'stale_revision'] satisfies Problem['code'][];

/** A button pressed twice saves the same twice: that is no conflict. */
async function saveOnce(desk: QuestionnaireDesk, answers: Answers, seen: number): Promise<number> {
  try {
    return await desk.save(answers, seen);
  } catch (error) {
    if (!(error instanceof Problem) || error.code !== 'stale_revision') throw error;
    const saved = await desk.read();
    if (sameValue(saved.answers, answers)) return saved.version;
    throw error;
  }
}

/** Adds a file to the answer to a question, whatever else is saved meanwhile. */
export async function addToAnswer(desk: QuestionnaireDesk, question: string, hash: string): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    const { answers, version } = await desk.read();
    const { [question]: answer = { values: [], note: '', evidence: [] } } = answers;
    if (answer.evidence.includes(hash)) return;
    const added = { ...answer, evidence: [...answer.evidence, hash] };
    try {
      await desk.save({ ...answers, [question]: added }, version);
      return;
    } catch (error) {
      const isStale = error instanceof Problem && error.code === 'stale_revision';
      if (!isStale || attempt === 3) throw error;
    }
  }
}
