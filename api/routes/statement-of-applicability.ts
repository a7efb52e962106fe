import { z } from 'zod';
import { hashOf } from '../../db/canonical.ts';
import { namesOf } from '../../db/directory.ts';
import { organisationId } from '../../db/organisation.ts';
import { findApplicability, listApplicabilityVersions } from '../../db/statement-of-applicability.ts';
import type { StatementOfApplicabilityCommand } from '../../domain/statement-of-applicability-state.ts';
import { commandIdOf } from '../command-id.ts';
import { revisionSeen } from '../conditional.ts';
import { overseers } from '../people-shown.ts';
import { personNamed } from '../prepare-revision.ts';
import { answerOnce, recordedProcess, repeatedOutcome, replyTo } from '../process-answer.ts';
import { tellProcess } from '../process.ts';
import { actorOf, route } from '../route.ts';
import type { Services } from '../services.ts';
import { pending } from '../schemas/accepted.ts';
import {
  applicabilityProposal,
  applicabilityRefusal,
  applicabilityVersion,
  statementOfApplicability,
} from '../schemas/statement-of-applicability.ts';
import { applicabilityProcess } from '../statement-of-applicability-process.ts';

const tag = 'Compliance';
const path = '/v1/statement-of-applicability';
const params = z.object({ version: z.coerce.number().int().min(1).max(1_000_000) });
const responses = {
  200: {
    description: 'Done; the statement of applicability as it now stands.',
    schema: statementOfApplicability,
  },
  202: pending,
};

export const readStatementOfApplicability = route({
  method: 'get',
  path,
  operationId: 'readStatementOfApplicability',
  summary: 'Which controls apply and why, who answers for each, and what waits to be signed',
  tag,
  access: [...overseers, 'management'],
  responses: { 200: { description: 'What is in force, and what waits.', schema: statementOfApplicability } },
  handle: async ({ services: { db } }) => {
    const recorded = await findApplicability(db);
    if (recorded === undefined) return { status: 200, body: { inForce: null, proposed: null } };
    return { status: 200, body: (await applicabilityProcess.represent(db, recorded)).body };
  },
});

export const listStatementOfApplicabilityVersions = route({
  method: 'get',
  path: `${path}/versions`,
  operationId: 'listStatementOfApplicabilityVersions',
  summary: 'All versions, newest first, and what became of each',
  tag,
  access: [...overseers, 'management'],
  responses: {
    200: { description: 'The last 1,000.', schema: z.object({ items: z.array(applicabilityVersion) }) },
  },
  handle: async ({ services: { db } }) => {
    const versions = await listApplicabilityVersions(db);
    const nameOf = await namesOf(
      db,
      versions.flatMap((one) => [one.proposed_by, ...(one.decided_by === null ? [] : [one.decided_by])]),
    );
    const items = versions.map(({ version, state, hash, note, reason, ...one }) => ({
      version,
      state,
      hash,
      note,
      reason,
      proposedBy: nameOf(one.proposed_by),
      proposedAt: one.proposed_at,
      decidedBy: one.decided_by && nameOf(one.decided_by),
      decidedAt: one.decided_at,
    }));
    return { status: 200, body: { items } };
  },
});

export const proposeStatementOfApplicability = route({
  method: 'post',
  path: `${path}/versions`,
  operationId: 'proposeStatementOfApplicability',
  summary: 'Put a version forward, for management to sign',
  tag,
  access: 'person',
  body: applicabilityProposal,
  headers: ['If-Match', 'Idempotency-Key'],
  responses,
  handle: async ({ body, header, caller, at, services }) => {
    const actor = actorOf(caller);
    const ifMatch = header('If-Match');
    const replaces = ifMatch === undefined ? 0 : revisionSeen(ifMatch);
    const said = { body, replaces };
    const identity = commandIdOf(actor.person, `POST ${path}/versions`, header('Idempotency-Key'), said);
    const repeated = await repeatedOutcome(services, identity);
    const organisation = await organisationId(services.db);
    if (repeated !== undefined) return replyTo(services, applicabilityProcess, organisation, repeated, 200);
    const content = {
      ...body.content,
      controls: await Promise.all(
        body.content.controls.map(async ({ owner, ...control }, place) => ({
          ...control,
          owner:
            owner === null ? null : await personNamed(services, owner, `/content/controls/${place}/owner`),
        })),
      ),
    };
    const { id, requestHash } = identity;
    const outcome = await tellProcess(services, applicabilityProcess, organisation, {
      type: 'propose',
      id,
      requestHash,
      by: actor.person,
      at,
      actor,
      content,
      hash: hashOf(content),
      note: body.note,
      replaces,
    });
    return replyTo(services, applicabilityProcess, organisation, outcome, 200, id);
  },
});

type Decided = Extract<StatementOfApplicabilityCommand, { type: 'sign' | 'refuse' | 'takeBack' }>;

/** A route by which somebody decides on the version that waits. */
function deciding<Body extends z.ZodType>(
  described: { act: string; operationId: string; summary: string; body: Body },
  say: (
    body: z.output<Body>,
  ) => Pick<Decided, 'type'> & Partial<Pick<Extract<Decided, { type: 'refuse' }>, 'reason'>>,
) {
  const { act, operationId, summary, body: schema } = described;
  return route<typeof params, undefined, Body>({
    method: 'post',
    path: `${path}/versions/{version}/${act}`,
    operationId,
    summary,
    tag,
    access: 'person',
    params,
    body: schema,
    headers: ['Idempotency-Key'],
    responses,
    handle: async ({ params: { version }, body, header, caller, at, path: asked, services }) => {
      const actor = actorOf(caller);
      const identity = commandIdOf(actor.person, `POST ${asked}`, header('Idempotency-Key'), { body });
      return decide(services, identity, {
        ...say(body as z.output<Body>),
        version,
        actor,
        by: actor.person,
        at,
      });
    },
  });
}

async function decide(
  services: Services,
  identity: Parameters<typeof answerOnce>[3],
  command: Omit<Decided, 'id' | 'requestHash'>,
) {
  const organisation = await organisationId(services.db);
  return answerOnce(services, applicabilityProcess, organisation, identity, async (named) => {
    await recordedProcess(services, applicabilityProcess, organisation);
    return { ...command, ...named } as Decided;
  });
}

export const signStatementOfApplicability = deciding(
  {
    act: 'signature',
    operationId: 'signStatementOfApplicability',
    summary: 'Sign the version that waits: from then on it is in force',
    body: z.strictObject({}).meta({ id: 'StatementOfApplicabilitySignature', example: {} }),
  },
  () => ({ type: 'sign' }),
);

export const refuseStatementOfApplicability = deciding(
  {
    act: 'refusal',
    operationId: 'refuseStatementOfApplicability',
    summary: 'Say why the version that waits is not signed',
    body: applicabilityRefusal,
  },
  ({ reason }) => ({ type: 'refuse', reason }),
);

export const takeBackStatementOfApplicability = deciding(
  {
    act: 'withdrawal',
    operationId: 'takeBackStatementOfApplicability',
    summary: 'Take the version that waits back, before it is signed',
    body: applicabilityRefusal,
  },
  ({ reason }) => ({ type: 'takeBack', reason }),
);
