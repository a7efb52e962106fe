import { findAdoptionRequest } from '../../../db/adoption-request.ts';
import { aiSystemStream, findAiSystem } from '../../../db/ai-system.ts';
import { namesOf, type PersonName } from '../../../db/directory.ts';
import { readEvents } from '../../../db/event-store.ts';
import type { Recorded } from '../../../db/process.ts';
import { type AuditStanding, auditStandingOf } from '../../../db/usage-audit.ts';
import { findVendor } from '../../../db/vendor.ts';
import type { AiSystem, AiSystemEvent } from '../../../domain/ai-system-state.ts';
import type { PersonId } from '../../../domain/decider.ts';
import { peopleOf } from '../../ai-system-representation.ts';
import { Problem } from '../../problem.ts';
import { type NamedRisk, riskPage } from '../../risk-list.ts';
import type { Services } from '../../services.ts';

type Naming = (id: PersonId) => PersonName;

/** An AI system with all that its page tells. */
export interface AiSystemReading {
  id: string;
  system: AiSystem;
  events: AiSystemEvent[];
  /** The adoption requests that it rests on, the latest last. */
  requests: Linked[];
  vendor: Linked | undefined;
  risks: NamedRisk[];
  audits: AuditStanding;
  nameOf: Naming;
}

interface Linked {
  id: string;
  name: string;
}

const mostRisks = 100;

/** Undefined where the register has no such system, or none yet. */
export async function readAiSystem(services: Services, id: string): Promise<AiSystemReading | undefined> {
  const { db } = services;
  const recorded = await findAiSystem(db, id);
  if (recorded === undefined) return undefined;
  const { state: system } = recorded;
  const touches = { kind: 'system' as const, target: system.name };
  const [events, requests, vendor, risks, audits] = await Promise.all([
    readEvents<AiSystemEvent>(db, aiSystemStream(id)),
    readRequests(services, system),
    readVendorBehind(services, system),
    riskPage(services, { touches, sort: 'newest', limit: mostRisks }),
    auditStandingOf(db, id),
  ]);
  const nameOf = await namesOf(db, [...peopleOf(system), ...events.flatMap(peopleIn)]);
  return { id, system, events, requests, vendor, risks: risks.items, audits, nameOf };
}

/** The system alone, for a form about it, and the names of whom it names. Throws a Problem where there is none. */
export async function readAiSystemFor(
  { db }: Services,
  id: string,
): Promise<Recorded<AiSystem> & { nameOf: Naming }> {
  const recorded = await findAiSystem(db, id);
  if (recorded === undefined) throw new Problem('not_found', 'There is no such AI system.');
  return { ...recorded, nameOf: await namesOf(db, peopleOf(recorded.state)) };
}

function readRequests({ db }: Services, { requests, title }: AiSystem): Promise<Linked[]> {
  return Promise.all(
    requests.map(async (id) => {
      const found = await findAdoptionRequest(db, id);
      return { id, name: found?.request.content.title ?? title };
    }),
  );
}

async function readVendorBehind(
  { db }: Services,
  { vendor, provider }: AiSystem,
): Promise<Linked | undefined> {
  if (vendor === null) return undefined;
  const found = await findVendor(db, vendor);
  return { id: vendor, name: found?.state.details.name ?? provider };
}

function peopleIn(event: AiSystemEvent): PersonId[] {
  switch (event.type) {
    case 'AiSystemSignedOff':
      return event.capacity.kind === 'delegate' ? [event.by, event.capacity.of] : [event.by];
    case 'JoiningAsked':
    case 'UserAdmitted':
    case 'JoiningDeclined':
    case 'UserRemoved':
      return [event.by, event.person];
    case 'AiSystemHandedOver':
    case 'AiSystemOpened':
    case 'AiSystemAmended':
      return [event.by, event.owner];
    default:
      return [event.by];
  }
}
