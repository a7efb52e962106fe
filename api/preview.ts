import { policyInForce } from '../db/approval-policy.ts';
import { namesOf, type PersonName } from '../db/directory.ts';
import { findSimilarSystems, type SimilarSystem } from '../db/similar-systems.ts';
import {
  dataClasses,
  effectsOnPeople,
  highRiskAreas,
  prohibitedPractices,
  systemKinds,
  systemOrigins,
} from '../domain/adoption-request-content.ts';
import { adoptionRequest } from '../domain/adoption-request.ts';
import { planApproval } from '../domain/approval-plan.ts';
import type { PolicyInForce } from '../domain/approval-policy.ts';
import { type Instant, isRefusal, type PersonId } from '../domain/decider.ts';
import type { DraftContent, TypedAnswer } from '../domain/draft.ts';
import type { SignOffRole } from '../domain/identity.ts';
import { triageCatalogue } from '../domain/triage-catalogue.ts';
import { type Triage, triage, type TriageAnswers } from '../domain/triage.ts';
import { faultsOf } from './parse.ts';
import { personNamed, prepareRevision } from './prepare-revision.ts';
import { type FieldFault, Problem } from './problem.ts';
import { submission } from './schemas/adoption-request.ts';
import type { Services } from './services.ts';
import { vendorAhead, type VendorOutlook } from './vendor-behind.ts';

/** What would become of a request if it were submitted now. */
export interface Preview {
  triage: Triage;
  /** Empty where it would be closed as prohibited. */
  signOffs: { role: SignOffRole; dueAt: Instant; person?: PersonName }[];
  /** For a prohibited request, the end of the time in which it can be reopened. */
  expiresAt: Instant;
  similar: SimilarSystem[];
  /** The vendor on whose review the approval would rest; null for what is made in house, and where nobody is named. */
  vendor: VendorOutlook | null;
  /** What a submission would be refused for. */
  missing: FieldFault[];
}

/** Looks ahead by the rules that a submission is prepared and decided by. Changes nothing and is on no record. */
export async function previewOf(
  services: Services,
  requester: PersonId,
  content: DraftContent,
  at: Instant,
): Promise<Preview> {
  const { version, hash, rules } = await policyInForce(services.db);
  const answers = answersIn(content);
  const triaged = triage(answers, triageCatalogue);
  const plan = planApproval(rules, triaged.tier, at);
  const owner = await ownerOf(services, content.businessOwner);
  const nameOf = await namesOf(services.db, owner.id === undefined ? [] : [owner.id]);
  const [name, provider] = [textOf(content.system?.name), textOf(content.system?.provider)];
  const isBought = (answers.system?.origin ?? 'in_house') !== 'in_house';
  return {
    triage: triaged,
    signOffs: plan.signOffs.map(({ role, dueAt }) => ({
      role,
      dueAt,
      ...(role === 'business_owner' && owner.id !== undefined && { person: nameOf(owner.id) }),
    })),
    expiresAt: plan.expiresAt,
    similar: await findSimilarSystems(services.db, { name, provider }),
    vendor: isBought ? await vendorAhead(services.db, provider, answers.data?.classes ?? [], at) : null,
    missing: [
      ...faultsIn(content, { requester, owner: owner.id, policy: { version, hash, rules }, at }),
      ...owner.faults,
    ],
  };
}

/** The answers that rules ask about, of those that are answers already. */
function answersIn({ data, effect, screening, system }: DraftContent): TriageAnswers {
  const { providerMayTrain } = data ?? {};
  return {
    data: {
      classes: allOf(dataClasses, data?.classes),
      ...(typeof providerMayTrain === 'boolean' && { providerMayTrain }),
    },
    effect: { onPeople: oneOf(effectsOnPeople, effect?.onPeople) },
    screening: {
      prohibitedPractices: allOf(prohibitedPractices, screening?.prohibitedPractices),
      highRiskAreas: allOf(highRiskAreas, screening?.highRiskAreas),
    },
    system: { kind: oneOf(systemKinds, system?.kind), origin: oneOf(systemOrigins, system?.origin) },
  };
}

function oneOf<Value extends string>(values: readonly Value[], answer: TypedAnswer | undefined) {
  return values.find((value) => value === answer);
}

function allOf<Value extends string>(values: readonly Value[], answer: TypedAnswer | undefined) {
  return Array.isArray(answer) ? values.filter((value) => answer.includes(value)) : [];
}

function textOf(answer: TypedAnswer | undefined): string {
  return typeof answer === 'string' ? answer : '';
}

async function ownerOf(
  services: Services,
  typed: TypedAnswer | undefined,
): Promise<{ id?: PersonId; faults: FieldFault[] }> {
  const reference = textOf(typed).trim();
  // Without any text the schema of a submission says that it is missing.
  if (reference === '') return { faults: [] };
  try {
    return { id: await personNamed(services, reference, '/businessOwner', 'business_owner'), faults: [] };
  } catch (error) {
    if (error instanceof Problem) return { faults: error.errors };
    throw error;
  }
}

/** What the schema of a submission finds at fault; where that is nothing, what the rules would refuse. */
function faultsIn(
  content: DraftContent,
  submitted: { requester: PersonId; owner: PersonId | undefined; policy: PolicyInForce; at: Instant },
): FieldFault[] {
  const { requester, owner, policy, at } = submitted;
  const parsed = submission.safeParse({ ...noSections, ...content });
  if (!parsed.success) return parsed.error.issues.flatMap(faultsOf);
  if (owner === undefined) return [];
  const prepared = prepareRevision({ ...parsed.data, businessOwner: owner }, policy, null, at);
  const command = { type: 'submit' as const, id: '', by: requester, at, policy, ...prepared };
  const decision = adoptionRequest.decide(command, undefined);
  if (!isRefusal(decision)) return [];
  return [{ pointer: decision.pointer ?? '', detail: decision.detail }];
}

/** With these in place, what is missing is named field by field and not as a whole section. */
const noSections = {
  purpose: {},
  system: {},
  users: {},
  data: {},
  effect: {},
  costs: {},
  sourcing: {},
  legal: {},
  screening: {},
};
