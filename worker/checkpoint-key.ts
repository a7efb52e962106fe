import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { checkpointFiles } from '../db/kept-checkpoints.ts';

/** The Ed25519 key that signs checkpoints; made on the first start, readable by its owner alone. */
export async function loadCheckpointKey(home: string): Promise<KeyObject> {
  const { privateKey: file, publicKey } = checkpointFiles(home);
  const existing = await readFile(file, 'utf8').catch(() => undefined);
  if (existing !== undefined) return createPrivateKey(existing);
  await mkdir(path.dirname(file), { recursive: true });
  const pair = generateKeyPairSync('ed25519');
  try {
    await writeFile(file, pair.privateKey.export({ type: 'pkcs8', format: 'pem' }), {
      mode: 0o600,
      flag: 'wx',
    });
  } catch {
    // Another worker on this machine was faster: its key counts.
    return createPrivateKey(await readFile(file, 'utf8'));
  }
  await writeFile(publicKey, createPublicKey(pair.privateKey).export({ type: 'spki', format: 'pem' }));
  return pair.privateKey;
}
