import { readPackFile } from '../db/audit-pack-file.ts';
import { type PackScope, streamsInPack } from '../db/audit-pack-scope.ts';
import { failingRecords, type FailingRecord } from '../db/control-check.ts';
import { type ControlStanding, controlStandings, type StatementStanding } from '../db/control-standing.ts';
import { yearUntil } from '../db/control-evaluation.ts';
import type { Database } from '../db/database.ts';
import type { Instant } from '../domain/decider.ts';

/** A statement with the records of the pack's scope in which it does not hold: the first of them, by title. */
export type PackedStatement = StatementStanding & { records: FailingRecord[] };
export type PackedControl = Omit<ControlStanding, 'statements'> & { statements: PackedStatement[] };

/** How the controls of the organisation stood when the pack was made. */
export interface PackedControls {
  at: Instant;
  items: PackedControl[];
}

const path = 'controls.json';
const mostRecords = 1_000;

export async function* controlsPart(db: Database, scope: PackScope, at: Instant) {
  const standings = await controlStandings(db, at);
  const items: PackedControl[] = [];
  for (const { statements: its, ...control } of standings) {
    const packed: PackedStatement[] = [];
    for (const statement of its) packed.push(await withRecords(db, scope, at, statement));
    items.push({ ...control, statements: packed });
  }
  const controls: PackedControls = { at, items };
  yield { path, content: `${JSON.stringify(controls, undefined, 2)}\n`, cursor: {} };
}

async function withRecords(
  db: Database,
  scope: PackScope,
  at: Instant,
  statement: StatementStanding,
): Promise<PackedStatement> {
  if (statement.failing === 0) return { ...statement, records: [] };
  const failing = await failingRecords(db, statement, yearUntil(at), mostRecords);
  const inScope = await streamsInPack(
    db,
    scope,
    failing.map(({ stream }) => stream),
  );
  return { ...statement, records: failing.filter(({ stream }) => inScope.has(stream)) };
}

/** The same as the pack has it. */
export async function packedControls(db: Database, pack: string): Promise<PackedControls> {
  return JSON.parse(await readPackFile(db, pack, path)) as PackedControls;
}
