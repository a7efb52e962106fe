import { z } from 'zod';
import { findVendor } from '../../../db/vendor.ts';
import { namesOf } from '../../../db/directory.ts';
import { isResponsible } from '../../../domain/vendor.ts';
import { mayWrite } from '../../access.ts';
import { vendorEvidence } from '../../evidence.ts';
import { requestId } from '../../schemas/text.ts';
import { answersOf, assessmentRecord, questionnaireOf } from '../../vendor-assessment.ts';
import { peopleOfAssessment } from '../../vendor-representation.ts';
import { Section } from '../components/document.tsx';
import { page } from '../page.ts';
import { AnsweredQuestionnaire } from './answered-questionnaire.tsx';
import { Outcome } from './vendor-history.tsx';
import { Review } from './vendor-parts.tsx';
import { AssessmentProgress } from './vendor-progress.tsx';

const params = z.object({ id: requestId, number: z.coerce.number().int().min(1).max(100_000) });

export const readAssessmentPage = page({
  method: 'get',
  path: '/vendors/{id}/assessments/{number}',
  access: 'anyone',
  params,
  handle: async ({ params: { id, number }, viewer, at, services }) => {
    const record = await assessmentRecord(services, id, number);
    const { assessment, review } = record;
    const [recorded, answers, files] = await Promise.all([
      findVendor(services.db, id),
      answersOf(services, id, assessment),
      vendorEvidence(services, id),
    ]);
    const vendor = recorded?.state;
    const owners = review?.conditions.map(({ owner }) => owner) ?? [];
    const nameOf = await namesOf(services.db, [...peopleOfAssessment(assessment), ...owners]);
    const questionnaire = questionnaireOf(assessment);
    const current = vendor?.assessment?.number;
    const isOpen = current === number;
    const mayAnswer =
      isOpen &&
      assessment.phase === 'answering' &&
      mayWrite(viewer.person) &&
      vendor !== undefined &&
      isResponsible(viewer.actor, vendor);
    const name = vendor?.details.name ?? '';
    const zone = viewer.timeZone;
    return {
      title: `Assessment ${number} of ${name}`,
      main: (
        <>
          <div class="page-head">
            <p class="line">
              <Outcome record={record} current={current} />
              <span class="quiet">
                {questionnaire.title}, version {questionnaire.version}
              </span>
            </p>
            <h1>
              Assessment {number} of {name}
            </h1>
            <p class="buttons">
              {mayAnswer && (
                <a class="button" href={`/vendors/${id}/assessments/${number}/answers`}>
                  Answer …
                </a>
              )}
              {number > 1 && (
                <a href={`/vendors/${id}/assessments/${number}/comparison?with=${number - 1}`}>
                  Compare with assessment {number - 1}
                </a>
              )}
              <a href={`/vendors/${id}`}>To the vendor</a>
            </p>
          </div>
          {assessment.answersHash === null && Object.keys(answers).length > 0 && (
            <div class="notice notice-attention">
              <p>These answers are being written; nobody has handed them in.</p>
            </div>
          )}
          <div class="stack">
            <Section title="How it went">
              <AssessmentProgress
                assessment={assessment}
                isOpen={isOpen}
                nameOf={nameOf}
                now={at}
                zone={zone}
              />
            </Section>
            {review !== null && (
              <Section title="What was decided" id="decided">
                <Review id={id} review={review} nameOf={nameOf} zone={zone} />
              </Section>
            )}
            <AnsweredQuestionnaire
              questionnaire={questionnaire}
              vendor={id}
              answers={answers}
              score={assessment.score}
              files={files}
            />
          </div>
        </>
      ),
    };
  },
});
