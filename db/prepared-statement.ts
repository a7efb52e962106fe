import { type RawBuilder, sql } from 'kysely';
import type { PoolClient } from 'pg';

/**
 * Marks a statement, at its beginning, that each connection plans once and keeps under this name: for what is asked all
 * the time, and takes longer to plan than to carry out. Its columns are named: a plan does not outlive another shape.
 */
export function prepared(name: string): RawBuilder<never> {
  return sql.raw(`/* prepared: ${name} */`);
}

const mark = /^\s*\/\* prepared: ([\w-]+) \*\//;

/** Kysely has no names for statements; this gives a new connection's marked ones theirs. */
export function nameMarkedStatements(client: PoolClient): void {
  const query = client.query.bind(client) as (...asked: unknown[]) => unknown;
  const named = (...asked: unknown[]) => {
    const [text, values] = asked;
    const name = typeof text === 'string' ? mark.exec(text)?.[1] : undefined;
    return name === undefined ? query(...asked) : query({ name, text, values });
  };
  client.query = named as typeof client.query;
}
