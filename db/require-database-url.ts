import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parseEnv } from 'node:util';

/**
 * The database of a part or command that runs alone: DATABASE_URL, or the one that `npm start` has noted in its home.
 * Throws where there is neither.
 */
export function requireDatabaseUrl(environment: { databaseUrl: string | undefined; home: string }): string {
  const url = environment.databaseUrl ?? notedUrl(path.join(environment.home, 'running.env'));
  if (url === undefined) {
    throw new Error(
      'DATABASE_URL is not set: name the PostgreSQL to use, or run `npm start`, which brings one.',
    );
  }
  return url;
}

function notedUrl(file: string): string | undefined {
  try {
    return parseEnv(readFileSync(file, 'utf8')).DATABASE_URL;
  } catch {
    return undefined;
  }
}
