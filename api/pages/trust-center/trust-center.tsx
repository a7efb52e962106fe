import type { z } from 'zod';
import { trustPath } from '../../../domain/trust-address.ts';
import { newsTopics } from '../../../domain/subscriber.ts';
import { overseers } from '../../people-shown.ts';
import { Problem } from '../../problem.ts';
import { listNdaVersions } from '../../routes/nda.ts';
import {
  countSubscribers,
  listTrustPageVersions,
  publishDraft,
  readTrustPageDraft,
  withdrawPage,
} from '../../routes/trust-center.ts';
import { listTrustDocuments } from '../../routes/trust-document.ts';
import type {
  ndaVersion,
  trustDocument,
  trustPageDraft,
  trustPageVersion,
} from '../../schemas/trust-center.ts';
import { EmptyState, Facts, Notice, PersonLabel, Section } from '../components/document.tsx';
import { FaultSummary, TextArea } from '../components/form.tsx';
import { counted, Time } from '../components/time.tsx';
import { page, type PageCall, type PageReply, type View } from '../page.ts';
import { notRefused, type Refused, refusalIn } from '../refused-form.ts';

type Call = PageCall<undefined, undefined>;
type Version = z.output<typeof trustPageVersion>;
type Draft = z.output<typeof trustPageDraft>;
type Document = z.output<typeof trustDocument>;
type Nda = z.output<typeof ndaVersion>;

const manager: ['compliance_manager'] = ['compliance_manager'];

/** All of the trust center, for whoever manages it and whoever looks over their shoulder. */
export const readTrustCenterPage = page({
  method: 'get',
  path: '/trust-center',
  access: [...overseers],
  handle: (call) => centerView(call, notRefused),
});

export const publish = page({
  method: 'post',
  path: '/trust-center/publication',
  access: manager,
  handle: (call) =>
    carriedOut(call, () =>
      call.perform(publishDraft, { headers: { 'if-match': `"${call.form.text('draft')}"` } }),
    ),
});

export const withdraw = page({
  method: 'post',
  path: '/trust-center/withdrawal',
  access: manager,
  handle: (call) =>
    carriedOut(call, () => call.perform(withdrawPage, { body: { reason: call.form.text('/reason') } })),
});

async function carriedOut(call: Call, deed: () => Promise<unknown>): Promise<PageReply> {
  try {
    await deed();
    return { redirect: '/trust-center' };
  } catch (error) {
    return centerView(call, refusalIn(error));
  }
}

async function centerView(call: Call, refused: Refused): Promise<View> {
  const { viewer, perform } = call;
  const [versions, documents, ndas, subscribers, draft] = await Promise.all([
    perform(listTrustPageVersions, {}).then(({ body }) => (body as { items: Version[] }).items),
    perform(listTrustDocuments, {}).then(({ body }) => (body as { items: Document[] }).items),
    perform(listNdaVersions, {}).then(({ body }) => (body as { items: Nda[] }).items),
    perform(countSubscribers, {}).then(({ body }) => body as { all: number; topics: Record<string, number> }),
    draftOf(call),
  ]);
  const manages = viewer.person.roles.includes('compliance_manager');
  return {
    title: 'Trust center',
    status: refused.status,
    main: (
      <>
        <div class="page-head">
          <h1>Trust center</h1>
          <p class="lead">What the world reads of how AI is used here, and what some are shown on request.</p>
          <p class="line">
            <a href={trustPath}>The public page</a>
            <a href="/access-grants">Who asks, and who is granted what</a>
            <a href="/trust-center/downloads">Copies taken</a>
          </p>
        </div>
        <FaultSummary {...refused} />
        <div class="stack">
          <Published versions={versions} zone={viewer.timeZone} />
          {manages && <Deeds draft={draft} published={versions[0]} call={call} refused={refused} />}
          <Documents documents={documents} adds={mayAdd(viewer)} />
          <Agreement ndas={ndas} manages={manages} zone={viewer.timeZone} />
          <Section title="Subscribers">
            <p>
              {subscribers.all === 0
                ? 'Nobody hears of changes yet.'
                : `${counted(subscribers.all, 'address hears', 'addresses hear')} of changes: ${newsTopics
                    .map((topic) => `${subscribers.topics[topic] ?? 0} of each ${topic}`)
                    .join(', ')}.`}
            </p>
          </Section>
        </div>
      </>
    ),
  };
}

function mayAdd({ person: { roles } }: Call['viewer']): boolean {
  return roles.includes('compliance_manager') || roles.includes('administrator');
}

async function draftOf({ perform }: Call): Promise<Draft | undefined> {
  try {
    return (await perform(readTrustPageDraft, {})).body as Draft;
  } catch (error) {
    if (error instanceof Problem && error.code === 'not_found') return undefined;
    throw error;
  }
}

function Published({ versions, zone }: { versions: readonly Version[]; zone: string }) {
  const [last] = versions;
  if (last === undefined) {
    return (
      <EmptyState title="Nothing is published yet.">
        <p>Whoever opens the public page is told that there is nothing.</p>
      </EmptyState>
    );
  }
  return (
    <Section title="What is published">
      {last.withdrawn !== null && (
        <Notice tone="bad">
          Nothing: version {last.version} was withdrawn by <PersonLabel person={last.withdrawn.by} />,{' '}
          <Time at={last.withdrawn.at} zone={zone} />. {last.withdrawn.reason}
        </Notice>
      )}
      <Facts
        facts={[
          ['Version', String(last.version)],
          ['Published', <Time key="at" at={last.publishedAt} zone={zone} />],
          ['By', <PersonLabel key="by" person={last.publishedBy} />],
          [
            'SHA-256',
            <span key="hash" class="hash">
              {last.hash}
            </span>,
          ],
          [
            'On record',
            <a key="record" href="/audit/streams/trust-center/page">
              All that was published
            </a>,
          ],
        ]}
      />
    </Section>
  );
}

function Deeds({
  draft,
  published,
  call: { form },
  refused,
}: {
  draft: Draft | undefined;
  published: Version | undefined;
  call: Call;
  refused: Refused;
}) {
  return (
    <Section title="Draft">
      <div class="stack-close">
        <p class="line">
          <a href="/trust-center/draft">
            {draft === undefined ? 'Write the first draft …' : 'Edit the draft …'}
          </a>
          {draft !== undefined && <a href="/trust-center/preview">Look at it as the world would</a>}
        </p>
        {draft !== undefined && (
          <form method="post" action="/trust-center/publication">
            <input type="hidden" name="draft" value={draft.version} />
            <button>Publish the draft</button>
          </form>
        )}
        {published !== undefined && published.withdrawn === null && (
          <details>
            <summary>Withdraw what is published</summary>
            <form method="post" action="/trust-center/withdrawal" class="form">
              <TextArea
                name="/reason"
                label="Why"
                value={form.text('/reason')}
                fault={refused.faults.get('/reason')}
              />
              <button class="button-bad">Withdraw it</button>
            </form>
          </details>
        )}
      </div>
    </Section>
  );
}

function Documents({ documents, adds }: { documents: readonly Document[]; adds: boolean }) {
  return (
    <Section title="Documents on request">
      <div class="stack-close">
        {adds && (
          <p>
            <a href="/trust-center/documents/new">Add a document …</a>
          </p>
        )}
        {documents.length === 0 ? (
          <EmptyState title="There is none." />
        ) : (
          <ul class="list">
            {documents.map(({ id, title, owner, listed, needsNda, removedAt }) => (
              <li key={id}>
                <p class="list-title">
                  <a href={`/trust-center/documents/${id}`}>{title}</a>
                </p>
                <p class="list-more">
                  {removedAt !== null && <span>removed</span>}
                  <span>{listed ? 'listed' : 'for whoever has its address'}</span>
                  {needsNda && <span>needs the NDA</span>}
                  <PersonLabel person={owner} />
                </p>
              </li>
            ))}
          </ul>
        )}
      </div>
    </Section>
  );
}

function Agreement({ ndas, manages, zone }: { ndas: readonly Nda[]; manages: boolean; zone: string }) {
  const [inForce] = ndas;
  return (
    <Section title="NDA">
      <div class="stack-close">
        {inForce === undefined ? (
          <p>There is none: documents that need one can be asked for once there is.</p>
        ) : (
          <Facts
            facts={[
              ['Version in force', <a key="v" href="/trust-center/nda">{`Version ${inForce.version}`}</a>],
              ['Since', <Time key="since" at={inForce.publishedAt} zone={zone} />],
              [
                'SHA-256',
                <span key="hash" class="hash">
                  {inForce.hash}
                </span>,
              ],
            ]}
          />
        )}
        {manages && (
          <p>
            <a href="/trust-center/nda">{inForce === undefined ? 'Write it …' : 'Write another version …'}</a>
          </p>
        )}
      </div>
    </Section>
  );
}
