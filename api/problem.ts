import { STATUS_CODES } from 'node:http';
import type { Refusal, RefusalCode } from '../domain/decider.ts';

/** One field at fault: a JSON Pointer (RFC 6901) into the request body, or the name of a header or parameter. */
export interface FieldFault {
  pointer: string;
  detail: string;
}

/** The last part of a problem's `type`; stable, for programs to rely on. */
export type ProblemCode =
  | RefusalCode
  | 'cross_site'
  | 'idempotency_key_reused'
  | 'internal'
  | 'last_administrator'
  | 'malformed'
  | 'not_found'
  | 'method_not_allowed'
  | 'precondition_required'
  | 'sign_in_refused'
  | 'too_large'
  | 'too_many_drafts'
  | 'too_many_requests'
  | 'unauthenticated'
  | 'unavailable'
  | 'unsupported_media_type'
  | 'policy_moved_on';

const statusOf: Record<ProblemCode, number> = {
  malformed: 400,
  unauthenticated: 401,
  wrong_role: 403,
  cross_site: 403,
  sign_in_refused: 403,
  segregation_of_duties: 403,
  not_requester: 403,
  not_found: 404,
  method_not_allowed: 405,
  already_decided: 409,
  closed: 409,
  not_closed: 409,
  guard_failed: 409,
  last_administrator: 409,
  too_many_drafts: 409,
  stale_revision: 412,
  policy_moved_on: 412,
  too_large: 413,
  unsupported_media_type: 415,
  invalid: 422,
  unchanged: 422,
  idempotency_key_reused: 422,
  precondition_required: 428,
  too_many_requests: 429,
  internal: 500,
  unavailable: 503,
};

/** An answer that is not what was asked for; becomes problem details (RFC 9457). */
export class Problem extends Error {
  override readonly name = 'Problem';
  readonly code: ProblemCode;
  readonly errors: FieldFault[];
  readonly extensions: Record<string, unknown>;

  constructor(
    code: ProblemCode,
    detail: string,
    {
      errors = [],
      extensions = {},
      cause,
    }: { errors?: FieldFault[]; extensions?: Record<string, unknown>; cause?: unknown } = {},
  ) {
    super(detail, { cause });
    this.code = code;
    this.errors = errors;
    this.extensions = extensions;
  }

  get status(): number {
    return statusOf[this.code];
  }

  /** The body of the answer. */
  toJSON(): Record<string, unknown> {
    return {
      type: `urn:countersign:problem:${this.code}`,
      title: STATUS_CODES[this.status],
      status: this.status,
      detail: this.message,
      ...(this.errors.length > 0 ? { errors: this.errors } : {}),
      ...this.extensions,
    };
  }
}

/** What a rule has refused, as an answer. */
export function refusedBy({ code, detail, pointer }: Refusal): Problem {
  return new Problem(code, detail, { errors: pointer === undefined ? [] : [{ pointer, detail }] });
}
