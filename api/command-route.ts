import type { z } from 'zod';
import type { Command } from '../domain/decider.ts';
import type { Actor } from '../domain/identity.ts';
import type { Recorded } from '../db/process.ts';
import { commandIdOf } from './command-id.ts';
import { revisionSeen } from './conditional.ts';
import { answerOnce, recordedProcess } from './process-answer.ts';
import type { ProcessKind } from './process.ts';
import { actorOf, type AnyRoute, type Caller, route } from './route.ts';
import { accepted } from './schemas/adoption-request.ts';
import type { Services } from './services.ts';

/** What a command says beside what every command carries. */
type Said<Cmd extends Command> = Cmd extends Command ? Omit<Cmd, 'id' | 'by' | 'at' | 'requestHash'> : never;

/** What a command is made of: who says what of which process, and how that stood. */
interface Saying<State, Params extends z.ZodType, Body extends z.ZodType> {
  params: z.output<Params>;
  body: z.output<Body>;
  actor: Actor;
  caller: Caller;
  at: string;
  process: Recorded<State>;
  /** What If-Match names; 0 where the command does not bind to what was seen. */
  revision: number;
  services: Services;
}

interface Described<Params extends z.ZodType, Body extends z.ZodType> {
  method?: 'post' | 'put';
  path: string;
  operationId: string;
  summary: string;
  params: Params;
  body: Body;
  /** People with a right to write here, unless it says otherwise. */
  access?: AnyRoute['access'];
  external?: true;
  /** Whether it binds to what was seen: then If-Match names that. */
  onRevision?: boolean;
}

/**
 * Makes routes by which a person says one command to a process: repeatable by its Idempotency-Key, answered by the process
 * as the command left it. `say` makes the command; what it throws is the answer.
 */
export function commandRoutes<State, Cmd extends Command>(
  process: ProcessKind<State, Cmd>,
  { tag, shown }: { tag: string; shown: z.ZodType },
) {
  const responses = {
    200: { description: `Done; the ${process.noun} as it now stands.`, schema: shown, headers: ['ETag'] },
    202: { description: 'Accepted; no worker has answered yet.', schema: accepted, headers: ['Location'] },
  };
  return <Params extends z.ZodType<{ id: string }>, Body extends z.ZodType>(
    { method = 'post', onRevision = false, access = 'person', ...described }: Described<Params, Body>,
    say: (saying: Saying<State, Params, Body>) => Said<Cmd> | Promise<Said<Cmd>>,
  ): AnyRoute =>
    route<Params, undefined, Body>({
      ...described,
      tag,
      method,
      access,
      headers: onRevision ? ['If-Match', 'Idempotency-Key'] : ['Idempotency-Key'],
      responses,
      handle: async ({ params, body, header, caller, at, path, services }) => {
        const actor = actorOf(caller);
        const key = header('Idempotency-Key');
        const revision = onRevision ? revisionSeen(header('If-Match')) : 0;
        const asked = onRevision ? { body, revision } : body;
        const command = commandIdOf(actor.person, `${method.toUpperCase()} ${path}`, key, asked);
        const { id } = params as { id: string };
        return answerOnce(services, process, id, command, async (identity) => {
          const recorded = await recordedProcess(services, process, id);
          const said = await say({
            params: params as z.output<Params>,
            body: body as z.output<Body>,
            actor,
            caller,
            at,
            process: recorded,
            revision,
            services,
          });
          return { ...said, ...identity, by: actor.person, at } as Said<Cmd> & Command as Cmd;
        });
      },
    });
}
