import { z } from 'zod';
import { auditPackStates } from '../../domain/audit-pack.ts';
import { mostSystemsInScope } from '../../domain/audit-scope.ts';
import { localDate, personName, someText } from './text.ts';

const systems = z
  .union([z.literal('all'), z.array(someText(200)).max(mostSystemsInScope)])
  .meta({ description: 'AI systems by id or by name; or `all`.' });

export const auditPackAsking = z
  .strictObject({
    title: someText(200),
    from: localDate.meta({ description: 'The first day of the period, in the organisation’s time zone.' }),
    until: localDate.meta({ description: 'The last day of the period: today at the latest.' }),
    scope: z.strictObject({ systems }),
  })
  .meta({
    id: 'AuditPackAsking',
    example: {
      title: 'Certification audit',
      from: '2025-01-01',
      until: '2025-12-31',
      scope: { systems: 'all' },
    },
  });

export const auditPackHandover = z.strictObject({}).meta({ id: 'AuditPackHandover', example: {} });

export const auditPackCancellation = z.strictObject({}).meta({ id: 'AuditPackCancellation', example: {} });

const counts = {
  files: z.int(),
  bytes: z.int().meta({ description: 'Of all files, before they are packed.' }),
  records: z.int(),
  events: z.int(),
};

export const auditPackSummary = z
  .object({
    id: z.uuid(),
    state: z.enum(auditPackStates),
    title: z.string(),
    from: z.iso.date(),
    until: z.iso.date(),
    scope: z.object({
      systems: z.union([z.literal('all'), z.array(z.object({ id: z.string(), name: z.string() }))]),
    }),
    askedBy: personName,
    askedAt: z.iso.datetime(),
    keptUntil: z.iso.datetime().nullable().meta({ description: 'Until when its files can be downloaded.' }),
  })
  .meta({ id: 'AuditPackSummary' });

export const auditPack = auditPackSummary
  .extend({
    progress: z
      .object({
        part: z.int().meta({ description: 'Which part is being written, from 1.' }),
        parts: z.int(),
        title: z.string().meta({ description: 'What that part is.' }),
        ofEvents: z.int().meta({ description: 'How many events there will be.' }),
        ...counts,
      })
      .nullable()
      .meta({ description: 'While it is being made: what is written already.' }),
    made: z
      .object({
        at: z.iso.datetime(),
        manifestHash: z.string().meta({ description: 'SHA-256 of manifest.json.' }),
        ...counts,
      })
      .nullable(),
    engagement: z
      .object({ id: z.uuid(), title: z.string() })
      .nullable()
      .meta({ description: 'The audit engagement whose auditors may have it too.' }),
    downloads: z
      .array(z.object({ by: personName, at: z.iso.datetime() }))
      .meta({ description: 'Who has taken it, newest first; the last 100 times.' }),
    cancelled: z.object({ by: personName, at: z.iso.datetime() }).nullable(),
  })
  .meta({ id: 'AuditPack' });

export const checkpointKey = z
  .object({
    algorithm: z.literal('Ed25519'),
    publicKey: z.string().meta({ description: 'PEM (SPKI).' }),
    fingerprint: z.string().meta({ description: 'SHA-256 of its DER form, in hexadecimal digits.' }),
  })
  .meta({ id: 'CheckpointKey' });
