import { z } from 'zod';
import { subjectTitles } from '../../../db/assignment-title.ts';
import type { PersonName } from '../../../db/directory.ts';
import type { DeclaredChange } from '../../../db/significant-change.ts';
import { listAllSignificantChanges } from '../../routes/significant-change.ts';
import { cursor } from '../../schemas/text.ts';
import { Said } from '../adoption-request/adoption-request-story.tsx';
import { EmptyState, More, Notice, PersonLabel, withQuery } from '../components/document.tsx';
import { Time } from '../components/time.tsx';
import { page } from '../page.ts';
import { significantChangeWords } from './policy-words.ts';

const path = '/significant-changes';
const pageSize = 25;

type Declared = Omit<DeclaredChange, 'by'> & { by: PersonName };

/** What was declared, and whose review it set off. */
export const listChangesPage = page({
  method: 'get',
  path,
  access: 'anyone',
  query: z.object({ cursor, done: z.literal('declared').optional().catch(undefined) }),
  handle: async ({ query, viewer, services, perform }) => {
    const { body } = await perform(listAllSignificantChanges, {
      query: { limit: pageSize, ...(query.cursor !== undefined && { cursor: query.cursor }) },
    });
    const { items, next } = body as { items: Declared[]; next: string | null };
    const titles = await subjectTitles(
      services.db,
      items.flatMap(({ policies }) => policies.map((campaign) => ({ campaign }))),
    );
    return {
      title: 'Significant changes',
      main: (
        <>
          <div class="page-head">
            <h1>Significant changes</h1>
            <p class="lead">
              What had policies reviewed out of turn: a new kind of AI, a new law, an incident.
            </p>
            <p class="buttons">
              {viewer.person.roles.includes('compliance_manager') && (
                <a class="button" href={`${path}/new`}>
                  Declare one …
                </a>
              )}
              <a href="/policies">All policies</a>
            </p>
          </div>
          {query.done !== undefined && (
            <Notice tone="good">Declared. The owners are told, and the reviews begin within a second.</Notice>
          )}
          {items.length === 0 ? (
            <EmptyState title="None has been declared." />
          ) : (
            <ul class="list">
              {items.map((change) => (
                <ChangeRow key={change.id} change={change} titles={titles} zone={viewer.timeZone} />
              ))}
            </ul>
          )}
          <More href={next === null ? null : withQuery(path, { cursor: next })} />
        </>
      ),
    };
  },
});

function ChangeRow({
  change: { kind, note, by, at, policies },
  titles,
  zone,
}: {
  change: Declared;
  titles: Map<string, string>;
  zone: string;
}) {
  return (
    <li>
      <p class="list-title">{significantChangeWords[kind]}</p>
      <p class="list-side quiet">
        <Time at={at} zone={zone} />
      </p>
      <div class="answer">
        <Said text={note} />
      </div>
      <p class="list-more">
        <span>
          declared by <PersonLabel person={by} />
        </span>
        {policies.length === 0 ? (
          <span>no policy was reviewed on it</span>
        ) : (
          <span>
            reviewed:{' '}
            {policies.map((id, index) => (
              <>
                {index > 0 && ', '}
                <a key={id} href={`/policies/${id}`}>
                  {titles.get(id) ?? id}
                </a>
              </>
            ))}
          </span>
        )}
      </p>
    </li>
  );
}
