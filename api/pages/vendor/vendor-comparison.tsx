import { z } from 'zod';
import { requestId } from '../../schemas/text.ts';
import { type ComparedQuestion, compareAssessments } from '../../vendor-assessment.ts';
import { vendorEvidence } from '../../evidence.ts';
import type { Attachment } from '../../../db/evidence.ts';
import { withQuery } from '../components/document.tsx';
import { Mark } from '../components/mark.tsx';
import { TableFrame } from '../components/table.tsx';
import { counted, Time } from '../components/time.tsx';
import { page } from '../page.ts';
import { AnswerGiven } from './answered-questionnaire.tsx';
import { readVendorFor } from './vendor-reading.ts';
import { percentOf, pointsInWords } from './vendor-words.ts';

const number = z.coerce.number().int().min(1).max(100_000);

export const compareAssessmentsPage = page({
  method: 'get',
  path: '/vendors/{id}/assessments/{number}/comparison',
  access: 'anyone',
  params: z.object({ id: requestId, number }),
  query: z.object({ with: number, show: z.literal('changed').optional().catch(undefined) }),
  handle: async ({ params: { id, number: later }, query, viewer, services }) => {
    const { state: vendor } = await readVendorFor(services, id);
    const [compared, files] = await Promise.all([
      compareAssessments(services, id, query.with, later),
      vendorEvidence(services, id),
    ]);
    const changed = compared.questions.filter((question) => question.changed);
    const path = `/vendors/${id}/assessments/${later}/comparison`;
    const title = `Assessments ${query.with} and ${later} of ${vendor.details.name}`;
    const views = [
      { show: undefined, text: 'Every question' },
      { show: 'changed', text: 'Only what has changed' },
    ] as const;
    return {
      title,
      wide: true,
      main: (
        <>
          <div class="page-head">
            <h1>{title}</h1>
            <p class="lead">
              {changed.length === 0
                ? 'No answer has changed.'
                : `${counted(changed.length, 'answer')} of ${compared.questions.length} changed.`}
            </p>
            <p>
              <a href={`/vendors/${id}`}>To the vendor</a>
            </p>
          </div>
          <p class="chips">
            {views.map(({ show, text }) => (
              <a
                key={text}
                class="chip"
                href={withQuery(path, { with: String(query.with), show })}
                aria-current={show === query.show ? 'true' : undefined}
              >
                {text}
              </a>
            ))}
          </p>
          <TableFrame label={title}>
            <thead>
              <tr>
                <th scope="col">Question</th>
                {[compared.earlier, compared.later].map((assessment) => (
                  <th key={assessment.number} scope="col">
                    <p>
                      <a href={`/vendors/${id}/assessments/${assessment.number}`}>
                        Assessment {assessment.number}
                      </a>
                      , <Time at={assessment.startedAt} zone={viewer.timeZone} style="day" />
                    </p>
                    {assessment.score !== null && <p>{percentOf(assessment.score.share)} of the points</p>}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {(query.show === 'changed' ? changed : compared.questions).map((question) => (
                <Row key={question.question.id} compared={question} vendor={id} files={files} />
              ))}
            </tbody>
          </TableFrame>
        </>
      ),
    };
  },
});

interface Side {
  vendor: string;
  files: readonly Attachment[];
}

function Row({ compared, ...side }: { compared: ComparedQuestion } & Side) {
  const { question, earlier, later, earlierPoints, laterPoints, changed } = compared;
  return (
    <tr>
      <th scope="row">
        {question.text}
        {changed && (
          <p>
            <Mark shape="alert" tone="attention">
              Changed
            </Mark>
          </p>
        )}
      </th>
      {[[earlier, earlierPoints] as const, [later, laterPoints] as const].map(([answer, points], index) => (
        <td key={index}>
          <AnswerGiven question={question} answer={answer ?? undefined} {...side} />
          {question.kind !== 'text' && <small>{pointsInWords(points)} points</small>}
        </td>
      ))}
    </tr>
  );
}
