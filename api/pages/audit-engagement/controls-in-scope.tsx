import { z } from 'zod';
import type { ControlStanding } from '../../../db/control-standing.ts';
import { overseers } from '../../people-shown.ts';
import { Problem } from '../../problem.ts';
import { readAuditEngagement } from '../../routes/audit-engagement.ts';
import { listFailingInScope, readControlsInScope } from '../../routes/audit-engagement-record.ts';
import type { failingInScope } from '../../schemas/audit-engagement.ts';
import { cursor, requestId } from '../../schemas/text.ts';
import { ControlStatusMark, inWords } from '../compliance/control-marks.tsx';
import { EmptyState, More, Section, withQuery } from '../components/document.tsx';
import { Time } from '../components/time.tsx';
import { kindInWords } from '../event-words.ts';
import { page } from '../page.ts';
import { type AuditEngagementReading, scopeInWords } from './audit-engagement-words.tsx';

const params = z.object({ id: requestId });

/** How the controls stand by what is in the scope. */
export const controlsInScopePage = page({
  method: 'get',
  path: '/audit-engagements/{id}/controls',
  access: [...overseers],
  external: true,
  params,
  handle: async ({ params: asked, viewer, perform }) => {
    const { body: engagement } = await perform(readAuditEngagement, { params: asked });
    const { body } = await perform(readControlsInScope, { params: asked });
    const { at, items } = body as { at: string; items: ControlStanding[] };
    const { id, title, scope } = engagement as AuditEngagementReading;
    return {
      title: `Controls · ${title}`,
      main: (
        <>
          <div class="page-head">
            <p class="line">
              <a href={`/audit-engagements/${id}`}>{title}</a>
            </p>
            <h1>How the controls stand</h1>
            <p class="lead">By the records in the scope: {scopeInWords(scope)}.</p>
            <p class="quiet">
              As of <Time at={at} zone={viewer.timeZone} />
            </p>
          </div>
          <div class="stack">
            {items.map((control) => (
              <Section
                key={control.id}
                title={`${control.id} ${control.title}`}
                aside={<ControlStatusMark status={control.status} />}
              >
                <Statements path={`/audit-engagements/${id}/controls`} statements={control.statements} />
              </Section>
            ))}
          </div>
        </>
      ),
    };
  },
});

function Statements({ path, statements }: { path: string; statements: ControlStanding['statements'] }) {
  return (
    <ul class="list">
      {statements.map(({ id, text, status, population, failing }) => (
        <li key={id}>
          <p class="list-title">{failing > 0 ? <a href={`${path}/${id}`}>{text}</a> : text}</p>
          <p class="list-side">
            <ControlStatusMark status={status} />
          </p>
          {population > 0 && (
            <p class="list-more">
              <span>{inWords({ population, failing })}</span>
            </p>
          )}
        </li>
      ))}
    </ul>
  );
}

/** The records in the scope in which a statement does not hold. */
export const failingInScopePage = page({
  method: 'get',
  path: '/audit-engagements/{id}/controls/{statement}',
  access: [...overseers],
  external: true,
  params: params.extend({ statement: z.string().max(100) }),
  query: z.object({ cursor }),
  handle: async ({ params: { id, statement }, query, services, perform }) => {
    const { body: controls } = await perform(readControlsInScope, { params: { id } });
    const found = (controls as { items: ControlStanding[] }).items
      .flatMap(({ statements }) => statements)
      .find((one) => one.id === statement);
    if (found === undefined) throw new Problem('not_found', 'There is no such statement.');
    const { body } = await perform(listFailingInScope, {
      params: { id, statement },
      query: { limit: '50', ...(query.cursor !== undefined && { cursor: query.cursor }) },
    });
    const { items, next } = body as { items: z.output<typeof failingInScope>[]; next: string | null };
    const path = `/audit-engagements/${id}/controls`;
    return {
      title: found.text,
      main: (
        <>
          <div class="page-head">
            <p class="line">
              <ControlStatusMark status={found.status} />
              <a href={path}>{found.control}</a>
            </p>
            <h1>{found.text}</h1>
            <p class="lead">{inWords(found)}.</p>
          </div>
          {items.length === 0 ? (
            <EmptyState title="Every record shows it." />
          ) : (
            <ul class="list">
              {items.map(({ stream, title, url }) => (
                <li key={`${stream} ${title}`}>
                  <p class="list-title">
                    {url === null ? title : <a href={url.slice(services.publicUrl.length)}>{title}</a>}
                  </p>
                  <p class="list-more">
                    <span>{kindInWords(stream)}</span>
                  </p>
                </li>
              ))}
            </ul>
          )}
          <More href={next === null ? null : withQuery(`${path}/${found.id}`, { cursor: next })} />
        </>
      ),
    };
  },
});
