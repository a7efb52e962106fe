import { system } from '../domain/identity.ts';
import { readEnvironment } from '../environment.ts';
import { openDatabase } from './database.ts';
import { inTransaction } from './facts.ts';
import { addPerson, issueToken } from './identity.ts';
import { requireDatabaseUrl } from './require-database-url.ts';

/** The first person of a new organisation, who then adds all others over the API. The token is shown once. */
const [userName = 'administrator'] = process.argv.slice(2);
const at = new Date();
const expiresAt = new Date(at.getTime() + 30 * 86_400_000).toISOString();
const db = openDatabase(requireDatabaseUrl(readEnvironment()));
const { token } = await inTransaction(db, async (trx) => {
  const now = at.toISOString();
  const administrator = { userName, name: userName, email: null, roles: ['administrator' as const] };
  const person = await addPerson(trx, administrator, system, now);
  const holder = { kind: 'person' as const, person };
  return issueToken(trx, { holder, label: 'first administrator', expiresAt, by: system, at: now });
});
await db.destroy();
process.stdout.write(
  `${userName} is an administrator; this token is shown once and ends in 30 days:\n${token}\n`,
);
