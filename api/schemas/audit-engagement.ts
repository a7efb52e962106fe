import { z } from 'zod';
import { auditedKinds } from '../../domain/audited-kind.ts';
import { auditEngagementStates, mostAuditors } from '../../domain/audit-engagement.ts';
import { mostSystemsInScope } from '../../domain/audit-scope.ts';
import { allDistinct, localDate, personName, personReference, requestId, someText } from './text.ts';

export const auditScope = z
  .strictObject({
    from: localDate,
    until: localDate.meta({ description: 'Both days belong to the period.' }),
    systems: z.union([
      z.literal('all'),
      z.array(requestId).min(1).max(mostSystemsInScope).refine(allDistinct, 'must name each system once'),
    ]),
  })
  .meta({
    id: 'AuditScope',
    description:
      'A period, and AI systems by their ids; `all` are those that there are and those to come. What was there at some time in the period is in the scope, as it stands now.',
  });

export const auditEngagementOpening = z
  .strictObject({
    title: someText(400),
    firm: someText(400).meta({ description: 'Whose people the auditors are.' }),
    scope: auditScope,
    endsOn: localDate.meta({ description: 'The last day on which the auditors are let in.' }),
    auditors: z
      .array(personReference)
      .max(mostAuditors)
      .default([])
      .meta({ description: 'People with the role `external_auditor`.' }),
  })
  .meta({
    id: 'AuditEngagementOpening',
    example: {
      title: 'ISO/IEC 42001, stage 2',
      firm: 'Certification body',
      scope: { from: '2026-01-01', until: '2026-06-30', systems: 'all' },
      endsOn: '2099-07-31',
      auditors: [],
    },
  });

const engagement = {
  id: z.uuid(),
  state: z.enum(auditEngagementStates),
  title: z.string(),
  firm: z.string(),
  scope: auditScope,
  endsOn: z.string(),
  endsAt: z.iso.datetime().meta({ description: 'From this instant on its auditors see nothing.' }),
  auditors: z.array(personName),
  openedAt: z.iso.datetime(),
};

export const auditEngagementSummary = z
  .object({
    ...engagement,
    waiting: z.int().meta({ description: 'Requests for evidence that wait for a reply.' }),
  })
  .meta({ id: 'AuditEngagementSummary' });

export const auditEngagement = z
  .object({
    ...engagement,
    systems: z.array(z.object({ id: z.uuid(), name: z.string() })).meta({
      description: 'Those that the scope names.',
    }),
    period: z.object({ from: z.iso.datetime(), until: z.iso.datetime() }),
    openedBy: personName,
    over: z.object({ by: personName, at: z.iso.datetime(), reason: z.string() }).nullable(),
  })
  .meta({ id: 'AuditEngagement' });

export const auditorNamed = z
  .strictObject({ auditor: personReference })
  .meta({ id: 'AuditorNamed', example: { auditor: 'external-auditor' } });

export const auditorRemoval = z.strictObject({ auditor: personReference, reason: someText(10_000) }).meta({
  id: 'AuditorRemoval',
  example: { auditor: 'external-auditor', reason: 'Somebody else of the firm takes over.' },
});

export const auditEngagementEnd = z.strictObject({ endsOn: localDate, reason: someText(10_000) }).meta({
  id: 'AuditEngagementEnd',
  example: { endsOn: '2099-08-31', reason: 'The interviews take longer.' },
});

export const auditEngagementClosing = z
  .strictObject({ reason: someText(10_000) })
  .meta({ id: 'AuditEngagementClosing', example: { reason: 'The report is there.' } });

export const auditedKind = z.enum(auditedKinds);

export const recordInScope = z
  .object({
    id: z.uuid(),
    title: z.string(),
    state: z.string(),
    at: z.iso.datetime().meta({ description: 'Since when it has been on record.' }),
  })
  .meta({ id: 'RecordInScope' });

export const recordCounts = z.array(z.object({ kind: auditedKind, records: z.int() }));

export const failingInScope = z
  .object({
    stream: z.string(),
    title: z.string(),
    url: z
      .string()
      .nullable()
      .meta({ description: 'Where it is read in the engagement; null where it is not.' }),
  })
  .meta({ id: 'FailingRecordInScope' });
