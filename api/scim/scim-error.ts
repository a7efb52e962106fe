import type { ErrorRequestHandler, Response } from 'express';
import { DirectoryRefusal } from '../../db/directory-change.ts';
import { problemOf } from '../error-handler.ts';

/** What is wrong with a request, in SCIM's words (RFC 7644, 3.12). */
export type ScimType =
  'invalidFilter' | 'invalidPath' | 'invalidSyntax' | 'invalidValue' | 'noTarget' | 'uniqueness';

/** An answer that is not what was asked for, as SCIM has it. */
export class ScimError extends Error {
  override readonly name = 'ScimError';
  readonly status: number;
  readonly scimType: ScimType | undefined;

  constructor(status: number, detail: string, scimType?: ScimType) {
    super(detail);
    this.status = status;
    this.scimType = scimType;
  }
}

export const invalid = (detail: string, scimType: ScimType = 'invalidValue') =>
  new ScimError(400, detail, scimType);

/** The last of the SCIM router's handlers; what is our fault is in the log by the request's id. */
export const scimErrorHandler: ErrorRequestHandler = (error: unknown, request, response, next) => {
  if (response.headersSent) {
    next(error);
    return;
  }
  const answer = scimErrorOf(error);
  if (answer.status >= 500) request.log.error({ err: error }, answer.message);
  if (answer.status === 401) response.set('WWW-Authenticate', 'Bearer realm="countersign"');
  if (answer.status === 503) response.set('Retry-After', '5');
  const { status, scimType, message } = answer;
  sendScim(response, status, {
    schemas: ['urn:ietf:params:scim:api:messages:2.0:Error'],
    status: String(status),
    ...(scimType !== undefined && { scimType }),
    detail: message,
  });
};

export function sendScim(response: Response, status: number, body: object): void {
  response.status(status).type('application/scim+json').send(JSON.stringify(body));
}

function scimErrorOf(error: unknown): ScimError {
  if (error instanceof ScimError) return error;
  if (error instanceof DirectoryRefusal) {
    switch (error.code) {
      case 'taken':
        return new ScimError(409, error.message, 'uniqueness');
      case 'not_found':
        return new ScimError(404, error.message);
      case 'last_administrator':
        return new ScimError(409, error.message);
      case 'invalid':
        return invalid(error.message);
    }
  }
  const { status, message, code } = problemOf(error);
  return new ScimError(status, message, code === 'malformed' ? 'invalidSyntax' : undefined);
}
