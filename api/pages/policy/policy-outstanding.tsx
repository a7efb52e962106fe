import { z } from 'zod';
import type { CampaignCount } from '../../../db/assignment-list.ts';
import { exportPolicyOutstanding, listPolicyOutstanding } from '../../routes/acknowledgement.ts';
import type { outstanding } from '../../schemas/acknowledgement.ts';
import { cursor, requestId } from '../../schemas/text.ts';
import { CampaignFigures } from '../components/campaign-figures.tsx';
import { EmptyState, More, withQuery } from '../components/document.tsx';
import { OutstandingTable } from '../components/outstanding-table.tsx';
import { seesEverybody } from '../../people-shown.ts';
import { page } from '../page.ts';
import { readPolicyFor } from './policy-reading.ts';

const pageSize = 50;
const params = z.object({ id: requestId });

/** The owner's question: who has not acknowledged it yet. */
export const listOutstandingPage = page({
  method: 'get',
  path: '/policies/{id}/outstanding',
  access: 'anyone',
  params,
  query: z.object({ cursor }),
  handle: async ({ params: { id }, query, caller, viewer, at, services, perform }) => {
    const { state: policy } = await readPolicyFor(services, id);
    const { body } = await perform(listPolicyOutstanding, {
      params: { id },
      query: { limit: pageSize, ...(query.cursor !== undefined && { cursor: query.cursor }) },
    });
    const { count, items, next } = body as {
      count: CampaignCount;
      items: z.output<typeof outstanding>[];
      next: string | null;
    };
    const path = `/policies/${id}/outstanding`;
    const all = seesEverybody(caller, policy);
    const title = `Who is outstanding for ${policy.details.title}`;
    return {
      title,
      wide: true,
      main: (
        <>
          <div class="page-head">
            <h1>{title}</h1>
            {!all && <p class="lead">Those of your people who are asked to acknowledge it and have not.</p>}
            <p class="line">
              <a href={`/policies/${id}`}>To the policy</a>
              <a href={`/policies/${id}/acknowledgements`}>Who had acknowledged it when</a>
            </p>
          </div>
          <div class="stack">
            {all && count.asked > 0 && <CampaignFigures count={count} done="acknowledged" />}
            {items.length === 0 ? (
              <EmptyState
                title={all && count.asked === 0 ? 'Nobody is asked for it.' : 'Nobody is outstanding.'}
              />
            ) : (
              <OutstandingTable items={items} label={title} now={at} zone={viewer.timeZone} />
            )}
          </div>
          <More href={next === null ? null : withQuery(path, { cursor: next })} />
          <p class="more quiet">
            All of them as a file: <a href={`${path}/export?format=csv`}>CSV</a>,{' '}
            <a href={`${path}/export?format=json`}>JSON</a>
          </p>
        </>
      ),
    };
  },
});

export const exportOutstandingPage = page({
  method: 'get',
  path: '/policies/{id}/outstanding/export',
  access: 'anyone',
  sendsFile: true,
  params,
  query: z.object({ format: z.enum(['csv', 'json']).default('csv') }),
  handle: async ({ params: asked, query, perform }) => ({
    file: await perform(exportPolicyOutstanding, { params: asked, query }),
  }),
});
