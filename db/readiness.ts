import type { Database } from './database.ts';
import { pendingMigrations } from './migrate.ts';

/** What the database lacks to be worked with; empty when nothing. */
export async function missingInDatabase(db: Database): Promise<string[]> {
  try {
    const pending = await pendingMigrations(db);
    return pending.map((name) => `migration ${name}`);
  } catch {
    return ['database'];
  }
}
