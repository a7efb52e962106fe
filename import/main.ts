import { readFile, writeFile } from 'node:fs/promises';
import { normalised } from './answer.ts';
import { readArguments, usage, UsageError } from './arguments.ts';
import { decode } from './decode.ts';
import { importRows } from './import-rows.ts';
import { MappingError, readMapping, requireColumns } from './mapping.ts';
import { rowMapper } from './map-row.ts';
import { showProgress } from './progress.ts';
import { Register, RegisterError } from './register.ts';
import { comparisonOf, reportOf, summaryOf } from './report.ts';
import { readTable, TableError } from './table.ts';

/** Brings an inventory in; the process ends with 0 when every row went in, 1 when some did not, 2 when none could be tried. */
async function main(): Promise<number> {
  const {
    file,
    mapping: mappingFile,
    url,
    token,
    report,
    compare,
  } = await readArguments(process.argv.slice(2), process.env);
  const mapping = await readMapping(mappingFile);
  const bytes = await readFile(file).catch(() => {
    throw new UsageError(`The file ${file} cannot be read.`);
  });
  const { text, encoding } = decode(bytes, mapping.encoding);
  const { columns, rows, delimiter } = readTable(text, mapping.delimiter);
  requireColumns(mapping, columns);
  if (compare !== undefined && !columns.includes(normalised(compare))) {
    throw new UsageError(`The file has no column "${compare}".`);
  }
  process.stdout.write(
    `${file}: ${rows.length} rows, ${encoding}, separated by ${JSON.stringify(delimiter)}\n`,
  );

  const interrupted = new AbortController();
  process.once('SIGINT', () => interrupted.abort());
  const started = performance.now();
  const register = token === undefined ? undefined : new Register(url, token);
  const progress = showProgress(rows.length);
  const { results, stopped } = await importRows(rows, rowMapper(mapping), register, {
    done: progress.done,
    signal: interrupted.signal,
  }).finally(progress.end);
  await writeFile(report, reportOf(results));
  process.stdout.write(
    `${summaryOf(results, (performance.now() - started) / 1_000)}\nrow by row: ${report}\n`,
  );
  if (compare !== undefined) process.stdout.write(`\n${comparisonOf(results, compare)}\n`);
  if (stopped !== undefined) process.stderr.write(`${stopped.message}\n`);
  return stopped === undefined && results.every(({ result }) => result !== 'refused') ? 0 : 1;
}

try {
  process.exitCode = await main();
} catch (error) {
  const expected = [UsageError, MappingError, TableError, RegisterError, RangeError];
  if (!expected.some((kind) => error instanceof kind)) throw error;
  process.stderr.write(`${(error as Error).message}\n${error instanceof UsageError ? `\n${usage}\n` : ''}`);
  process.exitCode = 2;
}
