import { z } from 'zod';
import {
  dataClasses,
  effectsOnPeople,
  highRiskAreas,
  prohibitedPractices,
  systemKinds,
  systemOrigins,
} from '../../domain/adoption-request-content.ts';
import { requestStates } from '../../domain/adoption-request-state.ts';
import { signOffDecisions } from '../../domain/sign-off.ts';
import { signOffRoles } from '../../domain/identity.ts';
import { tiers } from '../../domain/triage.ts';
import { vendorStates } from '../../domain/vendor-state.ts';
import { signOffShown } from './sign-off.ts';
import { localDate, personName, personReference, requestId, someText, text } from './text.ts';

const list = (item: z.ZodString) => z.array(item).max(100);
const amount = z.number().min(0).max(1e12);

const sections = {
  title: someText(400),
  purpose: z.strictObject({
    intendedUse: someText(10_000),
    alternativesConsidered: text(10_000),
    names: list(someText(100)).optional().meta({
      description: 'What its purposes are called when usage checks ask for them; its title, if not said.',
    }),
  }),
  system: z.strictObject({
    name: someText(400),
    provider: text(400),
    model: text(400),
    kind: z.enum(systemKinds),
    origin: z.enum(systemOrigins),
    vendor: z
      .uuid()
      .toLowerCase()
      .optional()
      .meta({ description: 'Whose review it rests on; whoever the provider’s name means, if not said.' }),
    amends: z
      .uuid()
      .toLowerCase()
      .optional()
      .meta({ description: 'The AI system in use whose scope it is to change, if it is not another one.' }),
  }),
  users: z.strictObject({ teams: list(someText(200)), headcount: z.number().int().min(0).max(10_000_000) }),
  data: z.strictObject({
    classes: z.array(z.enum(dataClasses)).min(1).max(5),
    providerMayTrain: z.boolean(),
  }),
  effect: z.strictObject({ onPeople: z.enum(effectsOnPeople), affected: list(someText(400)) }),
  costs: z.strictObject({
    purchase: amount,
    runningPerYear: amount,
    monitoringPerYear: amount,
    currency: z.string().regex(/^[A-Z]{3}$/, 'must be an ISO 4217 code'),
  }),
  sourcing: z.strictObject({ procurement: text(2_000), reason: text(4_000) }),
  legal: z.strictObject({ regions: list(someText(100)), basis: text(4_000) }),
  businessOwner: personReference,
  screening: z.strictObject({
    prohibitedPractices: z.array(z.enum(prohibitedPractices)).max(8),
    highRiskAreas: z.array(z.enum(highRiskAreas)).max(8),
  }),
};

const example = {
  title: 'Drafting assistant for customer support',
  purpose: {
    intendedUse: 'Suggest answers to support tickets; an agent edits and sends each of them.',
    alternativesConsidered: 'Text blocks (too rigid), no assistant (response times keep growing).',
  },
  system: {
    name: 'Support Drafts',
    provider: 'Example AI Ltd',
    model: 'example-large-2',
    kind: 'generative_text',
    origin: 'third_party_service',
  },
  users: { teams: ['Customer support'], headcount: 40 },
  data: { classes: ['internal', 'personal'], providerMayTrain: false },
  effect: { onPeople: 'none', affected: ['Customers who write to support'] },
  costs: { purchase: 0, runningPerYear: 24000, monitoringPerYear: 6000, currency: 'EUR' },
  sourcing: { procurement: 'Framework contract', reason: 'Hosted in the EU, no training on our data.' },
  legal: { regions: ['EU'], basis: 'GDPR Article 6(1)(f), balancing test on file' },
  businessOwner: 'business-owner',
  screening: { prohibitedPractices: [], highRiskAreas: [] },
};

/** What is asked, by the sections of ISO/IEC 42001's considerations for A.9.2. Unknown fields are refused. */
export const submission = z.strictObject(sections).meta({ id: 'AdoptionRequestSubmission', example });

/** JSON Merge Patch (RFC 7396) without removal: sections and fields that are named replace those that were there. */
export const amendment = z
  .strictObject({
    title: sections.title,
    purpose: sections.purpose.partial(),
    system: sections.system.partial(),
    users: sections.users.partial(),
    data: sections.data.partial(),
    effect: sections.effect.partial(),
    costs: sections.costs.partial(),
    sourcing: sections.sourcing.partial(),
    legal: sections.legal.partial(),
    businessOwner: sections.businessOwner,
    screening: sections.screening.partial(),
  })
  .partial()
  .meta({ id: 'AdoptionRequestAmendment', example: { users: { headcount: 60 } } });

export const signOff = z
  .strictObject({
    role: z.enum(signOffRoles),
    decision: z.enum(signOffDecisions),
    comment: text(10_000).default(''),
    conditions: z
      .array(
        z.strictObject({
          text: someText(2_000),
          owner: personReference,
          dueOn: localDate,
          course: requestId.optional().meta({
            description:
              'A course that its owner and the teams that will use the system must have completed.',
          }),
        }),
      )
      .max(50)
      .default([]),
  })
  .meta({
    id: 'SignOff',
    example: { role: 'security', decision: 'approve', comment: 'Hosting and access are fine.' },
  });

export const withdrawal = z
  .strictObject({ reason: text(4_000).default('') })
  .meta({ id: 'Withdrawal', example: { reason: 'We found that we do not need it.' } });

export const reopening = z.strictObject({ justification: someText(10_000) }).meta({
  id: 'Reopening',
  example: { justification: 'Medical reasons apply: see the opinion of counsel of 3 November.' },
});

export const reason = z.object({
  rule: z.string(),
  tier: z.enum(tiers),
  because: z.string(),
  source: z.string(),
  answers: z.array(z.object({ pointer: z.string(), value: z.union([z.string(), z.boolean()]) })),
});

export const adoptionRequest = z
  .object({
    ...sections,
    id: z.uuid(),
    state: z.enum(requestStates),
    revision: z.number().int(),
    revisionHash: z.string(),
    tier: z.enum(tiers),
    reasons: z.array(reason),
    triageCatalogue: z.string(),
    requester: personName,
    businessOwner: personName,
    submittedAt: z.iso.datetime(),
    expiresAt: z.iso.datetime(),
    reopenable: z.boolean(),
    policy: z.object({ version: z.number().int(), hash: z.string() }),
    signOffs: z.array(signOffShown),
    decision: z.object({ outcome: z.string(), decidedAt: z.iso.datetime() }).loose().nullable(),
    reopening: z.object({ by: personName, at: z.iso.datetime(), justification: z.string() }).nullable(),
    withdrawal: z.object({ by: personName, at: z.iso.datetime(), reason: z.string() }).nullable(),
    vendor: z
      .object({
        id: z.uuid(),
        name: z.string(),
        state: z
          .enum(vendorStates)
          .nullable()
          .meta({ description: 'Null while it is on its way to the register.' }),
        current: z
          .boolean()
          .meta({ description: 'Whether its review is approved and current for all the classes of data.' }),
        lapsesAt: z.iso.datetime().nullable(),
      })
      .nullable()
      .meta({ description: 'The vendor on whose review it rests; null for what is made in house.' }),
  })
  .meta({ id: 'AdoptionRequest' });

export const requestSummary = z.object({
  id: z.uuid(),
  state: z.enum(requestStates),
  tier: z.enum(tiers),
  revision: z.number().int(),
  title: z.string(),
  systemName: z.string(),
  requester: personName,
  businessOwner: personName,
  submittedAt: z.iso.datetime(),
  expiresAt: z.iso.datetime(),
  decidedAt: z.iso.datetime().nullable(),
  waitingFor: z.array(z.enum(signOffRoles)),
  nextDueAt: z.iso.datetime().nullable(),
});
