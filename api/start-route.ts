import type { z } from 'zod';
import type { Command } from '../domain/decider.ts';
import type { Actor } from '../domain/identity.ts';
import { commandIdOf } from './command-id.ts';
import type { Said } from './command-route.ts';
import { repeatedOutcome, replyTo } from './process-answer.ts';
import { type ProcessKind, startProcess } from './process.ts';
import { actorOf, type AnyRoute, type Caller, route } from './route.ts';
import { pending } from './schemas/accepted.ts';
import type { Services } from './services.ts';

/** What the first command of a process is made of. */
interface Starting<Params, Body extends z.ZodType> {
  params: Params extends z.ZodType ? z.output<Params> : undefined;
  body: z.output<Body>;
  actor: Actor;
  caller: Caller;
  at: string;
  /** The id that the process will have. */
  id: string;
  services: Services;
}

interface Described<Params, Body extends z.ZodType> extends Pick<
  AnyRoute,
  'path' | 'operationId' | 'summary' | 'access'
> {
  params?: Params;
  body: Body;
  /** What has been done when it is answered, in a word: "Opened." */
  done: string;
}

/**
 * Makes routes by which a person starts a process of this kind: once for each Idempotency-Key, answered by the process as it
 * began. `begin` makes its first command; what it throws is the answer.
 */
export function startRoutes<State, Cmd extends Command>(
  process: ProcessKind<State, Cmd>,
  { tag, shown }: { tag: string; shown: z.ZodType },
) {
  return <Body extends z.ZodType, Params extends z.ZodType | undefined = undefined>(
    { done, ...described }: Described<Params, Body>,
    begin: (starting: Starting<Params, Body>) => Said<Cmd> | Promise<Said<Cmd>>,
  ): AnyRoute =>
    route<Params, undefined, Body>({
      ...described,
      tag,
      method: 'post',
      headers: ['Idempotency-Key'],
      responses: {
        201: { description: done, schema: shown, headers: ['ETag', 'Location'] },
        202: pending,
      },
      handle: async ({ params, body, header, caller, at, path, services }) => {
        const actor = actorOf(caller);
        const command = commandIdOf(actor.person, `POST ${path}`, header('Idempotency-Key'), body);
        const { id, requestHash } = command;
        const outcome = (await repeatedOutcome(services, command)) ?? (await start());
        return replyTo(services, process, id, outcome, 201);

        async function start() {
          const said = await begin({
            params,
            body: body as z.output<Body>,
            actor,
            caller,
            at,
            id,
            services,
          });
          const first = { ...said, id, requestHash, by: actor.person, at } as Said<Cmd> & Command as Cmd;
          return startProcess(services, process, id, first);
        }
      },
    });
}
