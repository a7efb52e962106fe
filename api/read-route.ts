import { z } from 'zod';
import type { Command } from '../domain/decider.ts';
import { readProcess } from './process-answer.ts';
import type { ProcessKind } from './process.ts';
import { type AnyRoute, route } from './route.ts';
import { pending } from './schemas/accepted.ts';
import { requestId } from './schemas/text.ts';

interface Reading extends Pick<AnyRoute, 'operationId' | 'summary' | 'tag' | 'scope'> {
  /** The schema of its representation. */
  shown: z.ZodType;
  /** Whoever has a token where nothing else is said. */
  access?: AnyRoute['access'];
}

/** The route that gives a process of this kind as it stands. */
export function readRoute<State, Cmd extends Command>(
  process: ProcessKind<State, Cmd>,
  { shown, access = 'anyone', ...reading }: Reading,
): AnyRoute {
  return route({
    method: 'get',
    path: `${process.path}/{id}`,
    ...reading,
    access,
    params: z.object({ id: requestId }),
    responses: {
      200: { description: `The ${process.noun}.`, schema: shown, headers: ['ETag'] },
      202: pending,
    },
    handle: ({ params: { id }, services }) => readProcess(services, process, id),
  });
}
