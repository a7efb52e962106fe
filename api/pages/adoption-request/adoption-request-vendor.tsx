import type { Database } from '../../../db/database.ts';
import { findVendor } from '../../../db/vendor.ts';
import type { AdoptionRequest } from '../../../domain/adoption-request-state.ts';
import { isUndecided } from '../../../domain/adoption-request-time.ts';
import type { Instant } from '../../../domain/decider.ts';
import type { Vendor } from '../../../domain/vendor-state.ts';
import { isCurrentFor } from '../../../domain/vendor-time.ts';
import { Notice, Section } from '../components/document.tsx';
import { Mark } from '../components/mark.tsx';
import { VendorStateMark } from '../vendor/vendor-mark.tsx';
import { VendorStanding } from '../vendor/vendor-standing.tsx';
import { dataInWords } from '../vendor/vendor-words.ts';

/** The vendor on whose review a request rests; without `vendor` it is on its way to the register. */
export interface VendorOfRequest {
  id: string;
  name: string;
  vendor: Vendor | undefined;
  /** Whether its review is approved and current for all the data that is asked for. */
  current: boolean;
}

/** Undefined for what is made in house, and from before there were reviews. */
export async function readVendorOf(
  db: Database,
  { content: { system, data } }: AdoptionRequest,
  at: Instant,
): Promise<VendorOfRequest | undefined> {
  const { vendor: id } = system;
  if (id === undefined) return undefined;
  const vendor = (await findVendor(db, id))?.state;
  const current = vendor !== undefined && isCurrentFor(vendor, data.classes, at);
  return { id, name: vendor?.details.name ?? system.provider, vendor, current };
}

/** Says so where something is in use although its vendor is not approved any more. */
export function VendorFlag({ request, behind }: { request: AdoptionRequest; behind: VendorOfRequest }) {
  const { state, content } = request;
  const isInUse = state === 'approved' || state === 'approved_with_conditions';
  if (!isInUse || behind.current) return null;
  return (
    <Notice tone="bad">
      The vendor <a href={`/vendors/${behind.id}`}>{behind.name}</a> is no longer approved for{' '}
      {dataInWords(content.data.classes)}.
    </Notice>
  );
}

/** Where the vendor stands, and what that means for the request. */
export function VendorSection({
  request,
  behind: { id, name, vendor, current },
  now,
  zone,
}: {
  request: AdoptionRequest;
  behind: VendorOfRequest;
  now: Instant;
  zone: string;
}) {
  return (
    <Section title="The vendor behind it" id="vendor">
      <div class="stack-close" data-part="vendor">
        <p class="line">
          <a href={`/vendors/${id}`}>{name}</a>
          {vendor !== undefined && <VendorStateMark state={vendor.state} />}
          {current ? (
            <Mark shape="tick" tone="good">
              Current for this data
            </Mark>
          ) : (
            <Mark shape="alert" tone="attention">
              Not approved for this data
            </Mark>
          )}
        </p>
        {vendor === undefined ? (
          <p class="quiet">It is on its way to the register, where it will be assessed.</p>
        ) : (
          <p>
            <VendorStanding vendor={vendor} now={now} zone={zone} />
          </p>
        )}
        {!current && isUndecided(request) && (
          <p class="quiet">
            The request can be approved once the review is approved for{' '}
            {dataInWords(request.content.data.classes)}.
          </p>
        )}
      </div>
    </Section>
  );
}
