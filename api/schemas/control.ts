import { z } from 'zod';
import { controlStatuses, frameworks } from '../../domain/control.ts';

const framework = z.enum(Object.keys(frameworks) as [keyof typeof frameworks]);
const status = z.enum(controlStatuses).meta({
  description: '`nothing_to_check`: there is no record yet that could fail; that is not met.',
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
  })
  .meta({ id: 'ControlStatement' });

export const controlStanding = z
  .object({
    id: z.string(),
    framework,
    title: z.string(),
    status,
    statements: z.array(statement),
  })
  .meta({ id: 'Control' });

export const failingRecord = z
  .object({
    stream: z.string().meta({ description: 'Where it is on record.' }),
    title: z.string(),
    url: z.string().meta({ description: 'The page on which one looks at it.' }),
  })
  .meta({ id: 'FailingRecord' });
