import { z } from 'zod';
import { shadowAiStates } from '../../domain/shadow-ai.ts';
import { personName, personReference, someText, text } from './text.ts';

const sightings = z
  .object({
    firstSeen: z.iso.datetime(),
    lastSeen: z.iso.datetime(),
    events: z.int().meta({ description: 'How many events have told of its use.' }),
    people: z.int().meta({ description: 'How many different people were named.' }),
  })
  .nullable()
  .meta({ description: 'Null once that is older than use is kept.' });

const summary = {
  id: z.uuid(),
  name: z.string().meta({ description: 'As it was written where it was first seen.' }),
  number: z.int().meta({ description: 'Of the findings of this name, from 1.' }),
  state: z.enum(shadowAiStates),
  owner: personName
    .nullable()
    .meta({ description: 'Null while nobody has it: then it is for every compliance manager.' }),
  openedAt: z.iso.datetime(),
  dueAt: z.iso.datetime().meta({ description: 'By when it is to be registered or blocked.' }),
  sightings,
};

export const shadowAiSummary = z.object({ ...summary, overdue: z.boolean() }).meta({ id: 'ShadowAiSummary' });

export const shadowAi = z
  .object({
    ...summary,
    escalatedAt: z.iso.datetime().nullable(),
    system: z
      .object({ id: z.uuid(), name: z.string() })
      .nullable()
      .meta({ description: 'The AI system that it is, once it is registered.' }),
    settled: z.object({ by: personName, at: z.iso.datetime(), note: z.string() }).nullable(),
  })
  .meta({ id: 'ShadowAi' });

export const shadowAiHandover = z
  .strictObject({ owner: personReference })
  .meta({ id: 'ShadowAiHandover', example: { owner: 'colleague' } });

export const shadowAiRegistration = z
  .strictObject({
    system: someText(200).meta({
      description: 'The AI system that is also known by this name: by id, or by its name.',
    }),
    note: text(10_000).default(''),
  })
  .meta({
    id: 'ShadowAiRegistration',
    example: { system: 'Contract summaries', note: 'The gateway calls it by its model.' },
  });

export const shadowAiBlocking = z
  .strictObject({ note: someText(10_000).meta({ description: 'How it is blocked.' }) })
  .meta({ id: 'ShadowAiBlocking', example: { note: 'The proxy refuses chat.example.com since today.' } });

export const shadowAiDismissal = z
  .strictObject({ reason: someText(10_000) })
  .meta({ id: 'ShadowAiDismissal', example: { reason: 'It is a spell checker: there is no AI in it.' } });
