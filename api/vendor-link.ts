import { namesOf } from '../db/directory.ts';
import { inTransaction } from '../db/facts.ts';
import type { Recorded } from '../db/process.ts';
import { putDownInvitation } from '../db/vendor-invitation.ts';
import {
  createVendorLink,
  findVendorLink,
  listVendorLinks,
  revokeVendorLink,
  type VendorLink,
} from '../db/vendor-link.ts';
import type { Instant } from '../domain/decider.ts';
import type { Actor } from '../domain/identity.ts';
import { linkExpiry } from '../domain/vendor-link.ts';
import type { Vendor } from '../domain/vendor-state.ts';
import { daysAfter } from '../domain/days.ts';
import { Problem } from './problem.ts';
import type { Services } from './services.ts';
import { answersFor, refuseWhoDoesNotAnswer, waitingForAnswers } from './vendor-answers.ts';

/**
 * Sends the vendor a link by which it answers itself. Without `days`, it holds until some days after answers are due.
 * Throws a Problem where no assessment waits for answers, or the actor does not answer for the vendor.
 */
export async function inviteVendor(
  { db }: Services,
  { id: vendor, state }: Recorded<Vendor>,
  { email, days }: { email: string; days?: number | undefined },
  { actor, at }: { actor: Actor; at: Instant },
): Promise<VendorLink> {
  refuseWhoDoesNotAnswer(actor, state);
  if (state.assessment === null) throw new Problem('closed', 'No assessment of this vendor is in progress.');
  const { number, answerDueAt: dueAt } = waitingForAnswers(state, state.assessment.number);
  const expiresAt = days === undefined ? linkExpiry(at, dueAt) : daysAfter(at, days);
  const { owner, name: vendorName } = state.details;
  const ownerName = (await namesOf(db, [owner]))(owner).name;
  return inTransaction(db, async (trx) => {
    const created = { by: actor.person, at, expiresAt };
    const { id: linkId, token } = await createVendorLink(trx, { vendor, assessment: number, email }, created);
    await putDownInvitation(trx, {
      linkId,
      email,
      token,
      vendorName,
      ownerName,
      dueAt,
      kind: 'invitation',
    });
    return known(await findVendorLink(trx, vendor, linkId));
  });
}

/** The links of a vendor, for whoever answers for it and for auditors. Throws a Problem for others. */
export async function vendorLinks(
  { db }: Services,
  { id, state }: Recorded<Vendor>,
  actor: Actor,
): Promise<VendorLink[]> {
  if (!answersFor(actor, state) && !actor.roles.includes('auditor'))
    throw new Problem('wrong_role', 'Its owner, compliance managers and auditors see the links of a vendor.');
  return listVendorLinks(db, id);
}

/** Takes a link back, for good; once more changes nothing. Throws a Problem where there is no such link. */
export async function takeBackLink(
  { db }: Services,
  { id: vendor, state }: Recorded<Vendor>,
  link: string,
  { actor, at }: { actor: Actor; at: Instant },
): Promise<VendorLink> {
  refuseWhoDoesNotAnswer(actor, state);
  return inTransaction(db, async (trx) => {
    await revokeVendorLink(trx, { vendor, id: link }, { by: actor.person, at });
    return known(await findVendorLink(trx, vendor, link));
  });
}

/** Links as the API shows them: to whom, by whom and until when, and nothing that one could come in by. */
export async function representLinks(
  { db }: Pick<Services, 'db'>,
  links: readonly VendorLink[],
): Promise<object[]> {
  const nameOf = await namesOf(
    db,
    links.map(({ createdBy }) => createdBy),
  );
  return links.map((link) => ({ ...link, createdBy: nameOf(link.createdBy) }));
}

function known(link: VendorLink | undefined): VendorLink {
  if (link === undefined) throw new Problem('not_found', 'This vendor has no such link.');
  return link;
}
