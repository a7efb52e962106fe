import { z } from 'zod';
import { commandRoutes } from '../command-route.ts';
import { oversightCaseProcess } from '../oversight-case-process.ts';
import { personNamed } from '../prepare-revision.ts';
import { oversightCase } from '../schemas/oversight-case.ts';
import {
  disagreement,
  incidentReport,
  note,
  oversightAcknowledgement,
  oversightCallingOff,
  oversightClosing,
  oversightDecision,
  oversightHandover,
  reassignment,
} from '../schemas/oversight-review.ts';
import { requestId } from '../schemas/text.ts';

const params = z.object({ id: requestId });
const command = commandRoutes(oversightCaseProcess, { tag: 'Oversight cases', shown: oversightCase });

export const acknowledgeCase = command(
  {
    params,
    path: '/v1/oversight-cases/{id}/acknowledgement',
    operationId: 'acknowledgeOversightCase',
    summary: 'Say that you are at it',
    body: oversightAcknowledgement,
  },
  ({ actor }) => ({ type: 'acknowledge', actor }),
);

export const decideCase = command(
  {
    params,
    path: '/v1/oversight-cases/{id}/decision',
    operationId: 'decideOversightCase',
    summary: 'Decide as its reviewer; where two are needed, the second confirms before it counts',
    body: oversightDecision,
    ifMatch: 'required',
  },
  ({ actor, revision, body: { incident, ...verdict } }) => ({
    type: 'decide',
    actor,
    revision,
    ...verdict,
    incident: incident && {
      kind: incident.kind,
      ...(incident.awareAt !== undefined && { awareAt: incident.awareAt }),
    },
  }),
);

export const askForSecondOpinion = command(
  {
    params,
    path: '/v1/oversight-cases/{id}/second-opinion',
    operationId: 'askSecondOpinion',
    summary: 'Have your decision confirmed by a second reviewer',
    body: note,
  },
  ({ actor, body }) => ({ type: 'askSecondOpinion', actor, ...body }),
);

export const confirmDecision = command(
  {
    params,
    path: '/v1/oversight-cases/{id}/confirmation',
    operationId: 'confirmOversightDecision',
    summary: 'Confirm the decision as the second reviewer: now it counts',
    body: note,
    ifMatch: 'required',
  },
  ({ actor, revision, body }) => ({ type: 'confirm', actor, revision, ...body }),
);

export const disagreeWithDecision = command(
  {
    params,
    path: '/v1/oversight-cases/{id}/disagreement',
    operationId: 'disagreeWithOversightDecision',
    summary: 'Disagree as the second reviewer: the case goes up a level',
    body: disagreement,
    ifMatch: 'required',
  },
  ({ actor, revision, body }) => ({ type: 'disagree', actor, revision, ...body }),
);

export const handOverCase = command(
  {
    params,
    path: '/v1/oversight-cases/{id}/handover',
    operationId: 'handOverOversightCase',
    summary: 'Hand a reviewer’s place to somebody who is trained, with what is left of the time',
    body: oversightHandover,
  },
  async ({ actor, services, body: { to, ...said } }) => ({
    type: 'handOver',
    actor,
    to: await personNamed(services, to, '/to'),
    ...said,
  }),
);

export const reassignCase = command(
  {
    params,
    path: '/v1/oversight-cases/{id}/reassignment',
    operationId: 'reassignOversightCase',
    summary: 'Have somebody else looked for: the reviewer is absent, or nobody was there',
    body: reassignment,
  },
  ({ actor, body }) => ({ type: 'reassign', actor, ...body }),
);

export const reportIncident = command(
  {
    params,
    path: '/v1/oversight-cases/{id}/reports',
    operationId: 'reportSeriousIncident',
    summary: 'Put down that the provider or the authority was told of a serious incident',
    body: incidentReport,
  },
  ({ actor, body }) => ({ type: 'report', actor, ...body }),
);

export const closeCase = command(
  {
    params,
    path: '/v1/oversight-cases/{id}/closing',
    operationId: 'closeOversightCase',
    summary: 'Close a decided case with its root cause and the corrective action',
    body: oversightClosing,
  },
  ({ actor, body }) => ({ type: 'close', actor, ...body }),
);

export const callOffCase = command(
  {
    params,
    path: '/v1/oversight-cases/{id}/calling-off',
    operationId: 'callOffOversightCase',
    summary: 'End a case that was opened by mistake',
    body: oversightCallingOff,
  },
  ({ actor, body }) => ({ type: 'callOff', actor, ...body }),
);
