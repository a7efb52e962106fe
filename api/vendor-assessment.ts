import { readEvents } from '../db/event-store.ts';
import { namesOf } from '../db/directory.ts';
import { findDraftAnswers, findSubmittedAnswers } from '../db/vendor-answers.ts';
import { vendorStream } from '../db/vendor.ts';
import type { Answer, Answers, Question, Questionnaire } from '../domain/questionnaire.ts';
import { questionsOf } from '../domain/questionnaire.ts';
import { findQuestionnaire } from '../domain/questionnaires.ts';
import { sameValue } from '../domain/same-value.ts';
import { type AssessmentRecord, assessmentHistory } from '../domain/vendor-history.ts';
import type { Assessment, VendorEvent } from '../domain/vendor-state.ts';
import { Problem } from './problem.ts';
import type { Services } from './services.ts';
import {
  assessmentRepresentation,
  peopleOfAssessment,
  reviewRepresentation,
} from './vendor-representation.ts';

/** Every assessment of a vendor, newest first. Throws a Problem where there is no such vendor. */
export async function assessmentsOf(services: Services, vendor: string) {
  const records = await recordsOf(services, vendor);
  return Promise.all(records.reverse().map((record) => shown(services, record)));
}

/** One assessment of a vendor as the register has it. Throws a Problem where there is none of this number. */
export async function assessmentRecord(
  services: Services,
  vendor: string,
  number: number,
): Promise<AssessmentRecord> {
  const records = await recordsOf(services, vendor);
  const found = records.find(({ assessment }) => assessment.number === number);
  if (found === undefined) throw new Problem('not_found', 'This vendor has had no such assessment.');
  return found;
}

export async function shown({ db }: Services, { assessment, review }: AssessmentRecord) {
  const conditionsOwners = review?.conditions.map(({ owner }) => owner) ?? [];
  const nameOf = await namesOf(db, [...peopleOfAssessment(assessment), ...conditionsOwners]);
  return {
    ...assessmentRepresentation(assessment, nameOf),
    review: review && reviewRepresentation(review, nameOf),
  };
}

async function recordsOf({ db }: Services, vendor: string): Promise<AssessmentRecord[]> {
  const events = await readEvents<VendorEvent>(db, vendorStream(vendor));
  if (events.length === 0) throw new Problem('not_found', 'There is no such vendor.');
  return assessmentHistory(events);
}

/** What an assessment asks. Throws where its version is unknown to this program: then it is older than the data. */
export function questionnaireOf({ questionnaire }: Pick<Assessment, 'questionnaire'>): Questionnaire {
  const found = findQuestionnaire(questionnaire);
  if (found === undefined)
    throw new Error(`questionnaire ${questionnaire.id} ${questionnaire.version} is unknown`);
  return found;
}

/** What was handed in last, or what is being written where nothing was. */
export async function answersOf(
  { db }: Services,
  vendor: string,
  { number, answersHash }: Assessment,
): Promise<Answers> {
  const found =
    answersHash === null
      ? await findDraftAnswers(db, vendor, number)
      : await findSubmittedAnswers(db, vendor, number, answersHash);
  return found?.answers ?? {};
}

/** One question in two assessments: what was answered and what it earned. */
export interface ComparedQuestion {
  question: Question;
  earlier: Answer | null;
  later: Answer | null;
  earlierPoints: number;
  laterPoints: number;
  changed: boolean;
}

/** Two assessments of a vendor side by side, by question; a question that one of them did not ask has no answer there. */
export async function compareAssessments(
  services: Services,
  vendor: string,
  earlierNumber: number,
  laterNumber: number,
) {
  const earlier = await assessmentRecord(services, vendor, earlierNumber);
  const later = await assessmentRecord(services, vendor, laterNumber);
  const before = await answersOf(services, vendor, earlier.assessment);
  const after = await answersOf(services, vendor, later.assessment);
  const asked = new Map(
    [earlier, later]
      .flatMap(({ assessment }) => questionsOf(questionnaireOf(assessment)))
      .map((question) => [question.id, question]),
  );
  const questions = [...asked.values()].map((question): ComparedQuestion => {
    const was = before[question.id] ?? null;
    const is = after[question.id] ?? null;
    return {
      question,
      earlier: was,
      later: is,
      earlierPoints: pointsOf(earlier.assessment, question),
      laterPoints: pointsOf(later.assessment, question),
      changed: !sameValue(was, is),
    };
  });
  return { earlier: await shown(services, earlier), later: await shown(services, later), questions };
}

function pointsOf({ score }: Assessment, { id }: Question): number {
  return score?.questions.find(({ question }) => question === id)?.points ?? 0;
}
