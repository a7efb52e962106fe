import { Readable } from 'node:stream';
import { create as contentDisposition } from 'content-disposition';
import { policyInForce } from '../db/approval-policy.ts';
import { namesOf } from '../db/directory.ts';
import type { Person } from '../db/identity.ts';
import { type CountedCompletion, recordedCompletion } from '../db/training.ts';
import { certificatePdf } from './certificate-document.ts';
import type { Reply } from './route.ts';
import type { Services } from './services.ts';

/** The certificate of a completion, to be saved. */
export async function certificateReply(
  services: Services,
  completion: CountedCompletion,
  { name, userName }: Pick<Person, 'name' | 'userName'>,
): Promise<Reply> {
  const { db, publicUrl } = services;
  const { id, version, completedAt, validUntil, revokedAt } = completion;
  const { hash, title } = await recordedCompletion(db, completion);
  const { timeZone } = (await policyInForce(db)).rules.calendar;
  const dayOf = (instant: string) =>
    new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone }).format(new Date(instant));
  const content = await certificatePdf({
    title,
    version,
    name,
    userName,
    completedOn: dayOf(completedAt),
    validUntil: dayOf(validUntil),
    shownBy: await shownBy(services, completion),
    revoked: revokedAt !== null,
    id,
    hash,
    address: `${publicUrl}/training-completions/${id}`,
    date: new Date(completedAt),
  });
  return {
    status: 200,
    stream: Readable.from(content),
    headers: {
      'Content-Type': 'application/pdf',
      'Content-Length': String(content.length),
      'Content-Disposition': contentDisposition(`certificate-${userName}.pdf`),
      'Cache-Control': 'private, no-store',
    },
  };
}

/** By what the completion was shown, as the certificate says it. */
async function shownBy({ db }: Services, { score, vouchedBy }: CountedCompletion): Promise<string> {
  const percent = score === null ? undefined : `${Math.round(score * 100)} %`;
  if (vouchedBy === null) return `Quiz passed with ${percent ?? 'success'}`;
  const { name } = (await namesOf(db, [vouchedBy]))(vouchedBy);
  return [percent, `External, vouched for by ${name}`].filter((part) => part !== undefined).join(' · ');
}
