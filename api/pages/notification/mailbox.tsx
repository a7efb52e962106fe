import { z } from 'zod';
import { listDemoAccounts } from '../../../db/demo-account.ts';
import { findPerson, namesOf, type PersonName } from '../../../db/directory.ts';
import type { Person } from '../../../db/identity.ts';
import { type KeptMail, listMailbox, readMail } from '../../../db/mailbox.ts';
import type { PersonId } from '../../../domain/decider.ts';
import { decodeCursor, pageOf } from '../../cursor.ts';
import { Problem } from '../../problem.ts';
import { cursor, instant, text } from '../../schemas/text.ts';
import type { Services } from '../../services.ts';
import { EmptyState, Facts, More, withQuery } from '../components/document.tsx';
import { Select } from '../components/form.tsx';
import { Time } from '../components/time.tsx';
import { page, type Viewer } from '../page.ts';
import { roleWords } from '../words.ts';

const path = '/mailbox';
const pageSize = 50;
const position = z.object({ at: instant, id: z.uuid() });

export const listMailboxPage = page({
  method: 'get',
  path,
  access: 'anyone',
  query: z.object({ person: text(200).optional().catch(undefined), cursor }),
  handle: async ({ query, viewer, at, services }) => {
    refuseOutsideDemo(services);
    const { db } = services;
    const chosen = query.person === undefined ? undefined : await findPerson(db, query.person);
    const after = query.cursor === undefined ? undefined : decodeCursor(position, query.cursor);
    const found = await listMailbox(db, chosen?.id, pageSize + 1, after);
    const { page: mails, next } = pageOf(found, pageSize, (mail) => ({ at: mail.at, id: mail.id }));
    const nameOf = await namesOf(
      db,
      mails.flatMap(({ person }) => person ?? []),
    );
    return {
      title: 'Mailbox of the demo',
      main: (
        <>
          <div class="page-head">
            <h1>Mailbox of the demo</h1>
            <p class="lead">A demo sends nothing. What would have gone out by mail is here, to everybody.</p>
          </div>
          <PersonFilter accounts={await listDemoAccounts(db, at)} chosen={chosen?.userName} />
          {mails.length === 0 ? (
            <EmptyState title="Nothing has been sent.">
              <p>Submit a request, and whoever has to sign it is told here within a moment.</p>
            </EmptyState>
          ) : (
            <Mails {...{ mails, nameOf, viewer }} />
          )}
          <More href={next === null ? null : withQuery(path, { person: chosen?.userName, cursor: next })} />
        </>
      ),
    };
  },
});

export const readMailPage = page({
  method: 'get',
  path: `${path}/{id}`,
  access: 'anyone',
  params: z.object({ id: z.uuid().toLowerCase() }),
  handle: async ({ params: { id }, viewer, services }) => {
    refuseOutsideDemo(services);
    const mail = await readMail(services.db, id);
    if (mail === undefined) throw new Problem('not_found', 'There is no such mail.');
    const nameOf = await namesOf(services.db, mail.person === null ? [] : [mail.person]);
    return {
      title: mail.subject,
      main: (
        <>
          <div class="page-head">
            <h1>{mail.subject}</h1>
            <p>
              <a href={path}>All mails</a>
            </p>
          </div>
          <Facts
            facts={[
              ['To', recipientOf(mail, nameOf)],
              ['Sent', <Time at={mail.at} zone={viewer.timeZone} />],
            ]}
          />
          <div class="mail panel more">
            <LinkedText text={mail.text} origin={services.publicUrl} />
          </div>
          <details class="more">
            <summary>The same in HTML, as its source</summary>
            <pre class="bytes" tabIndex={0} role="region" aria-label="Source of the mail">
              <code>{mail.html}</code>
            </pre>
          </details>
        </>
      ),
    };
  },
});

/** Mail is between Countersign and its reader; only a demo's people are nobody's. */
function refuseOutsideDemo({ demo }: Services): void {
  if (!demo) throw new Problem('not_found', 'There is a mailbox in a demo only.');
}

function PersonFilter({ accounts, chosen }: { accounts: Person[]; chosen: string | undefined }) {
  return (
    <form method="get" action={path} class="filters" aria-label="Filter">
      <Select
        name="person"
        label="To"
        value={chosen ?? ''}
        options={[
          { value: '', label: 'Everybody' },
          ...accounts.map(({ userName, name }) => ({ value: userName, label: name })),
        ]}
      />
      <p class="buttons">
        <button class="button-quiet">Show</button>
      </p>
    </form>
  );
}

interface Listed {
  mails: KeptMail[];
  nameOf: (id: PersonId) => PersonName;
  viewer: Viewer;
}

function Mails({ mails, nameOf, viewer }: Listed) {
  return (
    <ul class="list">
      {mails.map((mail) => (
        <li key={mail.id}>
          <p class="list-title">
            <a href={`${path}/${mail.id}`}>{mail.subject}</a>
          </p>
          <p class="list-side">
            <Time at={mail.at} zone={viewer.timeZone} />
          </p>
          <p class="list-more">to {recipientOf(mail, nameOf)}</p>
        </li>
      ))}
    </ul>
  );
}

function recipientOf({ kind, person, role }: KeptMail, nameOf: Listed['nameOf']): string {
  if (person !== null) return nameOf(person).name;
  if (kind === 'vendor_invitation') return 'the vendor';
  return role === null ? 'nobody' : `the address of ${roleWords[role]}`;
}

/** The text with its links to our own pages; whatever else looks like a link stays text. */
function LinkedText({ text: whole, origin }: { text: string; origin: string }) {
  const parts = whole.split(/(https?:\/\/[^\s<>]+)/);
  return (
    <p>
      {parts.map((part, index) =>
        part.startsWith(`${origin}/`) ? (
          <a key={index} href={part.slice(origin.length)}>
            {part}
          </a>
        ) : (
          part
        ),
      )}
    </p>
  );
}
