import { listActions } from '../../../db/action.ts';
import { namesOf, type PersonName } from '../../../db/directory.ts';
import { readEvents } from '../../../db/event-store.ts';
import type { Attachment } from '../../../db/evidence.ts';
import type { Recorded } from '../../../db/process.ts';
import { countFlaggedSystems } from '../../../db/vendor-system.ts';
import { findVendor, vendorStream } from '../../../db/vendor.ts';
import type { PersonId } from '../../../domain/decider.ts';
import type { Actor, Capacity } from '../../../domain/identity.ts';
import type { SignOff } from '../../../domain/sign-off.ts';
import { type AssessmentRecord, assessmentHistory } from '../../../domain/vendor-history.ts';
import { capacityToSignReview } from '../../../domain/vendor-sign-off.ts';
import type { Vendor, VendorEvent } from '../../../domain/vendor-state.ts';
import { currentFor, waitingFor } from '../../../domain/vendor-time.ts';
import { vendorEvidence } from '../../evidence.ts';
import { Problem } from '../../problem.ts';
import { type NamedRisk, riskPage } from '../../risk-list.ts';
import type { Services } from '../../services.ts';
import { type NamedVendorSystem, vendorSystemPage } from '../../vendor-list.ts';
import { peopleOf, peopleOfAssessment } from '../../vendor-representation.ts';
import type { NamedAction } from '../action/action-rows.tsx';

/** A vendor with all that its page tells. */
export interface VendorReading {
  id: string;
  vendor: Vendor;
  events: VendorEvent[];
  /** Every assessment, newest first. */
  history: AssessmentRecord[];
  systems: { items: NamedVendorSystem[]; next: string | null };
  /** How many systems in use rest on it for data that it is not approved for. */
  flagged: number;
  risks: NamedRisk[];
  actions: NamedAction[];
  files: Attachment[];
  nameOf: (id: PersonId) => PersonName;
}

const systemsShown = 25;
const most = 100;

/** Undefined where the register has no such vendor, or none yet. */
export async function readVendor(
  services: Services,
  id: string,
  at: string,
  cursor: string | undefined,
): Promise<VendorReading | undefined> {
  const { db } = services;
  const recorded = await findVendor(db, id);
  if (recorded === undefined) return undefined;
  const { state: vendor } = recorded;
  const touches = { kind: 'vendor' as const, target: id };
  const [events, systems, flagged, risks, actions, files] = await Promise.all([
    readEvents<VendorEvent>(db, vendorStream(id)),
    vendorSystemPage(services, recorded, { cursor, limit: systemsShown }, at),
    countFlaggedSystems(db, id, currentFor(vendor, at)),
    riskPage(services, { touches, sort: 'newest', limit: most }),
    listActions(db, { subject: vendorStream(id) }, most),
    vendorEvidence(services, id),
  ]);
  const history = assessmentHistory(events).reverse();
  const nameOf = await namesOf(db, [
    ...peopleOf(vendor),
    ...events.flatMap(peopleIn),
    ...history.flatMap(({ assessment }) => peopleOfAssessment(assessment)),
    ...actions.map(({ owner }) => owner),
    ...files.map(({ addedBy }) => addedBy),
  ]);
  return {
    ...{ id, vendor, events, history, systems, flagged, files, nameOf },
    risks: risks.items,
    actions: actions.map((action) => ({ ...action, owner: nameOf(action.owner) })),
  };
}

/** The vendor alone, for a form about it. Throws a Problem where the register has none. */
export async function readVendorFor({ db }: Services, id: string): Promise<Recorded<Vendor>> {
  const recorded = await findVendor(db, id);
  if (recorded === undefined) throw new Problem('not_found', 'There is no such vendor.');
  return recorded;
}

function peopleIn(event: VendorEvent): PersonId[] {
  switch (event.type) {
    case 'VendorSignedOff':
      return event.capacity.kind === 'delegate' ? [event.by, event.capacity.of] : [event.by];
    case 'VendorChanged':
      return [event.by, event.details.owner];
    case 'AnswersEscalated':
      return [event.by, event.to];
    default:
      return [event.by];
  }
}

/** What the actor can sign of the review, and in which capacity, by the same rule that decides on it. */
export function openReviewSignOffs(vendor: Vendor, actor: Actor): { signOff: SignOff; capacity: Capacity }[] {
  const { assessment } = vendor;
  if (assessment === null) return [];
  return waitingFor(vendor).flatMap((signOff) => {
    const capacity = capacityToSignReview(vendor, assessment, signOff, actor);
    return 'code' in capacity ? [] : [{ signOff, capacity }];
  });
}

/** Why the actor cannot sign although they hold a role that is waited for. */
export function barredFromReview(vendor: Vendor, actor: Actor): string | undefined {
  const { assessment } = vendor;
  if (assessment === null || openReviewSignOffs(vendor, actor).length > 0) return undefined;
  const barred = waitingFor(vendor)
    .map((signOff) => capacityToSignReview(vendor, assessment, signOff, actor))
    .find((refusal) => 'code' in refusal && refusal.code === 'segregation_of_duties');
  return barred !== undefined && 'code' in barred ? barred.detail : undefined;
}
