import { z } from 'zod';
import { exportStream, type RecordedEvent } from '../../../db/audit.ts';
import { namesOf, type PersonName } from '../../../db/directory.ts';
import type { PersonId } from '../../../domain/decider.ts';
import { Problem } from '../../problem.ts';
import { eventsSeen, text } from '../../schemas/text.ts';
import { Facts, More, PersonLabel, withQuery } from '../components/document.tsx';
import { Time } from '../components/time.tsx';
import { kindInWords, streamPath, typeInWords } from '../event-words.ts';
import { page, type Viewer } from '../page.ts';

const pageSize = 100;

export const readAuditStream = page({
  method: 'get',
  path: '/audit/streams/{kind}/{id}',
  access: ['auditor', 'compliance_manager', 'administrator'],
  params: z.object({ kind: text(100), id: text(200) }),
  query: z.object({ after: eventsSeen.catch(0) }),
  handle: async ({ params: { kind, id }, query: { after }, viewer, services: { db } }) => {
    const stream = `${kind}/${id}`;
    const found = await exportStream(db, stream, pageSize + 1, after);
    if (found.length === 0) throw new Problem('not_found', 'There is no such stream, or nothing more in it.');
    const events = found.slice(0, pageSize);
    const nameOf = await namesOf(
      db,
      events.map(({ actor }) => actor),
    );
    const next = found.length > pageSize ? events.at(-1)?.seq : undefined;
    return {
      title: `Audit: ${kindInWords(stream)}`,
      main: (
        <>
          <div class="page-head">
            <h1>{kindInWords(stream)}</h1>
            <p class="hash">{stream}</p>
            <p class="line">
              {kind === 'adoption-request' && <a href={`/adoption-requests/${id}`}>The request itself</a>}
              {kind === 'approval-policy' && <a href="/approval-policy">The policy itself</a>}
              {id.startsWith('person-') && <a href={`/people/${id}`}>The person</a>}
              <a href={withQuery('/audit', { stream })}>Search in it</a>
            </p>
            <p class="hint">
              The hash of each event covers the bytes shown and the hash of the event before it: SHA-256 of
              both, one after the other.
            </p>
          </div>
          <ol class="list">
            {events.map((event) => (
              <EventItem key={event.seq} {...{ event, nameOf, viewer }} />
            ))}
          </ol>
          <More href={next === undefined ? null : `${streamPath(stream)}?after=${next}`} />
        </>
      ),
    };
  },
});

interface Shown {
  event: RecordedEvent;
  nameOf: (id: PersonId) => PersonName;
  viewer: Viewer;
}

function EventItem({ event, nameOf, viewer }: Shown) {
  return (
    <li id={`event-${event.seq}`}>
      <h2 class="list-title">
        <span class="figure">{event.seq}</span> {typeInWords(event.type)}
      </h2>
      <p class="list-side">
        <Time at={event.at} zone={viewer.timeZone} />
      </p>
      <p class="list-more">
        <span>
          by <PersonLabel person={nameOf(event.actor)} />
        </span>
      </p>
      <details>
        <summary>Bytes and hashes</summary>
        <Facts
          facts={[
            ['Hash', <span class="hash">{event.hash}</span>],
            ['Hash before', <span class="hash">{event.prevHash}</span>],
            [
              'Command',
              event.commandId !== null && (
                <a
                  class="hash"
                  href={withQuery('/audit', { stream: event.stream, command: event.commandId })}
                >
                  {event.commandId}
                </a>
              ),
            ],
            ['Place in the register', event.position.toLocaleString('en')],
          ]}
        />
        <p>Canonical JSON (RFC 8785), as it was hashed:</p>
        <pre class="bytes" tabIndex={0} role="region" aria-label={`Bytes of event ${event.seq}`}>
          <code>{event.canonical}</code>
        </pre>
      </details>
    </li>
  );
}
