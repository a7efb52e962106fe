import { setTimeout as pause } from 'node:timers/promises';
import { z } from 'zod';
import {
  type AccessGrantSummary,
  askingOf,
  findAccessGrant,
  grantsOfStakeholder,
} from '../db/access-grant.ts';
import { askForAccess } from '../db/access-asking.ts';
import { inTransaction } from '../db/facts.ts';
import { type Nda, ndaInForce } from '../db/nda.ts';
import { findVerified, type Stakeholder } from '../db/stakeholder.ts';
import { documentsByIds, documentsByKeys, type TrustDocument } from '../db/trust-document.ts';
import { type Opened, openDocument } from '../db/trust-download.ts';
import { createEntryLink, findVerifyLink, recentEntries, useVerifyLink } from '../db/trust-link.ts';
import { putDownTrustMail } from '../db/trust-mail.ts';
import { publishedTrustPage } from '../db/trust-page.ts';
import { uuidOf } from '../db/uuid.ts';
import type { AccessGrantCommand, NdaAccepted } from '../domain/access-grant-state.ts';
import { stateAt } from '../domain/access-grant-time.ts';
import { stakeholderItself } from '../domain/identity.ts';
import { accessGrantProcess } from './access-grant-process.ts';
import { parse } from './parse.ts';
import { Problem } from './problem.ts';
import { signalProcess } from './process.ts';
import { email } from './schemas/person.ts';
import { allDistinct, someText, text } from './schemas/text.ts';
import type { Services } from './services.ts';
import { documentContent } from './trust-document.ts';
import { watermarked } from './watermark.ts';

/** What stands in a mark on a page is one line of letters. */
const oneLine = someText(200).refine((value) => !/\p{Cc}/u.test(value), 'must be one line');

const asking = z.strictObject({
  email,
  name: oneLine,
  company: oneLine,
  purpose: text(2_000),
  documents: z
    .array(z.string().max(100))
    .min(1, 'Choose at least one.')
    .max(50)
    .refine(allDistinct, 'must name each once'),
});

/** Answers to anybody take at least so long: what is done for a known address is not told by the clock. */
const steadyMs = 250;

/** Puts down what somebody asks for. What was sent is refused for what anybody could know is wrong with it, and nothing else. */
export async function ask({ db }: Services, sent: unknown, at: string): Promise<void> {
  const { documents: keys, ...said } = parse(asking, sent) as z.output<typeof asking>;
  const documents = await documentsByKeys(db, keys);
  if (documents.length < keys.length) {
    const errors = [{ pointer: '/documents', detail: 'One of them is not there any more.' }];
    throw new Problem('invalid', 'A document is not there any more.', { errors });
  }
  await refuseUnpublished({ db });
  await steadily(inTransaction(db, (trx) => askForAccess(trx, { ...said, documents, renews: null }, at)));
}

/** Who asks for nothing that is published asks for nothing. */
export async function refuseUnpublished({ db }: Pick<Services, 'db'>): Promise<void> {
  if ((await publishedTrustPage(db)) === undefined) throw new Problem('not_found', 'Nothing is published.');
}

async function steadily(work: Promise<unknown>): Promise<void> {
  await Promise.all([work, pause(steadyMs)]);
}

/** What a link of a verifying mail is about; undefined where it leads nowhere, or what it verifies has lapsed. */
export interface Verifying {
  stakeholder: string;
  grants: string[];
  documents: TrustDocument[];
  /** The NDA to accept; null where none of the documents needs one. */
  nda: Nda | null;
}

export async function verifying({ db }: Services, token: string, at: string): Promise<Verifying | undefined> {
  const link = await findVerifyLink(db, token, at);
  if (link === undefined) return undefined;
  const found = await Promise.all(link.grants.map((grant) => findAccessGrant(db, grant)));
  const open = found.flatMap((grant) => (grant?.state.state === 'verifying' ? [grant.state] : []));
  if (open.length === 0) return undefined;
  const documents = await documentsByIds(
    db,
    open.flatMap((grant) => grant.documents),
  );
  if (!open.some(({ needsNda }) => needsNda)) return { ...link, documents, nda: null };
  const nda = await ndaInForce(db);
  if (nda === undefined)
    throw new Problem('unavailable', 'The agreement to accept is not ready. Try again soon.');
  return { ...link, documents, nda };
}

/** Verifies the address, with the NDA of this hash accepted where one is needed. Throws a Problem that the page shows. */
export async function verify(
  services: Services,
  { token, accepted }: { token: string; accepted: string },
  at: string,
): Promise<void> {
  const about = await verifying(services, token, at);
  if (about === undefined) throw new Problem('not_found', 'This link leads nowhere any more.');
  const { stakeholder, grants, nda } = about;
  if (nda !== null && accepted !== nda.hash) {
    const detail =
      accepted === '' ? 'Accept the agreement to go on.' : 'Another version is in force now. Read it first.';
    throw new Problem('invalid', detail, { errors: [{ pointer: '/nda', detail }] });
  }
  const acceptance = nda === null ? null : { version: nda.version, hash: nda.hash };
  for (const grant of grants) await verifyOne(services, { grant, stakeholder, nda: acceptance, token }, at);
  await useVerifyLink(services.db, token, at);
}

async function verifyOne(
  services: Services,
  {
    grant,
    stakeholder,
    nda,
    token,
  }: { grant: string; stakeholder: string; nda: NdaAccepted | null; token: string },
  at: string,
): Promise<void> {
  const command: AccessGrantCommand = {
    type: 'verify',
    id: uuidOf(['verify', token, grant, nda?.hash ?? '']),
    by: stakeholderItself(stakeholder),
    at,
    stakeholder,
    nda,
  };
  const outcome = await signalProcess(services, accessGrantProcess, grant, command);
  if (outcome === undefined)
    throw new Problem('unavailable', 'This takes longer than usual. Press the button again soon.');
  // What was verified by a click before, or has ended meanwhile, is no fault of theirs.
  if (outcome.status === 'accepted' || ['closed', 'already_decided'].includes(outcome.refusal.code)) return;
  const { code, detail } = outcome.refusal;
  throw new Problem(code, detail, { errors: [{ pointer: '/nda', detail }] });
}

/** Entry links of one address in half an hour: more would be a way to annoy somebody. */
const entriesAtMost = 5;

/** Mails a way in to the address, if it is one that was verified; whoever asks does not learn whether it is. */
export async function askToEnter({ db }: Services, sent: string, browser: string, at: string): Promise<void> {
  const { email: address } = parse(z.strictObject({ email }), { email: sent }) as { email: string };
  const mailed = inTransaction(db, async (trx) => {
    const known = await findVerified(trx, address);
    if (known === undefined || (await recentEntries(trx, known.id, at)) >= entriesAtMost) return;
    const token = await createEntryLink(trx, { stakeholder: known.id, browser, at });
    await putDownTrustMail(trx, { kind: 'enter', stakeholder: known.id, said: {}, token });
  });
  await steadily(mailed);
}

/** What a visitor was granted, waits for or had. */
export interface Access {
  grant: AccessGrantSummary;
  documents: TrustDocument[];
}

export async function accessOf({ db }: Services, visitor: Stakeholder): Promise<Access[]> {
  const grants = await grantsOfStakeholder(db, visitor.id);
  const ids = new Set(grants.flatMap(({ documents }) => documents.map(({ id }) => id)));
  const documents = new Map((await documentsByIds(db, [...ids])).map((document) => [document.id, document]));
  return grants.map((grant) => ({
    grant,
    documents: grant.documents.flatMap(({ id }) => documents.get(id) ?? []),
  }));
}

/** Asks again for what has ended; the address is verified by a fresh link. */
export async function askAgain(
  services: Services,
  visitor: Stakeholder,
  grant: string,
  at: string,
): Promise<void> {
  const { db } = services;
  const former = (await accessOf(services, visitor)).find((access) => access.grant.id === grant);
  const said = former && (await askingOf(db, grant));
  if (former === undefined || said === undefined || former.documents.length === 0) {
    throw new Problem('not_found', 'There is nothing to ask for again.');
  }
  if (!mayAskAgain(former, at)) throw new Problem('not_closed', 'This has not ended.');
  const { name, company, purpose } = said;
  const again = { email: visitor.email, name, company, purpose, documents: former.documents, renews: grant };
  await inTransaction(db, (trx) => askForAccess(trx, again, at));
}

/** What ended by time alone is asked for again by one click, from that instant on. */
export function mayAskAgain({ grant }: Pick<Access, 'grant'>, at: string): boolean {
  const state = stateAt(grant, at);
  return state === 'expired' || state === 'lapsed';
}

/** A marked copy; undefined where it is not open to them at this moment. It is on record before it is made. */
export async function takeCopy(
  services: Services,
  visitor: Stakeholder,
  key: string,
  at: string,
): Promise<{ content: Buffer; fileName: string } | undefined> {
  const opened = await inTransaction(services.db, (trx) =>
    openDocument(trx, { stakeholder: visitor.id, key, at }),
  );
  return opened && copyOf(services, opened, at);
}

async function copyOf(services: Services, opened: Opened, at: string) {
  const { document, email: address, name, company, grant } = opened;
  const content = await documentContent(services, document);
  return {
    content: await watermarked(content, { email: address, name, company, at, grant }),
    fileName: document.fileName,
  };
}
