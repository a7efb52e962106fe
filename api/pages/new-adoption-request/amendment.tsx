import { z } from 'zod';
import { isUndecided } from '../../../domain/adoption-request-time.ts';
import type { DraftContent } from '../../../domain/draft.ts';
import { adoptionRequestProcess } from '../../adoption-request-process.ts';
import { recordedProcess } from '../../process-answer.ts';
import { previewAmendment } from '../../preview-amendment.ts';
import { Problem } from '../../problem.ts';
import { amendAdoptionRequest } from '../../routes/adoption-request.ts';
import { requestId } from '../../schemas/text.ts';
import type { Services } from '../../services.ts';
import { faultsInWords, withTyped } from './adoption-request-answers.ts';
import { questions } from './adoption-request-questions.ts';
import {
  readRequest,
  type RequestReading,
  revisionsOf,
} from '../adoption-request/adoption-request-reading.ts';
import { amendmentOf, asTyped, rebased } from './amendment-content.ts';
import { amendmentConfirmation } from './amendment-confirmation.tsx';
import { amendmentForm } from './amendment-form.tsx';
import { businessOwnersFor } from './business-owners.ts';
import { page, type PageCall, type PageReply } from '../page.ts';
import { notRefused, refusalIn, type Refused } from '../refused-form.ts';
import { stateWords } from '../words.ts';

const params = z.object({ id: requestId });
const path = '/adoption-requests/{id}/amendment';
type Call = PageCall<typeof params, undefined>;

export const askAmendment = page({
  method: 'get',
  path,
  access: 'person',
  params,
  handle: async (call) => {
    const reading = await ownRequest(call);
    const { request } = reading;
    if (!isUndecided(request)) throw closed(reading);
    const typed = answersAt(reading, request.revision);
    return showForm(call, reading, { seen: request.revision, typed });
  },
});

/** Shows what the amendment means, goes back to the form, or amends: one page for whatever its buttons say. */
export const amend = page({
  method: 'post',
  path,
  access: 'person',
  params,
  handle: async (call) => {
    const reading = await ownRequest(call);
    const typed = withTyped({}, questions, call.form);
    const seen = Number(call.form.text('revision'));
    const act = call.form.text('act');
    if (act === 'submit') return submit(call, reading, { seen, typed });
    if (seen !== reading.request.revision) return showStale(call, reading, { seen, typed });
    if (act === 'edit') return showForm(call, reading, { seen, typed });
    return review(call, reading, { seen, typed });
  },
});

interface Typed {
  /** The revision on which it rests. */
  seen: number;
  typed: DraftContent;
}

async function review(call: Call, reading: RequestReading, { seen, typed }: Typed): Promise<PageReply> {
  const { services, viewer, at, form } = call;
  const before = answersAt(reading, seen);
  const body = amendmentOf(before, typed);
  try {
    const asked = { body, revision: seen, by: viewer.person.id, at };
    const preview = await previewAmendment(services, reading.request, asked);
    const owners = await businessOwnersFor(services, viewer.person.id, typed.businessOwner);
    return amendmentConfirmation({ reading, preview, before, typed, form, viewer, ownerName: owners.name });
  } catch (error) {
    return showForm(call, reading, { seen, typed }, refusedWith(error, typed));
  }
}

async function submit(call: Call, reading: RequestReading, { seen, typed }: Typed): Promise<PageReply> {
  const {
    params: { id },
    form,
    perform,
  } = call;
  const body = amendmentOf(answersAt(reading, seen), typed);
  const headers = { 'if-match': `"${seen}"`, 'idempotency-key': form.text('key') || crypto.randomUUID() };
  try {
    const { status } = await perform(amendAdoptionRequest, { params: { id }, body, headers });
    return { redirect: `/adoption-requests/${id}?done=${status === 202 ? 'under_way' : 'amended'}` };
  } catch (error) {
    const now = await ownRequest(call);
    const isStale = error instanceof Problem && error.code === 'stale_revision';
    if (isStale && seen !== now.request.revision) return showStale(call, now, { seen, typed });
    return showForm(call, now, { seen, typed }, refusedWith(error, typed));
  }
}

/** Somebody amended it since this page was opened: what was typed is kept on top of that, and what changed is shown. */
async function showStale(call: Call, reading: RequestReading, { seen, typed }: Typed): Promise<PageReply> {
  const { revision } = reading.request;
  const content = rebased(answersAt(reading, seen), typed, answersAt(reading, revision));
  const stale = { status: 412, message: undefined, faults: new Map<string, string>() };
  return showForm(call, reading, { seen: revision, typed: content }, stale, seen);
}

async function showForm(
  { services, viewer }: Call,
  reading: RequestReading,
  { seen, typed }: Typed,
  refused: Refused = notRefused,
  changedSince?: number,
): Promise<PageReply> {
  const owners = await businessOwnersFor(services, viewer.person.id, typed.businessOwner);
  return amendmentForm({ reading, seen, typed, owners, refused, changedSince });
}

/** Only the requester amends a request, so nobody else sees the form. */
async function ownRequest({ params: { id }, viewer, services }: Call): Promise<RequestReading> {
  const reading = await known(services, id);
  if (reading.request.requester === viewer.person.id) return reading;
  throw new Problem('not_requester', 'Only the requester amends a request.');
}

async function known(services: Services, id: string): Promise<RequestReading> {
  const reading = await readRequest(services, id);
  if (reading !== undefined) return reading;
  await recordedProcess(services, adoptionRequestProcess, id);
  return known(services, id);
}

function answersAt({ events, nameOf }: RequestReading, seen: number): DraftContent {
  const content = revisionsOf(events).find(({ revision }) => revision === seen)?.content;
  if (content === undefined)
    throw new Problem('stale_revision', 'There is no such revision of this request.');
  return asTyped(content, nameOf(content.businessOwner).userName);
}

function closed({ request }: RequestReading): Problem {
  return new Problem('closed', `This request is ${stateWords[request.state].toLowerCase()}; that is final.`);
}

function refusedWith(error: unknown, typed: DraftContent): Refused {
  const refused = refusalIn(error);
  return { ...refused, faults: faultsInWords(error instanceof Problem ? error.errors : [], typed) };
}
