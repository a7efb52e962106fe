import { z } from 'zod';
import { inTransaction } from '../../../db/facts.ts';
import { confirmSubscriber, isOpenConfirmation, leave, subscribe } from '../../../db/subscriber.ts';
import { type NewsTopic, newsTopics } from '../../../domain/subscriber.ts';
import { leavingPath, subscriptionPath } from '../../../domain/trust-address.ts';
import { parse } from '../../parse.ts';
import { email } from '../../schemas/person.ts';
import { allDistinct } from '../../schemas/text.ts';
import { refuseUnpublished } from '../../trust-access.ts';
import { Choices, FaultSummary, TextField } from '../components/form.tsx';
import type { Form, View } from '../page.ts';
import { notRefused, type Refused, refusalIn } from '../refused-form.ts';
import type { TrustCall, TrustReply } from './trust-call.ts';
import { nothingHereView, sentView } from './trust-view.tsx';

const subscription = z.strictObject({
  email,
  topics: z
    .array(z.enum(newsTopics))
    .min(1, 'Choose at least one.')
    .refine(allDistinct, 'must name each once'),
});

const topicWords: Record<NewsTopic, string> = {
  version: 'What we say of ourselves is published anew',
  control: 'The status of a control has changed',
  policy: 'Another version of a policy is in force, or one is no longer',
  document: 'A document was added',
};

export async function showSubscription({ services, form }: TrustCall): Promise<TrustReply> {
  await refuseUnpublished(services);
  return subscriptionView(form, notRefused);
}

export async function sendSubscription({ services: { db }, form, at }: TrustCall): Promise<TrustReply> {
  try {
    await refuseUnpublished({ db });
    const sent = { email: form.text('/email'), topics: form.all('/topics') };
    const wanted = parse(subscription, sent) as z.output<typeof subscription>;
    await inTransaction(db, (trx) => subscribe(trx, wanted, at));
  } catch (error) {
    return subscriptionView(form, refusalIn(error));
  }
  return sentView(
    'Look into your mail',
    'If that address is new to us, a mail is on its way to it. Confirm there that you want to hear from us.',
  );
}

export async function showConfirmation({ services, token, at }: TrustCall): Promise<TrustReply> {
  return (await isOpenConfirmation(services.db, token, at)) ? confirmationView : nothingHereView;
}

export async function confirmSubscription({ services, token, at }: TrustCall): Promise<TrustReply> {
  const joined = await inTransaction(services.db, (trx) => confirmSubscriber(trx, token, at));
  if (!joined) return nothingHereView;
  return sentView('Thank you', 'You hear of what you chose. Every mail has a link by which you leave.');
}

export function showLeaving({ token }: TrustCall): Promise<TrustReply> {
  return Promise.resolve(leavingView(token));
}

/** Whatever the token, the answer is the same: there is nothing to learn here. */
export async function sendLeaving({ services, token, at }: TrustCall): Promise<TrustReply> {
  await inTransaction(services.db, (trx) => leave(trx, token, at));
  return sentView('You have left', 'This address is forgotten here. Nothing more is sent to it.');
}

function subscriptionView(form: Form, refused: Refused): View {
  return {
    title: 'Hear of changes',
    status: refused.status,
    main: (
      <>
        <div class="page-head">
          <h1>Hear of changes</h1>
          <p class="lead">You confirm your address by a mail. It is used for nothing else.</p>
        </div>
        <FaultSummary {...refused} />
        <form method="post" action={subscriptionPath} class="form">
          <TextField
            name="/email"
            label="Mail address"
            type="email"
            autocomplete="email"
            value={form.text('/email')}
            fault={refused.faults.get('/email')}
          />
          <Choices
            name="/topics"
            label="What you want to hear of"
            values={form.has('/email') ? form.all('/topics') : [...newsTopics]}
            fault={refused.faults.get('/topics')}
            options={newsTopics.map((value) => ({ value, label: topicWords[value] }))}
          />
          <button>Subscribe</button>
        </form>
      </>
    ),
  };
}

const confirmationView: View = {
  title: 'Confirm',
  main: (
    <div class="stack-close">
      <h1>Hear of changes by mail</h1>
      <p class="lead">Confirm that this address is yours, and that you want to.</p>
      <form method="post">
        <button>Yes, tell me</button>
      </form>
    </div>
  ),
};

function leavingView(token: string): View {
  return {
    title: 'Leave',
    main: (
      <div class="stack-close">
        <h1>Hear nothing more</h1>
        <p class="lead">Your address is forgotten at once.</p>
        <form method="post" action={leavingPath(encodeURIComponent(token))}>
          <button>Leave</button>
        </form>
      </div>
    ),
  };
}
