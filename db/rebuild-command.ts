import { readEnvironment } from '../environment.ts';
import { openDatabase } from './database.ts';
import { rebuildReadModels } from './rebuild.ts';
import { requireDatabaseUrl } from './require-database-url.ts';

const db = openDatabase(requireDatabaseUrl(readEnvironment()));
const events = await rebuildReadModels(db, (read) => process.stderr.write(`\r${read} events read`));
await db.destroy();
process.stdout.write(`\nRead models rebuilt from ${events} events.\n`);
