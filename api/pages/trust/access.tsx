import { create as contentDisposition } from 'content-disposition';
import { inTransaction } from '../../../db/facts.ts';
import { newSecret } from '../../../db/secret.ts';
import { endVisit, enterByLink, isOpenEntry } from '../../../db/trust-link.ts';
import { stateAt } from '../../../domain/access-grant-time.ts';
import { accessPath } from '../../../domain/trust-address.ts';
import { type Access, accessOf, askAgain, askToEnter, mayAskAgain, takeCopy } from '../../trust-access.ts';
import { browserCookie, browserOf, noVisitCookie, visitCookie, visitorOf } from '../../trust-visit.ts';
import { EmptyState } from '../components/document.tsx';
import { FaultSummary, TextField } from '../components/form.tsx';
import { Mark } from '../components/mark.tsx';
import { Time } from '../components/time.tsx';
import type { View } from '../page.ts';
import { notRefused, type Refused, refusalIn } from '../refused-form.ts';
import { accessMarks } from '../trust-center/access-marks.tsx';
import type { TrustCall, TrustReply } from './trust-call.ts';
import { nothingHereView, sentView } from './trust-view.tsx';

/** What a visitor may open; whoever is not in is asked for their address. */
export async function showAccess(call: TrustCall): Promise<TrustReply> {
  const { request, services, at, zone } = call;
  const inside = await visitorOf(request, services, at);
  if (inside === undefined) return enteringView('', notRefused);
  return accessView(await accessOf(services, inside.visitor), inside.visitor.email, { at, zone });
}

export async function sendEntering({ request, services, at, form }: TrustCall): Promise<TrustReply> {
  const browser = browserOf(request, services) ?? newSecret();
  const email = form.text('/email');
  try {
    await askToEnter(services, email, browser, at);
  } catch (error) {
    return enteringView(email, refusalIn(error));
  }
  const view = sentView(
    'Look into your mail',
    'If this address was granted anything, a link is on its way to it. Open it in this browser, within half an hour.',
  );
  return { ...view, cookies: [browserCookie(browser, services)] };
}

/** Changes nothing: only the button uses a link up. */
export async function showEntry({ request, services, token, at }: TrustCall): Promise<TrustReply> {
  const isOpen = await isOpenEntry(services.db, token, browserOf(request, services) ?? '', at);
  return isOpen ? entryView : nothingHereView;
}

export async function enter({ request, services, token, at }: TrustCall): Promise<TrustReply> {
  const browser = browserOf(request, services) ?? '';
  const secret = await inTransaction(services.db, (trx) => enterByLink(trx, { token, browser, at }));
  if (secret === undefined) return nothingHereView;
  return { redirect: accessPath, cookies: [visitCookie(secret, services)] };
}

export async function leaveAccess({ request, services, at }: TrustCall): Promise<TrustReply> {
  const inside = await visitorOf(request, services, at);
  if (inside !== undefined) await endVisit(services.db, inside.secret);
  return { redirect: accessPath, cookies: [noVisitCookie(services)] };
}

export async function download({ request, services, token: key, at }: TrustCall): Promise<TrustReply> {
  const inside = await visitorOf(request, services, at);
  const copy = inside && (await takeCopy(services, inside.visitor, key, at));
  if (copy === undefined) return nothingHereView;
  const headers = {
    'Content-Type': 'application/pdf',
    'Content-Disposition': contentDisposition(copy.fileName),
    'X-Content-Type-Options': 'nosniff',
    'Content-Security-Policy': "sandbox; default-src 'none'",
  };
  return { file: copy.content, headers };
}

export async function sendAgain({ request, services, token: grant, at }: TrustCall): Promise<TrustReply> {
  const inside = await visitorOf(request, services, at);
  if (inside === undefined) return { redirect: accessPath };
  await askAgain(services, inside.visitor, grant, at);
  return sentView(
    'Look into your mail',
    'A link to confirm that you ask again is on its way to your address.',
  );
}

function enteringView(email: string, refused: Refused): View {
  return {
    title: 'Open documents',
    status: refused.status,
    main: (
      <div class="stack-close">
        <h1>Open documents that you were granted</h1>
        <p class="lead">
          Type the address that you asked with. We mail a link to it that works once, in this browser.
        </p>
        <FaultSummary {...refused} />
        <form method="post" action={accessPath} class="form">
          <TextField
            name="/email"
            label="Mail address"
            type="email"
            autocomplete="email"
            value={email}
            fault={refused.faults.get('/email')}
          />
          <button>Mail me a link</button>
        </form>
      </div>
    ),
  };
}

const entryView: View = {
  title: 'Come in',
  main: (
    <div class="stack-close">
      <h1>Come in</h1>
      <p class="lead">The link works once. You are in for two hours, in this browser.</p>
      <form method="post">
        <button>Open the documents</button>
      </form>
    </div>
  ),
};

function accessView(
  accesses: readonly Access[],
  email: string,
  { at, zone }: { at: string; zone: string },
): View {
  return {
    title: 'Your documents',
    main: (
      <div class="stack">
        <div class="page-head">
          <h1>Your documents</h1>
          <p class="lead">Every page of a copy names {email}, and every copy is on record.</p>
        </div>
        {accesses.length === 0 && <EmptyState title="You have not asked for anything yet." />}
        {accesses.map((access) => (
          <AccessPanel key={access.grant.id} access={access} at={at} zone={zone} />
        ))}
        <form method="post" action={`${accessPath}/leaving`}>
          <button class="button-quiet">Leave this browser</button>
        </form>
      </div>
    ),
  };
}

function AccessPanel({ access, at, zone }: { access: Access; at: string; zone: string }) {
  const { grant, documents } = access;
  // The register follows a moment after the end; what has ended has ended here.
  const state = stateAt(grant, at);
  const isOpen = state === 'granted';
  const [shape, tone, words] = accessMarks[state];
  return (
    <section class="panel" aria-label={grant.documents.map(({ title }) => title).join(', ')}>
      <p class="line">
        <Mark shape={shape} tone={tone}>
          {words}
        </Mark>
        {isOpen && grant.endsAt !== null && (
          <span>
            until <Time at={grant.endsAt} zone={zone} />
          </span>
        )}
        <span class="quiet">
          asked <Time at={grant.askedAt} zone={zone} style="day" />
        </span>
      </p>
      <ul>
        {isOpen
          ? documents.map(({ key, title }) => (
              <li key={key}>
                <a href={`${accessPath}/documents/${key}`}>{title} (PDF)</a>
              </li>
            ))
          : grant.documents.map(({ id, title }) => <li key={id}>{title}</li>)}
      </ul>
      {mayAskAgain({ grant }, at) && documents.length > 0 && (
        <form method="post" action={`${accessPath}/grants/${grant.id}/renewal`}>
          <button>Ask again</button>
        </form>
      )}
    </section>
  );
}
