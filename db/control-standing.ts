import { type RecordsAsked, statementResults } from './control-evaluation.ts';
import type { Database } from './database.ts';
import { namesOf, type PersonName } from './directory.ts';
import { lastGaps } from './gap.ts';
import { applicabilityInForce } from './statement-of-applicability.ts';
import { controls, statements } from '../domain/control-catalogue.ts';
import {
  type Control,
  type ControlStatus,
  type Reference,
  type Statement,
  statusOfAll,
} from '../domain/control.ts';
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
  /** Statements of other controls that show it too. */
  shownBy: string[];
};

/**
 * How the controls stand at an instant, by their statements, as the records of the year before show it, or those that are
 * `asked` for.
 */
export async function controlStandings(
  db: Database,
  at: Instant,
  asked?: RecordsAsked,
): Promise<ControlStanding[]> {
  const applicability = await applicabilityInForce(db);
  const [results, gaps] = await Promise.all([statementResults(db, at, applicability, asked), lastGaps(db)]);
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
  return controls.map((control) => {
    const its = standing.filter((statement) => statement.control === control.id);
    const others = standing.filter(({ also }) => also.some((place) => isPlace(place, control)));
    const status = statusOfAll([...its, ...others].map((statement) => statement.status));
    const owner = named(applicability.ownerOfControl(control.id));
    return { ...control, status, owner, statements: its, shownBy: others.map(({ id }) => id) };
  });
}

function isPlace({ framework, place }: Reference, control: Control): boolean {
  return framework === control.framework && place === control.id;
}
