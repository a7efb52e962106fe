import { action } from './action.ts';
import { adoptionRequest } from './adoption-request.ts';
import { aiSystem } from './ai-system.ts';
import { auditEngagement } from './audit-engagement.ts';
import type { Command, Decider, DomainEvent } from './decider.ts';
import { duty } from './duty.ts';
import { evidenceRequest } from './evidence-request.ts';
import { gap } from './gap.ts';
import { managementReview } from './management-review.ts';
import { oversightCase } from './oversight-case.ts';
import { policy } from './policy.ts';
import { risk } from './risk.ts';
import { shadowAi } from './shadow-ai.ts';
import { statementOfApplicability } from './statement-of-applicability.ts';
import { usageAudit } from './usage-audit.ts';
import { vendor } from './vendor.ts';

/** What a column of a table says of a record. */
type Columns<State> = Record<string, (state: State) => unknown>;

/** A register of an audit pack: the processes of a kind, each as its events up to the end of the period leave it. */
export interface ProcessRegister {
  /** The name of its files. */
  name: string;
  title: string;
  /** The first word of its streams. */
  kind: string;
  /** The columns of its table; a cell of `people` is the id of a person, or null. */
  columns: readonly string[];
  people: readonly string[];
  evolve: (state: unknown, event: DomainEvent) => unknown;
  rowOf: (state: unknown) => Record<string, unknown>;
}

function register<State, Cmd extends Command, Event extends DomainEvent>(
  described: Pick<ProcessRegister, 'name' | 'title' | 'kind'>,
  decider: Decider<State, Cmd, Event>,
  columns: Columns<State>,
  people: Columns<State>,
): ProcessRegister {
  const all = Object.entries({ ...columns, ...people });
  return {
    ...described,
    columns: all.map(([name]) => name),
    people: Object.keys(people),
    evolve: (state, event) => decider.evolve(state as State | undefined, event as Event),
    rowOf: (state) => Object.fromEntries(all.map(([name, of]) => [name, of(state as State)])),
  };
}

/** Every register whose records are processes. */
export const processRegisters: readonly ProcessRegister[] = [
  register(
    { name: 'adoption-requests', title: 'Adoption requests', kind: 'adoption-request' },
    adoptionRequest,
    {
      title: ({ content }) => content.title,
      system: ({ content }) => content.system.name,
      state: ({ state }) => state,
      tier: ({ tier }) => tier,
      revision: ({ revision }) => revision,
      submittedAt: ({ submittedAt }) => submittedAt,
      decidedAt: ({ decision }) => decision?.decidedAt ?? null,
      signOffs: ({ signOffs }) =>
        signOffs.map(({ role, made }) => `${role}: ${made === null ? 'open' : made.decision}`),
    },
    { requester: ({ requester }) => requester },
  ),
  register(
    { name: 'ai-systems', title: 'AI systems', kind: 'ai-system' },
    aiSystem,
    {
      name: ({ name }) => name,
      provider: ({ provider }) => provider,
      state: ({ state }) => state,
      tier: ({ tier }) => tier,
      purposes: ({ scope }) => scope.purposes,
      dataClasses: ({ scope }) => scope.dataClasses,
      openedAt: ({ openedAt }) => openedAt,
      liveSince: ({ liveSince }) => liveSince,
      nextReviewAt: ({ nextReviewAt }) => nextReviewAt,
    },
    { owner: ({ owner }) => owner },
  ),
  register(
    { name: 'vendors', title: 'Vendors', kind: 'vendor' },
    vendor,
    {
      name: ({ details }) => details.name,
      services: ({ details }) => details.services,
      criticality: ({ details }) => details.criticality,
      state: ({ state }) => state,
      assessments: ({ assessments }) => assessments,
      registeredAt: ({ registeredAt }) => registeredAt,
    },
    { owner: ({ details }) => details.owner },
  ),
  register(
    { name: 'risks', title: 'Risks', kind: 'risk' },
    risk,
    {
      title: ({ description }) => description.title,
      category: ({ description }) => description.category,
      state: ({ state }) => state,
      inherentLikelihood: ({ inherent }) => inherent.likelihood,
      inherentImpact: ({ inherent }) => inherent.impact,
      residualLikelihood: ({ residual }) => residual.likelihood,
      residualImpact: ({ residual }) => residual.impact,
      treatment: ({ treatment }) => treatment?.kind ?? null,
      dealWithBy: ({ dealWithBy }) => dealWithBy,
      identifiedAt: ({ identifiedAt }) => identifiedAt,
    },
    { owner: ({ description }) => description.owner },
  ),
  register(
    { name: 'actions', title: 'Actions', kind: 'action' },
    action,
    {
      text: ({ text }) => text,
      state: ({ state }) => state,
      subject: ({ subject }) => subject,
      openedAt: ({ openedAt }) => openedAt,
      dueAt: ({ dueAt }) => dueAt,
      settledAt: ({ settled }) => settled?.at ?? null,
    },
    { owner: ({ owner }) => owner },
  ),
  register(
    { name: 'policies', title: 'Policies', kind: 'policy' },
    policy,
    {
      title: ({ details }) => details.title,
      state: ({ state }) => state,
      versions: ({ versions }) => versions.length,
      reviews: ({ reviews }) => reviews,
      cycleMonths: ({ details }) => details.cycleMonths,
      createdAt: ({ createdAt }) => createdAt,
    },
    { owner: ({ details }) => details.owner },
  ),
  register(
    { name: 'oversight-cases', title: 'Oversight cases', kind: 'oversight-case' },
    oversightCase,
    {
      kind: ({ matter }) => matter.kind,
      state: ({ state }) => state,
      decision: ({ decision }) => decision?.decision ?? null,
      openedAt: ({ openedAt }) => openedAt,
      decidedAt: ({ decision }) => decision?.at ?? null,
      overdue: ({ overdue }) => overdue,
    },
    { reviewer: ({ first }) => first?.reviewer ?? null },
  ),
  register(
    { name: 'shadow-ai', title: 'Shadow AI', kind: 'shadow-ai' },
    shadowAi,
    {
      name: ({ name }) => name,
      state: ({ state }) => state,
      number: ({ number }) => number,
      openedAt: ({ openedAt }) => openedAt,
      dueAt: ({ dueAt }) => dueAt,
      settledAt: ({ settled }) => settled?.at ?? null,
    },
    { owner: ({ owner }) => owner },
  ),
  register(
    { name: 'usage-audits', title: 'Usage audits', kind: 'usage-audit' },
    usageAudit,
    {
      system: ({ name }) => name,
      state: ({ state }) => state,
      tier: ({ tier }) => tier,
      until: ({ until }) => until,
      findings: ({ findings }) => findings.length,
      conclusion: ({ signature }) => signature?.conclusion ?? null,
      signedAt: ({ signature }) => signature?.at ?? null,
    },
    { auditor: ({ auditor }) => auditor },
  ),
  register(
    { name: 'management-reviews', title: 'Management reviews', kind: 'management-review' },
    managementReview,
    {
      reason: ({ reason }) => reason,
      state: ({ state }) => state,
      openedAt: ({ openedAt }) => openedAt,
      dueAt: ({ dueAt }) => dueAt,
      endedAt: ({ ended }) => ended?.at ?? null,
    },
    { endedBy: ({ ended }) => ended?.by ?? null },
  ),
  register(
    { name: 'gaps', title: 'Gaps', kind: 'gap' },
    gap,
    {
      statement: ({ statement }) => statement,
      state: ({ state }) => state,
      number: ({ number }) => number,
      failing: ({ counted }) => counted.failing,
      openedAt: ({ openedAt }) => openedAt,
      dueAt: ({ dueAt }) => dueAt,
      settledAt: ({ settled }) => settled?.at ?? null,
      cause: ({ settled }) => settled?.cause ?? null,
    },
    { owner: ({ owner }) => owner },
  ),
  register(
    {
      name: 'statement-of-applicability',
      title: 'Statement of applicability',
      kind: 'statement-of-applicability',
    },
    statementOfApplicability,
    {
      versionInForce: ({ inForce }) => inForce?.version ?? null,
      hash: ({ inForce }) => inForce?.hash ?? null,
      signedAt: ({ inForce }) => inForce?.signedAt ?? null,
      notApplicable: ({ inForce }) => [
        ...(inForce?.content.controls.flatMap((one) => (one.applicable ? [] : one.control)) ?? []),
        ...(inForce?.content.exclusions.map(({ statement }) => statement) ?? []),
      ],
    },
    { signedBy: ({ inForce }) => inForce?.signedBy ?? null },
  ),
  register(
    { name: 'audit-engagements', title: 'Audits by people from outside', kind: 'audit-engagement' },
    auditEngagement,
    {
      title: ({ title }) => title,
      firm: ({ firm }) => firm,
      state: ({ state }) => state,
      from: ({ scope }) => scope.from,
      until: ({ scope }) => scope.until,
      endsOn: ({ endsOn }) => endsOn,
      openedAt: ({ openedAt }) => openedAt,
      overAt: ({ over }) => over?.at ?? null,
    },
    { openedBy: ({ openedBy }) => openedBy },
  ),
  register(
    { name: 'evidence-requests', title: 'Requests of auditors for evidence', kind: 'evidence-request' },
    evidenceRequest,
    {
      engagement: ({ engagement }) => engagement,
      title: ({ title }) => title,
      state: ({ state }) => state,
      rounds: ({ rounds }) => rounds.length,
      dueAt: ({ dueAt }) => dueAt,
      settledAt: ({ settled }) => settled?.at ?? null,
    },
    { askedBy: ({ askedBy }) => askedBy, to: ({ to }) => to },
  ),
  register(
    { name: 'duties', title: 'Recurring duties', kind: 'duty' },
    duty,
    {
      title: ({ definition }) => definition.title,
      declaredAt: ({ declaredAt }) => declaredAt,
      nextAt: ({ nextAt }) => nextAt,
      withdrawnAt: ({ withdrawnAt }) => withdrawnAt,
      pausedAt: ({ paused }) => paused?.at ?? null,
    },
    { pausedBy: ({ paused }) => paused?.by ?? null },
  ),
];
