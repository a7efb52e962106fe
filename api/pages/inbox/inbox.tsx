import { z } from 'zod';
import { inboxShows } from '../../../db/inbox.ts';
import { donePage, type NamedInboxItem, type NamedSigned, waitingPage } from '../../inbox.ts';
import { cursor } from '../../schemas/text.ts';
import { StateMark, TierMark } from '../components/mark.tsx';
import { EmptyState, More, PersonLabel, Tabs, withQuery } from '../components/document.tsx';
import { Due, Time } from '../components/time.tsx';
import { page, type Viewer } from '../page.ts';
import { roleWords } from '../words.ts';

const pageSize = 25;

export const start = page({
  method: 'get',
  path: '/',
  access: 'anyone',
  external: true,
  handle: async ({ viewer }) => {
    if (viewer.external) return { redirect: '/audit-engagements' };
    const signs = viewer.person.roles.some((role) => role !== 'requester' && role !== 'auditor');
    return { redirect: signs || viewer.actor.actsFor.length > 0 ? '/inbox' : '/adoption-requests' };
  },
});

const tabs = [
  { show: undefined, text: 'Everything' },
  { show: 'mine', text: 'Mine' },
  { show: 'roles', text: 'My roles' },
  { show: 'delegated', text: 'Delegated to me' },
  { show: 'escalated', text: 'Escalated to me' },
] as const;

export const inbox = page({
  method: 'get',
  path: '/inbox',
  access: 'anyone',
  query: z.object({
    show: z.enum(inboxShows).optional().catch(undefined),
    due: z.enum(['over', 'day', 'week']).optional().catch(undefined),
    cursor,
  }),
  handle: async ({ query, viewer, at, services }) => {
    const { show, due } = query;
    const dueBy = due === undefined ? undefined : later(at, { over: 0, day: 1, week: 7 }[due]);
    const asked = { show, dueBy, cursor: query.cursor, limit: pageSize };
    const { items, next } = await waitingPage(services, viewer.actor, at, asked);
    const filters = [
      { due: undefined, text: 'Any time' },
      { due: 'over', text: 'Overdue' },
      { due: 'day', text: 'Due in a day' },
      { due: 'week', text: 'Due in a week' },
    ] as const;
    return {
      title: 'Inbox',
      main: (
        <>
          <div class="page-head">
            <h1>What waits for you</h1>
          </div>
          <InboxTabs current={show ?? 'everything'} />
          <p class="chips">
            {filters.map((filter) => (
              <a
                key={filter.text}
                class="chip"
                href={withQuery('/inbox', { show, due: filter.due })}
                aria-current={filter.due === due ? 'true' : undefined}
              >
                {filter.text}
              </a>
            ))}
          </p>
          {items.length === 0 ? (
            <EmptyState title={due === undefined ? 'Nothing waits for you here.' : 'Nothing is due by then.'}>
              <p>What you can sign comes here the moment it is asked.</p>
            </EmptyState>
          ) : (
            <WaitingList items={items} viewer={viewer} now={at} />
          )}
          <More href={next === null ? null : withQuery('/inbox', { show, due, cursor: next })} />
        </>
      ),
    };
  },
});

export const done = page({
  method: 'get',
  path: '/inbox/done',
  access: 'anyone',
  query: z.object({ cursor }),
  handle: async ({ query, viewer, services }) => {
    const { items, next } = await donePage(services, viewer.actor, { ...query, limit: pageSize });
    return {
      title: 'Done',
      main: (
        <>
          <div class="page-head">
            <h1>What you have signed</h1>
          </div>
          <InboxTabs current="done" />
          {items.length === 0 ? (
            <EmptyState title="You have signed nothing yet." />
          ) : (
            <DoneList items={items} viewer={viewer} />
          )}
          <More href={next === null ? null : withQuery('/inbox/done', { cursor: next })} />
        </>
      ),
    };
  },
});

export function InboxTabs({ current }: { current: string }) {
  return (
    <Tabs
      label="Inbox"
      tabs={[
        ...tabs.map(({ show, text }) => ({
          href: withQuery('/inbox', { show }),
          text,
          current: (show ?? 'everything') === current,
        })),
        { href: '/inbox/tasks', text: 'Other tasks', current: current === 'tasks' },
        { href: '/assignments', text: 'To read and learn', current: current === 'assignments' },
        { href: '/inbox/done', text: 'Done', current: current === 'done' },
      ]}
    />
  );
}

/** Low-risk items can be chosen and approved together; the others are opened one by one. */
function WaitingList({ items, viewer, now }: { items: NamedInboxItem[]; viewer: Viewer; now: string }) {
  const bulk = items.filter(({ tier }) => tier === 'low').length > 1;
  return (
    <form method="post" action="/inbox/approval">
      <ul class="list">
        {items.map((item) => (
          <li key={`${item.id} ${item.role}`}>
            <p class="list-title">
              <a href={withQuery(`/adoption-requests/${item.id}`, { role: item.role })}>{item.title}</a>
            </p>
            <p class="list-side">
              <Due at={item.dueAt} now={now} zone={viewer.timeZone} />
            </p>
            <p class="list-more">
              <TierMark tier={item.tier} />
              <span>for {roleWords[item.role]}</span>
              <Why item={item} />
              <span>
                asked by <PersonLabel person={item.requester} />
              </span>
              {bulk && item.tier === 'low' && (
                <label class="option option-inline">
                  <input type="checkbox" name="item" value={`${item.id} ${item.role} ${item.revision}`} />
                  <span>
                    choose
                    <span class="unseen">
                      {' '}
                      {item.title} for {roleWords[item.role]}
                    </span>
                  </span>
                </label>
              )}
            </p>
          </li>
        ))}
      </ul>
      {bulk && (
        <p class="buttons more">
          <button class="button-quiet">Approve the chosen …</button>
          <small>Low risk only. You see them all once more before anything is signed.</small>
        </p>
      )}
    </form>
  );
}

function Why({ item }: { item: NamedInboxItem }) {
  if (item.why === 'escalation') return <span>escalated to you</span>;
  if (item.why === 'delegate' && item.actsFor !== null) {
    return (
      <span>
        on behalf of <PersonLabel person={item.actsFor} />
      </span>
    );
  }
  return null;
}

function DoneList({ items, viewer }: { items: NamedSigned[]; viewer: Viewer }) {
  return (
    <ul class="list">
      {items.map((item) => (
        <li key={`${item.id} ${item.role}`}>
          <p class="list-title">
            <a href={`/adoption-requests/${item.id}`}>{item.title}</a>
          </p>
          <p class="list-side">
            <StateMark state={item.state} />
          </p>
          <p class="list-more">
            <TierMark tier={item.tier} />
            <span>for {roleWords[item.role]}</span>
            <span>
              signed <Time at={item.signedAt} zone={viewer.timeZone} />
            </span>
          </p>
        </li>
      ))}
    </ul>
  );
}

function later(at: string, days: number): string {
  return new Date(Date.parse(at) + days * 86_400_000).toISOString();
}
