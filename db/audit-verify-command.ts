import { createPublicKey } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { readEnvironment } from '../environment.ts';
import { openDatabase } from './database.ts';
import { requireDatabaseUrl } from './require-database-url.ts';
import { type KeptCheckpoint, verifyRegister } from './verification.ts';

/** Verifies the whole register; exit code 1 names the first thing that does not hold. */
const environment = readEnvironment();
const folder = path.join(environment.home, 'checkpoints');
const publicKey = await readFile(path.join(folder, 'public-key.pem'), 'utf8').catch(() => undefined);
const lines = await readFile(path.join(folder, 'checkpoints.jsonl'), 'utf8').catch(() => '');
const kept = lines
  .split('\n')
  .filter((line) => line !== '')
  .map((line) => JSON.parse(line) as KeptCheckpoint);

const db = openDatabase(requireDatabaseUrl(environment));
const { streams, events, checkpoints, broken } = await verifyRegister(
  db,
  publicKey === undefined ? undefined : createPublicKey(publicKey),
  kept,
);
await db.destroy();
if (broken === null) {
  process.stdout.write(`Whole: ${events} events in ${streams} streams, ${checkpoints} checkpoints.\n`);
} else {
  process.stderr.write(`Broken at ${broken.stream}, event ${broken.seq}: ${broken.fault}.\n`);
  process.exitCode = 1;
}
