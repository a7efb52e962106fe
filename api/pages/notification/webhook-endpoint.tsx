import { z } from 'zod';
import { findWebhookEndpoint, type WebhookEndpoint } from '../../../db/webhook-endpoint.ts';
import { deliveryPageOf } from '../../delivery-list.ts';
import { Problem } from '../../problem.ts';
import { changeEndpoint, replayToEndpoint, rotateSecret } from '../../routes/webhook-endpoint.ts';
import { cursor, text } from '../../schemas/text.ts';
import type { Services } from '../../services.ts';
import { Facts, More, Notice, Section, withQuery } from '../components/document.tsx';
import { FaultSummary, TextField } from '../components/form.tsx';
import { EnabledMark } from '../components/mark.tsx';
import { Time } from '../components/time.tsx';
import { nameInWords } from '../event-words.ts';
import { instantOfLocal, localOfInstant } from '../local-time.ts';
import { Deliveries, recipients } from './message.tsx';
import { Form, page, type View, type Viewer } from '../page.ts';
import { notRefused, refusalIn, type Refused } from '../refused-form.ts';
import { endpointFormView, endpointIn, secretView } from './webhook-endpoint-form.tsx';

const path = '/webhooks';
const access: ['administrator'] = ['administrator'];
const params = z.object({ id: text(100) });
const pageSize = 25;
const aDay = 86_400_000;

const notices = {
  changed: 'Changed. It holds from the next event on.',
  replayed: 'What it asked for is on its way once more.',
};

export const readEndpointPage = page({
  method: 'get',
  path: `${path}/{id}`,
  access,
  params,
  query: z.object({ done: z.enum(['changed', 'replayed']).optional().catch(undefined), cursor }),
  handle: async ({ params: { id }, query, viewer, at, services }) => {
    const endpoint = await known(services, id);
    const since = localOfInstant(new Date(Date.parse(at) - aDay).toISOString(), viewer.timeZone);
    const form = new Form(new URLSearchParams({ '/since': since, '/overlapHours': '24' }));
    return endpointView(services, viewer, endpoint, form, { ...query });
  },
});

export const startEndpointChange = page({
  method: 'get',
  path: `${path}/{id}/change`,
  access,
  params,
  handle: async ({ params: { id }, services }) => {
    const { url, eventTypes } = await known(services, id);
    const fields = [['/url', url], ...eventTypes.map((type) => ['/eventTypes', type])];
    return endpointFormView(new Form(new URLSearchParams(fields)), id);
  },
});

export const changeEndpointPage = page({
  method: 'post',
  path: `${path}/{id}/change`,
  access,
  params,
  handle: async ({ params, form, perform }) => {
    try {
      await perform(changeEndpoint, { params, body: endpointIn(form) });
    } catch (error) {
      return endpointFormView(form, params.id, refusalIn(error));
    }
    return { redirect: `${path}/${params.id}?done=changed` };
  },
});

export const enableEndpoint = page({
  method: 'post',
  path: `${path}/{id}/enabled`,
  access,
  params,
  handle: async ({ params, form, perform }) => {
    await perform(changeEndpoint, { params, body: { enabled: form.text('/enabled') === 'yes' } });
    return { redirect: `${path}/${params.id}?done=changed` };
  },
});

export const rotateSecretPage = page({
  method: 'post',
  path: `${path}/{id}/rotation`,
  access,
  params,
  handle: async ({ params, form, viewer, services, perform }) => {
    try {
      const hours = form.text('/overlapHours');
      const { body } = await perform(rotateSecret, {
        params,
        body: { overlapHours: hours === '' ? NaN : Number(hours) },
      });
      return secretView(body as { id: string; url: string; secret: string });
    } catch (error) {
      return endpointView(services, viewer, await known(services, params.id), form, {
        refused: refusalIn(error),
      });
    }
  },
});

export const replayEndpoint = page({
  method: 'post',
  path: `${path}/{id}/replay`,
  access,
  params,
  handle: async ({ params, form, viewer, services, perform }) => {
    try {
      const since = instantOfLocal(form.text('/since'), viewer.timeZone);
      await perform(replayToEndpoint, { params, body: { since } });
    } catch (error) {
      return endpointView(services, viewer, await known(services, params.id), form, {
        refused: refusalIn(error),
      });
    }
    return { redirect: `${path}/${params.id}?done=replayed` };
  },
});

interface Shown {
  done?: keyof typeof notices | undefined;
  cursor?: string | undefined;
  refused?: Refused;
}

async function endpointView(
  services: Services,
  viewer: Viewer,
  endpoint: WebhookEndpoint,
  form: Form,
  { done, cursor, refused = notRefused }: Shown,
): Promise<View> {
  const { items, next } = await deliveryPageOf(
    services,
    { endpoint: endpoint.id },
    { cursor, limit: pageSize },
  );
  const field = (name: string) => ({ name, value: form.text(name), fault: refused.faults.get(name) });
  const here = `${path}/${endpoint.id}`;
  return {
    title: 'Webhook endpoint',
    status: refused.status,
    main: (
      <>
        <div class="page-head">
          <p>
            <EnabledMark enabled={endpoint.enabled} />
          </p>
          <h1>Webhook endpoint</h1>
          <p class="hash">{endpoint.url}</p>
          <div class="buttons">
            <a class="button button-quiet" href={`${here}/change`}>
              Change …
            </a>
            <form method="post" action={`${here}/enabled`}>
              <input type="hidden" name="/enabled" value={endpoint.enabled ? 'no' : 'yes'} />
              <button class="link">{endpoint.enabled ? 'Disable it' : 'Enable it'}</button>
            </form>
          </div>
        </div>
        {done !== undefined && <Notice tone="good">{notices[done]}</Notice>}
        <FaultSummary message={refused.message} faults={refused.faults} />
        <div class="stack">
          <Facts
            facts={[
              ['Disabled because', endpoint.disabledReason],
              ['Is told of', endpoint.eventTypes.map(nameInWords).join(', ')],
              [
                'The secret before signs until',
                endpoint.previousUntil && <Time at={endpoint.previousUntil} zone={viewer.timeZone} />,
              ],
            ]}
          />
          <Section title="What it was told">
            {items.length === 0 ? (
              <p class="quiet">Nothing yet.</p>
            ) : (
              <Deliveries items={items} to={await recipients(services, items)} viewer={viewer} />
            )}
            <More href={next === null ? null : withQuery(here, { cursor: next })} />
          </Section>
          <Section title="Tell it once more">
            <form method="post" action={`${here}/replay`} class="form">
              <TextField
                {...field('/since')}
                label="Everything since"
                hint={`${viewer.timeZone}. Each has the id that it had before, so that nothing counts twice.`}
                type="datetime-local"
              />
              <button class="button-quiet">Tell it once more</button>
            </form>
          </Section>
          <Section title="A new secret">
            <form method="post" action={`${here}/rotation`} class="form">
              <TextField
                {...field('/overlapHours')}
                label="Hours in which the old one signs too"
                hint="0 where the old one is known to somebody it should not be."
                type="number"
                small
              />
              <button class="button-quiet">Make a new secret</button>
            </form>
          </Section>
        </div>
      </>
    ),
  };
}

async function known({ db }: Services, id: string): Promise<WebhookEndpoint> {
  const found = await findWebhookEndpoint(db, id);
  if (found === undefined) throw new Problem('not_found', 'There is no such endpoint.');
  return found;
}
