import { z } from 'zod';
import { packReaders } from '../../../domain/audit-pack.ts';
import { Problem } from '../../problem.ts';
import { cancelAuditPack, downloadAuditPack, readAuditPack } from '../../routes/audit-pack.ts';
import { requestId } from '../../schemas/text.ts';
import { Facts, Notice, PersonLabel, Section } from '../components/document.tsx';
import { FaultSummary } from '../components/form.tsx';
import { counted, Time } from '../components/time.tsx';
import { streamPath } from '../event-words.ts';
import { page, type PageCall, type View, type Viewer } from '../page.ts';
import { notRefused, type Refused, refusalIn } from '../refused-form.ts';
import { HowToVerify, keyFingerprint } from './how-to-verify.tsx';
import { AuditPackMark, type AuditPackReading, scopeInWords, sizeInWords } from './audit-pack-words.tsx';

const params = z.object({ id: requestId });
type Call = PageCall<typeof params, undefined>;

export const readAuditPackPage = page({
  method: 'get',
  path: '/audit-packs/{id}',
  access: [...packReaders],
  params,
  handle: (call) => packView(call, notRefused),
});

export const cancelAuditPackPage = page({
  method: 'post',
  path: '/audit-packs/{id}/cancellation',
  access: [...packReaders],
  params,
  handle: async (call) => {
    const { id } = call.params;
    try {
      await call.perform(cancelAuditPack, { params: { id }, body: {} });
      return { redirect: `/audit-packs/${id}` };
    } catch (error) {
      return packView(call, refusalIn(error));
    }
  },
});

export const saveAuditPack = page({
  method: 'get',
  path: '/audit-packs/{id}/download',
  access: [...packReaders],
  params,
  sendsFile: true,
  handle: async ({ params: { id }, perform }) => ({
    file: await perform(downloadAuditPack, { params: { id } }),
  }),
});

async function packView({ params: { id }, viewer, perform }: Call, refused: Refused): Promise<View> {
  const { status, body } = await perform(readAuditPack, { params: { id } });
  if (status !== 200) throw new Problem('unavailable', 'This audit pack is on its way. Look again soon.');
  const pack = body as AuditPackReading;
  const fingerprint = pack.state === 'ready' ? await keyFingerprint(perform) : undefined;
  const zone = viewer.timeZone;
  return {
    title: pack.title,
    status: refused.status,
    ...(pack.state === 'making' && { changes: `/audit-packs/${id}/changes` }),
    main: (
      <>
        <div class="page-head" data-part="head">
          <p class="line">
            <AuditPackMark state={pack.state} />
            <a href="/audit-packs">Audit packs</a>
          </p>
          <h1>{pack.title}</h1>
        </div>
        <FaultSummary {...refused} />
        <div class="stack">
          <div class="stack" data-part="state">
            <State pack={pack} fingerprint={fingerprint} viewer={viewer} />
          </div>
          <Facts
            facts={[
              ['Period', `${pack.from} to ${pack.until}`],
              ['AI systems', scopeInWords(pack)],
              [
                'For auditors from outside',
                pack.engagement && (
                  <a key="for" href={`/audit-engagements/${pack.engagement.id}`}>
                    {pack.engagement.title}
                  </a>
                ),
              ],
              ['Asked for by', <PersonLabel key="by" person={pack.askedBy} />],
              ['Asked for', <Time key="at" at={pack.askedAt} zone={zone} />],
              [
                'On record',
                <a key="record" href={streamPath(`audit-pack/${id}`)}>
                  All that happened
                </a>,
              ],
            ]}
          />
        </div>
      </>
    ),
  };
}

function State({
  pack,
  fingerprint,
  viewer,
}: {
  pack: AuditPackReading;
  fingerprint: string | undefined;
  viewer: Viewer;
}) {
  const { state, cancelled } = pack;
  if (state === 'making') return <Making pack={pack} viewer={viewer} />;
  if (state === 'ready') return <Ready pack={pack} fingerprint={fingerprint} zone={viewer.timeZone} />;
  if (cancelled !== null) {
    return (
      <Notice>
        Called off by <PersonLabel person={cancelled.by} /> <Time at={cancelled.at} zone={viewer.timeZone} />.
      </Notice>
    );
  }
  return (
    <Notice>
      Its files are kept no more. <a href="/audit-packs/new">Ask for another one</a>
    </Notice>
  );
}

function Making({ pack: { id, progress }, viewer }: { pack: AuditPackReading; viewer: Viewer }) {
  if (progress === null) return null;
  const { part, parts, title, records, events, ofEvents, files, bytes } = progress;
  return (
    <section class="panel stack-close" aria-labelledby="making">
      <h2 id="making">It is being made</h2>
      <p>
        Part {part} of {parts}: {title}
      </p>
      <progress max={parts} value={part - 1} aria-label="Parts that are written" />
      <Facts
        facts={[
          ['Records', records.toLocaleString('en')],
          ['Events', `${events.toLocaleString('en')} of ${ofEvents.toLocaleString('en')}`],
          ['Files', `${files.toLocaleString('en')}, ${sizeInWords(bytes)}`],
        ]}
      />
      <p class="hint">
        This page brings itself up to date. Without JavaScript, <a href={`/audit-packs/${id}`}>look again</a>.
        Nobody has to wait here: it is made all the same.
      </p>
      {viewer.person.roles.some((role) => packReaders.some((one) => one === role)) && (
        <form method="post" action={`/audit-packs/${id}/cancellation`}>
          <button class="button-quiet">Call it off</button>
        </form>
      )}
    </section>
  );
}

function Ready({
  pack: { id, made, keptUntil, downloads },
  fingerprint,
  zone,
}: {
  pack: AuditPackReading;
  fingerprint: string | undefined;
  zone: string;
}) {
  if (made === null || keptUntil === null) return null;
  return (
    <>
      <section class="panel panel-act stack-close" aria-labelledby="ready">
        <h2 id="ready">Download it</h2>
        <p>
          {counted(made.records, 'record')}, {counted(made.events, 'event')}, {counted(made.files, 'file')},{' '}
          {sizeInWords(made.bytes)} unpacked. Kept until <Time at={keptUntil} zone={zone} />.
        </p>
        <p class="buttons">
          <a class="button" href={`/audit-packs/${id}/download`}>
            Download the pack (ZIP)
          </a>
        </p>
        <form method="post" action={`/audit-packs/${id}/cancellation`}>
          <button class="link">Throw its files away now</button>
        </form>
      </section>
      {downloads.length > 0 && (
        <Section title="Who has taken it">
          <ul class="list">
            {downloads.map(({ by, at }) => (
              <li key={at}>
                <p class="list-title">
                  <PersonLabel person={by} />
                </p>
                <p class="list-side">
                  <Time at={at} zone={zone} />
                </p>
              </li>
            ))}
          </ul>
        </Section>
      )}
      <Section title="Verify it">
        <div class="stack-close">
          <HowToVerify fingerprint={fingerprint} />
          <Facts
            facts={[
              [
                'SHA-256 of manifest.json',
                <span key="hash" class="hash">
                  {made.manifestHash}
                </span>,
              ],
            ]}
          />
        </div>
      </Section>
    </>
  );
}
