import { z } from 'zod';
import type { AnyRoute } from '../../route.ts';
import {
  acceptEvidence,
  addEvidenceToRequest,
  answerEvidenceRequest,
  askBack,
  declineEvidenceRequest,
  getRequestEvidence,
  handOverEvidenceRequest,
  listRequestEvidence,
  readEvidenceRequest,
} from '../../routes/evidence-request.ts';
import { evidenceHash } from '../../schemas/evidence.ts';
import { requestId } from '../../schemas/text.ts';
import { EvidenceRequestMark } from '../audit-engagement/audit-engagement-words.tsx';
import { Facts, Notice, PersonLabel, Prose, Section } from '../components/document.tsx';
import { Due, Time } from '../components/time.tsx';
import { page, type PageCall, type PageReply, type View } from '../page.ts';
import { notRefused, type Refused, refusalIn } from '../refused-form.ts';
import { JudgeForms, ReplyForms } from './evidence-request-deeds.tsx';
import {
  type EvidenceFile,
  type EvidenceRequestReading,
  mayLookAtEngagement,
  mayReply,
} from './evidence-request-reading.ts';

const params = z.object({ id: requestId });
type Call = PageCall<typeof params, undefined>;

export const readEvidenceRequestPage = page({
  method: 'get',
  path: '/evidence-requests/{id}',
  access: 'anyone',
  external: true,
  params,
  handle: (call) => requestView(call, notRefused),
});

/** With a file or without; what was put to it before, and not sent yet, goes with it. */
export const answerPage = page({
  method: 'post',
  path: '/evidence-requests/{id}/answer',
  access: 'self',
  params,
  takesFile: true,
  handle: async (call) => {
    const { form, file, params: asked, perform } = call;
    try {
      const added = file && (await perform(addEvidenceToRequest, { params: asked, body: { file } }));
      const files = [
        ...form.all('/files'),
        ...(added === undefined ? [] : [(added.body as EvidenceFile).hash]),
      ];
      const body = { text: form.text('/text'), files: [...new Set(files)] };
      await perform(answerEvidenceRequest, { params: asked, body });
      return { redirect: `/evidence-requests/${asked.id}` };
    } catch (error) {
      return requestView(call, refusalIn(error));
    }
  },
});

export const declinePage = page({
  method: 'post',
  path: '/evidence-requests/{id}/declining',
  access: 'self',
  params,
  handle: (call) => carryOut(call, declineEvidenceRequest, { reason: call.form.text('/reason') }),
});

export const handOverPage = page({
  method: 'post',
  path: '/evidence-requests/{id}/handover',
  access: 'self',
  params,
  handle: (call) => carryOut(call, handOverEvidenceRequest, { to: call.form.text('/to') || null }),
});

export const acceptPage = page({
  method: 'post',
  path: '/evidence-requests/{id}/acceptance',
  access: ['external_auditor'],
  external: true,
  params,
  handle: (call) => carryOut(call, acceptEvidence, { note: call.form.text('/note') }),
});

export const askBackPage = page({
  method: 'post',
  path: '/evidence-requests/{id}/asking-back',
  access: ['external_auditor'],
  external: true,
  params,
  handle: ({ form, ...call }) =>
    carryOut({ form, ...call }, askBack, { text: form.text('/missing'), dueOn: form.text('/dueOn') }),
});

export const requestEvidencePage = page({
  method: 'get',
  path: '/evidence-requests/{id}/evidence/{hash}',
  access: 'anyone',
  external: true,
  params: params.extend({ hash: evidenceHash }),
  sendsFile: true,
  handle: async ({ params: asked, perform }) => ({
    file: await perform(getRequestEvidence, { params: asked }),
  }),
});

async function carryOut(
  call: Call,
  route: AnyRoute,
  body: Record<string, string | null>,
): Promise<PageReply> {
  const { id } = call.params;
  try {
    await call.perform(route, { params: { id }, body });
    return { redirect: `/evidence-requests/${id}` };
  } catch (error) {
    return requestView(call, refusalIn(error));
  }
}

async function requestView(call: Call, refused: Refused): Promise<View> {
  const { params: asked, form, viewer, at, perform } = call;
  const { body } = await perform(readEvidenceRequest, { params: asked });
  const request = body as EvidenceRequestReading;
  const { body: put } = await perform(listRequestEvidence, { params: asked });
  const sent = request.rounds.flatMap(({ reply }) => reply?.files ?? []).map(({ hash }) => hash);
  const waiting = (put as { items: EvidenceFile[] }).items.filter(({ hash }) => !sent.includes(hash));
  const { state, title, engagement, settled, dueAt } = request;
  const zone = viewer.timeZone;
  return {
    title,
    status: refused.status,
    main: (
      <>
        <div class="page-head">
          <p class="line">
            <EvidenceRequestMark state={state} />
            {state === 'asked' && <Due at={dueAt} now={at} zone={zone} />}
            {mayLookAtEngagement(viewer) && <a href={`/audit-engagements/${engagement}`}>The engagement</a>}
          </p>
          <h1>{title}</h1>
        </div>
        {settled !== null && (
          <Notice tone={state === 'accepted' ? 'good' : 'plain'}>
            {state === 'accepted' ? 'Accepted' : 'Called off'} by <PersonLabel person={settled.by} />,{' '}
            <Time at={settled.at} zone={zone} />
            <Prose text={settled.note} />
          </Notice>
        )}
        <div class="stack">
          <RequestFacts request={request} zone={zone} />
          <Section title="Questions and replies">
            <Rounds request={request} zone={zone} />
          </Section>
          {state === 'asked' && mayReply(viewer, request) && (
            <ReplyForms {...{ request, form, refused, files: waiting }} />
          )}
          {viewer.external && (state === 'answered' || state === 'declined') && (
            <JudgeForms {...{ request, form, refused }} />
          )}
        </div>
      </>
    ),
  };
}

function RequestFacts({ request, zone }: { request: EvidenceRequestReading; zone: string }) {
  const { to, askedBy, dueAt, escalatedAt, state } = request;
  return (
    <Facts
      facts={[
        ['Asked by', <PersonLabel key="by" person={askedBy} />],
        ['Asked of', to === null ? 'the compliance managers' : <PersonLabel key="to" person={to} />],
        ['Due', <Time key="due" at={dueAt} zone={zone} />],
        ['Escalated', state === 'asked' && escalatedAt && <Time key="late" at={escalatedAt} zone={zone} />],
      ]}
    />
  );
}

function Rounds({ request: { id, rounds }, zone }: { request: EvidenceRequestReading; zone: string }) {
  return (
    <ol class="timeline">
      {rounds.flatMap(({ text, by, at, reply }, index) => [
        <li key={`${index} asked`}>
          <p>
            <PersonLabel person={by} /> {index === 0 ? 'asked' : 'asked back'} <Time at={at} zone={zone} />
          </p>
          <Prose text={text} />
        </li>,
        reply !== null && (
          <li key={`${index} replied`}>
            <p>
              <PersonLabel person={reply.by} /> {reply.kind} <Time at={reply.at} zone={zone} />
            </p>
            <Prose text={reply.text} />
            {reply.files.map(({ hash, name }) => (
              <p key={hash}>
                <a href={`/evidence-requests/${id}/evidence/${hash}`}>{name}</a>
              </p>
            ))}
          </li>
        ),
      ])}
    </ol>
  );
}
