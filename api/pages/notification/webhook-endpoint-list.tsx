import { listWebhookEndpoints } from '../../../db/webhook-endpoint.ts';
import { addEndpoint } from '../../routes/webhook-endpoint.ts';
import { EmptyState } from '../components/document.tsx';
import { EnabledMark } from '../components/mark.tsx';
import { counted, Time } from '../components/time.tsx';
import { Form, page } from '../page.ts';
import { refusalIn } from '../refused-form.ts';
import { endpointFormView, endpointIn, secretView } from './webhook-endpoint-form.tsx';

const path = '/webhooks';
const access: ['administrator'] = ['administrator'];

export const listEndpointsPage = page({
  method: 'get',
  path,
  access,
  handle: async ({ viewer, services: { db } }) => {
    const endpoints = await listWebhookEndpoints(db);
    return {
      title: 'Webhooks',
      main: (
        <>
          <div class="page-head">
            <h1>Webhooks</h1>
            <p class="lead">
              Programs that are told what happens, signed so that they can tell it is from here (Standard
              Webhooks).
            </p>
            <p>
              <a class="button" href={`${path}/new`}>
                Add an endpoint …
              </a>
            </p>
          </div>
          {endpoints.length === 0 ? (
            <EmptyState title="No program is told of anything." />
          ) : (
            <ul class="list">
              {endpoints.map((endpoint) => (
                <li key={endpoint.id}>
                  <p class="list-title">
                    <a href={`${path}/${endpoint.id}`}>{endpoint.url}</a>
                  </p>
                  <p class="list-side">
                    <EnabledMark enabled={endpoint.enabled} />
                  </p>
                  <p class="list-more">
                    <span>{counted(endpoint.eventTypes.length, 'kind')} of event</span>
                    <span>
                      since <Time at={endpoint.createdAt} zone={viewer.timeZone} style="day" />
                    </span>
                  </p>
                </li>
              ))}
            </ul>
          )}
        </>
      ),
    };
  },
});

export const startEndpoint = page({
  method: 'get',
  path: `${path}/new`,
  access,
  handle: () => Promise.resolve(endpointFormView(new Form(new URLSearchParams()))),
});

export const addEndpointPage = page({
  method: 'post',
  path,
  access,
  handle: async ({ form, perform }) => {
    try {
      const { body } = await perform(addEndpoint, { body: endpointIn(form) });
      return secretView(body as { id: string; url: string; secret: string });
    } catch (error) {
      return endpointFormView(form, undefined, refusalIn(error));
    }
  },
});
