import type { Request } from 'express';
import type { Services } from '../../services.ts';
import type { Form, View } from '../page.ts';

/** What somebody without an account asks of a page of the trust center. */
export interface TrustCall {
  request: Request;
  services: Services;
  at: string;
  /** The organisation's time zone. */
  zone: string;
  form: Form;
  /** What the path names: the token of a link, or a document or grant. */
  token: string;
  query: (name: string) => string;
}

export type TrustReply =
  | (View & { cookies?: string[] })
  | { redirect: string; cookies?: string[] }
  | { file: Buffer; headers: Record<string, string> };

export interface TrustRoute {
  method: 'get' | 'post';
  path: string;
  answer: (call: TrustCall) => Promise<TrustReply>;
}
