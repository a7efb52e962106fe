import { fold, isRefusal } from '../../domain/decider.ts';
import type { Role } from '../../domain/identity.ts';
import type { AuditFigures } from '../../domain/usage-audit-figures.ts';
import type {
  AuditFinding,
  UsageAudit,
  UsageAuditCommand,
  UsageAuditEvent,
} from '../../domain/usage-audit-state.ts';
import { usageAudit } from '../../domain/usage-audit.ts';

const start = Date.parse('2027-04-01T04:00:00.000Z');
export const on = (days: number) => new Date(start + days * 86_400_000).toISOString();
export const actor = (person: string, ...roles: Role[]) => ({ person, roles, actsFor: [] });
export const auditor = actor('auditor', 'compliance_manager');
export const owner = actor('owner', 'compliance_manager', 'business_owner');
export const manager = actor('manager', 'management');

const sampled = {
  source: 'machine/gateway',
  event: 'e-1',
  usedAt: on(-10),
  person: 'colleague',
  unknownPerson: false,
  purpose: 'Loans',
  dataClass: 'personal' as const,
  uses: 1,
  cost: null,
  tokens: null,
  flags: [],
  promptHash: null,
  outputHash: null,
};

export const figures: AuditFigures = {
  since: on(-90),
  until: on(0),
  gatheredAt: on(0),
  knownSince: on(-90),
  currency: 'EUR',
  uses: 2,
  cost: 0.3,
  earlierUses: 0,
  people: 1,
  months: [{ month: '2027-03', uses: 2, cost: 0.3 }],
  purposes: { total: 1, items: [{ name: 'Loans', uses: 2, inScope: true }] },
  dataClasses: [{ name: 'personal', uses: 2, inScope: true }],
  usersOutOfScope: { total: 0, items: [] },
  unknownUsers: { total: 0, items: [] },
  unnamedUses: 0,
  checks: { allowed: 2, denied: 0, reasons: [] },
  breaches: { total: 0, items: [] },
  otherCases: [],
  unused: { purposes: [], dataClasses: [], people: 0 },
  seed: '00',
  sample: [sampled, { ...sampled, event: 'e-2' }],
};

export const finding: AuditFinding = {
  what: 'Used for something else.',
  severity: 'medium',
  ground: 'purposes',
  sample: null,
  action: 'Ask for an amendment',
  owner: 'owner',
  dueOn: '2027-06-30',
};

export const opening = {
  type: 'open',
  system: 'system-1',
  name: 'Scores',
  tier: 'high',
  reason: 'cycle',
  note: '',
  round: 'round-1',
  until: on(0),
} as const;
export const gathering = {
  type: 'gather',
  figures,
  hash: 'figures-1',
  owner: 'owner',
  concerned: ['owner', 'signatory'],
} as const;
export const taking = { type: 'take', actor: auditor } as const;
export const writing = { type: 'write', actor: auditor, findings: [finding], replaces: 0 } as const;
export const confirming = {
  type: 'sign',
  actor: auditor,
  version: 0,
  hash: 'hash-0',
  conclusion: 'within_scope',
  note: 'All of the sample looked at.',
  reopens: false,
} as const;
export const signing = { ...confirming, version: 1, hash: 'hash-1', conclusion: 'findings' } as const;
export const calling = { type: 'callOff', actor: auditor, reason: 'Opened by mistake.' } as const;

export type Said = Record<string, unknown> & { type: UsageAuditCommand['type'] };

/** The audit after these were said, a day after each other, each by whoever acts in it. */
export function after(...said: Said[]): UsageAuditEvent[] {
  const events: UsageAuditEvent[] = [];
  for (const [day, command] of said.entries()) {
    const decision = decided(events, command, day);
    if (isRefusal(decision)) throw new Error(`${command.type}: ${decision.detail}`);
    events.push(...decision);
  }
  return events;
}

export function decided(events: readonly UsageAuditEvent[], said: Said, day: number) {
  const acting = said.actor as typeof auditor | undefined;
  const command = { id: `c-${day}`, by: acting?.person ?? 'system', at: on(day), ...said };
  return usageAudit.decide(command as unknown as UsageAuditCommand, stateOf(events));
}

/** What became of it in a word: the types of events, or the code of the refusal. */
export function outcome(events: readonly UsageAuditEvent[], said: Said, day = 10): string {
  const decision = decided(events, said, day);
  return isRefusal(decision) ? decision.code : decision.map(({ type }) => type).join(' ');
}

export function stateOf(events: readonly UsageAuditEvent[]): UsageAudit | undefined {
  return fold(usageAudit, undefined, events);
}
