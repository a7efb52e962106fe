import { statementResults } from './control-evaluation.ts';
import type { Database } from './database.ts';
import { namesOf, type PersonName } from './directory.ts';
import { lastGaps } from './gap.ts';
import { applicabilityInForce } from './statement-of-applicability.ts';
import { controls, statements } from '../domain/control-catalogue.ts';
import { type Control, type ControlStatus, type Statement, statusOfAll } from '../domain/control.ts';
import type { Instant, PersonId } from '../domain/decider.ts';

export type StatementStanding = Statement & {
  status: ControlStatus;
  population: number;
  failing: number;
  /** Why it does not apply; null where it does. */
  justification: string | null;
  /** The gap that is open for it. */
  gap: { id: string; owner: PersonName | null; dueAt: Instant } | null;
};

export type ControlStanding = Control & {
  status: ControlStatus;
  owner: PersonName | null;
  statements: StatementStanding[];
};

/** How the controls stand at an instant, by their statements, as the records of the year before show it. */
export async function controlStandings(db: Database, at: Instant): Promise<ControlStanding[]> {
  const applicability = await applicabilityInForce(db);
  const [results, gaps] = await Promise.all([statementResults(db, at, applicability), lastGaps(db)]);
  const ownerIds = statements.flatMap(({ id }) => [
    applicability.ownerOf(id) ?? [],
    gaps.get(id)?.owner ?? [],
  ]);
  const nameOf = await namesOf(db, ownerIds.flat());
  const named = (person: PersonId | null) => (person === null ? null : nameOf(person));
  const resultOf = new Map(results.map((result) => [result.statement, result]));
  const standing = statements.flatMap((statement): StatementStanding[] => {
    const result = resultOf.get(statement.id);
    if (result === undefined) return [];
    const { status, population, failing } = result;
    const justification = applicability.excluded.get(statement.id) ?? null;
    const last = gaps.get(statement.id);
    const gap = last?.state === 'open' ? { id: last.id, owner: named(last.owner), dueAt: last.dueAt } : null;
    return [{ ...statement, status, population, failing, justification, gap }];
  });
  return controls.flatMap((control) => {
    const its = standing.filter((statement) => statement.control === control.id);
    const [first] = its;
    if (first === undefined) return [];
    const owner = applicability.ownerOf(first.id);
    const status = statusOfAll(its.map((statement) => statement.status));
    return [{ ...control, status, owner: named(owner), statements: its }];
  });
}
