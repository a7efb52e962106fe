import { personNamed } from '../prepare-revision.ts';
import { caseAct } from '../oversight-case-act.ts';
import {
  disagreement,
  incidentReport,
  note,
  oversightCallingOff,
  oversightClosing,
  oversightDecision,
  oversightHandover,
  reassignment,
} from '../schemas/oversight-case.ts';
import { z } from 'zod';

export const acknowledgeCase = caseAct({
  what: 'acknowledgement',
  operationId: 'acknowledgeOversightCase',
  summary: 'Say that you are at it',
  body: z.strictObject({}).meta({ id: 'OversightAcknowledgement', example: {} }),
  command: () => ({ type: 'acknowledge' }),
});

export const decideCase = caseAct({
  what: 'decision',
  operationId: 'decideOversightCase',
  summary: 'Decide as its reviewer; where two are needed, the second confirms before it counts',
  body: oversightDecision,
  onRevision: true,
  command: ({ incident, ...verdict }, { revision }) => ({
    type: 'decide',
    revision,
    ...verdict,
    incident: incident && {
      kind: incident.kind,
      ...(incident.awareAt !== undefined && { awareAt: incident.awareAt }),
    },
  }),
});

export const askForSecondOpinion = caseAct({
  what: 'second-opinion',
  operationId: 'askSecondOpinion',
  summary: 'Have your decision confirmed by a second reviewer',
  body: note,
  command: (said) => ({ type: 'askSecondOpinion', ...said }),
});

export const confirmDecision = caseAct({
  what: 'confirmation',
  operationId: 'confirmOversightDecision',
  summary: 'Confirm the decision as the second reviewer: now it counts',
  body: note,
  onRevision: true,
  command: (said, { revision }) => ({ type: 'confirm', revision, ...said }),
});

export const disagreeWithDecision = caseAct({
  what: 'disagreement',
  operationId: 'disagreeWithOversightDecision',
  summary: 'Disagree as the second reviewer: the case goes up a level',
  body: disagreement,
  onRevision: true,
  command: (said, { revision }) => ({ type: 'disagree', revision, ...said }),
});

export const handOverCase = caseAct({
  what: 'handover',
  operationId: 'handOverOversightCase',
  summary: 'Hand a reviewer’s place to somebody who is trained, with what is left of the time',
  body: oversightHandover,
  command: async ({ to, ...said }, { services }) => ({
    type: 'handOver',
    to: await personNamed(services, to, '/to'),
    ...said,
  }),
});

export const reassignCase = caseAct({
  what: 'reassignment',
  operationId: 'reassignOversightCase',
  summary: 'Have somebody else looked for: the reviewer is absent, or nobody was there',
  body: reassignment,
  command: (said) => ({ type: 'reassign', ...said }),
});

export const reportIncident = caseAct({
  what: 'reports',
  operationId: 'reportSeriousIncident',
  summary: 'Put down that the provider or the authority was told of a serious incident',
  body: incidentReport,
  command: (said) => ({ type: 'report', ...said }),
});

export const closeCase = caseAct({
  what: 'closing',
  operationId: 'closeOversightCase',
  summary: 'Close a decided case with its root cause and the corrective action',
  body: oversightClosing,
  command: (said) => ({ type: 'close', ...said }),
});

export const callOffCase = caseAct({
  what: 'calling-off',
  operationId: 'callOffOversightCase',
  summary: 'End a case that was opened by mistake',
  body: oversightCallingOff,
  command: (said) => ({ type: 'callOff', ...said }),
});
