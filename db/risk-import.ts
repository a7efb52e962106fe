import { sql } from 'kysely';
import type { Instant, PersonId } from '../domain/decider.ts';
import type { RiskPolicyInForce, RiskScore } from '../domain/risk-policy.ts';
import type { RiskDescription } from '../domain/risk-state.ts';
import { inBatches } from './identity-batch.ts';
import type { Database, DatabaseTransaction } from './database.ts';
import { nameKey } from './name-key.ts';
import { uuidOf } from './uuid.ts';

/** A risk that a file names, with its people and what it touches as ids. */
export interface ImportedRisk {
  description: RiskDescription;
  inherent: RiskScore;
  residual: RiskScore;
}

/** The same risk in a file is the same risk in the register, however often it is brought in. */
export function importedRiskId({ title, cause, consequence, systems }: RiskDescription): string {
  return uuidOf(['risk', 'import', nameKey(title), cause, consequence, systems.map(nameKey).sort()]);
}

export function importCommandId(riskId: string): string {
  return `import/risk/${riskId}`;
}

/** Has all of them identified by their processes: they are put down in one transaction, so it is all or none. */
export async function putDownImportedRisks(
  trx: DatabaseTransaction,
  risks: readonly ImportedRisk[],
  policy: RiskPolicyInForce,
  by: PersonId,
  at: Instant,
): Promise<void> {
  const rows = risks.map((risk) => {
    const id = importedRiskId(risk.description);
    const command = { type: 'identify', id: importCommandId(id), by, at, ...risk, policy };
    return { stream: `risk/${id}`, command: JSON.stringify(command), try_at: null };
  });
  for (const batch of inBatches(rows)) await trx.insertInto('process_message').values(batch).execute();
}

/** People by their user names in small letters, for the rows of a file. */
export async function peopleByUserName(
  db: Database,
  userNames: readonly string[],
  { whoHaveLeftToo } = { whoHaveLeftToo: false },
): Promise<Map<string, PersonId>> {
  if (userNames.length === 0) return new Map();
  const { rows } = await sql<{ id: PersonId; key: string }>`
    select id, lower(user_name) as key from person
    where (active or ${whoHaveLeftToo}) and lower(user_name) = any(${userNames.map((name) => name.toLowerCase())}::text[])`.execute(
    db,
  );
  return new Map(rows.map(({ id, key }) => [key, id]));
}
