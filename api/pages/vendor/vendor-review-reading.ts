import { namesOf, type PersonName } from '../../../db/directory.ts';
import type { PersonId } from '../../../domain/decider.ts';
import type { Assessment, Vendor } from '../../../domain/vendor-state.ts';
import type { Services } from '../../services.ts';
import { peopleOf } from '../../vendor-representation.ts';
import { readVendorFor } from './vendor-reading.ts';

/** A vendor of which an assessment is in progress. */
export interface ReviewReading {
  id: string;
  vendor: Vendor;
  assessment: Assessment;
  nameOf: (id: PersonId) => PersonName;
}

/** Undefined where nothing of the vendor is being reviewed. Throws a Problem where there is no such vendor. */
export async function readReview(services: Services, id: string): Promise<ReviewReading | undefined> {
  const { state: vendor } = await readVendorFor(services, id);
  const { assessment } = vendor;
  if (assessment === null) return undefined;
  return { id, vendor, assessment, nameOf: await namesOf(services.db, peopleOf(vendor)) };
}
