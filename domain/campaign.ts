import type { AssignmentKind, AssignmentTerms } from './assignment.ts';
import type { Audience } from './audience.ts';
import type { DomainEvent, PersonId } from './decider.ts';

/** At most so many people stand in one event of a campaign. */
export const mostPeopleInEvent = 1_000;

export interface CampaignOpening {
  kind: AssignmentKind;
  /** The version of the policy or course that people must at least deal with. */
  version: number;
  audience: Audience;
  terms: AssignmentTerms;
}

/** What happens in a campaign, with everybody whom it happens to: never so many events as people. */
export type CampaignEvent = DomainEvent &
  (
    | ({ type: 'CampaignOpened' } & CampaignOpening)
    | { type: 'Assigned'; version: number; people: PersonId[] }
    | { type: 'Unassigned'; people: PersonId[] }
    | { type: 'Reminded'; people: PersonId[] }
    /** Their managers are told, and what depends on it lapses. */
    | { type: 'Overdue'; people: PersonId[] }
    /** What they did ends soon, and they are asked again. */
    | { type: 'Renewed'; people: PersonId[] }
    | { type: 'CampaignEnded' }
  );
