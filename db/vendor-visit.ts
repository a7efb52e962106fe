import type { Instant } from '../domain/decider.ts';
import type { Assessment, Vendor } from '../domain/vendor-state.ts';
import { sha256 } from './canonical.ts';
import type { Database } from './database.ts';
import type { Recorded } from './process.ts';

/** A vendor that has come in by its link, and the one assessment that it is there for. */
export interface VendorVisit {
  /** SHA-256 of the link's token. */
  linkHash: Buffer;
  vendor: Recorded<Vendor>;
  assessment: Assessment;
}

/** The visit of this secret; undefined once it or its link has ended, the assessment is over or the vendor off-boarded. */
export async function findVendorVisit(
  db: Database,
  secret: string,
  at: Instant,
): Promise<VendorVisit | undefined> {
  const row = await db
    .selectFrom('vendor_visit')
    .innerJoin('vendor_link', 'vendor_link.id', 'vendor_visit.link_id')
    .innerJoin('vendor', 'vendor.id', 'vendor_link.vendor_id')
    .select(['vendor.id', 'vendor.seq', 'vendor.detail', 'vendor_link.assessment', 'vendor_link.hash'])
    .where('vendor_visit.hash', '=', sha256(secret))
    .where('vendor_visit.expires_at', '>', at)
    .where('vendor_link.expires_at', '>', at)
    .where('vendor_link.revoked_at', 'is', null)
    .where('vendor.state', '<>', 'off_boarded')
    .executeTakeFirst();
  if (row === undefined) return undefined;
  const { id, seq, detail: state, hash: linkHash } = row;
  const { assessment } = state;
  if (assessment?.number !== row.assessment) return undefined;
  return { linkHash, vendor: { id, seq, state }, assessment };
}
