import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { migrate } from '../db/migrate.ts';
import type { Environment } from '../environment.ts';
import { reason } from './command.ts';
import { seedDemoEngagement } from './demo-engagement.ts';
import { seedDemoOrganisation } from './demo-organisation.ts';
import { seedDemoOversight } from './demo-oversight.ts';
import { seedDemoPolicies } from './demo-policy.ts';
import { seedDemoTrust } from './demo-trust.ts';
import { LaunchError } from './launch-error.ts';
import { showProgress } from './progress.ts';
import type { Database } from './servers.ts';

/**
 * Brings the database up to date, and seeds the demo organisation where the launcher made it. A note beside the database
 * says that the seeding went through: one that was cut off is done again.
 * @throws {LaunchError} when a migration cannot be applied
 */
export async function prepareDatabase({ home }: Environment, { url, madeIn }: Database): Promise<void> {
  try {
    await showProgress('Migrating the database', () => migrate(url));
  } catch (error) {
    throw new LaunchError(`The database could not be migrated: ${reason(error)}.`);
  }
  if (madeIn === undefined) return;
  const note = path.join(madeIn, 'demo-seeded');
  if (existsSync(note)) return;
  await showProgress('Seeding the demo organisation', async () => {
    await seedDemoOrganisation({ databaseUrl: url, home });
    await seedDemoPolicies(url);
    await seedDemoTrust(url);
    await seedDemoOversight({ databaseUrl: url, home });
    await seedDemoEngagement(url);
  });
  await writeFile(note, `${new Date().toISOString()}\n`);
}
