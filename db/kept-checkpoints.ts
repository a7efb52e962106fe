import { createPublicKey } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Database } from './database.ts';
import { type KeptCheckpoint, type VerificationResult, verifyRegister } from './verification.ts';

/** Where checkpoints are kept outside the database, below `home`: signing key, its public half, a line per checkpoint. */
export function checkpointFiles(home: string) {
  const folder = path.join(home, 'checkpoints');
  return {
    privateKey: path.join(folder, 'signing-key.pem'),
    publicKey: path.join(folder, 'public-key.pem'),
    checkpoints: path.join(folder, 'checkpoints.jsonl'),
  };
}

/** Verifies the register against the key and the checkpoints below `home`, as far as these are there. */
export async function verifyAgainstKept(db: Database, home: string): Promise<VerificationResult> {
  const files = checkpointFiles(home);
  const publicKey = await readFile(files.publicKey, 'utf8').catch(() => undefined);
  const lines = await readFile(files.checkpoints, 'utf8').catch(() => '');
  const kept = lines
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as KeptCheckpoint);
  return verifyRegister(db, publicKey === undefined ? undefined : createPublicKey(publicKey), kept);
}
