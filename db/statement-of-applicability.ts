import { controls, findStatement, statements } from '../domain/control-catalogue.ts';
import type { PersonId } from '../domain/decider.ts';
import type {
  ApplicabilityContent,
  StatementOfApplicability,
} from '../domain/statement-of-applicability-state.ts';
import type { Database, DatabaseTransaction } from './database.ts';
import type { Recorded } from './process.ts';
import type { StatementOfApplicabilityVersionTable } from './tables/statement-of-applicability.ts';
import type { Selectable } from 'kysely';

/** There is one, named after the organisation. */
export async function findApplicability(
  db: Database | DatabaseTransaction,
): Promise<Recorded<StatementOfApplicability> | undefined> {
  const row = await db
    .selectFrom('statement_of_applicability')
    .select(['id', 'seq', 'detail'])
    .executeTakeFirst();
  return row && { id: row.id, seq: row.seq, state: row.detail };
}

/** What the version in force says; where there is none, everything applies and nobody answers for it. */
export interface Applicability {
  /** Why each of these statements does not apply. */
  excluded: ReadonlyMap<string, string>;
  /** Who answers for the control that a statement is a part of. */
  ownerOf: (statement: string) => PersonId | null;
  ownerOfControl: (control: string) => PersonId | null;
}

export async function applicabilityInForce(db: Database | DatabaseTransaction): Promise<Applicability> {
  const found = await findApplicability(db);
  const content = found?.state.inForce?.content ?? { controls: [], exclusions: [] };
  const said = new Map(content.controls.map((one) => [one.control, one]));
  return {
    excluded: excludedBy(content),
    ownerOf: (statement) => said.get(findStatement(statement)?.control ?? '')?.owner ?? null,
    ownerOfControl: (control) => said.get(control)?.owner ?? null,
  };
}

function excludedBy({ controls: said, exclusions }: ApplicabilityContent): Map<string, string> {
  const excluded = new Map(exclusions.map(({ statement, justification }) => [statement, justification]));
  const reasons = new Map(
    said.filter(({ applicable }) => !applicable).map((one) => [one.control, one.justification]),
  );
  for (const { id, control } of statements) {
    const reason = reasons.get(control);
    if (reason !== undefined) excluded.set(id, reason);
  }
  return excluded;
}

/** What a first version starts from: everything applies. */
export const everythingApplies: ApplicabilityContent = {
  controls: controls.map(({ id }) => ({ control: id, applicable: true, justification: '', owner: null })),
  exclusions: [],
};

export type ApplicabilityVersion = Selectable<StatementOfApplicabilityVersionTable>;

/** All versions, newest first. */
export async function listApplicabilityVersions(db: Database): Promise<ApplicabilityVersion[]> {
  return db
    .selectFrom('statement_of_applicability_version')
    .selectAll()
    .orderBy('version', 'desc')
    .limit(1_000)
    .execute();
}

/** The id where its workflow must be running: once something has been put forward. */
export async function openApplicabilityIds(db: Database, _limit: number, after?: string): Promise<string[]> {
  if (after !== undefined) return [];
  const found = await findApplicability(db);
  return found === undefined ? [] : [found.id];
}
