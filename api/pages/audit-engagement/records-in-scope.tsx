import { z } from 'zod';
import { overseers } from '../../people-shown.ts';
import { readAuditEngagement } from '../../routes/audit-engagement.ts';
import {
  getRecordEvidence,
  listRecordEvidence,
  listRecordsOfKind,
  readRecordEvents,
  readRecordInScope,
} from '../../routes/audit-engagement-record.ts';
import { auditedKind, type recordInScope } from '../../schemas/audit-engagement.ts';
import { type evidence, evidenceHash } from '../../schemas/evidence.ts';
import { cursor, eventsSeen, requestId } from '../../schemas/text.ts';
import { EmptyState, More, PersonLabel, Section, withQuery } from '../components/document.tsx';
import { Time } from '../components/time.tsx';
import { kindInWords, typeInWords } from '../event-words.ts';
import { page } from '../page.ts';
import {
  auditedKindWords,
  type AuditEngagementReading,
  scopeInWords,
  stateOfRecord,
} from './audit-engagement-words.tsx';
import { RecordContent } from './record-content.tsx';

const access = [...overseers];
const ofKind = z.object({ id: requestId, kind: auditedKind });
const ofRecord = ofKind.extend({ record: requestId });
const eventsShown = 100;

/** The records of one kind that are in the scope. */
export const recordsInScopePage = page({
  method: 'get',
  path: '/audit-engagements/{id}/records/{kind}',
  access,
  external: true,
  params: ofKind,
  query: z.object({ cursor }),
  handle: async ({ params: { id, kind }, query, viewer, perform }) => {
    const { body: engagement } = await perform(readAuditEngagement, { params: { id } });
    const { body } = await perform(listRecordsOfKind, {
      params: { id, kind },
      query: { limit: '50', ...(query.cursor !== undefined && { cursor: query.cursor }) },
    });
    const { items, next } = body as { items: z.output<typeof recordInScope>[]; next: string | null };
    const { title, scope } = engagement as AuditEngagementReading;
    const path = `/audit-engagements/${id}/records/${kind}`;
    return {
      title: `${auditedKindWords[kind]} · ${title}`,
      main: (
        <>
          <div class="page-head">
            <p class="line">
              <a href={`/audit-engagements/${id}`}>{title}</a>
            </p>
            <h1>{auditedKindWords[kind]}</h1>
            <p class="lead">In the scope: {scopeInWords(scope)}.</p>
          </div>
          {items.length === 0 ? (
            <EmptyState title="There is none in the scope." />
          ) : (
            <ul class="list">
              {items.map((record) => (
                <li key={record.id}>
                  <p class="list-title">
                    <a href={`${path}/${record.id}`}>{record.title}</a>
                  </p>
                  <p class="list-side">{stateOfRecord(record.state)}</p>
                  <p class="list-more">
                    <span>
                      on record since <Time at={record.at} zone={viewer.timeZone} style="day" />
                    </span>
                  </p>
                </li>
              ))}
            </ul>
          )}
          <More href={next === null ? null : withQuery(path, { cursor: next })} />
        </>
      ),
    };
  },
});

/** One record: what it says, its files, and all that happened to it with the hashes. */
export const recordInScopePage = page({
  method: 'get',
  path: '/audit-engagements/{id}/records/{kind}/{record}',
  access,
  external: true,
  params: ofRecord,
  query: z.object({ after: eventsSeen.catch(0) }),
  handle: async ({ params: asked, query: { after }, viewer, perform }) => {
    const [{ body: engagement }, { body: record }, { body: files }, { body: happened }] = await Promise.all([
      perform(readAuditEngagement, { params: { id: asked.id } }),
      perform(readRecordInScope, { params: asked }),
      perform(listRecordEvidence, { params: asked }),
      perform(readRecordEvents, { params: asked, query: { after, limit: eventsShown } }),
    ]);
    const { items: events } = happened as { items: Happened[] };
    const { items: attached } = files as { items: File[] };
    const { title } = engagement as AuditEngagementReading;
    const path = `/audit-engagements/${asked.id}/records/${asked.kind}/${asked.record}`;
    const name = nameOf(record as object);
    const last = events.at(-1)?.seq;
    const zone = viewer.timeZone;
    return {
      title: name,
      main: (
        <>
          <div class="page-head">
            <p class="line">
              <a href={`/audit-engagements/${asked.id}`}>{title}</a>
              <a href={`/audit-engagements/${asked.id}/records/${asked.kind}`}>
                {auditedKindWords[asked.kind]}
              </a>
            </p>
            <h1>{name}</h1>
            <p class="hash">{`${asked.kind}/${asked.record}`}</p>
          </div>
          <div class="stack">
            <Section title={kindInWords(asked.kind)}>
              <RecordContent value={record} zone={zone} />
            </Section>
            {attached.length > 0 && (
              <Section title="Files">
                <Files path={path} files={attached} zone={zone} />
              </Section>
            )}
            <Section title="What happened">
              <p class="hint">The hash of each event covers its bytes and the hash of the event before it.</p>
              <Events events={events} zone={zone} />
              <More
                href={
                  events.length < eventsShown || last === undefined
                    ? null
                    : withQuery(path, { after: String(last) })
                }
              />
            </Section>
          </div>
        </>
      ),
    };
  },
});

/** A file of a record, to be saved. */
export const recordEvidencePage = page({
  method: 'get',
  path: '/audit-engagements/{id}/records/{kind}/{record}/evidence/{hash}',
  access,
  external: true,
  params: ofRecord.extend({ hash: evidenceHash }),
  sendsFile: true,
  handle: async ({ params, perform }) => ({ file: await perform(getRecordEvidence, { params }) }),
});

interface Happened {
  seq: number;
  type: string;
  at: string;
  hash: string;
  by: { id: string; userName: string; name: string };
}

type File = z.output<typeof evidence>;

function nameOf(record: object): string {
  const named = Object.entries(record).find(([field]) => ['title', 'name', 'summary'].includes(field));
  if (named !== undefined && typeof named[1] === 'string') return named[1];
  const nested = Object.values(record).find(
    (part): part is object =>
      typeof part === 'object' && part !== null && ('title' in part || 'name' in part),
  );
  return nested === undefined ? 'A record' : nameOf(nested);
}

function Files({ path, files, zone }: { path: string; files: readonly File[]; zone: string }) {
  return (
    <ul class="list">
      {files.map(({ hash, name, addedBy, addedAt }) => (
        <li key={hash}>
          <p class="list-title">
            <a href={`${path}/evidence/${hash}`}>{name}</a>
          </p>
          <p class="list-more">
            <span>
              from <PersonLabel person={addedBy} />, <Time at={addedAt} zone={zone} />
            </span>
            <span class="hash">{hash}</span>
          </p>
        </li>
      ))}
    </ul>
  );
}

function Events({ events, zone }: { events: readonly Happened[]; zone: string }) {
  return (
    <ol class="list">
      {events.map(({ seq, type, at, hash, by }) => (
        <li key={seq}>
          <p class="list-title">
            <span class="figure">{seq}</span> {typeInWords(type)}
          </p>
          <p class="list-side">
            <Time at={at} zone={zone} />
          </p>
          <p class="list-more">
            <span>
              by <PersonLabel person={by} />
            </span>
            <span class="hash">{hash}</span>
          </p>
        </li>
      ))}
    </ol>
  );
}
