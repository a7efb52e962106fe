import { namesOf, type PersonName } from '../../../db/directory.ts';
import type { PersonId } from '../../../domain/decider.ts';
import type { Assessment, Vendor } from '../../../domain/vendor-state.ts';
import { Problem } from '../../problem.ts';
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

/** Throws a Problem where there is no such vendor, or nothing of it is being reviewed. */
export async function readReview(services: Services, id: string): Promise<ReviewReading> {
  const { state: vendor } = await readVendorFor(services, id);
  const { assessment } = vendor;
  if (assessment === null) throw new Problem('closed', 'No assessment of this vendor is in progress.');
  return { id, vendor, assessment, nameOf: await namesOf(services.db, peopleOf(vendor)) };
}
