import type { Instant } from '../domain/decider.ts';
import { entryLinkEnds, visitEnds } from '../domain/stakeholder.ts';
import { sha256 } from './canonical.ts';
import type { Database, DatabaseTransaction } from './database.ts';
import { newSecret } from './secret.ts';
import type { Stakeholder } from './stakeholder.ts';

/** A link by which requests are verified; its token is known this once, for only its SHA-256 is kept. */
export async function createVerifyLink(
  trx: DatabaseTransaction,
  {
    stakeholder,
    grants,
    at,
    expiresAt,
  }: { stakeholder: string; grants: string[]; at: Instant; expiresAt: Instant },
): Promise<string> {
  return createLink(trx, { stakeholder, kind: 'verify', grants, browser: null, at, expiresAt });
}

/** A link into the access page, for once and only in the browser that has this secret: whoever it is forwarded to has not. */
export async function createEntryLink(
  trx: DatabaseTransaction,
  { stakeholder, browser, at }: { stakeholder: string; browser: string; at: Instant },
): Promise<string> {
  const expiresAt = entryLinkEnds(at);
  return createLink(trx, { stakeholder, kind: 'enter', grants: [], browser: sha256(browser), at, expiresAt });
}

interface NewLink {
  stakeholder: string;
  kind: 'verify' | 'enter';
  grants: string[];
  browser: Buffer | null;
  at: Instant;
  expiresAt: Instant;
}

async function createLink(trx: DatabaseTransaction, link: NewLink): Promise<string> {
  const { stakeholder, kind, grants, browser, at, expiresAt } = link;
  const token = newSecret();
  await trx.deleteFrom('trust_link').where('expires_at', '<=', at).execute();
  await trx
    .insertInto('trust_link')
    .values({
      hash: sha256(token),
      stakeholder_id: stakeholder,
      kind,
      grants,
      browser,
      created_at: at,
      expires_at: expiresAt,
      used_at: null,
    })
    .execute();
  return token;
}

/** The requests that a link verifies, and whose they are; undefined where it leads nowhere. Uses nothing up. */
export async function findVerifyLink(
  db: Database,
  token: string,
  at: Instant,
): Promise<{ stakeholder: string; grants: string[] } | undefined> {
  return db
    .selectFrom('trust_link')
    .select(['stakeholder_id as stakeholder', 'grants'])
    .where('hash', '=', sha256(token))
    .where('kind', '=', 'verify')
    .where('used_at', 'is', null)
    .where('expires_at', '>', at)
    .executeTakeFirst();
}

export async function useVerifyLink(db: Database, token: string, at: Instant): Promise<void> {
  await db.updateTable('trust_link').set({ used_at: at }).where('hash', '=', sha256(token)).execute();
}

/** How many ways in were mailed to a stakeholder that would still hold. */
export async function recentEntries(
  trx: DatabaseTransaction,
  stakeholder: string,
  at: Instant,
): Promise<number> {
  const { count } = await trx
    .selectFrom('trust_link')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('stakeholder_id', '=', stakeholder)
    .where('kind', '=', 'enter')
    .where('expires_at', '>', at)
    .executeTakeFirstOrThrow();
  return count;
}

/** Whether a link leads into the access page in the browser with this secret. Uses nothing up. */
export async function isOpenEntry(
  db: Database,
  token: string,
  browser: string,
  at: Instant,
): Promise<boolean> {
  const found = await openEntries(db, token, browser, at).executeTakeFirst();
  return found !== undefined;
}

/** Uses the link up, and begins a visit. Of several who use it at once, one comes in. Returns the visit's secret. */
export async function enterByLink(
  trx: DatabaseTransaction,
  { token, browser, at }: { token: string; browser: string; at: Instant },
): Promise<string | undefined> {
  const open = await openEntries(trx, token, browser, at).forUpdate().executeTakeFirst();
  if (open === undefined) return undefined;
  await trx.updateTable('trust_link').set({ used_at: at }).where('hash', '=', sha256(token)).execute();
  await trx.deleteFrom('trust_visit').where('expires_at', '<=', at).execute();
  const secret = newSecret();
  await trx
    .insertInto('trust_visit')
    .values({ hash: sha256(secret), stakeholder_id: open.stakeholder_id, expires_at: visitEnds(at) })
    .execute();
  return secret;
}

function openEntries(db: Database | DatabaseTransaction, token: string, browser: string, at: Instant) {
  return db
    .selectFrom('trust_link')
    .select('stakeholder_id')
    .where('hash', '=', sha256(token))
    .where('kind', '=', 'enter')
    .where('browser', '=', sha256(browser))
    .where('used_at', 'is', null)
    .where('expires_at', '>', at);
}

/** Who has come in with this secret; undefined once the visit has ended or they were forgotten. */
export async function findVisitor(
  db: Database,
  secret: string,
  at: Instant,
): Promise<Stakeholder | undefined> {
  const row = await db
    .selectFrom('trust_visit')
    .innerJoin('stakeholder', 'stakeholder.id', 'trust_visit.stakeholder_id')
    .select(['stakeholder.id', 'stakeholder.email'])
    .where('trust_visit.hash', '=', sha256(secret))
    .where('trust_visit.expires_at', '>', at)
    .executeTakeFirst();
  return row?.email == null ? undefined : { id: row.id, email: row.email };
}

export async function endVisit(db: Database, secret: string): Promise<void> {
  await db.deleteFrom('trust_visit').where('hash', '=', sha256(secret)).execute();
}
