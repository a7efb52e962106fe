import { chmod, writeFile } from 'node:fs/promises';
import path from 'node:path';

/**
 * Notes in the home which database runs now, so that commands such as `npm run audit:verify` find it without being told.
 * Readable by the owner alone: the URL holds the database's password.
 */
export async function noteDatabase(home: string, url: string): Promise<void> {
  const file = path.join(home, 'running.env');
  await writeFile(file, `DATABASE_URL="${url}"\n`, { mode: 0o600 });
  await chmod(file, 0o600);
}
