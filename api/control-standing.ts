import type { RawBuilder } from 'kysely';
import { evaluateChecks } from '../db/control-check.ts';
import type { Database } from '../db/database.ts';
import { controls, statements } from '../domain/control-catalogue.ts';
import {
  type Control,
  type ControlStatus,
  type Statement,
  statusOf,
  statusOfAll,
} from '../domain/control.ts';
import type { Instant } from '../domain/decider.ts';

export type StatementStanding = Omit<Statement, 'check'> & {
  status: ControlStatus;
  population: number;
  failing: number;
};

export type ControlStanding = Control & { status: ControlStatus; statements: StatementStanding[] };

/** How the controls stand at an instant, by their statements, as the records show it: all of them, or those `within` a scope. */
export async function controlStandings(
  db: Database,
  at: Instant,
  within?: RawBuilder<unknown>,
): Promise<ControlStanding[]> {
  const results = await evaluateChecks(db, at, within);
  const standing = statements.map(({ check, ...statement }): StatementStanding => {
    const result = results.get(check);
    if (result === undefined) throw new Error(`nothing is known of ${check}`);
    return { ...statement, status: statusOf(result), ...result };
  });
  return controls.flatMap((control) => {
    const its = standing.filter((statement) => statement.control === control.id);
    if (its.length === 0) return [];
    return [{ ...control, status: statusOfAll(its.map(({ status }) => status)), statements: its }];
  });
}
