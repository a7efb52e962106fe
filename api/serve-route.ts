import type { Request, RequestHandler, Router } from 'express';
import type { z } from 'zod';
import { authenticate } from './authentication.ts';
import { type FieldFault, Problem } from './problem.ts';
import type { AnyRoute } from './route.ts';
import type { Services } from './services.ts';

/** Puts a route on the router: authenticate, parse everything, hand over, answer. */
export function serveRoute(router: Router, route: AnyRoute, services: Services): void {
  const path = route.path.replaceAll(/\{(\w+)\}/g, ':$1');
  const handler: RequestHandler = async (request, response) => {
    const at = new Date().toISOString();
    const caller = await authenticate(request, route.access, services, at);
    const params = parse(
      route.params,
      request.params,
      () => new Problem('not_found', 'There is no such thing.'),
    );
    const query = parse(route.query, request.query);
    const body = parse(route.body, bodyOf(request, route));
    const header = (name: string) => request.get(name);
    const call = { params, query, body, header, caller, at, path: request.path, services };
    const reply = await route.handle(call);
    response.status(reply.status).set(reply.headers ?? {});
    if (reply.text !== undefined) response.send(reply.text);
    else if (reply.body === undefined) response.end();
    else response.json(reply.body);
  };
  router[route.method](path, handler);
}

function bodyOf(request: Request, route: AnyRoute): unknown {
  if (route.body === undefined) return undefined;
  // A body of no bytes is none; is() is null without a body and false for another type.
  if (request.get('content-length') === '0') return {};
  if (request.is(['application/json', 'application/merge-patch+json']) === false) {
    throw new Problem('unsupported_media_type', 'Send application/json.');
  }
  return (request.body as unknown) ?? {};
}

function parse(
  schema: z.ZodType | undefined,
  input: unknown,
  otherwise: (faults: FieldFault[]) => Problem = (errors) =>
    new Problem('invalid', 'Some of what was sent cannot be accepted; `errors` says what.', { errors }),
): unknown {
  if (schema === undefined) return undefined;
  const parsed = schema.safeParse(input);
  if (parsed.success) return parsed.data;
  throw otherwise(parsed.error.issues.flatMap(faultsOf));
}

function faultsOf(issue: z.core.$ZodIssue): FieldFault[] {
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({
      pointer: pointerTo([...issue.path, key]),
      detail: 'There is no such field.',
    }));
  }
  return [{ pointer: pointerTo(issue.path), detail: issue.message }];
}

/** RFC 6901. */
function pointerTo(path: readonly PropertyKey[]): string {
  return path.map((part) => `/${String(part).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}
