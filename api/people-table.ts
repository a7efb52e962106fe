import { CsvError, parse } from 'csv-parse';
import { z } from 'zod';
import type { PersonRow, RowFault } from '../db/people-match.ts';
import { roles } from '../domain/identity.ts';
import { Problem } from './problem.ts';
import { email, roleList, timeZone } from './schemas/person.ts';
import { someText } from './schemas/text.ts';

/** An empty cell of an optional column takes away what was there. */
const orNothing = <Schema extends z.ZodType<string, string>>(schema: Schema) =>
  z.union([z.literal('').transform(() => null), schema]);

const cells = {
  userName: someText(200),
  name: someText(200),
  email: orNothing(email),
  manager: orNothing(someText(200)),
  team: orNothing(someText(200)),
  timeZone: orNothing(timeZone),
  roles: z
    .string()
    .transform((text) => text.split(/[\s,;]+/).filter((word) => word !== ''))
    .pipe(roleList),
  active: z
    .string()
    .toLowerCase()
    .pipe(z.enum(['true', 'false', ''], { error: 'must be true or false' }))
    .transform((word) => (word === '' ? undefined : word === 'true')),
};
type Column = keyof typeof cells;

const mostRows = 200_000;

/** Rows of a CSV file (RFC 4180) with a header, and everything that is wrong with their cells. */
export async function readPeopleTable(text: string): Promise<{ rows: PersonRow[]; faults: RowFault[] }> {
  const rows: PersonRow[] = [];
  const faults: RowFault[] = [];
  let columns: Column[] | undefined;
  let row = 0;
  for await (const record of recordsOf(text)) {
    row += 1;
    if (row > mostRows + 1) throw new Problem('too_large', `A file has at most ${mostRows} rows.`);
    if (columns === undefined) columns = columnsOf(record);
    else if (record.some((cell) => cell.trim() !== '')) readRow(row, record, columns, rows, faults);
  }
  if (columns === undefined) throw notATable('The file is empty: it needs a header.');
  return { rows, faults };
}

async function* recordsOf(text: string): AsyncGenerator<string[]> {
  const delimiter = /^[^\n]*;/.test(text) && !/^[^\n]*,/.test(text) ? ';' : ',';
  const options = { bom: true, delimiter, relax_column_count: true, skip_empty_lines: false };
  try {
    for await (const record of parse(text, options)) yield record as string[];
  } catch (error) {
    if (error instanceof CsvError) throw notATable(error.message);
    throw error;
  }
}

function columnsOf(header: string[]): Column[] {
  const columns = header.map((title) => {
    const column = Object.keys(cells).find((name) => name.toLowerCase() === title.trim().toLowerCase());
    if (column === undefined) {
      throw notATable(`There is no column "${title}": they are ${Object.keys(cells).join(', ')}.`);
    }
    return column as Column;
  });
  if (new Set(columns).size < columns.length) throw notATable('A column is there twice.');
  if (!columns.includes('userName')) throw notATable('The column userName is needed.');
  return columns;
}

function readRow(
  row: number,
  record: string[],
  columns: Column[],
  rows: PersonRow[],
  faults: RowFault[],
): void {
  if (record.length !== columns.length) {
    const detail = `has ${record.length} cells, and the header has ${columns.length}`;
    faults.push({ row, column: '', detail });
    return;
  }
  const read: [string, unknown][] = [];
  let isWhole = true;
  for (const [index, column] of columns.entries()) {
    const parsed = cells[column].safeParse(record[index]?.trim());
    if (parsed.success) read.push([column, parsed.data]);
    else {
      isWhole = false;
      faults.push({ row, column, detail: faultOf(column, parsed.error) });
    }
  }
  const said = read.filter(([, value]) => value !== undefined);
  if (isWhole) rows.push({ ...(Object.fromEntries(said) as unknown as PersonRow), row });
}

function faultOf(column: Column, error: z.ZodError): string {
  if (column === 'roles') return `must be roles among ${roles.join(', ')}, each once`;
  if (column === 'email') return 'must be an address';
  if (column === 'timeZone') return 'must be an IANA time zone';
  return error.issues[0]?.message ?? 'cannot be accepted';
}

function notATable(detail: string): Problem {
  return new Problem('invalid', detail, { errors: [{ pointer: '/rows/1', detail }] });
}
