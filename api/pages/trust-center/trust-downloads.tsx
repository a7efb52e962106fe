import { z } from 'zod';
import { overseers } from '../../people-shown.ts';
import { listTrustDownloads } from '../../routes/access-grant.ts';
import { cursor, requestId } from '../../schemas/text.ts';
import type { trustDownload } from '../../schemas/trust-center.ts';
import { EmptyState, More, withQuery } from '../components/document.tsx';
import { TableFrame } from '../components/table.tsx';
import { Time } from '../components/time.tsx';
import { page } from '../page.ts';

const path = '/trust-center/downloads';
type Download = z.output<typeof trustDownload>;

/** Who has which copy. */
export const listDownloadsPage = page({
  method: 'get',
  path,
  access: [...overseers],
  query: z.object({ grant: requestId.optional().catch(undefined), cursor }),
  handle: async ({ query: { grant, cursor: after }, viewer, perform }) => {
    const { body } = await perform(listTrustDownloads, { query: { grant, cursor: after } });
    const { items, next } = body as { items: Download[]; next: string | null };
    return {
      title: 'Copies taken',
      wide: true,
      main: (
        <>
          <div class="page-head">
            <h1>Copies taken</h1>
            <p class="lead">Every copy of a document of the trust center that was opened, and by whom.</p>
          </div>
          {items.length === 0 ? (
            <EmptyState title="Nobody has taken one." />
          ) : (
            <DownloadTable items={items} zone={viewer.timeZone} />
          )}
          <More href={next === null ? null : withQuery(path, { grant, cursor: next })} />
        </>
      ),
    };
  },
});

function DownloadTable({ items, zone }: { items: readonly Download[]; zone: string }) {
  return (
    <TableFrame label="Copies">
      <thead>
        <tr>
          <th scope="col">When</th>
          <th scope="col">Who</th>
          <th scope="col">Document</th>
          <th scope="col">Grant</th>
        </tr>
      </thead>
      <tbody>
        {items.map(({ id, at, email, document, grant, file }) => (
          <tr key={id}>
            <td>
              <Time at={at} zone={zone} />
            </td>
            <td>{email ?? 'forgotten'}</td>
            <td>
              <a href={`/trust-center/documents/${document.id}`} title={file}>
                {document.title}
              </a>
            </td>
            <td>
              <a href={`/access-grants/${grant}`} aria-label={`Grant of ${document.title}, ${at}`}>
                grant
              </a>
            </td>
          </tr>
        ))}
      </tbody>
    </TableFrame>
  );
}
