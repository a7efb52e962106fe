import { z } from 'zod';
import { dataClasses } from '../../domain/adoption-request-content.ts';
import {
  aiSystemStates,
  declarableChanges,
  suspensionReasons,
  systemChanges,
} from '../../domain/ai-system-state.ts';
import { signOffTiers } from '../../domain/approval-policy.ts';
import { competences } from '../../domain/course.ts';
import { signOffRoles } from '../../domain/identity.ts';
import { audienceShown } from './audience.ts';
import { boundary } from './boundary.ts';
import { signOffShown } from './sign-off.ts';
import { allDistinct, instant, personName, personReference, requestId, someText, text } from './text.ts';

const note = someText(4_000);

export const suspending = z
  .strictObject({ note })
  .meta({ id: 'AiSystemSuspension', example: { note: 'Answers name customers who never wrote to us.' } });

export const resuming = z.strictObject({ note }).meta({
  id: 'AiSystemResumption',
  example: { note: 'The index was built anew and tested on 200 tickets.' },
});

export const reviewing = z.strictObject({ note }).meta({
  id: 'AiSystemReview',
  example: { note: 'Scope, risks and vendor looked at with the team; nothing has changed.' },
});

export const declaringChange = z.strictObject({ change: z.enum(declarableChanges), note }).meta({
  id: 'AiSystemChange',
  example: { change: 'model_version', note: 'example-large-3 from 1 March.' },
});

export const changeSignOff = z
  .strictObject({
    role: z.enum(signOffRoles),
    decision: z.enum(['approve', 'reject']),
    comment: text(10_000).default(''),
  })
  .meta({ id: 'AiSystemChangeSignOff', example: { role: 'security', decision: 'approve' } });

export const joining = z
  .strictObject({ reason: note })
  .meta({ id: 'AiSystemJoining', example: { reason: 'Our team answers tickets too since June.' } });

export const joiningAnswer = z
  .strictObject({ admit: z.boolean(), note: text(4_000).default('') })
  .meta({ id: 'AiSystemJoiningAnswer', example: { admit: true } });

export const userRemoval = z
  .strictObject({ person: personReference, reason: note })
  .meta({ id: 'AiSystemUserRemoval', example: { person: 'requester', reason: 'Moved to another team.' } });

export const boundariesSet = z
  .strictObject({ boundaries: z.array(boundary).max(50) })

  .meta({ id: 'AiSystemBoundaries', example: { boundaries: [boundary.meta()?.example] } });

export const trainingRequired = z
  .strictObject({
    training: z.array(z.enum(competences)).max(competences.length).refine(allDistinct, 'must name each once'),
  })
  .meta({ id: 'AiSystemTraining', example: { training: ['ai_use'] } });

export const handingOver = z
  .strictObject({ owner: personReference })
  .meta({ id: 'AiSystemHandOver', example: { owner: 'business-owner' } });

export const decommissioning = z
  .strictObject({ reason: note })
  .meta({ id: 'AiSystemDecommissioning', example: { reason: 'Replaced by the new help desk.' } });

const summary = {
  id: requestId,
  state: z.enum(aiSystemStates),
  name: z.string(),
  title: z.string(),
  provider: z.string(),
  tier: z.enum(signOffTiers),
  owner: personName,
  vendor: z.uuid().nullable(),
  openedAt: instant,
  liveSince: instant.nullable(),
};

export const aiSystemSummary = z
  .object({ ...summary, nextReviewAt: instant })
  .meta({ id: 'AiSystemSummary' });

export const aiSystem = z
  .object({
    ...summary,
    model: z.string(),
    requests: z
      .array(z.uuid())
      .meta({ description: 'The adoption requests that it rests on, the latest last.' }),
    currency: z.string(),
    scope: z.object({
      purposes: z.array(z.string()),
      dataClasses: z.array(z.enum(dataClasses)),
      users: audienceShown,
      regions: z.array(z.string()),
    }),
    boundaries: z.array(boundary),
    training: z.array(z.enum(competences)),
    suspension: z
      .object({
        reason: z.enum(suspensionReasons),
        note: z.string(),
        by: personName,
        at: instant,
        case: z.uuid().optional(),
      })
      .nullable(),
    review: z.object({
      everyMonths: z.number().int(),
      nextAt: instant,
      overdueSince: instant.nullable(),
      suspendedWithoutAt: instant,
    }),
    usageAudit: z
      .object({
        lastSigned: z
          .object({ id: z.uuid(), at: instant, until: instant, findings: z.int() })
          .nullable()
          .meta({ description: 'Null where how it is used has never been audited.' }),
        open: z.uuid().nullable(),
        nextAt: instant.nullable().meta({
          description: 'When the next is opened by itself; null where that is paused, or it is not in use.',
        }),
      })
      .meta({ description: 'Audits of how it is used.' }),
    changes: z.array(
      z.object({
        number: z.number().int(),
        change: z.enum(systemChanges),
        note: z.string(),
        by: personName,
        at: instant,
        suspendAt: instant,
        signOffs: z.array(signOffShown),
      }),
    ),
    joinings: z.array(
      z.object({
        number: z.number().int(),
        person: personName,
        reason: z.string(),
        askedAt: instant,
        dueAt: instant,
        escalatedAt: instant.nullable(),
      }),
    ),
    decommissioned: z.object({ by: personName, at: instant, reason: z.string() }).nullable(),
  })
  .meta({ id: 'AiSystem' });
