import { z } from 'zod';
import { overseers } from '../../people-shown.ts';
import { listAllAuditEngagements } from '../../routes/audit-engagement.ts';
import type { auditEngagementSummary } from '../../schemas/audit-engagement.ts';
import { cursor } from '../../schemas/text.ts';
import { EmptyState, More, PersonLabel, withQuery } from '../components/document.tsx';
import { counted } from '../components/time.tsx';
import { page } from '../page.ts';
import { AuditEngagementMark, dateInWords, scopeInWords } from './audit-engagement-words.tsx';

const path = '/audit-engagements';
const pageSize = '25';
type Summary = z.output<typeof auditEngagementSummary>;

export const listAuditEngagementsPage = page({
  method: 'get',
  path,
  access: [...overseers],
  external: true,
  query: z.object({ cursor }),
  handle: async ({ query, viewer, perform }) => {
    const { body } = await perform(listAllAuditEngagements, {
      query: { limit: pageSize, ...(query.cursor !== undefined && { cursor: query.cursor }) },
    });
    const { items, next } = body as { items: Summary[]; next: string | null };
    const [only] = items;
    // Whoever comes to audit one thing is there at once.
    if (viewer.external && only !== undefined && items.length === 1)
      return { redirect: `${path}/${only.id}` };
    return {
      title: 'Audit engagements',
      main: (
        <>
          <div class="page-head">
            <h1>Audit engagements</h1>
            <p class="lead">
              {viewer.external
                ? 'The audits that you are let in for.'
                : 'Audits by people from outside: they look at what is in a scope, ask for evidence, and are out when it ends.'}
            </p>
            {mayDirect(viewer) && (
              <p>
                <a class="button" href={`${path}/new`}>
                  Open an engagement
                </a>
              </p>
            )}
          </div>
          {items.length === 0 ? <EmptyState title="There is none." /> : <Rows items={items} />}
          <More href={next === null ? null : withQuery(path, { cursor: next })} />
        </>
      ),
    };
  },
});

/** Whether somebody opens engagements, and says who is let in and until when. */
export function mayDirect({ person: { roles } }: { person: { roles: readonly string[] } }): boolean {
  return roles.includes('compliance_manager') || roles.includes('administrator');
}

function Rows({ items }: { items: readonly Summary[] }) {
  return (
    <ul class="list">
      {items.map(({ id, title, firm, state, scope, endsOn, auditors, waiting }) => (
        <li key={id}>
          <p class="list-title">
            <a href={`${path}/${id}`}>{title}</a>
          </p>
          <p class="list-side">
            <AuditEngagementMark state={state} />
          </p>
          <p class="list-more">
            <span>{firm}</span>
            <span>{scopeInWords(scope)}</span>
            <span>
              {state === 'open' ? 'until' : 'was to end on'} {dateInWords(endsOn)}
            </span>
            {auditors.map((auditor) => (
              <PersonLabel key={auditor.id} person={auditor} />
            ))}
            {waiting > 0 && <span>{counted(waiting, 'request')} for evidence</span>}
          </p>
        </li>
      ))}
    </ul>
  );
}
