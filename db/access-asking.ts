import { randomUUID } from 'node:crypto';
import type { AccessGrantCommand } from '../domain/access-grant-state.ts';
import { verifyingDays } from '../domain/access-grant-time.ts';
import { daysAfter } from '../domain/days.ts';
import type { Instant, PersonId } from '../domain/decider.ts';
import { stakeholderItself } from '../domain/identity.ts';
import { accessGrantStream } from './access-grant.ts';
import type { DatabaseTransaction } from './database.ts';
import { isFlooded, meetStakeholder } from './stakeholder.ts';
import type { TrustDocument } from './trust-document.ts';
import { createVerifyLink } from './trust-link.ts';
import { putDownTrustMail } from './trust-mail.ts';

/** What somebody outside asks for, as they said it. */
export interface Asking {
  email: string;
  name: string;
  company: string;
  purpose: string;
  documents: readonly TrustDocument[];
  /** The grant that had ended when this was asked for again. */
  renews: string | null;
}

/**
 * Has one request opened for each owner of the documents, so that none waits for another's decision, and one mail sent by
 * whose link they are verified. Of a flood nothing is taken: false, which whoever asks does not learn.
 */
export async function askForAccess(trx: DatabaseTransaction, asking: Asking, at: Instant): Promise<boolean> {
  if (await isFlooded(trx, asking.email)) return false;
  const { name, company, purpose, documents, renews } = asking;
  const { id: stakeholder } = await meetStakeholder(trx, asking.email, at);
  const grants: string[] = [];
  for (const [owner, owned] of byOwner(documents)) {
    const id = randomUUID();
    grants.push(id);
    await trx
      .insertInto('access_asking')
      .values({ grant_id: id, stakeholder_id: stakeholder, name, company, purpose, asked_at: at })
      .execute();
    const ask: AccessGrantCommand = {
      type: 'ask',
      id: `access-grant/${id}`,
      by: stakeholderItself(stakeholder),
      at,
      stakeholder,
      documents: owned.map((document) => document.id),
      owner,
      needsNda: owned.some(({ needsNda }) => needsNda),
      renews,
    };
    await trx
      .insertInto('process_message')
      .values({ stream: accessGrantStream(id), command: JSON.stringify(ask), try_at: null })
      .execute();
  }
  const expiresAt = daysAfter(at, verifyingDays);
  const token = await createVerifyLink(trx, { stakeholder, grants, at, expiresAt });
  const lines = documents.map(({ title }) => title);
  await putDownTrustMail(trx, { kind: 'verify', stakeholder, said: { lines }, token });
  return true;
}

function byOwner(documents: readonly TrustDocument[]): Map<PersonId, TrustDocument[]> {
  const owners = new Map<PersonId, TrustDocument[]>();
  for (const document of documents) {
    owners.set(document.owner, [...(owners.get(document.owner) ?? []), document]);
  }
  return owners;
}
