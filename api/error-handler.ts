import { isGrpcServiceError } from '@temporalio/client';
import type { ErrorRequestHandler, Request, RequestHandler, Response } from 'express';
import { problemView } from './pages/components/problem-view.tsx';
import { renderPublicView } from './pages/components/shell.tsx';
import { Problem } from './problem.ts';

/** The one place where errors become answers; nothing internal leaves in a 5xx, the log has it by the request id. */
export const errorHandler: ErrorRequestHandler = (error: unknown, request, response, next) => {
  if (response.headersSent) {
    next(error);
    return;
  }
  const problem = problemOf(error);
  if (problem.status >= 500) request.log.error({ err: error }, problem.message);
  sendProblem(problem, request, response);
};

export const notFoundHandler: RequestHandler = (request, _response, next) => {
  next(new Problem('not_found', `There is nothing at ${request.path}.`));
};

export function sendProblem(problem: Problem, request: Request, response: Response): void {
  if (problem.status === 503) response.set('Retry-After', '5');
  if (wantsPage(request)) {
    response.status(problem.status).type('html').set('Cache-Control', 'no-store');
    response.send(renderPublicView(problemView(problem)));
    return;
  }
  if (problem.status === 401) response.set('WWW-Authenticate', 'Bearer realm="countersign"');
  response
    .status(problem.status)
    .type('application/problem+json')
    .send(JSON.stringify({ ...problem.toJSON(), requestId: request.id }));
}

/** Whoever went to a page gets a page, whatever came of it; programs get problem details. */
function wantsPage(request: Request): boolean {
  const forPrograms = /^\/(v1|scim|docs|openapi\.json|livez|readyz|metrics)(\/|$)/.test(request.path);
  return !forPrograms && request.accepts(['html', 'json']) === 'html';
}

/** What an error means to whoever asked. */
export function problemOf(error: unknown): Problem {
  if (error instanceof Problem) return error;
  if (isGrpcServiceError(error) || isGrpcServiceError(causeOf(error))) {
    return new Problem(
      'unavailable',
      'Temporal cannot be reached; nothing was accepted. Try again with the same Idempotency-Key.',
    );
  }
  if (isDatabaseAway(error)) {
    return new Problem('unavailable', 'The database cannot be reached just now. Try again.');
  }
  return bodyProblemOf(error) ?? new Problem('internal', 'Something went wrong on our side.');
}

function causeOf(error: unknown): unknown {
  return error instanceof Error ? error.cause : undefined;
}

const awayCodes = [
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ENOTFOUND',
  'ETIMEDOUT',
  '57P01',
  '57P02',
  '57P03',
  '08006',
];

function isDatabaseAway(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const code = 'code' in error ? error.code : undefined;
  return (
    awayCodes.some((away) => away === code) ||
    /Connection terminated|timeout exceeded when trying to connect/.test(error.message)
  );
}

/** What express and its body parser say in their own errors. */
function bodyProblemOf(error: unknown): Problem | undefined {
  if (!(error instanceof Error)) return undefined;
  switch ('type' in error ? error.type : undefined) {
    case 'entity.parse.failed':
    case 'request.size.invalid':
    case 'request.aborted':
      return new Problem('malformed', 'The body is not well-formed JSON.');
    case 'entity.too.large':
      return new Problem('too_large', 'The body is larger than what is taken here.');
    case 'encoding.unsupported':
    case 'charset.unsupported':
      return new Problem('unsupported_media_type', 'Send application/json in UTF-8.');
    default:
      // A path that is no UTF-8, a body that is not packed as it says: whoever read it says 400 and no more.
      return 'status' in error && error.status === 400
        ? new Problem('malformed', 'The request is not well-formed.')
        : undefined;
  }
}
