import { z } from 'zod';
import type { AssessmentReason, Vendor } from '../../domain/vendor-state.ts';
import type { DataClass } from '../../domain/adoption-request-content.ts';
import { commandRoutes } from '../command-route.ts';
import { personNamed } from '../prepare-revision.ts';
import { route } from '../route.ts';
import { answers } from '../schemas/questionnaire.ts';
import { requestId } from '../schemas/text.ts';
import {
  assessment,
  assessmentAsked,
  pastAssessment,
  report,
  vendor,
  vendorSignOff,
} from '../schemas/vendor.ts';
import {
  answersOf,
  assessmentRecord,
  assessmentsOf,
  compareAssessments,
  shown,
} from '../vendor-assessment.ts';
import { vendorProcess } from '../vendor-process.ts';

const tag = 'Vendors';
const params = z.object({ id: requestId });
const number = z.coerce.number().int().min(1).max(100_000);

const command = commandRoutes(vendorProcess, { tag, shown: vendor });

export const assessVendor = command(
  {
    path: '/v1/vendors/{id}/assessments',
    operationId: 'assessVendor',
    summary:
      'Start an assessment, or join the one in progress, as the vendor’s owner or a compliance manager',
    params,
    body: assessmentAsked,
  },
  ({ body, actor, process: { state } }) => {
    const reason = reasonFor(state, body.dataClasses);
    return { type: 'assess', actor, reason, ...body };
  },
);

function reasonFor({ review }: Vendor, dataClasses: readonly DataClass[]): AssessmentReason {
  if (review === null) return 'first';
  return dataClasses.every((name) => review.dataClasses.includes(name)) ? 'cycle' : 'new_data_class';
}

export const reportOnVendor = command(
  {
    path: '/v1/vendors/{id}/reports',
    operationId: 'reportOnVendor',
    summary: 'Report an incident or a significant change: the vendor is assessed again, knowing it',
    params,
    body: report,
  },
  ({ body }) => ({ type: 'report', ...body }),
);

export const signOffVendor = command(
  {
    path: '/v1/vendors/{id}/sign-offs',
    operationId: 'signOffVendor',
    summary:
      'Sign off the review of a vendor for a role, as its member, a delegate or the escalation contact',
    params,
    body: vendorSignOff,
  },
  async ({ body, actor, services }) => {
    const conditions = await Promise.all(
      body.conditions.map(async (condition, index) => ({
        ...condition,
        owner: await personNamed(services, condition.owner, `/conditions/${index}/owner`),
      })),
    );
    return { type: 'signOff', actor, ...body, conditions };
  },
);

export const listVendorAssessments = route({
  method: 'get',
  path: '/v1/vendors/{id}/assessments',
  operationId: 'listVendorAssessments',
  summary: 'Every assessment of a vendor, newest first',
  tag,
  access: 'anyone',
  params,
  responses: {
    200: { description: 'All of them.', schema: z.object({ items: z.array(pastAssessment) }) },
  },
  handle: async ({ params: { id }, services }) => ({
    status: 200,
    body: { items: await assessmentsOf(services, id) },
  }),
});

export const readVendorAssessment = route({
  method: 'get',
  path: '/v1/vendors/{id}/assessments/{number}',
  operationId: 'readVendorAssessment',
  summary: 'One assessment: its answers, its score by question, its sign-offs',
  tag,
  access: 'anyone',
  params: z.object({ id: requestId, number }),
  responses: {
    200: { description: 'The assessment.', schema: pastAssessment.extend({ answers }) },
  },
  handle: async ({ params: { id, number: wanted }, services }) => {
    const record = await assessmentRecord(services, id, wanted);
    const body = {
      ...(await shown(services, record)),
      answers: await answersOf(services, id, record.assessment),
    };
    return { status: 200, body };
  },
});

const compared = z
  .object({
    question: z.object({ id: z.string(), text: z.string() }).loose(),
    earlier: z.object({}).loose().nullable(),
    later: z.object({}).loose().nullable(),
    earlierPoints: z.number(),
    laterPoints: z.number(),
    changed: z.boolean(),
  })
  .meta({ id: 'ComparedQuestion' });

export const compareVendorAssessments = route({
  method: 'get',
  path: '/v1/vendors/{id}/assessments/{number}/comparison',
  operationId: 'compareVendorAssessments',
  summary: 'An assessment beside an earlier one, question by question',
  tag,
  access: 'anyone',
  params: z.object({ id: requestId, number }),
  query: z.strictObject({ with: number }),
  responses: {
    200: {
      description: 'Both, and every question that either asked.',
      schema: z.object({ earlier: assessment, later: assessment, questions: z.array(compared) }),
    },
  },
  handle: async ({ params: { id, number: later }, query, services }) => ({
    status: 200,
    body: await compareAssessments(services, id, query.with, later),
  }),
});
