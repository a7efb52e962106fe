import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import type { AdoptionRequestContent } from '../domain/adoption-request-content.ts';

/** What the register made of one row. */
export type Submitted =
  | { outcome: 'recorded'; id: string; tier: string; submittedAt: Date }
  | { outcome: 'accepted'; id: string }
  | { outcome: 'refused'; reasons: string[] };

/** Nothing more can be imported now; the message says why and what to do. */
export class RegisterError extends Error {
  override readonly name = 'RegisterError';
}

const recorded = z.object({ id: z.string(), tier: z.string(), submittedAt: z.coerce.date() });
const accepted = z.object({ id: z.string() });
const problem = z.object({
  type: z.string().default(''),
  detail: z.string().default(''),
  errors: z.array(z.object({ pointer: z.string(), detail: z.string() })).default([]),
});

interface Call {
  method?: 'POST';
  headers?: Record<string, string>;
  body?: string;
}

const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 60_000;
const passing = new Set([429, 500, 502, 503, 504]);

/** The register at the other end of the API. */
export class Register {
  readonly #url: string;
  readonly #token: string;
  readonly #attempts: number;

  /** @param attempts how often one row is tried while the API cannot take it, before the import gives up */
  constructor(url: string, token: string, attempts = 10) {
    this.#url = url.replace(/\/$/, '');
    this.#token = token;
    this.#attempts = attempts;
  }

  /**
   * Makes sure that somebody answers and knows the token.
   * @returns the time there, to the second
   * @throws {RegisterError}
   */
  async greet(): Promise<Date> {
    const response = await this.#persistently('/v1/me', {});
    await response.body?.cancel();
    const date = response.headers.get('date');
    return date === null ? new Date() : new Date(date);
  }

  /**
   * Submits a request under a key that makes a repetition harmless.
   * @throws {RegisterError} when the API cannot be reached, lets us not in, or stays unable
   */
  async submit(key: string, content: AdoptionRequestContent): Promise<Submitted> {
    const response = await this.#persistently('/v1/adoption-requests', {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'idempotency-key': key },
      body: JSON.stringify(content),
    });
    const body: unknown = await response.json();
    if (response.status === 202) return { outcome: 'accepted', id: accepted.parse(body).id };
    if (response.ok) return { outcome: 'recorded', ...recorded.parse(body) };
    return { outcome: 'refused', reasons: reasonsOf(body) };
  }

  async #persistently(path: string, call: Call): Promise<Response> {
    for (let attempt = 1; ; attempt += 1) {
      const answer = await this.#ask(path, call);
      if (answer instanceof Response) {
        if (answer.status === 401 || answer.status === 403) throw await notLetIn(answer);
        if (!passing.has(answer.status)) return answer;
      }
      if (attempt === this.#attempts) throw givenUp(answer, this.#url);
      await sleep(pauseAfter(answer, attempt));
      if (answer instanceof Response) await answer.body?.cancel();
    }
  }

  async #ask(path: string, call: Call): Promise<Response | Error> {
    const headers = { ...call.headers, authorization: `Bearer ${this.#token}` };
    try {
      return await fetch(`${this.#url}${path}`, { ...call, headers, signal: AbortSignal.timeout(60_000) });
    } catch (error) {
      return error instanceof Error ? error : new Error(String(error));
    }
  }
}

/** Milliseconds: what the API asks for, else twice as long each time; some chance keeps eight callers from coming back as one. */
function pauseAfter(answer: Response | Error, attempt: number): number {
  const asked = answer instanceof Response ? answer.headers.get('retry-after') : null;
  const wanted = asked === null ? FIRST_PAUSE_MS * 2 ** (attempt - 1) : retryAfter(asked);
  return Math.min(wanted, LONGEST_PAUSE_MS) + Math.random() * FIRST_PAUSE_MS;
}

function retryAfter(value: string): number {
  const seconds = Number(value);
  const pause = Number.isNaN(seconds) ? Date.parse(value) - Date.now() : seconds * 1_000;
  return Number.isNaN(pause) ? FIRST_PAUSE_MS : Math.max(0, pause);
}

async function notLetIn(response: Response): Promise<RegisterError> {
  const parsed = problem.safeParse(await response.json().catch(() => ({})));
  return new RegisterError(`The API does not let us in (${response.status}): ${parsed.data?.detail ?? ''}`);
}

function givenUp(answer: Response | Error, url: string): RegisterError {
  const why = answer instanceof Response ? `answers ${answer.status}` : 'cannot be reached';
  return new RegisterError(`${url} ${why}. The same command takes up where this one stopped.`);
}

function reasonsOf(body: unknown): string[] {
  const parsed = problem.safeParse(body);
  if (!parsed.success) return ['refused without a reason'];
  const { type, detail, errors } = parsed.data;
  if (type.endsWith(':idempotency_key_reused')) {
    return ['in the register already, by another mapping: amend that request instead'];
  }
  return errors.length === 0 ? [detail] : errors.map((fault) => `${fault.pointer}: ${fault.detail}`);
}
