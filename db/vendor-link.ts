import { randomBytes, randomUUID } from 'node:crypto';
import { type ExpressionBuilder, sql } from 'kysely';
import type { Instant, PersonId } from '../domain/decider.ts';
import { vendorItself } from '../domain/identity.ts';
import type { VendorLinkEvent } from '../domain/vendor-link.ts';
import { sha256 } from './canonical.ts';
import type { Database, DatabaseTransaction } from './database.ts';
import { recordFacts } from './facts.ts';
import type { Schema } from './schema.ts';

/** By which a vendor comes in, once, to answer one assessment; whoever has its token is taken for the vendor. */
export interface VendorLink {
  id: string;
  assessment: number;
  email: string;
  createdBy: PersonId;
  createdAt: Instant;
  expiresAt: Instant;
  usedAt: Instant | null;
  revokedAt: Instant | null;
}

/** Makes a link and returns its token of 256 random bits: the only time it is known, for only its SHA-256 is kept. */
export async function createVendorLink(
  trx: DatabaseTransaction,
  { vendor, assessment, email }: { vendor: string; assessment: number; email: string },
  { by, at, expiresAt }: { by: PersonId; at: Instant; expiresAt: Instant },
): Promise<{ id: string; token: string }> {
  const [id, token] = [randomUUID(), newSecret()];
  await recordLink(trx, vendor, { type: 'VendorLinkCreated', at, by, link: id, assessment, expiresAt });
  await trx
    .insertInto('vendor_link')
    .values({
      id,
      hash: sha256(token),
      vendor_id: vendor,
      assessment,
      email,
      created_by: by,
      created_at: at,
      expires_at: expiresAt,
      used_at: null,
      revoked_at: null,
    })
    .execute();
  return { id, token };
}

/** The latest 100 links of a vendor, newest first. */
export async function listVendorLinks(db: Database, vendor: string): Promise<VendorLink[]> {
  return selectLinks(db, vendor).orderBy('created_at', 'desc').orderBy('id').limit(100).execute();
}

export async function findVendorLink(
  db: Database | DatabaseTransaction,
  vendor: string,
  id: string,
): Promise<VendorLink | undefined> {
  return selectLinks(db, vendor).where('id', '=', id).executeTakeFirst();
}

/** Takes a link back; whoever has come in by it is out at once. False where there is no such link, or it was taken back before. */
export async function revokeVendorLink(
  trx: DatabaseTransaction,
  { vendor, id }: { vendor: string; id: string },
  { by, at }: { by: PersonId; at: Instant },
): Promise<boolean> {
  const revoked = await trx
    .updateTable('vendor_link')
    .set({ revoked_at: at })
    .where('id', '=', id)
    .where('vendor_id', '=', vendor)
    .where('revoked_at', 'is', null)
    .returning('id')
    .executeTakeFirst();
  if (revoked === undefined) return false;
  await trx.deleteFrom('vendor_visit').where('link_id', '=', id).execute();
  await recordLink(trx, vendor, { type: 'VendorLinkRevoked', at, by, link: id });
  return true;
}

/** Whether a link of this token leads anywhere at `at`. Uses nothing up. */
export async function isOpenLink(db: Database, token: string, at: Instant): Promise<boolean> {
  const found = await db
    .selectFrom('vendor_link')
    .select('id')
    .where('hash', '=', sha256(token))
    .where(leadsIn(at))
    .executeTakeFirst();
  return found !== undefined;
}

/**
 * Uses the link up and begins a visit that lasts until the link would have ended. Returns the secret of the visit, known
 * this once as the token was; undefined where the link leads nowhere. Of several who use it at once, one comes in.
 */
export async function useVendorLink(
  trx: DatabaseTransaction,
  token: string,
  at: Instant,
): Promise<{ secret: string; expiresAt: Instant } | undefined> {
  const used = await trx
    .updateTable('vendor_link')
    .set({ used_at: at })
    .where('hash', '=', sha256(token))
    .where(leadsIn(at))
    .returning(['id', 'vendor_id', 'expires_at'])
    .executeTakeFirst();
  if (used === undefined) return undefined;
  const { id: link, vendor_id: vendor, expires_at: expiresAt } = used;
  const secret = newSecret();
  await trx.deleteFrom('vendor_visit').where('expires_at', '<=', at).execute();
  await trx
    .insertInto('vendor_visit')
    .values({ hash: sha256(secret), link_id: link, expires_at: expiresAt })
    .execute();
  await recordLink(trx, vendor, { type: 'VendorLinkUsed', at, by: vendorItself(vendor), link });
  return { secret, expiresAt };
}

/** Unused, not taken back, not ended, and of a vendor whose assessment, this one, waits for answers. */
function leadsIn(at: Instant) {
  return (eb: ExpressionBuilder<Schema, 'vendor_link'>) =>
    eb.and([
      eb('used_at', 'is', null),
      eb('revoked_at', 'is', null),
      eb('expires_at', '>', at),
      eb.exists(
        eb
          .selectFrom('vendor')
          .select('vendor.id')
          .whereRef('vendor.id', '=', 'vendor_link.vendor_id')
          .where('vendor.state', '<>', 'off_boarded')
          .where('vendor.phase', '=', 'answering')
          .where(
            sql<boolean>`vendor_link.assessment = (vendor.detail -> 'assessment' ->> 'number')::integer`,
          ),
      ),
    ]);
}

async function recordLink(trx: DatabaseTransaction, vendor: string, event: VendorLinkEvent): Promise<void> {
  await recordFacts(trx, `vendor-link/${vendor}`, [event], () => Promise.resolve());
}

function selectLinks(db: Database | DatabaseTransaction, vendor: string) {
  return db
    .selectFrom('vendor_link')
    .select([
      'id',
      'assessment',
      'email',
      'created_by as createdBy',
      'created_at as createdAt',
      'expires_at as expiresAt',
      'used_at as usedAt',
      'revoked_at as revokedAt',
    ])
    .where('vendor_id', '=', vendor);
}

function newSecret(): string {
  return randomBytes(32).toString('base64url');
}
