import { readEnvironment } from '../environment.ts';
import { openDatabase } from './database.ts';
import { verifyAgainstKept } from './kept-checkpoints.ts';
import { requireDatabaseUrl } from './require-database-url.ts';

/** Verifies the whole register; exit code 1 names the first thing that does not hold. */
const environment = readEnvironment();
const db = openDatabase(requireDatabaseUrl(environment));
const { streams, events, checkpoints, broken } = await verifyAgainstKept(db, environment.home);
await db.destroy();
if (broken === null) {
  process.stdout.write(`Whole: ${events} events in ${streams} streams, ${checkpoints} checkpoints.\n`);
} else {
  process.stderr.write(`Broken at ${broken.stream}, event ${broken.seq}: ${broken.fault}.\n`);
  process.exitCode = 1;
}
