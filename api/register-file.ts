import { Readable } from 'node:stream';
import { stringify } from 'csv-stringify/sync';

/** A register as a file, made while it is sent: one of any size fits. Its rows come in pages. */
export function registerFile<Column extends string>(
  columns: readonly Column[],
  pages: AsyncIterable<Record<Column, unknown>[]>,
  format: 'csv' | 'json',
): Readable {
  return Readable.from(format === 'csv' ? csvOf(columns, pages) : jsonOf(pages));
}

/** The headers of the file's download. */
export function fileHeaders(name: string, format: 'csv' | 'json'): Record<string, string> {
  return {
    'Content-Type': format === 'csv' ? 'text/csv; charset=utf-8' : 'application/json; charset=utf-8',
    'Content-Disposition': `attachment; filename="${name}.${format}"`,
  };
}

async function* csvOf<Column extends string>(
  columns: readonly Column[],
  pages: AsyncIterable<Record<Column, unknown>[]>,
): AsyncGenerator<string> {
  yield stringify([[...columns]]);
  for await (const rows of pages) {
    const cells = rows.map((row) => columns.map((column) => cellOf(row[column])));
    // A cell that begins like a formula would be run as one by a spreadsheet.
    yield stringify(cells, { escape_formulas: true });
  }
}

function cellOf(value: unknown): unknown {
  if (Array.isArray(value)) return value.join('; ');
  return typeof value === 'boolean' ? String(value) : value;
}

async function* jsonOf(pages: AsyncIterable<object[]>): AsyncGenerator<string> {
  yield '{"items":[';
  let before = '\n';
  for await (const rows of pages) {
    for (const row of rows) {
      yield before + JSON.stringify(row);
      before = ',\n';
    }
  }
  yield '\n]}\n';
}
