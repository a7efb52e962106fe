import { z } from 'zod';
import { listPeopleInRole } from '../../../db/people-in-role.ts';
import type { AuditedKind } from '../../../domain/audited-kind.ts';
import { overseers } from '../../people-shown.ts';
import type { AnyRoute } from '../../route.ts';
import {
  askForEngagementPack,
  downloadEngagementPack,
  listEngagementPacks,
} from '../../routes/audit-engagement-pack.ts';
import { countRecordsInScope } from '../../routes/audit-engagement-record.ts';
import {
  addAuditor,
  closeAuditEngagement,
  moveAuditEngagementEnd,
  readAuditEngagement,
  removeAuditor,
} from '../../routes/audit-engagement.ts';
import { askForEvidence, listEngagementRequests, listPeopleToAsk } from '../../routes/evidence-request.ts';
import { cursor, requestId } from '../../schemas/text.ts';
import {
  EmptyState,
  Facts,
  More,
  Notice,
  PersonLabel,
  Prose,
  Section,
  withQuery,
} from '../components/document.tsx';
import { counted, Time } from '../components/time.tsx';
import { type Form, page, type PageCall, type PageReply, type View } from '../page.ts';
import { notRefused, type Refused, refusalIn } from '../refused-form.ts';
import { AuditEngagementDeeds, type Deed } from './audit-engagement-deeds.tsx';
import { mayDirect } from './audit-engagement-list.tsx';
import {
  auditedKindWords,
  AuditEngagementMark,
  type AuditEngagementReading,
  dateInWords,
  scopeInWords,
} from './audit-engagement-words.tsx';
import { keyFingerprint } from '../audit-pack/how-to-verify.tsx';
import type { AuditPackSummary } from '../audit-pack/audit-pack-words.tsx';
import { EngagementPacks } from './engagement-packs.tsx';
import { AskForm, type PersonToAsk } from './ask-form.tsx';
import { EvidenceRequestRows, type RequestSummary } from './evidence-request-rows.tsx';

const params = z.object({ id: requestId });
const query = z.object({ cursor });
type Call = PageCall<typeof params, typeof query | undefined>;

export const readAuditEngagementPage = page({
  method: 'get',
  path: '/audit-engagements/{id}',
  access: [...overseers],
  external: true,
  params,
  query,
  handle: (call) => engagementView(call, notRefused, call.query.cursor),
});

export const askForEvidencePage = page({
  method: 'post',
  path: '/audit-engagements/{id}/evidence-requests',
  access: ['external_auditor'],
  external: true,
  params,
  handle: async (call) => {
    const { form, params: asked, perform } = call;
    try {
      const { body } = await perform(askForEvidence, { params: asked, body: questionIn(form) });
      return { redirect: `/evidence-requests/${(body as { id: string }).id}` };
    } catch (error) {
      return engagementView(call, refusalIn(error));
    }
  },
});

function questionIn(form: Form) {
  return {
    title: form.text('/title'),
    text: form.text('/text'),
    dueOn: form.text('/dueOn'),
    ...(form.text('/to') !== '' && { to: form.text('/to') }),
  };
}

const directing: ['compliance_manager', 'administrator'] = ['compliance_manager', 'administrator'];

export const addAuditorPage = page({
  method: 'post',
  path: '/audit-engagements/{id}/auditors',
  access: directing,
  params,
  handle: (call) => carryOut(call, addAuditor, 'entry', ['auditor']),
});

export const removeAuditorPage = page({
  method: 'post',
  path: '/audit-engagements/{id}/auditor-removal',
  access: directing,
  params,
  handle: (call) => carryOut(call, removeAuditor, 'removal', ['auditor', 'reason']),
});

export const askForPackPage = page({
  method: 'post',
  path: '/audit-engagements/{id}/packs',
  access: directing,
  params,
  handle: (call) => carryOut(call, askForEngagementPack, 'pack', []),
});

export const savePackPage = page({
  method: 'get',
  path: '/audit-engagements/{id}/packs/{pack}/download',
  access: [...overseers],
  external: true,
  params: params.extend({ pack: requestId }),
  sendsFile: true,
  handle: async ({ params: asked, perform }) => ({
    file: await perform(downloadEngagementPack, { params: asked }),
  }),
});

export const moveEndPage = page({
  method: 'post',
  path: '/audit-engagements/{id}/end',
  access: directing,
  params,
  handle: (call) => carryOut(call, moveAuditEngagementEnd, 'end', ['endsOn', 'reason']),
});

export const closeEngagementPage = page({
  method: 'post',
  path: '/audit-engagements/{id}/closing',
  access: directing,
  params,
  handle: (call) => carryOut(call, closeAuditEngagement, 'closing', ['reason']),
});

/** The forms of the page stand beside each other: the fields of each have its name before theirs. */
async function carryOut(call: Call, route: AnyRoute, deed: Deed, fields: string[]): Promise<PageReply> {
  const { id } = call.params;
  const body = Object.fromEntries(fields.map((field) => [field, call.form.text(`/${deed}/${field}`)]));
  try {
    await call.perform(route, { params: { id }, body });
    return { redirect: `/audit-engagements/${id}` };
  } catch (error) {
    const refused = refusalIn(error);
    const faults = new Map([...refused.faults].map(([name, fault]) => [`/${deed}${name}`, fault]));
    return engagementView(call, { ...refused, faults });
  }
}

async function engagementView(call: Call, refused: Refused, after?: string): Promise<View> {
  const { params: asked, form, viewer, at, services, perform } = call;
  const [{ body: read }, { body: inScope }, { body: made }, { body: requested }, { body: people }] =
    await Promise.all([
      perform(readAuditEngagement, { params: asked }),
      perform(countRecordsInScope, { params: asked }),
      perform(listEngagementPacks, { params: asked, query: { limit: '25' } }),
      perform(listEngagementRequests, {
        params: asked,
        query: { limit: '25', ...(after !== undefined && { cursor: after }) },
      }),
      perform(listPeopleToAsk, { params: asked }),
    ]);
  const engagement = read as AuditEngagementReading;
  const counts = (inScope as { items: { kind: AuditedKind; records: number }[] }).items;
  const { items: requests, next } = requested as { items: RequestSummary[]; next: string | null };
  const { items: packs } = made as { items: AuditPackSummary[] };
  const { id, title, firm, state, over } = engagement;
  const fingerprint = packs.some((pack) => pack.state === 'ready')
    ? await keyFingerprint(perform)
    : undefined;
  const path = `/audit-engagements/${id}`;
  const mayAsk = viewer.external && state === 'open';
  const directs = mayDirect(viewer) && state === 'open';
  const outside = directs ? await listPeopleInRole(services.db, 'external_auditor', { limit: 200 }) : [];
  return {
    title,
    status: refused.status,
    main: (
      <>
        <div class="page-head">
          <p class="line">
            <AuditEngagementMark state={state} />
            <span>{firm}</span>
          </p>
          <h1>{title}</h1>
        </div>
        {over !== null && (
          <Notice>
            Over since <Time at={over.at} zone={viewer.timeZone} />
            {over.reason !== '' && <Prose text={over.reason} />}
          </Notice>
        )}
        <div class="stack">
          <EngagementFacts engagement={engagement} zone={viewer.timeZone} />
          <Section title="What is in the scope">
            <ul class="list">
              <li>
                <p class="list-title">
                  <a href={`${path}/controls`}>How the controls stand</a>
                </p>
                <p class="list-more">
                  <span>ISO/IEC 42001, statement by statement, by the records in the scope</span>
                </p>
              </li>
              {counts.map(({ kind, records }) => (
                <li key={kind}>
                  <p class="list-title">
                    <a href={`${path}/records/${kind}`}>{auditedKindWords[kind]}</a>
                  </p>
                  <p class="list-side">{counted(records, 'record')}</p>
                </li>
              ))}
            </ul>
          </Section>
          {packs.length > 0 && (
            <Section title="Audit packs">
              <EngagementPacks {...{ path, fingerprint, viewer }} items={packs} />
            </Section>
          )}
          <Section title="Requests for evidence">
            {requests.length === 0 ? (
              <EmptyState title="Nothing has been asked for." />
            ) : (
              <EvidenceRequestRows items={requests} now={at} zone={viewer.timeZone} />
            )}
            <More href={next === null ? null : withQuery(path, { cursor: next })} />
          </Section>
          {mayAsk && (
            <AskForm
              action={`${path}/evidence-requests`}
              form={form}
              refused={refused}
              people={(people as { items: PersonToAsk[] }).items}
              endsOn={engagement.endsOn}
            />
          )}
          {directs && <AuditEngagementDeeds {...{ engagement, form, refused, outside }} />}
        </div>
      </>
    ),
  };
}

function EngagementFacts({ engagement, zone }: { engagement: AuditEngagementReading; zone: string }) {
  const { scope, systems, auditors, openedBy, openedAt, endsOn, state } = engagement;
  return (
    <Facts
      facts={[
        ['Scope', scopeInWords(scope)],
        ['AI systems', systems.map(({ name }) => name).join(', ')],
        [
          'Let in',
          state !== 'open'
            ? 'nobody any more'
            : auditors.length === 0
              ? 'nobody yet'
              : auditors.map((auditor) => (
                  <span key={auditor.id}>
                    <PersonLabel person={auditor} />{' '}
                  </span>
                )),
        ],
        [state === 'open' ? 'Last day' : 'Was to end on', dateInWords(endsOn)],
        [
          'Opened',
          <span key="opened">
            <Time at={openedAt} zone={zone} /> by <PersonLabel person={openedBy} />
          </span>,
        ],
      ]}
    />
  );
}
