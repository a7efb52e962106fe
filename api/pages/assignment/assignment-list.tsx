import { acknowledgementsBy } from '../../../db/acknowledgement.ts';
import { subjectTitles } from '../../../db/assignment-title.ts';
import type { AssignmentKind } from '../../../domain/assignment.ts';
import { listMyAssignments } from '../../routes/assignment.ts';
import type { assignment } from '../../schemas/acknowledgement.ts';
import type { z } from 'zod';
import { EmptyState, Section } from '../components/document.tsx';
import { Due, Time } from '../components/time.tsx';
import { InboxTabs } from '../inbox/inbox.tsx';
import { page, type Viewer } from '../page.ts';

type Assignment = z.output<typeof assignment>;

/** Nobody has agreed to so much that it needs pages. */
const most = 200;

const askedWords: Record<AssignmentKind, string> = {
  acknowledgement: 'Read it and acknowledge it',
  training: 'Take the course',
};

const placeOf: Record<AssignmentKind, string> = { acknowledgement: '/policies', training: '/courses' };

/** What a person is asked to read and to learn, and what they have done. */
export const listAssignmentsPage = page({
  method: 'get',
  path: '/assignments',
  access: 'self',
  handle: async ({ viewer, at, services, perform }) => {
    const { items } = (await perform(listMyAssignments, {})).body as { items: Assignment[] };
    const done = await acknowledgementsBy(services.db, viewer.person.id, most);
    const titles = await subjectTitles(
      services.db,
      done.map(({ policy }) => ({ campaign: policy })),
    );
    return {
      title: 'Yours to read and learn',
      main: (
        <>
          <div class="page-head">
            <h1>Yours to read and learn</h1>
            <p class="line">
              <a href="/policies">All policies</a>
              <a href="/training">What you have learned</a>
            </p>
          </div>
          <InboxTabs current="assignments" />
          <div class="stack">
            {items.length === 0 ? (
              <EmptyState title="You are asked for nothing." />
            ) : (
              <AssignmentRows items={items} viewer={viewer} now={at} />
            )}
            {done.length > 0 && (
              <Section title="What you have acknowledged" id="done">
                <ul class="list">
                  {done.map(({ policy, version, at: when }) => (
                    <li key={`${policy} ${version}`}>
                      <p class="list-title">
                        <a href={`/policies/${policy}/versions/${version}`}>{titles.get(policy) ?? policy}</a>
                      </p>
                      <p class="list-side quiet">
                        <Time at={when} zone={viewer.timeZone} style="day" />
                      </p>
                      <p class="list-more">version {version}</p>
                    </li>
                  ))}
                </ul>
              </Section>
            )}
          </div>
        </>
      ),
    };
  },
});

function AssignmentRows({ items, viewer, now }: { items: Assignment[]; viewer: Viewer; now: string }) {
  return (
    <ul class="list">
      {items.map(({ kind, subject, title, version, dueAt }) => (
        <li key={subject}>
          <p class="list-title">
            <a href={`${placeOf[kind]}/${subject}`}>{title}</a>
          </p>
          <p class="list-side">
            <Due at={dueAt} now={now} zone={viewer.timeZone} />
          </p>
          <p class="list-more">
            <span>{askedWords[kind]}</span>
            <span>version {version}</span>
          </p>
        </li>
      ))}
    </ul>
  );
}
