import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import express, { type Request, type RequestHandler, type Response, type Router } from 'express';
import { admit } from './access.ts';
import { authenticate } from './authentication.ts';
import { read, readLargeBody } from './large-body.ts';
import { perform } from './perform.ts';
import { Problem } from './problem.ts';
import type { AnyRoute, BinaryForm, Reply } from './route.ts';
import type { Services } from './services.ts';
import { readUpload } from './upload.ts';

/** Puts a route on the router: who asks, what they ask, and the answer as JSON. */
export function serveRoute(router: Router, route: AnyRoute, services: Services): void {
  const handler: RequestHandler = async (request, response) => {
    const at = new Date().toISOString();
    const caller =
      route.access === 'public' ? ({ kind: 'nobody' } as const) : await authenticate(request, services, at);
    // What can be large is read once we know who sends it.
    if (route.bodyType !== undefined || route.largestBody !== undefined) admit(caller, route);
    const { body, form } = await bodyOf(request, response, route);
    const { params, query, headers, path } = request;
    const asked = { params, query, body, headers: firstOf(headers) };
    const reply = await perform(route, asked, { caller, at, services, path });
    if (form === undefined) await sendReply(reply, response, services);
    else response.status(reply.status).type(form.type).send(form.encode(reply.body));
  };
  router[route.method](expressPath(route.path), handler);
}

/** Sends what an operation answers, whoever has carried it out. */
export async function sendReply(reply: Reply, response: Response, services: Services): Promise<void> {
  response.status(reply.status).set(reply.headers ?? {});
  if (reply.stream !== undefined) await send(reply.stream, response, services);
  else if (reply.text !== undefined) response.send(reply.text);
  else if (reply.body === undefined) response.end();
  else response.json(reply.body);
}

/** Once it has begun, an answer can only be broken off: whoever reads it sees that it is not whole. */
async function send(stream: Readable, response: Response, { log }: Services): Promise<void> {
  try {
    await pipeline(stream, response);
  } catch (error) {
    if (!response.headersSent) throw error;
    log.warn({ err: error }, 'an answer was broken off');
  }
}

const textParser: RequestHandler = express.text({ limit: '32mb', type: 'text/csv' });

/** The body, and the form that it came in where that was not JSON: the answer is in the same. */
async function bodyOf(
  request: Request,
  response: Response,
  route: AnyRoute,
): Promise<{ body: unknown; form?: BinaryForm | undefined }> {
  const { largestBody: largest, binary, bodyType } = route;
  if (largest !== undefined) return readLargeBody(request, response, { largest, binary });
  if (bodyType === 'multipart/form-data') return { body: await formOf(request) };
  if (bodyType === 'text/csv') await read(textParser, request, response);
  return { body: usualBodyOf(request, route) };
}

async function formOf(request: Request): Promise<object> {
  const { fields, file } = await readUpload(request);
  return { ...Object.fromEntries(fields), file };
}

/** `{id}` as OpenAPI writes it is `:id` to Express. */
export function expressPath(path: string): string {
  return path.replaceAll(/\{(\w+)\}/g, ':$1');
}

function firstOf(headers: Request['headers']): Record<string, string | undefined> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name, Array.isArray(value) ? value[0] : value]),
  );
}

function usualBodyOf(request: Request, route: AnyRoute): unknown {
  if (route.body === undefined) return undefined;
  // A body of no bytes is none; is() is null without a body and false for another type.
  if (request.get('content-length') === '0') return {};
  if (route.bodyType === 'text/csv') {
    if (request.is('text/csv') === false) throw new Problem('unsupported_media_type', 'Send text/csv.');
    return request.body as unknown;
  }
  if (request.is(['application/json', 'application/merge-patch+json']) === false) {
    throw new Problem('unsupported_media_type', 'Send application/json.');
  }
  return (request.body as unknown) ?? {};
}
