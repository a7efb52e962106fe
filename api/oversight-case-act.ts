import { z } from 'zod';
import type { OversightCaseCommand } from '../domain/oversight-case-state.ts';
import { commandIdOf } from './command-id.ts';
import { revisionSeen } from './conditional.ts';
import { oversightCaseProcess } from './oversight-case-process.ts';
import { answerOnce } from './process-answer.ts';
import { type AnyRoute, actorOf, route } from './route.ts';
import { accepted } from './schemas/adoption-request.ts';
import { oversightCase } from './schemas/oversight-case.ts';
import { requestId } from './schemas/text.ts';
import type { Services } from './services.ts';

export const tag = 'Oversight cases';
export const params = z.object({ id: requestId });
export const answered = {
  description: 'Done; the case as it now stands.',
  schema: oversightCase,
  headers: ['ETag'],
};
export const pending = {
  description: 'Accepted; no worker has answered yet.',
  schema: accepted,
  headers: ['Location'],
};

type WithoutIdentity<Cmd> = Cmd extends unknown
  ? Omit<Cmd, 'id' | 'requestHash' | 'by' | 'at' | 'actor'>
  : never;
type Command = WithoutIdentity<OversightCaseCommand>;

/** What a person does with a case: where, with which body, and which command it is. */
interface Act<Body extends z.ZodType> {
  what: string;
  operationId: string;
  summary: string;
  body: Body;
  /** Whether it binds to what was seen: then If-Match names the case's revision. */
  onRevision?: boolean;
  command: (said: z.output<Body>, seen: { revision: number; services: Services }) => Command | Promise<Command>;
}

/** The route by which a person acts on a case. */
export function caseAct<Body extends z.ZodType>(act: Act<Body>): AnyRoute {
  const { what, operationId, summary, body, onRevision = false, command } = act;
  return route({
    method: 'post',
    path: `/v1/oversight-cases/{id}/${what}`,
    operationId,
    summary,
    tag,
    access: 'person',
    params,
    body,
    headers: onRevision ? ['If-Match', 'Idempotency-Key'] : ['Idempotency-Key'],
    responses: { 200: answered, 202: pending },
    handle: async ({ params: { id }, body: parsed, header, caller, at, path, services }) => {
      const actor = actorOf(caller);
      const said = parsed as z.output<Body>;
      const revision = onRevision ? revisionSeen(header('If-Match')) : 0;
      const asked = onRevision ? { said, revision } : said;
      const identity = commandIdOf(actor.person, `POST ${path}`, header('Idempotency-Key'), asked);
      return answerOnce(services, oversightCaseProcess, id, identity, async ({ id: commandId, requestHash }) => {
        const saying = await command(said, { revision, services });
        const acting = { id: commandId, requestHash, by: actor.person, at, actor };
        return { ...acting, ...saying } as OversightCaseCommand;
      });
    },
  });
}
