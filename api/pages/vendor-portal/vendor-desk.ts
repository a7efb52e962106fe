import type { Attachment } from '../../../db/evidence.ts';
import type { VendorVisit } from '../../../db/vendor-visit.ts';
import { vendorItself } from '../../../domain/identity.ts';
import type { Answers } from '../../../domain/questionnaire.ts';
import { commandIdOf } from '../../command-id.ts';
import { addVendorEvidence, vendorEvidence } from '../../evidence.ts';
import { parse } from '../../parse.ts';
import { Problem } from '../../problem.ts';
import { answerOnce } from '../../process-answer.ts';
import { answers as answersSchema } from '../../schemas/questionnaire.ts';
import type { Services } from '../../services.ts';
import type { UploadedFile } from '../../upload.ts';
import { draftOf, prepareSubmission, saveDraft } from '../../vendor-answers.ts';
import { questionnaireOf } from '../../vendor-assessment.ts';
import { vendorProcess } from '../../vendor-process.ts';
import { portalPath } from '../../vendor-visit.ts';
import { addToAnswer, type QuestionnaireDesk } from '../vendor/questionnaire-desk.ts';
import { z } from 'zod';

/** What somebody outside may bring at most: enough for every question, too little to fill a disk. */
export const portalQuota = { files: 50, bytes: 200_000_000 };

/** Where a vendor writes its answers to the one assessment that its link is for. */
export interface VendorDesk extends QuestionnaireDesk {
  /** Puts a file to the answer to a question. */
  addFile: (question: string, file: UploadedFile | undefined) => Promise<void>;
}

export function vendorDesk(
  services: Services,
  { vendor, assessment: { number, questionnaire } }: VendorVisit,
  at: string,
): VendorDesk {
  const { id, state } = vendor;
  const by = vendorItself(id);
  const justAdded = new Set<string>();
  const read = () => draftOf(services, id, state, number);
  /** The vendor's own files, and by no name what others have put to its answers. */
  const files = async (): Promise<Attachment[]> => {
    const { answers } = await read();
    const used = new Set(Object.values(answers).flatMap(({ evidence }) => evidence));
    return (await vendorEvidence(services, id)).flatMap((file) => {
      if (file.addedBy === by) return [file];
      return used.has(file.hash) || justAdded.has(file.hash)
        ? [{ ...file, name: 'A file that we have already' }]
        : [];
    });
  };
  const desk: QuestionnaireDesk = {
    questionnaire: questionnaireOf({ questionnaire }),
    read,
    files,
    save: async (typed, seen) => {
      const { answers } = parse(z.object({ answers: answersSchema }), { answers: typed }) as {
        answers: Answers;
      };
      refuseOthersFiles(answers, await files());
      return (await saveDraft(services, vendor, number, answers, { by, at, seen })).version;
    },
    handIn: async (seen) => {
      const command = commandIdOf(by, `POST ${portalPath}/questionnaire`, undefined, { seen });
      await answerOnce(services, vendorProcess, id, command, (identity) =>
        prepareSubmission(services, vendor, number, { by, at, seen }, identity),
      );
    },
  };
  const addFile: VendorDesk['addFile'] = async (question, file) => {
    if (file === undefined) {
      const errors = [{ pointer: '/file', detail: 'Choose a file.' }];
      throw new Problem('invalid', 'No file was chosen.', { errors });
    }
    const brought = { vendor: id, file, by, at, quota: portalQuota };
    const { attachment } = await addVendorEvidence(services, brought);
    justAdded.add(attachment.hash);
    await addToAnswer(desk, question, attachment.hash);
  };
  return { ...desk, addFile };
}

/** Whoever knows the hash of a file of ours does not learn here whether we have it. */
function refuseOthersFiles(answers: Answers, files: readonly Attachment[]): void {
  const known = new Set(files.map(({ hash }) => hash));
  const errors = Object.entries(answers)
    .filter(([, { evidence }]) => evidence.some((hash) => !known.has(hash)))
    .map(([question]) => ({ pointer: `/answers/${question}`, detail: 'There is no such file.' }));
  if (errors.length > 0) throw new Problem('invalid', 'These answers cannot be kept.', { errors });
}
