import { z } from 'zod';
import { oversightDecisions, reviewerPlaces } from '../../domain/oversight-case-state.ts';
import { severities } from '../../domain/oversight-policy.ts';
import { incidentAudiences, seriousIncidentKinds } from '../../domain/serious-incident.ts';
import { instant, personReference, someText, text } from './text.ts';

const summaryText = someText(200).meta({ description: 'In one line; without names of people.' });
const details = text(20_000).optional();
const subject = personReference
  .optional()
  .meta({ description: 'Whom it is about, where they are in the directory: they do not review it.' });
const system = someText(200).optional().meta({ description: 'An AI system, by id or by name.' });

export const oversightOpening = z
  .strictObject({
    kind: z.enum(['decision', 'incident']),
    summary: summaryText,
    severity: z.enum(severities),
    system,
    details,
    subject,
    reference: text(500).optional().meta({ description: 'Where you find it again.' }),
    contentHash: z
      .string()
      .regex(/^[0-9a-f]{64}$/, 'must be a SHA-256 in 64 small hexadecimal digits')
      .optional()
      .meta({
        description: 'Of what is to be looked at; what AI was given and made of it is not kept here.',
      }),
    holdUntilReviewed: z.boolean().default(false).meta({
      description:
        'You act on the decision only once `held` is false: ask again, or have `oversight_case.decided` sent to you.',
    }),
  })
  .refine(({ kind, holdUntilReviewed }) => kind === 'decision' || !holdUntilReviewed, {
    path: ['holdUntilReviewed'],
    error: 'is for decisions',
  })
  .meta({
    id: 'OversightOpening',
    example: {
      kind: 'decision',
      summary: 'Loan application 4711 declined with a confidence of 0.52',
      severity: 'high',
      reference: 'loan/4711',
      contentHash: '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
    },
  });

export const concern = z
  .strictObject({
    summary: summaryText,
    details,
    system,
    subject,
    severity: z.enum(severities).default('medium'),
    anonymous: z.boolean().default(false).meta({
      description: 'Nobody can find out who you are; keep the id, it is the only way back to your concern.',
    }),
  })
  .meta({
    id: 'Concern',
    example: { summary: 'It answers applicants in the wrong language', anonymous: true },
  });

export const oversightAcknowledgement = z
  .strictObject({})
  .meta({ id: 'OversightAcknowledgement', example: {} });

export const oversightDecision = z
  .strictObject({
    decision: z.enum(oversightDecisions),
    note: someText(10_000).meta({ description: 'Why.' }),
    instead: text(10_000)
      .default('')
      .meta({ description: 'What holds instead, where it is corrected or overridden.' }),
    stops: z
      .boolean()
      .default(false)
      .meta({ description: 'Of a serious incident: whether the system is suspended.' }),
    incident: z
      .strictObject({
        kind: z.enum(seriousIncidentKinds),
        awareAt: instant
          .optional()
          .meta({ description: 'When you knew of it; since the opening, by itself.' }),
      })
      .nullable()
      .default(null)
      .meta({ description: 'Of a serious incident: its deadlines are those of Article 73 of the AI Act.' }),
  })
  .meta({
    id: 'OversightDecision',
    example: {
      decision: 'overridden',
      note: 'The income of the second applicant was not read.',
      instead: 'The application goes to a person.',
    },
  });

export const note = z
  .strictObject({ note: text(10_000).default('') })
  .meta({ id: 'OversightNote', example: { note: 'I have looked at the application myself.' } });

export const disagreement = z
  .strictObject({ note: someText(10_000) })
  .meta({ id: 'OversightDisagreement', example: { note: 'The income was read; it is another person’s.' } });

const place = z.enum(reviewerPlaces).default('first');

export const oversightHandover = z
  .strictObject({ to: personReference, place, note: text(10_000).default('') })
  .meta({ id: 'OversightHandover', example: { to: 'security-2', note: 'I am away from noon.' } });

export const reassignment = z
  .strictObject({ place, note: someText(10_000).meta({ description: 'Why.' }) })
  .meta({ id: 'OversightReassignment', example: { note: 'Its reviewer is ill.' } });

export const incidentReport = z
  .strictObject({
    told: z.enum(incidentAudiences),
    toldAt: instant,
    note: someText(10_000).meta({ description: 'How, or under which number.' }),
  })
  .meta({
    id: 'IncidentReport',
    example: { told: 'provider', toldAt: '2026-01-31T09:00:00Z', note: 'By their form, number 31-7.' },
  });

export const oversightClosing = z
  .strictObject({ rootCause: someText(20_000), correctiveAction: someText(20_000) })
  .meta({
    id: 'OversightClosing',
    example: {
      rootCause: 'Scans of two pages were cut off.',
      correctiveAction: 'Scans are checked for their size before they are read.',
    },
  });

export const oversightCallingOff = z
  .strictObject({ reason: someText(10_000) })
  .meta({ id: 'OversightCallingOff', example: { reason: 'Opened twice.' } });
