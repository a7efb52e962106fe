import { z } from 'zod';
import { riskLinkKinds } from '../../db/risk-link.ts';
import { riskBands } from '../../domain/risk-policy.ts';
import { riskCategories, riskStates, riskTreatments } from '../../domain/risk-state.ts';
import { allDistinct, localDate, personName, personReference, someText, text } from './text.ts';

const levelError = 'must be a level from 1 to 5';
const level = z.literal([1, 2, 3, 4, 5], levelError);

export const score = z.strictObject({ likelihood: level, impact: level }).meta({
  id: 'RiskScore',
  description: 'Likelihood and impact, 1 (rare, negligible) to 5 (almost certain, severe).',
});

const names = z.array(someText(400)).max(100).refine(allDistinct, 'must name each once');
const ids = z.array(z.uuid().toLowerCase()).max(100).refine(allDistinct, 'must name each once');

/** What can be said of a risk. */
export const descriptionFields = {
  title: someText(400),
  category: z.enum(riskCategories, `must be one of ${riskCategories.join(', ')}`),
  cause: someText(4_000),
  consequence: someText(4_000),
  owner: personReference,
  systems: names.meta({ description: 'The systems that it touches, by name.' }),
  vendors: ids.meta({ description: 'The vendors that it touches, by id.' }),
  requests: ids.meta({ description: 'The adoption requests that it touches, by id.' }),
  controls: z.array(someText(1_000)).max(100).meta({ description: 'What is in place to reduce it.' }),
};

export const identification = z
  .strictObject({
    ...descriptionFields,
    owner: descriptionFields.owner.optional().meta({ description: 'Whoever identifies it, if not said.' }),
    systems: descriptionFields.systems.default([]),
    vendors: descriptionFields.vendors.default([]),
    requests: descriptionFields.requests.default([]),
    controls: descriptionFields.controls.default([]),
    inherent: score,
    residual: score
      .optional()
      .meta({ description: 'What the controls leave; the inherent score, if not said.' }),
  })
  .meta({
    id: 'RiskIdentification',
    example: {
      title: 'Wrong answers reach customers',
      category: 'reliability',
      cause: 'The model sounds sure of what it has invented.',
      consequence: 'Customers act on it, and complain.',
      systems: ['Support Drafts'],
      controls: ['An agent edits each answer'],
      inherent: { likelihood: 4, impact: 3 },
      residual: { likelihood: 2, impact: 3 },
    },
  });

/** JSON Merge Patch (RFC 7396) without removal: lists are replaced whole. */
export const redescription = z
  .strictObject(descriptionFields)
  .partial()
  .meta({ id: 'RiskRedescription', example: { controls: ['An agent edits each answer', 'Spot checks'] } });

const reason = text(4_000);

export const assessment = z
  .strictObject({ inherent: score, residual: score, reason: reason.default('') })
  .meta({
    id: 'RiskAssessment',
    example: {
      inherent: { likelihood: 5, impact: 3 },
      residual: { likelihood: 2, impact: 2 },
      reason: 'Spot checks find next to nothing.',
    },
  });

export const treatment = z
  .strictObject({
    treatment: z.enum(riskTreatments),
    reason,
    actions: z
      .array(z.strictObject({ text: someText(2_000), owner: personReference, dueOn: localDate }))
      .max(50)
      .default([])
      .meta({ description: 'The plan, where the treatment is to mitigate.' }),
  })
  .meta({
    id: 'RiskTreatment',
    example: {
      treatment: 'mitigate',
      reason: 'Cheap, and it works elsewhere.',
      actions: [{ text: 'Check answers against the handbook', owner: 'colleague', dueOn: '2099-06-30' }],
    },
  });

export const completion = z
  .strictObject({ note: text(4_000).default('') })
  .meta({ id: 'RiskActionCompletion', example: { note: 'In place since Monday.' } });

// Policies let nobody sign for years: an example that works must move with time.
const inAHundredDays = new Date(Date.now() + 100 * 86_400_000).toISOString().slice(0, 10);

export const acceptance = z
  .strictObject({
    residual: score.meta({ description: 'The residual score that you have seen.' }),
    reason,
    until: localDate.meta({ description: 'The last day on which it holds.' }),
  })
  .meta({
    id: 'RiskAcceptance',
    example: {
      residual: { likelihood: 2, impact: 3 },
      reason: 'The benefit is larger.',
      until: inAHundredDays,
    },
  });

export const closing = z
  .strictObject({ reason })
  .meta({ id: 'RiskClosing', example: { reason: 'The system was taken out of use.' } });

export const reopening = z
  .strictObject({ reason })
  .meta({ id: 'RiskReopening', example: { reason: 'The system is back.' } });

const band = z.enum(riskBands);
const instant = z.iso.datetime();
const said = { by: personName, at: instant, reason: z.string() };
const link = z.object({ kind: z.enum(riskLinkKinds), target: z.string(), name: z.string() });

const action = z.object({
  id: z.uuid(),
  text: z.string(),
  owner: personName,
  dueAt: instant,
  escalatedAt: instant.nullable(),
  done: z.object({ by: personName, at: instant, note: z.string() }).nullable(),
});

const signedAcceptance = z.object({
  ...said,
  until: instant,
  residual: score,
  band,
  policyVersion: z.number().int(),
  ended: z.object({ at: instant, because: z.string() }).nullable(),
});

/** A risk as it is shown. */
export const risk = z
  .object({
    id: z.uuid(),
    state: z.enum(riskStates),
    title: z.string(),
    category: z.enum(riskCategories),
    cause: z.string(),
    consequence: z.string(),
    owner: personName,
    controls: z.array(z.string()),
    suggestedControls: z.array(z.string()).meta({ description: 'What its entry of the catalogue suggests.' }),
    proposedBy: z.string().nullable(),
    touches: z.array(link),
    identifiedAt: instant,
    identifiedBy: personName,
    inherent: score,
    inherentBand: band,
    residual: score,
    residualBand: band,
    dealtWith: z.boolean(),
    overdue: z.boolean(),
    dealWithBy: instant.nullable(),
    treatment: z.object({ kind: z.enum(riskTreatments), ...said }).nullable(),
    actions: z.array(action),
    acceptances: z
      .array(signedAcceptance)
      .meta({ description: 'Oldest first; at most the last one counts.' }),
    staleSince: z.object({ at: instant, because: z.string() }).nullable(),
    acceptableBy: z
      .array(z.string())
      .meta({ description: 'Roles whose members may accept it as it stands.' }),
    acceptableUntil: z.iso.date().meta({ description: 'The last day until which it may be accepted today.' }),
    closure: z.object(said).nullable(),
    policy: z.object({ version: z.number().int(), hash: z.string() }),
  })
  .meta({ id: 'Risk' });

/** A risk in a list. */
export const riskSummary = z
  .object({
    id: z.uuid(),
    title: z.string(),
    category: z.enum(riskCategories),
    owner: personName,
    state: z.enum(riskStates),
    treatment: z.enum(riskTreatments).nullable(),
    inherent: score,
    residual: score,
    residualBand: band,
    dealtWith: z.boolean(),
    overdue: z.boolean(),
    acceptedUntil: instant.nullable(),
    nextDueAt: instant.nullable(),
    identifiedAt: instant,
  })
  .meta({ id: 'RiskSummary' });
