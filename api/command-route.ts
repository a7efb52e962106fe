import type { z } from 'zod';
import type { Command } from '../domain/decider.ts';
import type { Actor } from '../domain/identity.ts';
import type { Recorded } from '../db/process.ts';
import { commandIdOf } from './command-id.ts';
import { revisionSeen } from './conditional.ts';
import { Problem } from './problem.ts';
import { answerOnce, recordedProcess } from './process-answer.ts';
import type { ProcessKind } from './process.ts';
import { actorOf, type AnyRoute, type Caller, route } from './route.ts';
import { pending } from './schemas/accepted.ts';
import type { Services } from './services.ts';

/** What a command says beside what every command carries. */
export type Said<Cmd extends Command> = Cmd extends Command
  ? Omit<Cmd, 'id' | 'by' | 'at' | 'requestHash'>
  : never;

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
  commandId: string;
  services: Services;
}

interface Described<Params extends z.ZodType, Body extends z.ZodType> {
  method?: 'post' | 'put' | 'patch';
  path: string;
  operationId: string;
  summary: string;
  params: Params;
  body: Body;
  /** People with a right to write here, unless it says otherwise. */
  access?: AnyRoute['access'];
  external?: true;
  /**
   * How it binds to what was seen: `required`, by a revision that the command is about; `optional`, to the process as its
   * ETag names it, by whoever sends that.
   */
  ifMatch?: 'required' | 'optional';
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
    202: pending,
  };
  return <Params extends z.ZodType<{ id: string }>, Body extends z.ZodType>(
    { method = 'post', ifMatch, access = 'person', ...described }: Described<Params, Body>,
    say: (saying: Saying<State, Params, Body>) => Said<Cmd> | Promise<Said<Cmd>>,
  ): AnyRoute =>
    route<Params, undefined, Body>({
      ...described,
      tag,
      method,
      access,
      headers: ifMatch === undefined ? ['Idempotency-Key'] : ['If-Match', 'Idempotency-Key'],
      responses,
      handle: async ({ params, body, header, caller, at, path, services }) => {
        const actor = actorOf(caller);
        const key = header('Idempotency-Key');
        const isBound =
          ifMatch === 'required' || (ifMatch === 'optional' && header('If-Match') !== undefined);
        const revision = isBound ? revisionSeen(header('If-Match')) : 0;
        const asked = ifMatch === undefined ? body : { body, revision };
        const command = commandIdOf(actor.person, `${method.toUpperCase()} ${path}`, key, asked);
        const { id } = params as { id: string };
        return answerOnce(services, process, id, command, async (identity) => {
          const recorded = await recordedProcess(services, process, id);
          if (isBound && ifMatch === 'optional' && revision !== recorded.seq) {
            throw new Problem('stale_revision', `The ${process.noun} has changed since you saw it.`);
          }
          const said = await say({
            params: params as z.output<Params>,
            body: body as z.output<Body>,
            actor,
            caller,
            at,
            process: recorded,
            revision,
            commandId: command.id,
            services,
          });
          return { ...said, ...identity, by: actor.person, at } as Said<Cmd> & Command as Cmd;
        });
      },
    });
}
