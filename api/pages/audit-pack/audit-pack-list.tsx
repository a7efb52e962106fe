import { z } from 'zod';
import { packReaders } from '../../../domain/audit-pack.ts';
import { listAllAuditPacks } from '../../routes/audit-pack.ts';
import { cursor } from '../../schemas/text.ts';
import { EmptyState, More, PersonLabel, withQuery } from '../components/document.tsx';
import { Time } from '../components/time.tsx';
import { page } from '../page.ts';
import { AuditPackMark, type AuditPackSummary, scopeInWords } from './audit-pack-words.tsx';

const path = '/audit-packs';
const pageSize = '25';

export const listAuditPacksPage = page({
  method: 'get',
  path,
  access: [...packReaders],
  query: z.object({ cursor }),
  handle: async ({ query: { cursor: after }, viewer, perform }) => {
    const { body } = await perform(listAllAuditPacks, { query: { cursor: after, limit: pageSize } });
    const { items, next } = body as { items: AuditPackSummary[]; next: string | null };
    const zone = viewer.timeZone;
    return {
      title: 'Audit packs',
      main: (
        <>
          <div class="page-head">
            <h1>Audit packs</h1>
            <p class="lead">
              All evidence of a period in one file: records, files, events with their hashes, signed
              checkpoints, and a program that verifies it without us.
            </p>
            <p class="buttons">
              <a class="button" href={`${path}/new`}>
                Ask for an audit pack …
              </a>
              <a href="/v1/audit-packs/verifier">The verifier by itself</a>
            </p>
          </div>
          {items.length === 0 ? (
            <EmptyState title="Nobody has asked for one." />
          ) : (
            <ul class="list">
              {items.map((pack) => (
                <li key={pack.id}>
                  <p class="list-title">
                    <a href={`${path}/${pack.id}`}>{pack.title}</a>
                  </p>
                  <p class="list-side">
                    <AuditPackMark state={pack.state} />
                  </p>
                  <p class="list-more">
                    <span>
                      {pack.from} to {pack.until}
                    </span>
                    <span>{scopeInWords(pack)}</span>
                    <span>
                      asked for by <PersonLabel person={pack.askedBy} />{' '}
                      <Time at={pack.askedAt} zone={zone} />
                    </span>
                  </p>
                </li>
              ))}
            </ul>
          )}
          <More href={next === null ? null : withQuery(path, { cursor: next })} />
        </>
      ),
    };
  },
});
