import { z } from 'zod';
import { exportStream } from '../db/audit.ts';
import type { Command } from '../domain/decider.ts';
import type { ProcessKind } from './process.ts';
import { Problem } from './problem.ts';
import { type AnyRoute, route } from './route.ts';
import { eventsSeen, limit, requestId } from './schemas/text.ts';

/** The route that gives what happened in a process of this kind, in order, as it stands in the audit trail. */
export function eventsRoute<State, Cmd extends Command>(
  { kind, noun, path }: Pick<ProcessKind<State, Cmd>, 'kind' | 'noun' | 'path'>,
  { operationId, tag }: { operationId: string; tag: string },
): AnyRoute {
  return route({
    method: 'get',
    path: `${path}/{id}/events`,
    operationId,
    summary: `What happened to the ${noun}, in order`,
    tag,
    access: 'anyone',
    params: z.object({ id: requestId }),
    query: z.strictObject({ after: eventsSeen, limit }),
    responses: {
      200: {
        description: 'Events after `after`.',
        schema: z.object({ items: z.array(z.object({ seq: z.number(), type: z.string() }).loose()) }),
      },
    },
    handle: async ({ params: { id }, query, services: { db } }) => {
      const events = await exportStream(db, `${kind}/${id}`, query.limit, query.after);
      if (events.length === 0 && query.after === 0) {
        throw new Problem('not_found', `There is no such ${noun}.`);
      }
      const items = events.map(({ seq, hash, commandId, canonical }) => {
        const { event } = JSON.parse(canonical) as { event: object };
        return { seq, commandId, hash, ...event };
      });
      return { status: 200, body: { items } };
    },
  });
}
