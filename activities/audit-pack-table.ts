import { stringify } from 'csv-stringify/sync';
import { linesOf } from '../db/audit-pack-file.ts';
import type { PackPart } from '../db/audit-pack-writer.ts';
import type { Database } from '../db/database.ts';
import { namesOf } from '../db/directory.ts';

/** What of the lines of a register stands in its table. */
export interface PackTable {
  name: string;
  columns: readonly string[];
  /** Columns that hold ids of people: the table names them as the directory does. */
  people: readonly string[];
  rowOf: (line: unknown) => Record<string, unknown>;
}

/** A register as lines of JSON, as `lines` writes them, and then as a table that is made of these. */
export function withTable(db: Database, pack: string, table: PackTable, lines: PackPart): PackPart {
  return async function* (cursor) {
    const at = (cursor ?? {}) as { lines?: object; rows?: number };
    if (at.rows === undefined) {
      for await (const piece of lines(at.lines)) yield { ...piece, cursor: { lines: piece.cursor } };
    }
    yield* tablePart(db, pack, table, at.rows);
  };
}

async function* tablePart(db: Database, pack: string, table: PackTable, written: number | undefined) {
  const path = `records/${table.name}.csv`;
  if (written === undefined) {
    yield { path, content: stringify([[...table.columns]]), cursor: { rows: 0 } };
  }
  let seen = 0;
  for await (const lines of linesOf(db, pack, `records/${table.name}.jsonl`)) {
    seen += lines.length;
    const fresh = lines.slice(Math.max(0, lines.length - (seen - (written ?? 0))));
    if (fresh.length > 0) yield { path, content: await rowsOf(db, table, fresh), cursor: { rows: seen } };
  }
}

/** A cell that begins like a formula would be run as one by a spreadsheet. */
async function rowsOf(db: Database, { columns, people, rowOf }: PackTable, lines: string[]): Promise<string> {
  const rows = lines.map((line) => rowOf(JSON.parse(line)));
  const nameOf = await namesOf(
    db,
    rows.flatMap((row) => people.flatMap((column) => idIn(row[column]) ?? [])),
  );
  const named = (column: string, value: unknown) => {
    const id = people.includes(column) ? idIn(value) : undefined;
    return id === undefined ? value : nameOf(id).name;
  };
  const cells = rows.map((row) => columns.map((column) => cellOf(named(column, row[column]))));
  return stringify(cells, { escape_formulas: true });
}

function idIn(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

function cellOf(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (Array.isArray(value)) return value.map(cellOf).join('; ');
  return typeof value === 'string' ? value : JSON.stringify(value);
}
