import type { Readable } from 'node:stream';
import type { z } from 'zod';
import type { ActsFor, Actor, Role, TokenScope } from '../domain/identity.ts';
import type { Person } from '../db/identity.ts';
import type { ExternalAuditor } from './external-auditor.ts';
import type { Services } from './services.ts';

/**
 * Who is asking: a person (`external` where they are from outside, and nothing is open to them but what is marked so), or a
 * program with a machine token, which reads or brings the directory, and never signs.
 */
export type Caller =
  | { kind: 'person'; person: Person; actsFor: ActsFor[]; external?: ExternalAuditor }
  | { kind: 'machine'; name: string; scope: TokenScope }
  | { kind: 'nobody' };

export interface Reply {
  status: number;
  /** Sent as JSON. */
  body?: unknown;
  /** Sent as it is. */
  text?: string;
  /** Sent as it comes, for what is too large to hold. */
  stream?: Readable;
  headers?: Record<string, string>;
}

type Parsed<Schema> = Schema extends z.ZodType ? z.output<Schema> : undefined;

/** What a handler gets: everything parsed, and when the request came to the door. */
export interface Call<Params, Query, Body> {
  params: Parsed<Params>;
  query: Parsed<Query>;
  body: Parsed<Body>;
  header: (name: string) => string | undefined;
  caller: Caller;
  at: string;
  path: string;
  services: Services;
}

/** Another form, beside JSON, in which an operation is asked and answers. */
export interface BinaryForm {
  type: string;
  /** What the same would be in JSON. Throws a Problem for what is none of it. */
  decode: (bytes: Buffer) => unknown;
  encode: (body: unknown) => Buffer;
}

export interface ResponseDescription {
  description: string;
  schema?: z.ZodType;
  headers?: string[];
}

/** One operation of the API: what Express serves and the OpenAPI document describes come from the same place. */
export interface Route<Params, Query, Body> {
  method: 'get' | 'post' | 'patch' | 'put' | 'delete';
  path: string;
  operationId: string;
  summary: string;
  tag: string;
  /**
   * `public`: no token; `anyone`: any valid token; `self`: any person, for themselves alone; `person`: no machine, no
   * auditor; or one of the roles.
   */
  access: 'public' | 'anyone' | 'self' | 'person' | Role[];
  /** External auditors are let in too; nowhere else, whatever `access` says. */
  external?: true;
  /** A machine whose token is of this scope may do it too. */
  scope?: TokenScope;
  params?: Params;
  query?: Query;
  body?: Body;
  /** JSON unless said otherwise; of CSV the body is the text, of a form its fields and the file as `file`. */
  bodyType?: 'text/csv' | 'multipart/form-data';
  /** How large the JSON of a body may be, where it is not as usual; it is read once we know who sends it. */
  largestBody?: '10mb';
  /** Understood, and answered, beside JSON; for an operation with a `largestBody`. */
  binary?: BinaryForm;
  /** Headers that the operation understands. */
  headers?: ('If-Match' | 'Idempotency-Key')[];
  responses: Record<number, ResponseDescription>;
  handle: (call: Call<Params, Query, Body>) => Promise<Reply>;
}

/** A route of which only the description and the handler's shape matter any more. */
export type AnyRoute = Route<z.ZodType | undefined, z.ZodType | undefined, z.ZodType | undefined>;

/** Keeps the types of a route's schemas for its handler, and forgets them for the list of all routes. */
export function route<
  Params extends z.ZodType | undefined = undefined,
  Query extends z.ZodType | undefined = undefined,
  Body extends z.ZodType | undefined = undefined,
>(definition: Route<Params, Query, Body>): AnyRoute {
  return definition;
}

/** The acting person of a call whose access rule lets only people in. */
export function actorOf(caller: Caller): Actor {
  if (caller.kind !== 'person') throw new Error('only people act here');
  return { person: caller.person.id, roles: caller.person.roles, actsFor: caller.actsFor };
}
