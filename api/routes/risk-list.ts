import { z } from 'zod';
import { riskHeat, riskMeasures } from '../../db/risk-count.ts';
import { riskOrders } from '../../db/risk-list.ts';
import { riskPolicyInForce } from '../../db/risk-policy.ts';
import { riskCatalogue } from '../../domain/risk-catalogue.ts';
import { bandOf, levels, riskBands } from '../../domain/risk-policy.ts';
import { riskCategories } from '../../domain/risk-state.ts';
import { riskPage } from '../risk-list.ts';
import { route } from '../route.ts';
import { riskFilter } from '../schemas/risk-filter.ts';
import { riskSummary, score } from '../schemas/risk.ts';
import { cursor, limit } from '../schemas/text.ts';

const tag = 'Risks';

export const listRisks = route({
  method: 'get',
  path: '/v1/risks',
  operationId: 'listRisks',
  summary: 'The risk register, newest or highest residual score first',
  tag,
  access: 'anyone',
  query: z.strictObject({ ...riskFilter, sort: z.enum(riskOrders).default('newest'), cursor, limit }),
  responses: {
    200: {
      description: 'One page; `next` is null on the last.',
      schema: z.object({ items: z.array(riskSummary), next: z.string().nullable() }),
    },
  },
  handle: async ({ query, services }) => ({ status: 200, body: await riskPage(services, query) }),
});

const level = z.number().int();

export const readRiskHeatMap = route({
  method: 'get',
  path: '/v1/risks/heat-map',
  operationId: 'readRiskHeatMap',
  summary: 'How many open risks have each score, with the bands of the policy in force',
  tag,
  access: 'anyone',
  query: z.strictObject({
    measure: z.enum(riskMeasures).default('residual'),
    category: z.enum(riskCategories).optional(),
  }),
  responses: {
    200: {
      description: 'All 25 scores, by likelihood and then by impact.',
      schema: z.object({
        measure: z.enum(riskMeasures),
        category: z.enum(riskCategories).nullable(),
        policyVersion: z.number().int(),
        total: z.number().int(),
        cells: z.array(
          z.object({ likelihood: level, impact: level, band: z.enum(riskBands), risks: z.number().int() }),
        ),
      }),
    },
  },
  handle: async ({ query: { measure, category }, services: { db } }) => {
    const [heat, { version, rules }] = await Promise.all([
      riskHeat(db, measure, category),
      riskPolicyInForce(db),
    ]);
    const cells = levels.flatMap((likelihood) =>
      levels.map((impact) => ({
        likelihood,
        impact,
        band: bandOf(rules, { likelihood, impact }),
        risks: heat[likelihood - 1]?.[impact - 1] ?? 0,
      })),
    );
    const total = cells.reduce((sum, { risks }) => sum + risks, 0);
    return {
      status: 200,
      body: { measure, category: category ?? null, policyVersion: version, total, cells },
    };
  },
});

const entry = z.object({
  id: z.string(),
  title: z.string(),
  category: z.enum(riskCategories),
  cause: z.string(),
  consequence: z.string(),
  inherent: score,
  controls: z.array(z.string()),
  sources: z.array(z.object({ document: z.string(), part: z.string() })),
});

export const readRiskCatalogue = route({
  method: 'get',
  path: '/v1/risks/catalogue',
  operationId: 'readRiskCatalogue',
  summary: 'The risks that triage proposes from, with their sources',
  tag,
  access: 'anyone',
  responses: {
    200: {
      description: 'The version that is in use.',
      schema: z.object({
        version: z.string(),
        asOf: z.iso.date(),
        sources: z.record(z.string(), z.object({ title: z.string(), note: z.string().optional() })),
        risks: z.array(entry.loose()),
      }),
    },
  },
  handle: () => Promise.resolve({ status: 200, body: riskCatalogue }),
});
