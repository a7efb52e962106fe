import { Migrator } from 'kysely';
import { type Database, openDatabase } from './database.ts';
import { ensureFirstPolicy } from './approval-policy.ts';
import { migrations } from './migrations/index.ts';
import { ensureFirstOversightPolicy } from './oversight-policy.ts';
import { ensureFirstRiskPolicy } from './risk-policy.ts';
import { ensureFirstUsagePolicy } from './usage-policy.ts';
import { ensureFirstVendorPolicy } from './vendor-policy.ts';

/** Brings the database up to date; several at once wait for each other. Throws with the migration's error. */
export async function migrate(databaseUrl: string): Promise<void> {
  const db = openDatabase(databaseUrl, { poolSize: 1, applicationName: 'countersign-migrate' });
  try {
    const { error } = await migratorOf(db).migrateToLatest();
    if (error !== undefined) throw new Error('the migration failed', { cause: error });
    await ensureFirstPolicy(db);
    await ensureFirstRiskPolicy(db);
    await ensureFirstUsagePolicy(db);
    await ensureFirstVendorPolicy(db);
    await ensureFirstOversightPolicy(db);
  } finally {
    await db.destroy();
  }
}

/** The migrations that this program knows and the database has not had. */
export async function pendingMigrations(db: Database): Promise<string[]> {
  const known = await migratorOf(db).getMigrations();
  return known.filter(({ executedAt }) => executedAt === undefined).map(({ name }) => name);
}

function migratorOf(db: Database): Migrator {
  return new Migrator({ db, provider: { getMigrations: () => Promise.resolve(migrations) } });
}
