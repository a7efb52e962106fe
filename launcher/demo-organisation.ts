import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { type DatabaseTransaction, openDatabase } from '../db/database.ts';
import { demoTokenLabel } from '../db/demo-account.ts';
import { findPerson } from '../db/directory.ts';
import { inTransaction } from '../db/facts.ts';
import { addPerson, issueToken } from '../db/identity.ts';
import { daysAfter } from '../domain/days.ts';
import type { Instant, PersonId } from '../domain/decider.ts';
import { type Role, system } from '../domain/identity.ts';
import { seedDemoVendor } from './demo-vendor.ts';

export interface DemoAccount {
  userName: string;
  name: string;
  roles: Role[];
}

/** Who one can be in the demo; each account is named by what it does. */
const demoAccounts: DemoAccount[] = [
  { userName: 'requester', name: 'Robin Requester', roles: ['requester'] },
  { userName: 'colleague', name: 'Kim Colleague', roles: ['requester'] },
  { userName: 'security', name: 'Sasha Security', roles: ['security'] },
  { userName: 'security-2', name: 'Sidney Security', roles: ['security'] },
  { userName: 'legal', name: 'Lee Legal', roles: ['legal'] },
  { userName: 'privacy', name: 'Pat Privacy', roles: ['privacy'] },
  { userName: 'business-owner', name: 'Bo Business', roles: ['business_owner'] },
  { userName: 'management', name: 'Max Management', roles: ['management'] },
  { userName: 'compliance', name: 'Chris Compliance', roles: ['compliance_manager'] },
  { userName: 'auditor', name: 'Ari Auditor', roles: ['auditor'] },
  { userName: 'external-auditor', name: 'Erin External', roles: ['external_auditor'] },
  { userName: 'administrator', name: 'Andy Administrator', roles: ['administrator'] },
];

const tokenLifetimeDays = 365;

/** Makes the demo's people and their tokens, in one transaction, and a vendor that they have reviewed. */
export async function seedDemoOrganisation({
  databaseUrl,
  home,
}: {
  databaseUrl: string;
  home: string;
}): Promise<void> {
  const db = openDatabase(databaseUrl, { poolSize: 2 });
  try {
    const at = new Date().toISOString();
    const { tokens, people } = await inTransaction(db, async (trx) => {
      const issued: Record<string, string> = {};
      const ids: Record<string, PersonId> = {};
      for (const account of demoAccounts) {
        const { person, token } = await addDemoAccount(trx, account, at);
        issued[account.userName] = token;
        ids[account.userName] = person;
      }
      return { tokens: issued, people: ids };
    });
    await seedDemoVendor(db, people, at);
    await keepDemoTokens(home, tokens);
  } finally {
    await db.destroy();
  }
}

/** Somebody whom one can be in the demo, by a token of their own. */
export async function addDemoAccount(
  trx: DatabaseTransaction,
  { userName, name, roles }: DemoAccount,
  at: Instant,
): Promise<{ person: PersonId; token: string }> {
  const known = await findPerson(trx, userName);
  const email = `${userName}@example.org`;
  const person = known?.id ?? (await addPerson(trx, { userName, name, email, roles }, system, at));
  const holder = { kind: 'person' as const, person };
  const expiresAt = daysAfter(at, tokenLifetimeDays);
  const { token } = await issueToken(trx, { holder, label: demoTokenLabel, expiresAt, by: system, at });
  return { person, token };
}

/** Puts tokens by user name to those that the home keeps already. */
export async function keepDemoTokens(home: string, tokens: Record<string, string>): Promise<void> {
  await mkdir(home, { recursive: true });
  const file = path.join(home, 'demo-tokens.json');
  const kept = JSON.parse(await readFile(file, 'utf8').catch(() => '{}')) as Record<string, string>;
  await writeFile(file, `${JSON.stringify({ ...kept, ...tokens }, null, 2)}\n`, { mode: 0o600 });
}
