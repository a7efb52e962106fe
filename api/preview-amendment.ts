import type { z } from 'zod';
import { adoptionRequest } from '../domain/adoption-request.ts';
import { evolve } from '../domain/adoption-request-evolution.ts';
import type { ContentSection } from '../domain/adoption-request-content.ts';
import type { AdoptionRequest } from '../domain/adoption-request-state.ts';
import type { MadeSignOff } from '../domain/sign-off.ts';
import type { SignOffPlan } from '../domain/approval-plan.ts';
import { type Instant, isRefusal, type PersonId } from '../domain/decider.ts';
import type { SignOffRole } from '../domain/identity.ts';
import type { Tier, Triage } from '../domain/triage.ts';
import { mergeAmendment } from './merge-amendment.ts';
import { parse } from './parse.ts';
import { personNamed, prepareRevision } from './prepare-revision.ts';
import { Problem } from './problem.ts';
import { amendedSystem } from './request-vendor.ts';
import { amendment as amendmentSchema } from './schemas/adoption-request.ts';
import type { Services } from './services.ts';

/** What would become of a request if it were amended like this now. */
export interface AmendmentPreview {
  changed: ContentSection[];
  triage: Triage;
  tier: Tier;
  /** Sign-offs that have been made and would have to be made again. */
  again: (SignOffPlan & { made: MadeSignOff })[];
  /** Sign-offs that have been made and would hold. */
  kept: SignOffRole[];
  /** Roles that would have to sign and have not. */
  open: SignOffRole[];
  /** Roles that would no longer have to sign. */
  dropped: SignOffRole[];
}

/** Looks ahead by the very rule that decides. Throws a Problem where it would be refused; changes nothing. */
export async function previewAmendment(
  services: Services,
  request: AdoptionRequest,
  asked: { body: unknown; revision: number; by: PersonId; at: Instant },
): Promise<AmendmentPreview> {
  const { revision, by, at } = asked;
  const body = parse(amendmentSchema, asked.body) as z.output<typeof amendmentSchema>;
  const businessOwner =
    body.businessOwner &&
    (await personNamed(services, body.businessOwner, '/businessOwner', 'business_owner'));
  const merged = mergeAmendment(request.content, { ...body, businessOwner });
  const system = await amendedSystem(services, request.content.system, body.system);
  const content = { ...merged, system };
  const prepared = prepareRevision(content, request.policy, request.reopening, at);
  const decision = adoptionRequest.decide({ type: 'amend', id: '', by, at, revision, ...prepared }, request);
  if (isRefusal(decision)) {
    const { code, detail, pointer } = decision;
    throw new Problem(code, detail, { errors: pointer === undefined ? [] : [{ pointer, detail }] });
  }
  const amended = decision.find((event) => event.type === 'Amended');
  if (amended === undefined) throw new Error('an amendment that is not refused amends');
  const { changed, triage, tier, reopened, dropped } = amended;
  const after = decision.reduce(evolve, request);
  return {
    changed,
    triage,
    tier,
    again: reopened.flatMap((plan) => {
      const made = request.signOffs.find(({ role }) => role === plan.role)?.made ?? null;
      return made === null ? [] : [{ ...plan, made }];
    }),
    kept: after.signOffs.filter(({ made }) => made !== null).map(({ role }) => role),
    open: after.signOffs
      .filter(
        ({ role, made }) => made === null && request.signOffs.every((old) => old.role !== role || !old.made),
      )
      .map(({ role }) => role),
    dropped,
  };
}
