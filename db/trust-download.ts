import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import type { Instant } from '../domain/decider.ts';
import { stakeholderItself } from '../domain/identity.ts';
import type { TrustDocumentDownloaded } from '../domain/trust-document.ts';
import type { Database, DatabaseTransaction } from './database.ts';
import { recordFacts } from './facts.ts';
import { findTrustDocument, type TrustDocument } from './trust-document.ts';

/** What a stakeholder may have now, and in whose name it is marked. */
export interface Opened {
  grant: string;
  document: TrustDocument;
  email: string;
  name: string;
  company: string;
}

/**
 * Opens a document to a stakeholder, or not, by the register as it is in this transaction, by the grant's end and by whether
 * it is barred; and puts it on record. No document is let through but here. The grant is held until the transaction ends:
 * what is taken back meanwhile was open still, and what was taken back before is not opened.
 */
export async function openDocument(
  trx: DatabaseTransaction,
  { stakeholder, key, at }: { stakeholder: string; key: string; at: Instant },
): Promise<Opened | undefined> {
  const { rows } = await sql<{
    grant: string;
    document: string;
    email: string;
    name: string;
    company: string;
  }>`
    select g.id as grant, d.id as document, s.email, a.name, a.company
    from access_grant g
    join trust_document d on d.id = any (g.documents) and d.removed_at is null and d.key = ${key}
    join stakeholder s on s.id = g.stakeholder_id and s.email is not null
    join access_asking a on a.grant_id = g.id
    where g.stakeholder_id = ${stakeholder}::uuid and g.state = 'granted' and g.ends_at > ${at}::timestamptz
      and g.barred_at is null
    order by g.ends_at desc, g.id
    limit 1
    for share of g, d, s`.execute(trx);
  const [open] = rows;
  const document = open && (await findTrustDocument(trx, open.document));
  if (open === undefined || document === undefined) return undefined;
  const event: TrustDocumentDownloaded = {
    type: 'TrustDocumentDownloaded',
    at,
    by: stakeholderItself(stakeholder),
    download: randomUUID(),
    grant: open.grant,
    document: document.id,
    file: document.file,
    stakeholder,
  };
  await recordFacts(trx, `trust-download/${open.grant}`, [event], projectTrustDownload);
  return { ...open, document };
}

export async function projectTrustDownload(
  trx: DatabaseTransaction,
  events: readonly TrustDocumentDownloaded[],
): Promise<void> {
  for (const { download, grant, document, stakeholder, file, at } of events) {
    await trx
      .insertInto('trust_download')
      .values({ id: download, grant_id: grant, document_id: document, stakeholder_id: stakeholder, file, at })
      .execute();
  }
}

export interface ListedDownload {
  id: string;
  grant: string;
  document: { id: string; title: string };
  file: string;
  stakeholder: string;
  /** Null once forgotten. */
  email: string | null;
  at: Instant;
}

/** One page of downloads after `position`, newest first; of one grant where it says. */
export async function listDownloads(
  db: Database,
  { grant }: { grant?: string | undefined },
  limit: number,
  position?: { at: Instant; id: string },
): Promise<ListedDownload[]> {
  const { rows } = await sql<ListedDownload>`
    select w.id, w.grant_id as grant, jsonb_build_object('id', d.id, 'title', d.title) as document, w.file,
           w.stakeholder_id as stakeholder, s.email, w.at
    from trust_download w
    join trust_document d on d.id = w.document_id
    left join stakeholder s on s.id = w.stakeholder_id
    where ${grant === undefined ? sql`true` : sql`w.grant_id = ${grant}::uuid`}
      and ${
        position === undefined
          ? sql`true`
          : sql`(w.at, w.id) < (${position.at}::timestamptz, ${position.id}::uuid)`
      }
    order by w.at desc, w.id desc
    limit ${limit}`.execute(db);
  return rows;
}
