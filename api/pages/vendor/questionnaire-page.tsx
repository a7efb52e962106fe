import { z } from 'zod';
import type { Recorded } from '../../../db/process.ts';
import type { Assessment, Vendor } from '../../../domain/vendor-state.ts';
import { vendorEvidence } from '../../evidence.ts';
import { recordedProcess } from '../../process-answer.ts';
import { addEvidence } from '../../routes/evidence.ts';
import { readVendorAnswers, saveVendorAnswers, submitVendorAnswers } from '../../routes/vendor-answers.ts';
import { requestId } from '../../schemas/text.ts';
import { assessmentInProgress, refuseWhoDoesNotAnswer } from '../../vendor-answers.ts';
import { questionnaireOf } from '../../vendor-assessment.ts';
import { vendorLinks } from '../../vendor-link.ts';
import { vendorProcess } from '../../vendor-process.ts';
import { Time } from '../components/time.tsx';
import { page, type PageCall, type View } from '../page.ts';
import { notRefused, refusalIn } from '../refused-form.ts';
import {
  addToAnswer,
  type QuestionnaireDesk,
  savedAnswers,
  type SavedAnswers,
  type ShownAnswers,
  writeAnswers,
} from './questionnaire-desk.ts';
import { QuestionnaireFileForm, questionForFile } from './questionnaire-file.tsx';
import { QuestionnaireForm } from './questionnaire-form.tsx';
import { VendorLinkSection } from './vendor-link-section.tsx';

const path = '/vendors/{id}/assessments/{number}/answers';
const filePath = '/vendors/{id}/assessments/{number}/answers/{question}/file';
const params = z.object({ id: requestId, number: z.coerce.number().int().min(1).max(100_000) });
const fileParams = params.extend({ question: z.string().max(100) });

const notices = {
  saved: 'Saved. Everybody who answers for the vendor goes on from here.',
  'handed-in': 'Handed in. The review has begun.',
};

export const readQuestionnaire = page({
  method: 'get',
  path,
  access: 'person',
  params,
  query: z.object({
    done: z
      .enum(Object.keys(notices) as (keyof typeof notices)[])
      .optional()
      .catch(undefined),
  }),
  handle: async (call) => {
    const reading = await readingFor(call);
    const notice = call.query.done && notices[call.query.done];
    if (reading.assessment.phase === 'review') return handedInView(reading, notice);
    return questionnaireView(call, reading, await savedAnswers(reading.desk), notice);
  },
});

export const writeQuestionnaire = page({
  method: 'post',
  path,
  access: 'person',
  params,
  handle: async (call) => {
    const reading = await readingFor(call);
    const written = await writeAnswers(call.form, reading.desk);
    if (written.done === 'nothing') return questionnaireView(call, reading, written.shown);
    if (written.done === 'file') return { redirect: `${reading.address}/${written.question}/file` };
    return { redirect: `${reading.address}?done=${written.done}` };
  },
});

export const chooseFile = page({
  method: 'get',
  path: filePath,
  access: 'person',
  params: fileParams,
  handle: async (call) => fileView(await readingFor(call), call.params.question),
});

export const addFile = page({
  method: 'post',
  path: filePath,
  access: 'person',
  params: fileParams,
  takesFile: true,
  handle: async (call) => {
    const { params: asked, file, perform } = call;
    const reading = await readingFor(call);
    const question = questionForFile(reading.desk.questionnaire, asked.question);
    try {
      const { body } = await perform(addEvidence, { params: { id: asked.id }, body: { file } });
      await addToAnswer(reading.desk, question.id, (body as { hash: string }).hash);
    } catch (error) {
      return fileView(reading, question.id, refusalIn(error));
    }
    return { redirect: `${reading.address}#field-answers-${question.id}` };
  },
});

type Call = Pick<PageCall<typeof params, undefined>, 'params' | 'viewer' | 'at' | 'services' | 'perform'>;

interface Reading {
  vendor: Recorded<Vendor>;
  assessment: Assessment;
  desk: QuestionnaireDesk;
  /** Path of the form. */
  address: string;
}

/** The assessment in progress and its answers, for whoever answers for the vendor here. Throws a Problem for others. */
async function readingFor({ params: { id, number }, viewer, services, perform }: Call): Promise<Reading> {
  const vendor = await recordedProcess(services, vendorProcess, id);
  refuseWhoDoesNotAnswer(viewer.actor, vendor.state);
  const assessment = assessmentInProgress(vendor.state, number);
  const asked = { params: { id, number } };
  const ifMatch = (seen: number) => ({ headers: { 'if-match': `"${seen}"` } });
  const desk: QuestionnaireDesk = {
    questionnaire: questionnaireOf(assessment),
    read: async () => (await perform(readVendorAnswers, asked)).body as SavedAnswers,
    save: async (answers, seen) => {
      const { body } = await perform(saveVendorAnswers, { ...asked, body: { answers }, ...ifMatch(seen) });
      return (body as SavedAnswers).version;
    },
    handIn: async (seen) => {
      await perform(submitVendorAnswers, { ...asked, body: {}, ...ifMatch(seen) });
    },
    files: () => vendorEvidence(services, id),
  };
  return { vendor, assessment, desk, address: `/vendors/${id}/assessments/${number}/answers` };
}

async function questionnaireView(
  { viewer, at, services }: Call,
  { vendor, assessment, desk, address }: Reading,
  shown: ShownAnswers,
  notice?: string,
): Promise<View> {
  return {
    title: `Answers of ${vendor.state.details.name}`,
    status: shown.refused.status,
    main: (
      <div class="stack">
        <header class="page-head">
          <h1>Answers of {vendor.state.details.name}</h1>
          <p class="quiet">
            Assessment {assessment.number}, to answer by{' '}
            <Time at={assessment.answerDueAt} zone={viewer.timeZone} style="day" />
          </p>
        </header>
        {notice !== undefined && (
          <p class="notice" role="status">
            {notice}
          </p>
        )}
        <QuestionnaireForm
          action={address}
          questionnaire={desk.questionnaire}
          shown={shown}
          files={await desk.files()}
        />
        <VendorLinkSection
          vendor={vendor}
          links={await vendorLinks(services, vendor, viewer.actor)}
          viewer={viewer}
          now={at}
        />
      </div>
    ),
  };
}

function handedInView({ vendor, assessment }: Reading, notice: string | undefined): View {
  return {
    title: `Answers of ${vendor.state.details.name}`,
    main: (
      <div class="stack-close">
        <h1>Answers of {vendor.state.details.name}</h1>
        {notice !== undefined && (
          <p class="notice" role="status">
            {notice}
          </p>
        )}
        <p class="lead">
          The answers to assessment {assessment.number} have been handed in and are reviewed.
        </p>
      </div>
    ),
  };
}

function fileView({ desk, address }: Reading, id: string, refused = notRefused): View {
  const question = questionForFile(desk.questionnaire, id);
  return {
    title: 'Add a file',
    status: refused.status,
    main: (
      <div class="stack-close">
        <h1>Add a file</h1>
        <QuestionnaireFileForm
          action={`${address}/${id}/file`}
          back={`${address}#field-answers-${id}`}
          question={question}
          refused={refused}
        />
      </div>
    ),
  };
}
