import type { Kysely } from 'kysely';

export function up(_db: Kysely<never>): Promise<void> {
  return Promise.resolve();
}
