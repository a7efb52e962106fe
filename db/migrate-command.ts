import { readEnvironment } from '../environment.ts';
import { migrate } from './migrate.ts';
import { requireDatabaseUrl } from './require-database-url.ts';

await migrate(requireDatabaseUrl(readEnvironment()));
process.stdout.write('The database is up to date.\n');
