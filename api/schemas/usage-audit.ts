import { z } from 'zod';
import { signOffTiers } from '../../domain/approval-policy.ts';
import { severities } from '../../domain/oversight-policy.ts';
import { findingGrounds } from '../../domain/usage-audit-figures.ts';
import { auditConclusions, usageAuditReasons, usageAuditStates } from '../../domain/usage-audit-state.ts';
import { instant, localDate, personName, personReference, someText } from './text.ts';
import { auditFiguresShown } from './usage-audit-figures.ts';

export const usageAuditOpening = z
  .strictObject({
    system: someText(200).meta({ description: 'An AI system, by id or by name.' }),
    reason: someText(4_000),
  })
  .meta({
    id: 'UsageAuditOpening',
    example: { system: 'Support Drafts', reason: 'A team has said that it is used for more than drafts.' },
  });

export const usageAuditTaking = z.strictObject({}).meta({ id: 'UsageAuditTaking', example: {} });

export const usageAuditAssignment = z
  .strictObject({ to: personReference })
  .meta({ id: 'UsageAuditAssignment', example: { to: 'colleague' } });

const finding = z.strictObject({
  what: someText(4_000).meta({ description: 'What is not as it was approved.' }),
  severity: z.enum(severities),
  ground: z.enum(findingGrounds).meta({ description: 'Which of the figures it rests on.' }),
  sample: z
    .int()
    .min(1)
    .nullable()
    .default(null)
    .meta({ description: 'Of a finding that rests on the sample: the place of the use in it, from 1.' }),
  action: someText(2_000).meta({ description: 'What is done about it: it becomes an action.' }),
  owner: personReference,
  dueOn: localDate,
});

const found = {
  what: 'It was used for a purpose that nobody has approved.',
  severity: 'medium',
  ground: 'purposes',
  action: 'Ask for an amendment, or stop that use',
  owner: 'requester',
  dueOn: '2099-06-30',
};

export const auditFindings = z
  .strictObject({ findings: z.array(finding).max(100) })
  .meta({ id: 'AuditFindings', example: { findings: [found] } });

export const auditSigning = z
  .strictObject({
    conclusion: z.enum(auditConclusions),
    note: someText(20_000).meta({ description: 'What you have looked at, and what you make of it.' }),
    reopens: z.boolean().default(false).meta({
      description: 'Of a critical finding: whoever has approved the system is asked to sign it again.',
    }),
  })
  .meta({
    id: 'AuditSigning',
    example: {
      conclusion: 'within_scope',
      note: 'Figures and all of the sample looked at; nothing to find.',
    },
  });

export const usageAuditCallingOff = z
  .strictObject({ reason: someText(4_000) })
  .meta({ id: 'UsageAuditCallingOff', example: { reason: 'Opened by mistake.' } });

const summary = {
  id: z.uuid(),
  state: z.enum(usageAuditStates),
  system: z.object({ id: z.uuid(), name: z.string() }),
  tier: z.enum(signOffTiers),
  reason: z.enum(usageAuditReasons),
  openedAt: instant,
  until: instant.meta({ description: 'Up to when use is audited.' }),
  dueAt: instant,
  escalatedAt: instant.nullable(),
  auditor: personName.nullable(),
  signedAt: instant.nullable(),
};

export const usageAuditSummary = z
  .object({ ...summary, findings: z.int().meta({ description: 'How many.' }) })
  .meta({ id: 'UsageAuditSummary' });

export const usageAudit = z
  .object({
    ...summary,
    note: z.string(),
    round: z
      .uuid()
      .nullable()
      .meta({ description: 'The firing of a duty that opened it along with others.' }),
    openedBy: personName,
    owner: personName.nullable().meta({ description: 'Who answered for the system when it was opened.' }),
    concerned: z.array(personName).meta({ description: 'Who may not audit it.' }),
    figures: auditFiguresShown.nullable(),
    figuresHash: z.string().nullable().meta({ description: 'SHA-256 of the figures as they are on record.' }),
    version: z.int(),
    findings: z.array(z.object({ ...finding.shape, owner: personName })),
    signature: z
      .object({
        by: personName,
        at: instant,
        version: z.int(),
        hash: z.string(),
        conclusion: z.enum(auditConclusions),
        note: z.string(),
        reopens: z.boolean(),
      })
      .nullable(),
    calledOff: z.object({ by: personName, at: instant, reason: z.string() }).nullable(),
  })
  .meta({ id: 'UsageAudit' });

export const usageAuditReport = z
  .object({
    title: z.string(),
    tier: z.enum(signOffTiers),
    openedAt: instant,
    signedAt: instant,
    signed: z
      .object({ audit: z.uuid(), system: z.uuid(), figures: z.string().nullable(), by: z.string() })
      .loose()
      .meta({ description: 'What was signed, as it was hashed: people by their ids.' }),
    hash: z.string(),
    figures: z.object({ seed: z.string() }).loose(),
    figuresHash: z.string().nullable(),
    people: z.array(personName),
    record: z.object({ stream: z.string(), events: z.int(), hash: z.string() }),
    verification: z.string(),
  })
  .meta({ id: 'UsageAuditReport' });
