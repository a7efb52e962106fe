import { documentsByKeys, listedDocuments, type TrustDocument } from '../../../db/trust-document.ts';
import { ask, refuseUnpublished, type Verifying, verify, verifying } from '../../trust-access.ts';
import { askingPath } from '../../../domain/trust-address.ts';
import { Section } from '../components/document.tsx';
import { Choices, FaultSummary, TextArea, TextField } from '../components/form.tsx';
import { Markdown } from '../components/markdown.tsx';
import type { View } from '../page.ts';
import { notRefused, type Refused, refusalIn } from '../refused-form.ts';
import type { TrustCall, TrustReply } from './trust-call.ts';
import { nothingHereView, sentView } from './trust-view.tsx';

/** The form by which anybody asks; a document that is not listed is there for whoever has its address. */
export async function showAsking(call: TrustCall): Promise<TrustReply> {
  await refuseUnpublished(call.services);
  return askingView(call, await documentsToChoose(call, call.query('document')), notRefused);
}

export async function sendAsking(call: TrustCall): Promise<TrustReply> {
  const { form, services, at } = call;
  try {
    const [email, name, company, purpose] = ['/email', '/name', '/company', '/purpose'].map((field) =>
      form.text(field),
    );
    await ask(services, { email, name, company, purpose, documents: form.all('/documents') }, at);
  } catch (error) {
    return askingView(call, await documentsToChoose(call, form.text('document')), refusalIn(error));
  }
  return sentView(
    'Look into your mail',
    'If that address can be mailed, a link is on its way to it. Open it within a day to confirm that it was you.',
  );
}

async function documentsToChoose({ services: { db } }: TrustCall, key: string): Promise<TrustDocument[]> {
  const [listed, named] = await Promise.all([
    listedDocuments(db),
    documentsByKeys(db, key === '' ? [] : [key]),
  ]);
  return [...named.filter(({ listed: isListed }) => !isListed), ...listed];
}

function askingView(call: TrustCall, documents: readonly TrustDocument[], refused: Refused): View {
  const { form } = call;
  const key = form.text('document') || call.query('document');
  const field = (pointer: string) => ({
    name: pointer,
    value: form.text(pointer),
    fault: refused.faults.get(pointer),
  });
  return {
    title: 'Ask for documents',
    status: refused.status,
    main: (
      <>
        <div class="page-head">
          <h1>Ask for documents</h1>
          <p class="lead">
            You confirm your address by a mail; then whoever answers for the documents decides. What you write
            here is seen by them alone, and stands on your copies.
          </p>
        </div>
        <FaultSummary {...refused} />
        <form method="post" action={askingPath} class="form">
          <input type="hidden" name="document" value={key} />
          <Choices
            name="/documents"
            label="Documents"
            values={form.has('/documents') ? form.all('/documents') : key === '' ? [] : [key]}
            fault={refused.faults.get('/documents')}
            options={documents.map(({ key: value, title, summary, needsNda }) => ({
              value,
              label: title,
              hint: [summary, needsNda ? 'Needs an NDA.' : ''].filter((part) => part !== '').join(' '),
            }))}
          />
          <TextField {...field('/name')} label="Your name" autocomplete="name" />
          <TextField {...field('/company')} label="Company" autocomplete="organization" />
          <TextField {...field('/email')} label="Mail address" type="email" autocomplete="email" />
          <TextArea {...field('/purpose')} label="What you need them for" optional />
          <button>Ask for them</button>
        </form>
      </>
    ),
  };
}

/** What a verifying link leads to: programs that look through mail follow links too, so that only the button decides. */
export async function showVerifying({ services, token, at }: TrustCall): Promise<TrustReply> {
  const about = await verifying(services, token, at);
  return about === undefined ? nothingHereView : verifyingView(about, notRefused);
}

export async function sendVerifying(call: TrustCall): Promise<TrustReply> {
  const { services, token, at, form } = call;
  try {
    await verify(services, { token, accepted: form.text('/nda') }, at);
  } catch (error) {
    const refused = refusalIn(error);
    const about = await verifying(services, token, at);
    return about === undefined ? nothingHereView : verifyingView(about, refused);
  }
  return sentView(
    'Thank you',
    'Your address is confirmed. Whoever answers for the documents decides, and you are mailed.',
  );
}

function verifyingView({ documents, nda }: Verifying, refused: Refused): View {
  return {
    title: 'Confirm your request',
    status: refused.status,
    main: (
      <div class="stack">
        <div class="page-head">
          <h1>Confirm your request</h1>
          <p class="lead">You have asked to see:</p>
          <ul>
            {documents.map(({ id, title }) => (
              <li key={id}>{title}</li>
            ))}
          </ul>
        </div>
        <FaultSummary {...refused} />
        {nda !== null && (
          <Section title={`Agreement, version ${nda.version}`} id="nda">
            <div class="panel">
              <Markdown text={nda.markdown} level={3} />
            </div>
            <p class="hint">
              SHA-256 of the text: <span class="hash">{nda.hash}</span>
            </p>
          </Section>
        )}
        <form method="post" class="form">
          {nda !== null && (
            <Choices
              name="/nda"
              label="Acceptance"
              values={[]}
              fault={refused.faults.get('/nda')}
              options={[{ value: nda.hash, label: `I accept version ${nda.version} of the agreement above` }]}
            />
          )}
          <button>It was me: confirm</button>
        </form>
      </div>
    ),
  };
}
