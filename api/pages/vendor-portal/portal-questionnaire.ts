import { pipeline } from 'node:stream/promises';
import type { Request, Response } from 'express';
import type { VendorVisit } from '../../../db/vendor-visit.ts';
import { vendorItself } from '../../../domain/identity.ts';
import { downloadVendorEvidence } from '../../evidence.ts';
import type { Services } from '../../services.ts';
import { readUpload } from '../../upload.ts';
import { Form, type View } from '../page.ts';
import { notRefused, refusalIn } from '../refused-form.ts';
import { savedAnswers, type ShownAnswers, writeAnswers } from '../vendor/questionnaire-desk.ts';
import { questionForFile } from '../vendor/questionnaire-file.tsx';
import { vendorDesk, type VendorDesk } from './vendor-desk.ts';
import {
  portalFileView,
  portalQuestionnaireView,
  questionnairePath,
  thanksView,
} from './vendor-portal-view.tsx';

export interface PortalCall {
  request: Request;
  response: Response;
  visit: VendorVisit;
  at: string;
  services: Services;
}

/** Undefined where the answer has been sent. */
export type PortalReply = View | { redirect: string } | undefined;

/** One page of a visit, or one thing that its form does. */
export interface PortalPage {
  method: 'get' | 'post';
  path: string;
  answer: (call: PortalCall) => Promise<PortalReply>;
}

/** All that a vendor can do once it has come in. */
export const portalPages: PortalPage[] = [
  { method: 'get', path: '/questionnaire', answer: readQuestions },
  { method: 'post', path: '/questionnaire', answer: writeQuestions },
  { method: 'get', path: '/questionnaire/:question/file', answer: chooseFile },
  { method: 'post', path: '/questionnaire/:question/file', answer: addFile },
  { method: 'get', path: '/files/:hash', answer: downloadFile },
];

async function readQuestions(call: PortalCall): Promise<PortalReply> {
  if (isHandedIn(call) || call.request.query.done === 'handed-in') return thanksView;
  const desk = deskOf(call);
  const notice = call.request.query.done === 'saved' ? 'Saved.' : undefined;
  return questionsView(call, desk, await savedAnswers(desk), notice);
}

async function writeQuestions(call: PortalCall): Promise<PortalReply> {
  if (isHandedIn(call)) return { redirect: questionnairePath };
  const desk = deskOf(call);
  const { body } = call.request as { body: unknown };
  const form = new Form(new URLSearchParams(typeof body === 'string' ? body : ''));
  const written = await writeAnswers(form, desk);
  if (written.done === 'nothing') return questionsView(call, desk, written.shown);
  if (written.done === 'file') {
    const { id } = questionForFile(desk.questionnaire, written.question);
    return { redirect: `${questionnairePath}/${id}/file` };
  }
  return { redirect: `${questionnairePath}?done=${written.done}` };
}

function chooseFile(call: PortalCall): Promise<PortalReply> {
  const view = isHandedIn(call) ? thanksView : portalFileView(questionAsked(call, deskOf(call)), notRefused);
  return Promise.resolve(view);
}

async function addFile(call: PortalCall): Promise<PortalReply> {
  if (isHandedIn(call)) return { redirect: questionnairePath };
  const desk = deskOf(call);
  const question = questionAsked(call, desk);
  try {
    const { file } = await readUpload(call.request);
    await desk.addFile(question.id, file);
  } catch (error) {
    return portalFileView(question, refusalIn(error));
  }
  return { redirect: `${questionnairePath}#field-answers-${question.id}` };
}

/** Only what the vendor has brought itself. */
async function downloadFile({ request, response, visit, services }: PortalCall): Promise<PortalReply> {
  const { id } = visit.vendor;
  const hash = String(request.params.hash).toLowerCase();
  const { stream, headers } = await downloadVendorEvidence(services, id, hash, vendorItself(id));
  response.set(headers).set('Cache-Control', 'no-store');
  if (stream !== undefined) await pipeline(stream, response);
  return undefined;
}

/** Nothing is written while the answers are under review; when somebody asks for changes, the questions are back. */
function isHandedIn({ visit }: PortalCall): boolean {
  return visit.assessment.phase !== 'answering';
}

function deskOf({ services, visit, at }: PortalCall): VendorDesk {
  return vendorDesk(services, visit, at);
}

function questionAsked({ request }: PortalCall, { questionnaire }: VendorDesk) {
  return questionForFile(questionnaire, String(request.params.question));
}

async function questionsView(
  { services, visit }: PortalCall,
  desk: VendorDesk,
  shown: ShownAnswers,
  notice?: string,
): Promise<View> {
  return portalQuestionnaireView({
    house: new URL(services.publicUrl).host,
    vendorName: visit.vendor.state.details.name,
    questionnaire: desk.questionnaire,
    shown,
    files: await desk.files(),
    notice,
  });
}
