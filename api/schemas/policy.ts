import { z } from 'zod';
import { policyVersionStates } from '../../db/tables/policy.ts';
import { dataClasses } from '../../domain/adoption-request-content.ts';
import { roles, signOffRoles } from '../../domain/identity.ts';
import {
  policySignOffDecisions,
  policyStates,
  reviewReasons,
  significantChanges,
} from '../../domain/policy-state.ts';
import { longestPolicy, useEffects } from '../../domain/policy-text.ts';
import { signOffShown } from './sign-off.ts';
import { allDistinct, localDate, personName, personReference, someText, text } from './text.ts';

/** What a business owner signs is their own: a policy has none. */
export const policyApprovers = signOffRoles.filter((role) => role !== 'business_owner');

const days = (most: number) => z.int('must be a whole number of days').min(1).max(most);
const distinct = <Schema extends z.ZodType>(schema: Schema, most: number) =>
  z.array(schema).max(most).refine(allDistinct, 'must name each once');

export const audience = z
  .strictObject({
    everyone: z.boolean().default(false),
    roles: distinct(z.enum(roles), roles.length).default([]),
    teams: distinct(someText(200), 200).default([]),
    people: distinct(personReference, 1_000).default([]),
  })
  .refine(
    (said) => said.everyone || said.roles.length + said.teams.length + said.people.length > 0,
    'must be everyone, or name a role, a team or a person',
  )
  .meta({ id: 'Audience', description: 'Everybody, or whoever holds a role, is in a team or is named.' });

export const useRule = z
  .strictObject({
    id: z
      .string()
      .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'must be words in small letters with hyphens')
      .max(100),
    effect: z.enum(useEffects),
    statement: someText(2_000),
    dataClasses: distinct(z.enum(dataClasses), dataClasses.length).default([]),
    systems: distinct(someText(400), 200).default([]),
    purposes: distinct(someText(200), 50).default([]),
  })
  .meta({
    id: 'UseRule',
    description: 'Applies where all that it names applies; an empty list names everything.',
  });

export const policyText = z
  .strictObject({
    markdown: someText(longestPolicy).meta({ description: 'CommonMark, with tables.' }),
    rules: z
      .array(useRule)
      .max(200)
      .refine((all) => allDistinct(all.map(({ id }) => id)), 'must have an id each of their own')
      .default([]),
  })
  .meta({ id: 'PolicyText' });

export const detailFields = {
  title: someText(300),
  owner: personReference,
  approvers: distinct(z.enum(policyApprovers), policyApprovers.length).min(1, 'must name a role at least'),
  audience,
  cycleMonths: z
    .int()
    .refine((months) => months > 0 && months <= 36 && (12 % months === 0 || months % 12 === 0), {
      error: 'must be 1, 2, 3, 4, 6, 12, 24 or 36 months',
    })
    .meta({ description: 'From one review to the next.' }),
  reviewOn: distinct(z.enum(significantChanges), significantChanges.length).meta({
    description: 'What sets off a review out of turn.',
  }),
  reviewDays: days(365).meta({ description: 'What the owner has to revise or to confirm.' }),
  signOffHours: z.int().min(1).max(2_000).meta({ description: 'Working hours that an approver has.' }),
  acknowledgeDays: days(365).meta({ description: 'What people have to acknowledge a version.' }),
};

export const policyCreation = z
  .strictObject({
    ...detailFields,
    owner: detailFields.owner.optional().meta({ description: 'Whoever creates it, if not said.' }),
    cycleMonths: detailFields.cycleMonths.default(12),
    reviewOn: detailFields.reviewOn.default([...significantChanges]),
    reviewDays: detailFields.reviewDays.default(30),
    signOffHours: detailFields.signOffHours.default(40),
    acknowledgeDays: detailFields.acknowledgeDays.default(14),
    text: policyText.optional().meta({ description: 'The first draft.' }),
  })
  .meta({
    id: 'PolicyCreation',
    example: {
      title: 'Meeting transcripts',
      approvers: ['legal', 'privacy'],
      audience: { everyone: true },
      text: { markdown: '# Meeting transcripts\n\nAsk everybody before a meeting is recorded.', rules: [] },
    },
  });

/** JSON Merge Patch (RFC 7396) without removal. */
export const policyChange = z
  .strictObject(detailFields)
  .partial()
  .meta({ id: 'PolicyChange', example: { acknowledgeDays: 21 } });

export const policySubmission = z
  .strictObject({
    major: z.boolean().meta({ description: 'Whether people must acknowledge it again.' }),
    note: someText(4_000).meta({ description: 'What has changed, for whoever reads it.' }),
    effectiveOn: localDate.optional().meta({
      description: 'The day on which it comes into force; as soon as it is approved, if not said.',
    }),
  })
  .meta({ id: 'PolicySubmission', example: { major: true, note: 'The first version.' } });

export const policyConfirmation = z
  .strictObject({ note: text(4_000).default('') })
  .meta({ id: 'PolicyConfirmation', example: { note: 'Read, and still as it should be.' } });

export const policySignOff = z
  .strictObject({
    role: z.enum(policyApprovers),
    submission: z.int().min(1).meta({ description: 'The submission that you have seen.' }),
    decision: z.enum(policySignOffDecisions),
    comment: text(10_000).default(''),
  })
  .meta({ id: 'PolicySignOff', example: { role: 'legal', submission: 1, decision: 'approve' } });

export const reasoned = (id: string, reason: string) =>
  z.strictObject({ reason: someText(4_000) }).meta({ id, example: { reason } });

const instant = z.iso.datetime();
const count = z.number().int();

const versionShown = {
  version: count,
  state: z.enum(policyVersionStates),
  hash: z.string(),
  major: z.boolean(),
  note: z.string(),
  author: personName,
  submittedAt: instant,
  effectiveAt: instant,
  approvedAt: instant.nullable(),
  publishedAt: instant.nullable(),
  supersededAt: instant.nullable(),
};

export const listedVersion = z.object(versionShown).meta({ id: 'ListedPolicyVersion' });

const approval = z.object({
  role: z.enum(signOffRoles),
  by: personName,
  onBehalfOf: personName.optional(),
  at: instant,
});

export const policyVersion = z
  .object({ ...versionShown, approvals: z.array(approval), text: policyText })
  .meta({ id: 'PolicyVersion' });

const occasion = { reason: z.enum(reviewReasons), note: z.string(), occasion: z.string() };

export const policyReview = z
  .object({
    number: count,
    ...occasion,
    phase: z.enum(['drafting', 'review', 'approved']),
    startedAt: instant,
    dueAt: instant,
    escalatedAt: instant.nullable(),
    submission: z
      .object({
        number: count,
        version: count,
        hash: z.string(),
        unchanged: z.boolean(),
        major: z.boolean(),
        note: z.string(),
        author: personName,
        at: instant,
        effectiveAt: instant,
      })
      .nullable(),
    signOffs: z.array(signOffShown),
  })
  .meta({ id: 'PolicyReview' });

export const policy = z
  .object({
    id: z.uuid(),
    state: z.enum(policyStates),
    title: z.string(),
    owner: personName,
    approvers: z.array(z.enum(signOffRoles)),
    audience: z.object({
      everyone: z.boolean(),
      roles: z.array(z.enum(roles)),
      teams: z.array(z.string()),
      people: z.array(personName),
    }),
    cycleMonths: count,
    reviewOn: z.array(z.enum(significantChanges)),
    reviewDays: count,
    signOffHours: count,
    acknowledgeDays: count,
    createdAt: instant,
    createdBy: personName,
    inForce: z.object({ version: count, hash: z.string(), publishedAt: instant }).nullable(),
    acknowledgeVersion: count.nullable().meta({
      description: 'The version that people must at least have acknowledged.',
    }),
    review: policyReview.nullable(),
    waiting: z.array(z.object(occasion)).meta({ description: 'Reviews that follow the one in progress.' }),
    campaign: z.object({ version: count, startedAt: instant, dueAt: instant }).nullable(),
    retired: z.object({ by: personName, at: instant, reason: z.string() }).nullable(),
  })
  .meta({ id: 'Policy' });

export const policySummary = z
  .object({
    id: z.uuid(),
    title: z.string(),
    owner: personName,
    state: z.enum(policyStates),
    phase: z.enum(['none', 'drafting', 'review', 'approved']),
    version: count.nullable(),
    nextDueAt: instant.nullable(),
    asked: count,
    acknowledged: count,
    overdue: count,
  })
  .meta({ id: 'PolicySummary' });

export const policyDraft = z
  .object({
    text: policyText,
    version: count.meta({ description: '0 while nothing has been saved.' }),
    updatedBy: personName.nullable(),
    updatedAt: instant.nullable(),
  })
  .meta({ id: 'PolicyDraft' });
