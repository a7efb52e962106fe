import { CsvError, parse } from 'csv-parse';
import { z } from 'zod';
import { Problem } from './problem.ts';

/** Something that is wrong with a row of a file, and in which column. */
export interface RowFault {
  row: number;
  column: string;
  detail: string;
}

type Cells = Record<string, z.ZodType<unknown, string>>;

/** What a kind of file may hold: its columns with what each cell must be, and which of them it must have. */
export interface TableKind<Columns extends Cells> {
  cells: Columns;
  needed: readonly (keyof Columns & string)[];
  /** Columns that may be there and are passed over; `others`: any. */
  ignored?: readonly string[] | 'others';
  /** What else a column may be called. */
  alsoCalled?: Partial<Record<keyof Columns, readonly string[]>>;
  mostRows: number;
  /** What to say of a cell that cannot be accepted, where the schema's own words will not do. */
  faults?: Partial<Record<keyof Columns, string>>;
}

/** What the cells of a row say; a column that the file does not have says nothing. */
export type Row<Columns extends Cells> = { [Column in keyof Columns]?: z.output<Columns[Column]> } & {
  row: number;
};

/** A cell that an export has kept from being run as a formula says what it said before. */
export const plainCell = <Schema extends z.ZodType<unknown, string>>(schema: Schema) =>
  z
    .string()
    .transform((cell) => cell.replace(/^'(?=[=+\-@])/, ''))
    .pipe(schema);

/** A cell that may be empty. */
export const orNothing = <Schema extends z.ZodType<unknown, string>>(schema: Schema) =>
  z.union([z.literal('').transform(() => undefined), schema]);

/** Rows of a CSV file (RFC 4180) with a header, and everything that is wrong with their cells. */
export async function readTable<Columns extends Cells>(
  text: string,
  kind: TableKind<Columns>,
): Promise<{ rows: Row<Columns>[]; faults: RowFault[] }> {
  const rows: Row<Columns>[] = [];
  const faults: RowFault[] = [];
  let columns: (string | undefined)[] | undefined;
  let row = 0;
  for await (const record of recordsOf(text)) {
    row += 1;
    if (row > kind.mostRows + 1) throw new Problem('too_large', `A file has at most ${kind.mostRows} rows.`);
    if (columns === undefined) columns = columnsOf(record, kind);
    else if (record.some((cell) => cell.trim() !== '')) readRow(row, record, columns, kind, rows, faults);
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

/** The column of each cell; undefined where it is passed over. */
function columnsOf<Columns extends Cells>(
  header: string[],
  { cells, needed, ignored = [], alsoCalled = {} }: TableKind<Columns>,
): (string | undefined)[] {
  const isCalled = (name: string, title: string) => name.toLowerCase() === title.trim().toLowerCase();
  const namesOf = (column: string) => [column, ...(alsoCalled[column] ?? [])];
  const columns = header.map((title) => {
    const column = Object.keys(cells).find((one) => namesOf(one).some((name) => isCalled(name, title)));
    const isIgnored = ignored === 'others' || ignored.some((name) => isCalled(name, title));
    if (column === undefined && !isIgnored) {
      throw notATable(`There is no column "${title}": they are ${Object.keys(cells).join(', ')}.`);
    }
    return column;
  });
  const known = columns.filter((column) => column !== undefined);
  if (new Set(known).size < known.length) throw notATable('A column is there twice.');
  for (const column of needed) {
    if (!known.includes(column)) throw notATable(`The column ${column} is needed.`);
  }
  return columns;
}

function readRow<Columns extends Cells>(
  row: number,
  record: string[],
  columns: readonly (string | undefined)[],
  { cells, faults: words = {} }: TableKind<Columns>,
  rows: Row<Columns>[],
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
    const schema = column === undefined ? undefined : cells[column];
    if (column === undefined || schema === undefined) continue;
    const parsed = schema.safeParse(record[index]?.trim());
    if (parsed.success) read.push([column, parsed.data]);
    else {
      isWhole = false;
      const detail = words[column] ?? parsed.error.issues[0]?.message ?? 'cannot be accepted';
      faults.push({ row, column, detail });
    }
  }
  const said = read.filter(([, value]) => value !== undefined);
  if (isWhole) rows.push({ ...Object.fromEntries(said), row } as Row<Columns>);
}

function notATable(detail: string): Problem {
  return new Problem('invalid', detail, { errors: [{ pointer: '/rows/1', detail }] });
}

const mostShown = 1_000;

/** Says what is wrong with a file of which nothing was imported, row by row. */
export function refusedRows(faults: readonly RowFault[]): Problem {
  const errors = faults.slice(0, mostShown).map(({ row, column, detail }) => ({
    pointer: column === '' ? `/rows/${row}` : `/rows/${row}/${column}`,
    detail,
  }));
  const many = new Set(faults.map(({ row }) => row)).size;
  const detail = `Nothing was imported: ${many === 1 ? 'a row cannot' : `${many} rows cannot`} be accepted.`;
  return new Problem('invalid', detail, { errors, extensions: { faults: faults.length } });
}
