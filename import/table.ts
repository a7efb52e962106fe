import { createHash } from 'node:crypto';
import { CsvError, parse } from 'csv-parse/sync';
import { normalised } from './answer.ts';

/** One record of an inventory. */
export interface Row {
  /** As a spreadsheet counts: the header is 1, the first record is 2. */
  number: number;
  /** Cells by the normalised name of their column; the second column of a name is `name (2)`. */
  cells: Map<string, string>;
  /** What is wrong with the record as such. */
  faults: string[];
  /** Names this row's content, whatever mapping reads it: the same in every run, and different for each copy of a row. */
  key: string;
}

export interface Table {
  delimiter: string;
  columns: string[];
  rows: Row[];
}

const delimiters = [',', ';', '\t', '|'];

/** The file is not a table; the message says where. */
export class TableError extends Error {
  override readonly name = 'TableError';
}

/**
 * Reads CSV with a header row. Rows that are short, long or blank are tolerated: blank ones are left out, the others say so.
 * @throws {TableError} when the text is not CSV or has no header
 */
export function readTable(text: string, told?: string): Table {
  const delimiter = told ?? likeliestDelimiter(text);
  const [header, ...records] = parsed(text, { delimiter, bom: true });
  if (header === undefined) throw new TableError('The file is empty: it needs a header row.');
  const columns = distinct(header);
  const copies = new Map<string, number>();
  const rows = records.flatMap((record, index): Row[] => {
    if (record.every((cell) => cell.trim() === '')) return [];
    const cells = new Map(columns.map((column, at) => [column, record[at] ?? '']));
    const content = hashOf(record, columns);
    const copy = (copies.get(content) ?? 0) + 1;
    copies.set(content, copy);
    return [
      { number: index + 2, cells, faults: faultsOf(record, columns), key: `import-${content}-${copy}` },
    ];
  });
  return { delimiter, columns, rows };
}

// The order of columns and columns that hold nothing are not what a row says.
function hashOf(record: string[], columns: string[]): string {
  const said = record.map((cell, at) => [columns[at] ?? '', cell]).filter(([, cell]) => cell !== '');
  return createHash('sha256').update(JSON.stringify(said.toSorted())).digest('hex');
}

function faultsOf(record: string[], columns: string[]): string[] {
  return record.length === columns.length
    ? []
    : [`the row has ${record.length} cells where the header has ${columns.length}`];
}

function distinct(header: string[]): string[] {
  const seen = new Map<string, number>();
  return header.map((name) => {
    const count = (seen.get(normalised(name)) ?? 0) + 1;
    seen.set(normalised(name), count);
    return normalised(count === 1 ? name : `${name} (${count})`);
  });
}

function likeliestDelimiter(text: string): string {
  const widthUnder = (delimiter: string) => parsed(text, { delimiter, bom: true, to: 1 })[0]?.length ?? 0;
  return delimiters.reduce((best, next) => (widthUnder(next) > widthUnder(best) ? next : best));
}

function parsed(text: string, options: { delimiter: string; bom: boolean; to?: number }): string[][] {
  try {
    return parse(text, { ...options, relax_column_count: true, relax_quotes: true });
  } catch (error) {
    if (error instanceof CsvError) throw new TableError(`The file is not CSV: ${error.message}`);
    throw error;
  }
}
