import type { ComponentChildren } from 'preact';
import type { z } from 'zod';
import type { Actor } from '../../domain/identity.ts';
import type { Person } from '../../db/identity.ts';
import type { Asked } from '../perform.ts';
import type { AnyRoute, Caller, Reply } from '../route.ts';
import type { Services } from '../services.ts';
import type { UploadedFile } from '../upload.ts';

/** The person for whom a page is made. */
export interface Viewer {
  person: Person;
  actor: Actor;
  /** Whether they are an external auditor: nothing is open to them but what is marked so. */
  external: boolean;
  /** IANA time zone in which they read times. */
  timeZone: string;
  /** Whether this is a demo, where nothing is sent and everybody may look into the mailbox. */
  demo: boolean;
}

/** What a page says; the shell around it is the same everywhere. */
export interface View {
  title: string;
  main: ComponentChildren;
  /** 200 unless said otherwise. */
  status?: number;
  /** A wide page (tables) instead of one of reading width. */
  wide?: boolean;
  /** Path of the server-sent events that tell when this page is out of date. */
  changes?: string;
}

/** A `file` is what an operation of the API answers, to be saved by the browser. */
export type PageReply = View | { redirect: string; cookies?: string[] } | { file: Reply };

type Parsed<Schema> = Schema extends z.ZodType ? z.output<Schema> : undefined;

export interface PageCall<Params, Query> {
  params: Parsed<Params>;
  query: Parsed<Query>;
  /** The fields of the form that was sent, as they came; a field that occurs often has several values. */
  form: Form;
  /** The file that was sent with the form; undefined where none was chosen. */
  file: UploadedFile | undefined;
  viewer: Viewer;
  caller: Extract<Caller, { kind: 'person' }>;
  at: string;
  services: Services;
  /** Carries out an operation of the API as the viewer. Throws its Problem. */
  perform: (route: AnyRoute, asked: Asked) => Promise<Reply>;
}

/** One page, or one thing that its form does. Whatever changes anything is a POST: nothing is ever decided by a GET. */
export interface Page<Params, Query> {
  method: 'get' | 'post';
  path: string;
  /** As for a route of the API; a page for `anyone` is still for people who have signed in. */
  access: 'anyone' | 'self' | 'person' | Extract<AnyRoute['access'], unknown[]>;
  /** External auditors are let in too. */
  external?: true;
  params?: Params;
  query?: Query;
  /** Its form is of type multipart/form-data, with a field `file`. */
  takesFile?: true;
  /** It answers with a file to be saved, and shows nothing. */
  sendsFile?: true;
  handle: (call: PageCall<Params, Query>) => Promise<PageReply>;
}

export type AnyPage = Page<z.ZodType | undefined, z.ZodType | undefined>;

/** Keeps the types of a page's schemas for its handler, and forgets them for the list of all pages. */
export function page<
  Params extends z.ZodType | undefined = undefined,
  Query extends z.ZodType | undefined = undefined,
>(definition: Page<Params, Query>): AnyPage {
  return definition;
}

/** Whether what a module exports is a page; it may export parts of one too. */
export function isPage(exported: unknown): exported is AnyPage {
  return typeof exported === 'object' && exported !== null && 'handle' in exported;
}

/** The fields of a form as the browser sent them. */
export class Form {
  readonly #fields: URLSearchParams;

  constructor(fields: URLSearchParams) {
    this.#fields = fields;
  }

  has(name: string): boolean {
    return this.#fields.has(name);
  }

  /** The field's value without the space around it; empty where there is none. Line ends are those of Unix. */
  text(name: string): string {
    return (this.#fields.get(name) ?? '').replaceAll('\r\n', '\n').trim();
  }

  all(name: string): string[] {
    return this.#fields.getAll(name);
  }

  /** The lines of a field that say something. */
  lines(name: string): string[] {
    return this.text(name)
      .split('\n')
      .map((line) => line.trim())
      .filter((line) => line !== '');
  }

  entries(): [string, string][] {
    return [...this.#fields];
  }
}
