import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import {
  dataClasses,
  effectsOnPeople,
  highRiskAreas,
  prohibitedPractices,
  systemKinds,
  systemOrigins,
} from '../domain/adoption-request-content.ts';
import { normalised } from './answer.ts';

const pattern = z.string().transform((source, context) => {
  try {
    return new RegExp(source, 'iu');
  } catch {
    context.addIssue({ code: 'custom', message: `"${source}" is not a regular expression` });
    return z.NEVER;
  }
});
const aliases = z.array(z.string()).min(1);

/** True where a column of the aliases gives one of these answers (`…*`: begins so; "": none) or contains one of the patterns. */
const match = z.strictObject({
  columns: aliases,
  is: z.array(z.string().transform(normalised)).default([]),
  contains: z.array(pattern).default([]),
});
const condition = match.extend({
  and: z.array(match).default([]),
  unless: z.array(match).default([]),
});
const cases = <Value extends z.ZodType>(value: Value) =>
  z
    .array(z.strictObject({ value, when: z.array(condition).min(1), mend: z.string().optional() }))
    .default([]);

/** Notes are for people: JSON has no comments. */
const note = z.string().optional();
/** What to take where the row says nothing that can be used; saying `mend` puts that into the report. */
const otherwise = <Value extends z.ZodType>(value: Value) => ({ value, mend: z.string().optional(), note });

const choice = <Value extends z.ZodType>(value: Value) =>
  z.strictObject({ cases: cases(value), ...otherwise(value) });
const collection = <Value extends z.ZodType>(value: Value) =>
  z.strictObject({ cases: cases(value), ...otherwise(z.array(value)) });
const textRule = z.strictObject({
  columns: z.array(z.string()).default([]),
  take: z.enum(['first', 'all']).default('all'),
  ...otherwise(z.string()),
});
const textListRule = z.strictObject({
  columns: z.array(z.string()).default([]),
  splitAt: pattern.prefault('[;\\n]'),
  ...otherwise(z.array(z.string())),
});
const numberRule = z.strictObject({
  columns: z.array(z.string()).default([]),
  ...otherwise(z.number().min(0)),
});

const fields = z.strictObject({
  title: textRule,
  purpose: z.strictObject({ intendedUse: textRule, alternativesConsidered: textRule }),
  system: z.strictObject({
    name: textRule,
    provider: textRule,
    model: textRule,
    kind: choice(z.enum(systemKinds)),
    origin: choice(z.enum(systemOrigins)),
  }),
  users: z.strictObject({ teams: textListRule, headcount: numberRule }),
  data: z.strictObject({ classes: collection(z.enum(dataClasses)), providerMayTrain: choice(z.boolean()) }),
  effect: z.strictObject({ onPeople: choice(z.enum(effectsOnPeople)), affected: textListRule }),
  costs: z.strictObject({
    purchase: numberRule,
    runningPerYear: numberRule,
    monitoringPerYear: numberRule,
    currency: textRule,
  }),
  sourcing: z.strictObject({ procurement: textRule, reason: textRule }),
  legal: z.strictObject({ regions: textListRule, basis: textRule }),
  businessOwner: textRule,
  screening: z.strictObject({
    prohibitedPractices: collection(z.enum(prohibitedPractices)),
    highRiskAreas: collection(z.enum(highRiskAreas)),
  }),
});

const schema = z
  .strictObject({
    note,
    encoding: z.string().optional(),
    delimiter: z.string().length(1).optional(),
    /** Short names for one or several columns; a repeated header's second column is written `name (2)`. */
    columns: z.record(z.string(), aliases),
    /** Answers that say nothing, beside the empty cell. */
    blank: z.array(z.string().transform(normalised)).default([]),
    fields,
  })
  .superRefine(({ columns, fields }, context) => {
    for (const { path, alias } of aliasesIn(fields)) {
      if (!(alias in columns)) {
        context.addIssue({
          code: 'custom',
          path: ['fields', ...path],
          message: `"${alias}" is not named in columns`,
        });
      }
    }
  });

/** How the columns of one inventory become our fields; see `mappings/` for an example. */
export type Mapping = z.output<typeof schema>;
export type Match = z.output<typeof match>;
export type Condition = z.output<typeof condition>;
export type TextRule = z.output<typeof textRule>;
export type TextListRule = z.output<typeof textListRule>;
export type NumberRule = z.output<typeof numberRule>;
export interface Case<Value> {
  value: Value;
  when: Condition[];
  mend?: string | undefined;
}

/** The mapping cannot be used; the message names every place. */
export class MappingError extends Error {
  override readonly name = 'MappingError';
}

/** @throws {MappingError} when the file is missing, not JSON or not a mapping */
export async function readMapping(file: string): Promise<Mapping> {
  const text = await readFile(file, 'utf8').catch(() => {
    throw new MappingError(`The mapping ${file} cannot be read.`);
  });
  try {
    return parseMapping(JSON.parse(text));
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new MappingError(`The mapping ${file} cannot be used.\n${why}`);
  }
}

/** @throws {MappingError} */
export function parseMapping(data: unknown): Mapping {
  const parsed = schema.safeParse(data);
  if (!parsed.success) throw new MappingError(z.prettifyError(parsed.error));
  return parsed.data;
}

/** @throws {MappingError} naming the columns that the mapping speaks of and the table has not */
export function requireColumns({ columns }: Mapping, present: string[]): void {
  const missing = Object.values(columns)
    .flat()
    .filter((name) => !present.includes(normalised(name)));
  if (missing.length > 0) {
    throw new MappingError(
      `The file has no column ${missing.map((name) => `"${name}"`).join(', ')}. Its columns are:\n  ${present.join('\n  ')}`,
    );
  }
}

function aliasesIn(
  rule: unknown,
  path: (string | number)[] = [],
): { path: (string | number)[]; alias: string }[] {
  if (typeof rule !== 'object' || rule === null || rule instanceof RegExp) return [];
  return Object.entries(rule).flatMap(([key, value]: [string, unknown]) =>
    key === 'columns' && Array.isArray(value)
      ? value.map((alias) => ({ path: [...path, key], alias: String(alias) }))
      : aliasesIn(value, [...path, key]),
  );
}
