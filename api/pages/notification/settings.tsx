import { z } from 'zod';
import { namesOf } from '../../../db/directory.ts';
import { inTransaction } from '../../../db/facts.ts';
import { choiceOf } from '../../../db/notification-choice.ts';
import { endSessionsOf, openSessions } from '../../../db/session.ts';
import { isInForce } from '../../../domain/delegation.ts';
import { listDelegations } from '../../../db/delegation.ts';
import { mayWrite } from '../../access.ts';
import { chooseMyNotifications } from '../../routes/notification.ts';
import type { Services } from '../../services.ts';
import { Facts, Notice, Section } from '../components/document.tsx';
import { counted, Time } from '../components/time.tsx';
import { choiceFields, choiceIn, NotificationForm } from './notification-form.tsx';
import { Form, page, type View, type Viewer } from '../page.ts';
import { notRefused, refusalIn, type Refused } from '../refused-form.ts';
import { roleWords } from '../words.ts';

const path = '/settings';

export const readSettings = page({
  method: 'get',
  path,
  access: 'anyone',
  query: z.object({ done: z.literal('chosen').optional().catch(undefined) }),
  handle: async ({ query, viewer, at, services }) => {
    const choice = await choiceOf(services.db, viewer.person.id);
    const form = new Form(new URLSearchParams(choiceFields(choice)));
    return settingsView(services, viewer, at, form, notRefused, query.done);
  },
});

export const chooseNotifications = page({
  method: 'post',
  path: `${path}/notifications`,
  access: 'person',
  handle: async ({ form, viewer, at, services, perform }) => {
    try {
      await perform(chooseMyNotifications, { body: choiceIn(form) });
    } catch (error) {
      return settingsView(services, viewer, at, form, refusalIn(error));
    }
    return { redirect: `${path}?done=chosen#notifications` };
  },
});

/** Every session of the person ends, this one too: whoever has lost a device need not find out which one it was. */
export const signOutEverywhere = page({
  method: 'post',
  path: `${path}/sign-out-everywhere`,
  access: 'anyone',
  handle: async ({ viewer, at, services: { db } }) => {
    await inTransaction(db, (trx) => endSessionsOf(trx, viewer.person.id, at));
    return { redirect: '/sign-in' };
  },
});

async function settingsView(
  { db }: Services,
  viewer: Viewer,
  now: string,
  form: Form,
  refused: Refused,
  done?: 'chosen',
): Promise<View> {
  const { person } = viewer;
  const [sessions, delegations] = await Promise.all([
    openSessions(db, person.id, now),
    listDelegations(db, person.id),
  ]);
  const nameOf = await namesOf(db, person.manager === null ? [] : [person.manager]);
  const inForce = delegations.filter((delegation) => isInForce(delegation, now));
  return {
    title: 'Settings',
    status: refused.status,
    main: (
      <>
        <div class="page-head">
          <h1>Settings</h1>
        </div>
        <div class="stack">
          <Section title="Who you are here">
            <Facts
              facts={[
                ['Name', person.name],
                ['User name', person.userName],
                ['Mail', person.email ?? 'none is known: you cannot be reached by mail'],
                ['Roles', person.roles.map((role) => roleWords[role]).join(', ')],
                ['Team', person.team],
                ['Manager', person.manager && nameOf(person.manager).name],
                ['Time zone', viewer.timeZone],
                [
                  'Delegations',
                  <a href="/delegations">
                    {inForce.length === 0
                      ? 'none in force'
                      : `${counted(inForce.length, 'delegation')} in force`}
                  </a>,
                ],
              ]}
            />
            <p class="hint">An administrator, or the directory of your organisation, changes these.</p>
          </Section>
          {mayWrite(person) && (
            <Section title="What you are told, and how" id="notifications">
              {done === 'chosen' && <Notice tone="good">Chosen. It holds from the next message on.</Notice>}
              <NotificationForm form={form} refused={refused} hasMail={person.email !== null} />
            </Section>
          )}
          <Section title="Where you are signed in">
            <ul class="list">
              {sessions.map((session) => (
                <li key={session.id}>
                  <p>
                    Signed in <Time at={session.createdAt} zone={viewer.timeZone} />
                  </p>
                  <p class="list-side quiet">
                    last seen <Time at={session.lastSeenAt} zone={viewer.timeZone} />
                  </p>
                </li>
              ))}
            </ul>
            <form method="post" action={`${path}/sign-out-everywhere`} class="more">
              <p class="buttons">
                <button class="button-quiet">Sign out everywhere</button>
                <small>Here too.</small>
              </p>
            </form>
          </Section>
        </div>
      </>
    ),
  };
}
