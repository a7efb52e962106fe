import { z } from 'zod';
import { pagePathOf } from '../../../domain/topic.ts';
import type { ControlStanding } from '../../../db/control-standing.ts';
import { overseers } from '../../people-shown.ts';
import { Problem } from '../../problem.ts';
import { listControls, listFailingRecords } from '../../routes/control.ts';
import type { failingRecord } from '../../schemas/control.ts';
import { cursor } from '../../schemas/text.ts';
import { EmptyState, More, withQuery } from '../components/document.tsx';
import { kindInWords } from '../event-words.ts';
import { page } from '../page.ts';
import { ControlStatusMark, inWords } from './compliance.tsx';

const pageSize = '50';

/** The records in which a statement does not hold. */
export const failingPage = page({
  method: 'get',
  path: '/compliance/{statement}',
  access: [...overseers],
  params: z.object({ statement: z.string().max(100) }),
  query: z.object({ cursor }),
  handle: async ({ params, query, perform }) => {
    const { body: controls } = await perform(listControls, {});
    const statement = (controls as { items: ControlStanding[] }).items
      .flatMap(({ statements }) => statements)
      .find(({ id }) => id === params.statement);
    if (statement === undefined) throw new Problem('not_found', 'There is no such statement.');
    const { body } = await perform(listFailingRecords, {
      params,
      query: { limit: pageSize, ...(query.cursor !== undefined && { cursor: query.cursor }) },
    });
    const { items, next } = body as { items: z.output<typeof failingRecord>[]; next: string | null };
    const path = `/compliance/${statement.id}`;
    return {
      title: statement.text,
      main: (
        <>
          <div class="page-head">
            <p class="line">
              <ControlStatusMark status={statement.status} />
              <a href="/compliance">{statement.control}</a>
            </p>
            <h1>{statement.text}</h1>
            <p class="lead">{inWords(statement.population, statement.failing)}.</p>
          </div>
          {items.length === 0 ? (
            <EmptyState title="Every record shows it." />
          ) : (
            <ul class="list">
              {items.map(({ stream, title }) => (
                <li key={`${stream} ${title}`}>
                  <p class="list-title">
                    <a href={pagePathOf(stream)}>{title}</a>
                  </p>
                  <p class="list-more">
                    <span>{kindInWords(stream)}</span>
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
