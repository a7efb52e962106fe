import { publicEventTypes } from '../../../domain/notification-kind.ts';
import { Choices, FaultSummary, TextField } from '../components/form.tsx';
import { nameInWords } from '../event-words.ts';
import type { Form, View } from '../page.ts';
import { notRefused, type Refused } from '../refused-form.ts';

const path = '/webhooks';

export function endpointIn(form: Form): { url: string; eventTypes: string[] } {
  return { url: form.text('/url'), eventTypes: form.all('/eventTypes') };
}

/** The form of a new endpoint, or of the one with this id. */
export function endpointFormView(
  form: Form,
  id?: string,
  { message, faults, status }: Refused = notRefused,
): View {
  const title = id === undefined ? 'Add an endpoint' : 'Change an endpoint';
  const back = id === undefined ? path : `${path}/${id}`;
  return {
    title,
    status,
    main: (
      <>
        <div class="page-head">
          <h1>{title}</h1>
        </div>
        <form method="post" action={id === undefined ? path : `${path}/${id}/change`} class="form">
          <FaultSummary message={message} faults={faults} />
          <TextField
            name="/url"
            value={form.text('/url')}
            fault={faults.get('/url')}
            label="URL"
            hint="By https, and no address inside the network."
            type="url"
          />
          <Choices
            name="/eventTypes"
            fault={faults.get('/eventTypes')}
            label="What it is told of"
            values={form.all('/eventTypes')}
            options={publicEventTypes.map((type) => ({ value: type, label: nameInWords(type), hint: type }))}
          />
          <p class="buttons">
            <button>{id === undefined ? 'Add it' : 'Change it'}</button>
            <a href={back}>{id === undefined ? 'Add none' : 'Leave it as it is'}</a>
          </p>
        </form>
      </>
    ),
  };
}

/** The answer that shows an endpoint's secret: it is in no address, and shown this once. */
export function secretView({ id, url, secret }: { id: string; url: string; secret: string }): View {
  return {
    title: 'Secret of an endpoint',
    status: 201,
    main: (
      <>
        <div class="page-head">
          <h1>Copy the secret now</h1>
          <p class="lead">
            This is the only time that it is shown. The program at {url} verifies by it what comes from here.
          </p>
        </div>
        <pre class="bytes" tabIndex={0} role="region" aria-label="The secret">
          <code>{secret}</code>
        </pre>
        <p class="more">
          <a href={`${path}/${id}`}>I have copied it</a>
        </p>
      </>
    ),
  };
}
