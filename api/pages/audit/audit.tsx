import { DateTime } from 'luxon';
import { z } from 'zod';
import { eventTypes } from '../../../db/audit.ts';
import type { Instant } from '../../../domain/decider.ts';
import { eventPage, type NamedEvent } from '../../audit.ts';
import { cursor, text } from '../../schemas/text.ts';
import { EmptyState, More, PersonLabel, withQuery } from '../components/document.tsx';
import { Select, TextField } from '../components/form.tsx';
import { Time } from '../components/time.tsx';
import { kindInWords, streamPath, typeInWords } from '../event-words.ts';
import { page, type Viewer } from '../page.ts';

const path = '/audit';
const pageSize = 50;
const optional = (max: number) => text(max).trim().optional().catch(undefined);
const day = z.iso.date().optional().catch(undefined);

const query = z.object({
  stream: optional(300),
  type: optional(100),
  actor: optional(200),
  from: day,
  to: day,
  command: optional(200),
  cursor,
});
type Asked = Omit<z.output<typeof query>, 'cursor'>;

export const searchAudit = page({
  method: 'get',
  path,
  access: ['auditor', 'compliance_manager', 'administrator'],
  query,
  handle: async ({ query: { cursor, ...typed }, viewer, services }) => {
    const asked = withoutBlanks(typed);
    const { command: commandId, from, to, ...named } = asked;
    const days = {
      from: from && startOfDay(from, viewer.timeZone),
      to: to && startOfDay(to, viewer.timeZone, 1),
    };
    const filter = { ...named, ...days, commandId };
    const { items, next } = await eventPage(services, { ...filter, cursor, limit: pageSize });
    const types = await eventTypes(services.db);
    return {
      title: 'Audit',
      wide: true,
      main: (
        <>
          <div class="page-head">
            <h1>Audit</h1>
            <p class="lead">
              Everything that has happened, in hash chains that nobody can change unseen. Newest first.
            </p>
            <p class="line">
              <a href="/compliance">What the records show of each control</a>
              <a href="/audit-packs">Audit packs</a>
            </p>
            <form method="post" action={`${path}/verification`}>
              <p class="buttons">
                <button>Verify now</button>
                <small>Walks every chain and checkpoint, which takes a while where there is much.</small>
              </p>
            </form>
          </div>
          <SearchForm asked={asked} types={types} />
          {items.length === 0 ? (
            <EmptyState title="No event is like that.">
              <p>
                <a href={path}>Show all of them</a>
              </p>
            </EmptyState>
          ) : (
            <Events items={items} viewer={viewer} />
          )}
          <More href={next === null ? null : withQuery(path, { ...asked, cursor: next })} />
        </>
      ),
    };
  },
});

function SearchForm({ asked, types }: { asked: Asked; types: string[] }) {
  const options = types.map((type) => ({ value: type, label: typeInWords(type) }));
  return (
    <form method="get" action={path} class="filters" aria-label="Search">
      <Select
        name="type"
        label="Event"
        value={asked.type ?? ''}
        options={[{ value: '', label: 'Anything' }, ...options]}
      />
      <TextField name="actor" label="By" value={asked.actor ?? ''} />
      <TextField name="from" label="From" type="date" value={asked.from ?? ''} />
      <TextField name="to" label="To" type="date" value={asked.to ?? ''} />
      <TextField name="stream" label="Stream" value={asked.stream ?? ''} />
      <TextField name="command" label="Command" value={asked.command ?? ''} />
      <p class="buttons">
        <button class="button-quiet">Search</button>
        {withQuery(path, asked) !== path && <a href={path}>Clear</a>}
      </p>
    </form>
  );
}

function Events({ items, viewer }: { items: NamedEvent[]; viewer: Viewer }) {
  return (
    <ul class="list">
      {items.map((event) => (
        <li key={event.position}>
          <p class="list-title">
            <a href={`${streamPath(event.stream)}#event-${event.seq}`}>{typeInWords(event.type)}</a>
          </p>
          <p class="list-side">
            <Time at={event.at} zone={viewer.timeZone} />
          </p>
          <p class="list-more">
            <span>
              by <PersonLabel person={event.actor} />
            </span>
            <span>{kindInWords(event.stream)}</span>
            <span class="hash">
              {event.stream} · {event.seq}
            </span>
          </p>
        </li>
      ))}
    </ul>
  );
}

function withoutBlanks(asked: Asked): Asked {
  return Object.fromEntries(Object.entries(asked).filter(([, value]) => value !== ''));
}

/** When a local day begins, or one some days later. */
function startOfDay(date: string, zone: string, later = 0): Instant | undefined {
  return DateTime.fromISO(date, { zone }).plus({ days: later }).toUTC().toISO() ?? undefined;
}
