import { admit } from './access.ts';
import { withoutAddresses } from './external-auditor.ts';
import { parse } from './parse.ts';
import { Problem } from './problem.ts';
import type { AnyRoute, Caller, Reply } from './route.ts';
import type { Services } from './services.ts';

/** What an operation is asked, before anything of it has been parsed. */
export interface Asked {
  params?: unknown;
  query?: unknown;
  body?: unknown;
  /** By their names in small letters. */
  headers?: Record<string, string | undefined>;
}

/**
 * Carries out one operation of the API: whoever asks over HTTP and whoever presses a button on a page come through here,
 * so a page can do nothing that the API refuses. Throws a Problem for anything that is not done.
 */
export async function perform(
  route: AnyRoute,
  asked: Asked,
  who: { caller: Caller; at: string; services: Services; path?: string },
): Promise<Reply> {
  admit(who.caller, route);
  const params = parse(
    route.params,
    asked.params ?? {},
    () => new Problem('not_found', 'There is no such thing.'),
  );
  const query = parse(route.query, asked.query ?? {});
  const body = parse(route.body, asked.body);
  const header = (name: string) => asked.headers?.[name.toLowerCase()];
  const path = who.path ?? pathOf(route, asked.params);
  const reply = await route.handle({ ...who, params, query, body, header, path });
  const isExternal = who.caller.kind === 'person' && who.caller.external !== undefined;
  return isExternal && reply.body !== undefined ? { ...reply, body: withoutAddresses(reply.body) } : reply;
}

/** The path that the operation has over HTTP: a command's identity is scoped to it. */
function pathOf(route: AnyRoute, params: unknown): string {
  const values = new Map(Object.entries(params ?? {}));
  return route.path.replaceAll(/\{(\w+)\}/g, (_whole, name: string) => String(values.get(name) ?? ''));
}
