import { z } from 'zod';
import { gapStates } from '../../../domain/gap-state.ts';
import { overseers } from '../../people-shown.ts';
import { listAllGaps } from '../../routes/gap.ts';
import type { gapSummary } from '../../schemas/gap.ts';
import { cursor } from '../../schemas/text.ts';
import { EmptyState, More, PersonLabel, Tabs, withQuery } from '../components/document.tsx';
import { Due } from '../components/time.tsx';
import { page } from '../page.ts';
import { GapMark, gapStateInWords } from './control-marks.tsx';

const path = '/gaps';
const pageSize = '25';

/** What the records deny, and who mends it until when. */
export const listGapsPage = page({
  method: 'get',
  path,
  access: [...overseers, 'management'],
  query: z.object({ state: z.enum(gapStates).catch('open').default('open'), cursor }),
  handle: async ({ query: { state, cursor: after }, viewer, at, perform }) => {
    const { body } = await perform(listAllGaps, { query: { state, cursor: after, limit: pageSize } });
    const { items, next } = body as { items: z.output<typeof gapSummary>[]; next: string | null };
    return {
      title: 'Gaps',
      main: (
        <>
          <div class="page-head">
            <h1>Gaps</h1>
            <p class="lead">
              Statements that the records deny. Each has an owner, a plan and a day, and is closed when the
              records show it again.
            </p>
            <p class="line">
              <a href="/compliance">All controls</a>
            </p>
          </div>
          <Tabs
            label="Gaps by state"
            tabs={gapStates.map((one) => ({
              href: withQuery(path, { state: one }),
              text: gapStateInWords(one),
              current: one === state,
            }))}
          />
          {items.length === 0 ? (
            <EmptyState title="None is like that.">
              <p>All statements are held against the records once a day.</p>
            </EmptyState>
          ) : (
            <ul class="list">
              {items.map(({ id, statement, owner, dueAt, counted, ...gap }) => (
                <li key={id}>
                  <p class="list-title">
                    <a href={`${path}/${id}`}>{statement.text}</a>
                  </p>
                  <p class="list-side">
                    {gap.state === 'open' ? (
                      <Due at={dueAt} now={at} zone={viewer.timeZone} />
                    ) : (
                      <GapMark state={gap.state} />
                    )}
                  </p>
                  <p class="list-more">
                    <span>{statement.control}</span>
                    <span>
                      {counted.failing.toLocaleString('en')} of {counted.population.toLocaleString('en')} fail
                    </span>
                    <span>{owner === null ? 'nobody has it yet' : <PersonLabel person={owner} />}</span>
                  </p>
                </li>
              ))}
            </ul>
          )}
          <More href={next === null ? null : withQuery(path, { state, cursor: next })} />
        </>
      ),
    };
  },
});
