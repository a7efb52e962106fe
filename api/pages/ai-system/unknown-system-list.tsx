import { z } from 'zod';
import { mayWrite } from '../../access.ts';
import { overseers } from '../../people-shown.ts';
import { listAllUnknownSystems } from '../../routes/usage.ts';
import type { unknownSystem } from '../../schemas/usage-figures.ts';
import { cursor } from '../../schemas/text.ts';
import { EmptyState, More, withQuery } from '../components/document.tsx';
import { counted, Time } from '../components/time.tsx';
import { page, type Viewer } from '../page.ts';

const path = '/unknown-systems';
const pageSize = 25;
type UnknownSystem = z.output<typeof unknownSystem>;

/** Shadow AI: what people use that nobody has approved. */
export const listUnknownSystemsPage = page({
  method: 'get',
  path,
  access: [...overseers],
  query: z.object({ cursor }),
  handle: async ({ query: { cursor }, viewer, perform }) => {
    const { body } = await perform(listAllUnknownSystems, {
      query: { limit: pageSize, ...(cursor !== undefined && { cursor }) },
    });
    const { items, next } = body as { items: UnknownSystem[]; next: string | null };
    return {
      title: 'Unknown systems',
      main: (
        <>
          <div class="page-head">
            <h1>Unknown systems</h1>
            <p class="lead">
              AI that is used and is not in the register, as gateways and logs have told of it, last seen
              first. Have it adopted, or have it blocked.
            </p>
            <p>
              <a href="/ai-systems">The register of AI systems</a>
            </p>
          </div>
          {items.length === 0 ? (
            <EmptyState title="Nobody has told of any.">
              <p>Whatever a gateway tells of the use of AI was of systems that are in the register.</p>
            </EmptyState>
          ) : (
            <Rows items={items} viewer={viewer} />
          )}
          <More href={next === null ? null : withQuery(path, { cursor: next })} />
        </>
      ),
    };
  },
});

function Rows({ items, viewer }: { items: UnknownSystem[]; viewer: Viewer }) {
  const zone = viewer.timeZone;
  return (
    <ul class="list">
      {items.map(({ name, events, people, firstSeen, lastSeen }) => (
        <li key={name}>
          <p class="list-title">{name}</p>
          <p class="list-side">
            {mayWrite(viewer.person) && (
              <a href={withQuery('/adoption-requests/new', { system: name })}>
                Ask for its adoption<span class="unseen"> {name}</span> …
              </a>
            )}
          </p>
          <p class="list-more">
            <span>used {counted(events, 'time')}</span>
            <span>
              {people === 0 ? 'nobody was named' : `by ${counted(people, 'person', 'different people')}`}
            </span>
            <span>
              first seen <Time at={firstSeen} zone={zone} />
            </span>
            <span>
              last seen <Time at={lastSeen} zone={zone} />
            </span>
          </p>
        </li>
      ))}
    </ul>
  );
}
