import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { aiVendorQuestionnaire as asked } from '../../domain/questionnaire-ai-vendor.ts';
import {
  type Answers,
  certificatesIn,
  missingAnswers,
  type Question,
  questionsOf,
  scoreAnswers,
} from '../../domain/questionnaire.ts';

const questions = questionsOf(asked);
const file = 'a'.repeat(64);

function answersWith(choose: (question: Question) => string[], evidence = [file]): Answers {
  return Object.fromEntries(
    questions.map((question) => {
      const values = choose(question);
      const dates = Object.fromEntries(values.map((value) => [value, '2027-12-31']));
      const expiresOn = question.kind === 'certificates' ? { expiresOn: dates } : {};
      return [question.id, { values, note: '', evidence, ...expiresOn }];
    }),
  );
}

const optionsOf = (question: Question) => (question.kind === 'text' ? [] : question.options);
const best = (question: Question) => {
  const options = optionsOf(question).toSorted((a, b) => b.share - a.share);
  const chosen = question.kind === 'certificates' ? options.slice(0, 2) : options.slice(0, 1);
  return question.kind === 'text' ? ['Said.'] : chosen.map(({ value }) => value);
};

const anyAnswers = fc
  .record(
    Object.fromEntries(
      questions.map((question) => [
        question.id,
        fc.record({
          values:
            question.kind === 'text'
              ? fc.array(fc.string())
              : fc.subarray(optionsOf(question).map(({ value }) => value)),
          note: fc.string(),
          evidence: fc.subarray([file]),
        }),
      ]),
    ),
    { requiredKeys: [] },
  )
  .map((answers) => answers as Answers);

describe('the built-in questionnaire', () => {
  it('names every question once, and can be answered in full', () => {
    expect(new Set(questions.map(({ id }) => id)).size).toBe(questions.length);
    for (const question of questions) {
      if (question.kind === 'text') continue;
      expect(Math.max(...question.options.map(({ share }) => share))).toBeGreaterThanOrEqual(0.5);
      for (const { share } of question.options) expect(share >= 0 && share <= 1).toBe(true);
    }
    const score = scoreAnswers(asked, answersWith(best));
    expect(score.share).toBe(1);
    expect(score.knockOuts).toEqual([]);
    expect(missingAnswers(asked, answersWith(best))).toEqual([]);
  });

  it('knocks out whoever trains on our data without asking, however well they score', () => {
    const trains = answersWith((question) =>
      question.id === 'training-on-customer-data' ? ['no'] : best(question),
    );
    expect(scoreAnswers(asked, trains).knockOuts).toMatchObject([{ question: 'training-on-customer-data' }]);
  });

  it('earns nothing by an answer that lacks the evidence it needs', () => {
    const { questions: scores } = scoreAnswers(asked, answersWith(best, []));
    const needing = questions
      .filter(({ evidence, weight }) => evidence === 'required' && weight > 0)
      .map(({ id }) => id);
    expect(needing.length).toBeGreaterThan(0);
    for (const id of needing) {
      expect(scores.find(({ question }) => question === id)).toMatchObject({
        points: 0,
        because: 'evidence_missing',
      });
    }
  });

  it('finds what is missing, chosen twice or not on offer', () => {
    expect(missingAnswers(asked, {}).length).toBe(questions.filter(({ kind }) => kind !== 'text').length);
    const twice = { ...answersWith(best), retention: { values: ['yes', 'no'], note: '', evidence: [] } };
    expect(missingAnswers(asked, twice)).toMatchObject([{ question: 'retention' }]);
    const unknown = { ...answersWith(best), regions: { values: ['eea', 'moon'], note: '', evidence: [] } };
    expect(missingAnswers(asked, unknown)).toMatchObject([{ question: 'regions' }]);
  });

  it('takes down until when certificates hold', () => {
    const expiresOn = { 'ISO/IEC 27001': '2027-05-31' };
    const answers = { certificates: { values: ['ISO/IEC 27001'], note: '', evidence: [file], expiresOn } };
    expect(certificatesIn(asked, answers)).toEqual([{ name: 'ISO/IEC 27001', expiresOn: '2027-05-31' }]);
    const none = { certificates: { ...answers.certificates, values: ['none'] } };
    expect(certificatesIn(asked, none)).toEqual([]);
    const undated = { ...answersWith(best), certificates: { ...answers.certificates, expiresOn: {} } };
    expect(missingAnswers(asked, undated)).toMatchObject([{ question: 'certificates' }]);
  });
});

describe('the score of any answers', () => {
  it('lies between nothing and everything, and is the sum of its questions', () => {
    fc.assert(
      fc.property(anyAnswers, (answers) => {
        const score = scoreAnswers(asked, answers);
        expect(score.share).toBeGreaterThanOrEqual(0);
        expect(score.share).toBeLessThanOrEqual(1);
        expect(score.questions).toHaveLength(questions.length);
        for (const { points, possible } of score.questions)
          expect(points >= 0 && points <= possible).toBe(true);
        expect(score.points).toBeCloseTo(score.questions.reduce((sum, { points }) => sum + points, 0));
      }),
    );
  });

  it('does not fall when evidence is added', () => {
    fc.assert(
      fc.property(anyAnswers, (answers) => {
        const proven = Object.fromEntries(
          Object.entries(answers).map(([id, answer]) => [id, { ...answer, evidence: [file] }]),
        );
        expect(scoreAnswers(asked, proven).points).toBeGreaterThanOrEqual(
          scoreAnswers(asked, answers).points,
        );
      }),
    );
  });
});
