import { adoptionRequest, tierInForce } from '../../domain/adoption-request.ts';
import type { AdoptionRequestContent } from '../../domain/adoption-request-content.ts';
import type {
  AdoptionRequest,
  AdoptionRequestCommand,
  AdoptionRequestEvent,
  PreparedRevision,
  Reopening,
} from '../../domain/adoption-request-state.ts';
import { type ApprovalPlan, planApproval } from '../../domain/approval-plan.ts';
import { defaultApprovalPolicy, type PolicyInForce } from '../../domain/approval-policy.ts';
import { type CausedEvent, settle } from '../../domain/decider.ts';
import type { Actor, SignOffRole } from '../../domain/identity.ts';
import { triageCatalogue } from '../../domain/triage-catalogue.ts';
import { type Tier, triage } from '../../domain/triage.ts';

export type ContentChanges = {
  [Section in keyof AdoptionRequestContent]?: AdoptionRequestContent[Section] extends object
    ? Partial<AdoptionRequestContent[Section]>
    : AdoptionRequestContent[Section];
};

/** Somebody to play each part; `sidney` is a second member of security. */
export const cast = {
  requester: 'robin',
  security: 'sasha',
  legal: 'lee',
  privacy: 'pat',
  business_owner: 'bo',
  management: 'max',
} as const;

const harmless: AdoptionRequestContent = {
  title: 'Drafts',
  purpose: { intendedUse: 'Draft answers', alternativesConsidered: '' },
  system: { name: 'S', provider: 'P', model: 'M', kind: 'generative_text', origin: 'in_house' },
  users: { teams: ['Support'], headcount: 4 },
  data: { classes: ['internal'], providerMayTrain: false },
  effect: { onPeople: 'none', affected: [] },
  costs: { purchase: 0, runningPerYear: 0, monitoringPerYear: 0, currency: 'EUR' },
  sourcing: { procurement: '', reason: '' },
  legal: { regions: ['EU'], basis: '' },
  businessOwner: cast.business_owner,
  screening: { prohibitedPractices: [], highRiskAreas: [] },
};

/** A request's content that no rule of triage fires on, changed as said. */
export function contentWith(
  changes: ContentChanges,
  from: AdoptionRequestContent = harmless,
): AdoptionRequestContent {
  const sections = Object.entries(from).map(([section, value]: [string, unknown]) => {
    const change: unknown = Object.getOwnPropertyDescriptor(changes, section)?.value;
    if (change === undefined) return [section, value];
    return [section, typeof change === 'object' ? { ...(value as object), ...change } : change];
  });
  return Object.fromEntries(sections) as AdoptionRequestContent;
}

export const policy: PolicyInForce = { version: 1, hash: 'policy-hash', rules: defaultApprovalPolicy };

/** What the API would prepare for this content at this instant. */
export function preparedAt(
  at: string,
  content: AdoptionRequestContent,
  reopening: Reopening | null = null,
  planned: (tier: Tier, at: string) => ApprovalPlan = (tier, from) => planApproval(policy.rules, tier, from),
): PreparedRevision {
  const triaged = triage(content, triageCatalogue);
  const plan = planned(tierInForce(triaged, reopening), at);
  return { content, revisionHash: `hash of ${JSON.stringify(content)}`, triage: triaged, plan };
}

export function memberOf(role: SignOffRole, person: string = cast[role]): Actor {
  return { person, roles: [role], actsFor: [] };
}

/** Distributes over the union of commands, so that each kind keeps its own fields. */
type Unstamped<Cmd> = Cmd extends unknown ? Omit<Cmd, 'id' | 'at'> & { id?: string } : never;

/** A request's life, told command by command, a minute apart. */
export class RequestStory {
  state: AdoptionRequest | undefined;
  readonly told: CausedEvent<AdoptionRequestEvent>[] = [];
  /** Monday, 10:00 in Berlin. */
  now = '2026-11-23T09:00:00.000Z';
  #commands = 0;

  get request(): AdoptionRequest {
    if (this.state === undefined) throw new Error('nothing has been submitted');
    return this.state;
  }

  get types(): string[] {
    return this.told.map(({ event }) => event.type);
  }

  /** `accepted`, or the refusal's code (with the field at fault). */
  tell(command: Unstamped<AdoptionRequestCommand>): string {
    this.now = new Date(Date.parse(this.now) + 60_000).toISOString();
    this.#commands += 1;
    const stamped = { id: `command-${this.#commands}`, ...command, at: this.now };
    const before = { state: this.state, seq: this.told.length };
    const { state, events, outcomes } = settle(adoptionRequest, before, [stamped], this.now);
    this.state = state;
    this.told.push(...events);
    const outcome = outcomes[0];
    if (outcome?.status !== 'refused') return outcome?.status ?? 'unanswered';
    return `${outcome.refusal.code}${outcome.refusal.pointer ?? ''}`;
  }

  submit(changes: ContentChanges = {}, by: string = cast.requester): string {
    const prepared = preparedAt(this.now, contentWith(changes));
    return this.tell({ type: 'submit', by, policy, ...prepared });
  }

  signOff(
    role: SignOffRole,
    {
      actor = memberOf(role),
      ...changes
    }: Partial<Extract<AdoptionRequestCommand, { type: 'signOff' }>> = {},
  ): string {
    const { revision } = this.request;
    const approval = { decision: 'approve', comment: '', conditions: [] } as const;
    return this.tell({
      type: 'signOff',
      by: actor.person,
      actor,
      role,
      revision,
      ...approval,
      conditions: [],
      ...changes,
    });
  }

  amend(
    changes: ContentChanges,
    { by = cast.requester, revision }: { by?: string; revision?: number } = {},
  ): string {
    const { content, reopening, revision: current } = this.request;
    const prepared = preparedAt(this.now, contentWith(changes, content), reopening);
    return this.tell({ type: 'amend', by, revision: revision ?? current, ...prepared });
  }

  withdraw(by: string = cast.requester): string {
    return this.tell({ type: 'withdraw', by, reason: '' });
  }

  reopen(justification = 'Medical reasons', actor?: Actor): string {
    const plan = planApproval(policy.rules, 'critical', this.now);
    const who = actor ?? { person: 'chris', roles: ['compliance_manager' as const], actsFor: [] };
    return this.tell({ type: 'reopen', by: who.person, actor: who, justification, plan });
  }

  /** Lets time pass until `instant` with nobody doing anything. */
  waitUntil(instant: string): void {
    this.now = instant;
    const before = { state: this.state, seq: this.told.length };
    const { state, events } = settle(adoptionRequest, before, [], instant);
    this.state = state;
    this.told.push(...events);
  }
}
