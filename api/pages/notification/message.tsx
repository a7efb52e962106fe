import { z } from 'zod';
import type { DeliveryState, DeliverySummary } from '../../../db/delivery-list.ts';
import { namesOf, type PersonName } from '../../../db/directory.ts';
import { listWebhookEndpoints, type WebhookEndpoint } from '../../../db/webhook-endpoint.ts';
import { deliveryStates } from '../../../db/tables/notification.ts';
import { pagePathOf } from '../../../domain/topic.ts';
import { deliveryPageOf } from '../../delivery-list.ts';
import { retryOneDelivery } from '../../routes/delivery.ts';
import { cursor } from '../../schemas/text.ts';
import type { Services } from '../../services.ts';
import { EmptyState, More, Notice, Tabs, withQuery } from '../components/document.tsx';
import { DeliveryMark } from '../components/mark.tsx';
import { counted, Time } from '../components/time.tsx';
import { nameInWords } from '../event-words.ts';
import { page, type Viewer } from '../page.ts';
import { roleWords } from '../words.ts';

const path = '/messages';
const pageSize = 50;

const tabs: { state: DeliveryState | undefined; text: string }[] = [
  { state: undefined, text: 'All' },
  { state: 'failed', text: 'Failed' },
  { state: 'pending', text: 'On their way' },
];

export const listMessages = page({
  method: 'get',
  path,
  access: ['administrator'],
  query: z.object({
    state: z.enum(deliveryStates).optional().catch(undefined),
    done: z.literal('retried').optional().catch(undefined),
    cursor,
  }),
  handle: async ({ query: { state, done, cursor }, viewer, services }) => {
    const { items, next } = await deliveryPageOf(services, { state }, { cursor, limit: pageSize });
    return {
      title: 'Messages',
      main: (
        <>
          <div class="page-head">
            <h1>Messages</h1>
            <p class="lead">What became of them; what they say is between them and their readers.</p>
            <p>
              <a href={`${path}/addresses`}>Addresses of roles</a>
            </p>
          </div>
          <Tabs
            label="Messages"
            tabs={tabs.map((tab) => ({
              href: withQuery(path, { state: tab.state }),
              text: tab.text,
              current: tab.state === state,
            }))}
          />
          {done === 'retried' && <Notice tone="good">It is on its way again.</Notice>}
          {items.length === 0 ? (
            <EmptyState title={state === 'failed' ? 'None has failed.' : 'There is none.'} />
          ) : (
            <Deliveries items={items} to={await recipients(services, items)} viewer={viewer} />
          )}
          <More href={next === null ? null : withQuery(path, { state, cursor: next })} />
        </>
      ),
    };
  },
});

export const retryMessage = page({
  method: 'post',
  path: `${path}/{id}/retry`,
  access: ['administrator'],
  params: z.object({ id: z.uuid().toLowerCase() }),
  handle: async ({ params, perform }) => {
    await perform(retryOneDelivery, { params });
    return { redirect: `${path}?done=retried` };
  },
});

type RecipientOf = (item: DeliverySummary) => string;

/** To whom each goes, in words: a person, a role's address, or a program's endpoint. */
export async function recipients({ db }: Services, items: DeliverySummary[]): Promise<RecipientOf> {
  const nameOf: (id: string) => PersonName = await namesOf(
    db,
    items.flatMap(({ person }) => person ?? []),
  );
  const endpoints: WebhookEndpoint[] = items.some(({ endpoint }) => endpoint !== null)
    ? await listWebhookEndpoints(db)
    : [];
  return ({ kind, person, role, endpoint }) => {
    if (kind === 'vendor_invitation') return 'the vendor';
    if (person !== null) return nameOf(person).name;
    if (role !== null) return `the address of ${roleWords[role]}`;
    return endpoints.find(({ id }) => id === endpoint)?.url ?? 'nobody';
  };
}

export function Deliveries({
  items,
  to,
  viewer,
}: {
  items: DeliverySummary[];
  to: RecipientOf;
  viewer: Viewer;
}) {
  return (
    <ul class="list">
      {items.map((item) => (
        <li key={item.id}>
          <p class="list-title">
            {item.topic === null ? (
              nameInWords(item.kind)
            ) : (
              <a href={pagePathOf(item.topic)}>{nameInWords(item.kind)}</a>
            )}
          </p>
          <p class="list-side">
            <DeliveryMark state={item.state} />
          </p>
          <p class="list-more">
            <span>to {to(item)}</span>
            <Time at={item.createdAt} zone={viewer.timeZone} />
            {item.attempts > 1 && <span>{counted(item.attempts, 'attempt')}</span>}
          </p>
          {item.fault !== null && <p class="list-more">{item.fault}</p>}
          {item.state === 'failed' && (
            <form method="post" action={`${path}/${item.id}/retry`} class="list-more">
              <button class="link">Try again</button>
            </form>
          )}
        </li>
      ))}
    </ul>
  );
}
