import { homedir } from 'node:os';
import path from 'node:path';

/** Where downloaded and built programs are kept, once per machine and outside every checkout. */
export function cacheFolder(env: NodeJS.ProcessEnv = process.env): string {
  return path.join(env['XDG_CACHE_HOME'] || path.join(homedir(), '.cache'), 'countersign');
}
