import { z } from 'zod';
import { vendorPhases } from '../../db/vendor-list.ts';
import { dataClasses } from '../../domain/adoption-request-content.ts';
import { requestStates } from '../../domain/adoption-request-state.ts';
import { signOffRoles } from '../../domain/identity.ts';
import { signOffDecisions } from '../../domain/sign-off.ts';
import { criticalities } from '../../domain/vendor-policy.ts';
import { assessmentReasons, reportedConcerns, vendorStates } from '../../domain/vendor-state.ts';
import { signOffShown } from './sign-off.ts';
import { allDistinct, localDate, personName, personReference, someText, text } from './text.ts';

const website = z
  .union([z.literal(''), z.url({ protocol: /^https?$/ }).max(2_000)])
  .meta({ description: 'Its address on the web, if it has one.' });

/** What can be said of a vendor. */
export const detailFields = {
  name: someText(400),
  website,
  services: text(4_000).meta({ description: 'What is had from it.' }),
  criticality: z
    .enum(criticalities)
    .meta({ description: 'Whether the organisation could not do without it.' }),
  owner: personReference,
};

export const registration = z
  .strictObject({
    ...detailFields,
    website: website.default(''),
    services: detailFields.services.default(''),
    criticality: detailFields.criticality.default('standard'),
    owner: detailFields.owner.optional().meta({ description: 'Whoever registers it, if not said.' }),
  })
  .meta({
    id: 'VendorRegistration',
    example: {
      name: 'Summaries GmbH',
      website: 'https://summaries.example',
      services: 'Minutes of meetings',
    },
  });

/** JSON Merge Patch (RFC 7396) without removal. */
export const vendorChange = z
  .strictObject(detailFields)
  .partial()
  .meta({ id: 'VendorChange', example: { criticality: 'critical' } });

const classes = z
  .array(z.enum(dataClasses))
  .min(1, 'must name a class of data at least')
  .max(dataClasses.length)
  .refine(allDistinct, 'must name each once');

export const assessmentAsked = z
  .strictObject({ dataClasses: classes.meta({ description: 'What it is to be approved for.' }) })
  .meta({ id: 'VendorAssessmentAsked', example: { dataClasses: ['internal', 'personal'] } });

export const report = z.strictObject({ what: z.enum(reportedConcerns), note: someText(4_000) }).meta({
  id: 'VendorReport',
  example: { what: 'significant_change', note: 'A new sub-processor outside of the EU.' },
});

export const vendorSignOff = z
  .strictObject({
    role: z.enum(signOffRoles),
    submission: z.int().min(1).meta({ description: 'The submission of answers that you have seen.' }),
    decision: z.enum(signOffDecisions),
    comment: text(10_000).default(''),
    conditions: z
      .array(z.strictObject({ text: someText(2_000), owner: personReference, dueOn: localDate }))
      .max(50)
      .default([]),
  })
  .meta({
    id: 'VendorSignOff',
    example: {
      role: 'security',
      submission: 1,
      decision: 'approve',
      comment: 'The certificates are in force.',
    },
  });

export const offBoarding = z
  .strictObject({ reason: someText(4_000) })
  .meta({ id: 'VendorOffBoarding', example: { reason: 'The contract has ended, our data is deleted.' } });

const instant = z.iso.datetime();
const count = z.number().int();
const certificate = z.object({ name: z.string(), expiresAt: instant });
const reason = z.enum(assessmentReasons);
const dataClassesShown = z.array(z.enum(dataClasses));

const review = z.object({
  outcome: z.string(),
  decidedAt: instant,
  assessment: count,
  dataClasses: dataClassesShown,
  validUntil: instant,
  share: z.number(),
  conditions: z.array(z.object({ text: z.string(), owner: personName, dueOn: z.iso.date() })),
});

export const score = z
  .object({
    share: z.number().meta({ description: 'Of all points, 0–1.' }),
    points: z.number(),
    possible: z.number(),
    questions: z.array(
      z.object({ question: z.string(), points: z.number(), possible: z.number(), because: z.string() }),
    ),
    knockOuts: z.array(z.object({ question: z.string(), reason: z.string() })),
  })
  .meta({ id: 'QuestionnaireScore' });

export const assessment = z
  .object({
    number: count,
    reason,
    phase: z.enum(['answering', 'review']),
    startedAt: instant,
    questionnaire: z.object({ id: z.string(), version: count }),
    dataClasses: dataClassesShown,
    answerDueAt: instant,
    escalatedAt: instant.nullable(),
    submission: count.meta({ description: 'How often answers have been handed in.' }),
    answeredBy: personName.nullable(),
    score: score.nullable(),
    certificates: z.array(certificate),
    signOffs: z.array(signOffShown),
    reports: z.array(
      z.object({ what: z.enum(reportedConcerns), note: z.string(), by: personName, at: instant }),
    ),
  })
  .meta({ id: 'VendorAssessment' });

/** An assessment in the history of a vendor; without a review it is in progress, or was cut off. */
export const pastAssessment = assessment
  .extend({ review: review.nullable() })
  .meta({ id: 'VendorAssessmentRecord' });

/** A vendor as it is shown. */
export const vendor = z
  .object({
    id: z.uuid(),
    state: z.enum(vendorStates),
    name: z.string(),
    website: z.string(),
    services: z.string(),
    criticality: z.enum(criticalities),
    owner: personName,
    registeredAt: instant,
    registeredBy: personName,
    currentFor: dataClassesShown.meta({
      description: 'The classes of data that it may be relied on for now.',
    }),
    review: review.nullable(),
    lapsesAt: instant.nullable().meta({ description: 'When its approval or a certificate ends.' }),
    certificates: z.array(certificate),
    assessments: count,
    assessment: assessment.nullable(),
    offBoarded: z.object({ by: personName, at: instant, reason: z.string() }).nullable(),
    policy: z.object({ version: count, hash: z.string() }),
  })
  .meta({ id: 'Vendor' });

/** A vendor in a list. */
export const vendorSummary = z
  .object({
    id: z.uuid(),
    name: z.string(),
    owner: personName,
    criticality: z.enum(criticalities),
    state: z.enum(vendorStates),
    phase: z.enum(vendorPhases),
    dataClasses: dataClassesShown,
    share: z.number().nullable(),
    validUntil: instant.nullable(),
    certificateExpiresAt: instant.nullable(),
    lapsesAt: instant.nullable(),
    nextDueAt: instant.nullable(),
    registeredAt: instant,
  })
  .meta({ id: 'VendorSummary' });

/** A system that rests on a vendor. */
export const vendorSystem = z
  .object({
    request: z.uuid(),
    title: z.string(),
    systemName: z.string(),
    state: z.enum(requestStates),
    dataClasses: dataClassesShown,
    requester: personName,
    businessOwner: personName,
    submittedAt: instant,
    flagged: z
      .boolean()
      .meta({ description: 'Approved, while the vendor is not approved and current for its data.' }),
  })
  .meta({ id: 'VendorSystem' });
