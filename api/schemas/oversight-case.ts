import { z } from 'zod';
import { roles } from '../../domain/identity.ts';
import {
  oversightCaseStates,
  oversightDecisions,
  oversightGaps,
  oversightKinds,
} from '../../domain/oversight-case-state.ts';
import { severities } from '../../domain/oversight-policy.ts';
import { seriousIncidentKinds } from '../../domain/serious-incident.ts';
import { personName } from './text.ts';

const time = z.iso.datetime();
const summary = {
  id: z.uuid(),
  kind: z.enum(oversightKinds),
  severity: z.enum(severities),
  state: z.enum(oversightCaseStates),
  held: z.boolean().meta({
    description: 'Nobody acts on it: until a reviewer has decided, and for ever where it is called off.',
  }),
  overdue: z.boolean(),
  summary: z.string(),
  system: z.object({ id: z.uuid(), name: z.string() }).nullable(),
  boundary: z.string().nullable(),
  openedAt: time,
  nextDueAt: time.nullable(),
};

export const oversightCaseSummary = z
  .object({
    ...summary,
    reviewer: personName.nullable(),
    secondReviewer: personName.nullable(),
    gap: z.enum(oversightGaps).nullable(),
    decision: z.enum(oversightDecisions).nullable(),
  })
  .meta({ id: 'OversightCaseSummary' });

const seat = z.object({
  level: z.int(),
  role: z.enum(roles).nullable(),
  reviewer: personName.nullable(),
  missing: z.enum(oversightGaps).nullable().meta({ description: 'Why nobody is there.' }),
  acknowledgeBy: time,
  acknowledgedAt: time.nullable(),
  decideBy: time,
  passed: z
    .array(personName)
    .meta({ description: 'Who let the time pass; until it is decided they still can.' }),
});
const said = z.object({ by: personName, at: time, note: z.string() });
const incidentFound = z.object({ kind: z.enum(seriousIncidentKinds), awareAt: time });
const verdict = z.object({
  decision: z.enum(oversightDecisions),
  note: z.string(),
  instead: z.string(),
  stops: z.boolean(),
  incident: incidentFound.nullable(),
  by: personName,
  at: time,
});
const duty = z.object({ dueAt: time, overdue: z.boolean(), told: said.nullable() });

export const oversightCase = z
  .object({
    ...summary,
    details: z.string(),
    subject: personName.nullable(),
    reference: z.string().nullable(),
    contentHash: z.string().nullable(),
    openedBy: personName,
    policy: z.object({ version: z.int(), hash: z.string() }).nullable(),
    revision: z.int().meta({ description: 'What If-Match names.' }),
    first: seat.nullable(),
    second: seat.nullable(),
    needsConfirmation: z.boolean().meta({ description: 'Whether a second reviewer is to confirm.' }),
    gap: z.object({ kind: z.enum(oversightGaps), level: z.int(), at: time }).nullable(),
    secondOpinion: said.nullable(),
    proposal: verdict.nullable().meta({ description: 'Waits for the second reviewer.' }),
    disputes: z.array(said.extend({ decision: z.enum(oversightDecisions) })),
    decision: verdict.extend({ confirmedBy: personName.nullable() }).nullable(),
    incident: incidentFound.extend({ source: z.string(), provider: duty, authority: duty }).nullable(),
    closeBy: time.nullable(),
    closing: z
      .object({ by: personName, at: time, rootCause: z.string(), correctiveAction: z.string() })
      .nullable(),
    calledOff: z.object({ by: personName, at: time, reason: z.string() }).nullable(),
  })
  .meta({ id: 'OversightCase' });
