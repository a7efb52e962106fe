import { z } from 'zod';
import { checkIds, controlStatuses, frameworks } from '../../domain/control.ts';
import { personName } from './text.ts';

const framework = z.enum(Object.keys(frameworks) as [keyof typeof frameworks]);
const status = z.enum(controlStatuses).meta({
  description:
    '`nothing_to_check`: there is no record yet that could fail; that is not met. `not_applicable`: the statement of applicability says so, and why.',
});

export const statement = z
  .object({
    id: z.string(),
    control: z.string(),
    text: z.string(),
    also: z.array(z.object({ framework, place: z.string() })),
    status,
    population: z.int().meta({ description: 'Of how many records.' }),
    failing: z.int().meta({ description: 'How many do not show what they must.' }),
    check: z
      .enum([...checkIds, 'manual'])
      .meta({ description: '`manual`: evidence that somebody files shows it, and no record of ours.' }),
    justification: z.string().nullable().meta({ description: 'Why it does not apply; null where it does.' }),
    gap: z
      .object({ id: z.uuid(), owner: personName.nullable(), dueAt: z.iso.datetime() })
      .nullable()
      .meta({ description: 'The gap that is open for it.' }),
  })
  .meta({ id: 'ControlStatement' });

export const statementResult = z
  .object({
    statement: z.string(),
    day: z.string().meta({ description: 'A local date of the organisation.' }),
    at: z.iso.datetime(),
    status,
    population: z.int(),
    failing: z.int(),
  })
  .meta({ id: 'StatementResult' });

export const controlStanding = z
  .object({
    id: z.string(),
    framework,
    title: z.string(),
    status,
    owner: personName
      .nullable()
      .meta({ description: 'Who answers for it, by the statement of applicability.' }),
    statements: z.array(statement),
    shownBy: z.array(z.string()).meta({ description: 'Statements of other controls that show it too.' }),
  })
  .meta({ id: 'Control' });

export const failingRecord = z
  .object({
    stream: z.string().meta({ description: 'Where it is on record.' }),
    title: z.string(),
    url: z.string().meta({ description: 'The page on which one looks at it.' }),
  })
  .meta({ id: 'FailingRecord' });

export const controlDay = z
  .object({
    day: z.string().meta({ description: 'A local date of the organisation.' }),
    at: z.iso.datetime().meta({ description: 'When all were looked at.' }),
    statuses: z.partialRecord(z.enum(controlStatuses), z.int()),
  })
  .meta({ id: 'ControlDay' });
