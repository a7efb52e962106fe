import { tiers } from '../domain/triage.ts';
import { normalised } from './answer.ts';
import type { RowResult } from './import-rows.ts';

/** The report row by row, as CSV. */
export function reportOf(results: RowResult[]): string {
  const header = ['row', 'title', 'result', 'remarks', 'register', 'id', 'tier'];
  const lines = results.map(({ row, title, result, remarks, register, id, tier }) => [
    String(row.number),
    title,
    result,
    remarks.join('; '),
    register,
    id,
    tier,
  ]);
  return [header, ...lines].map((cells) => `${cells.map(cellOf).join(',')}\r\n`).join('');
}

/** A few lines for people: how many rows went in, how they were read, and which tiers they came to. */
export function summaryOf(results: RowResult[], seconds: number): string {
  const kinds = counted(results.map(({ result }) => result));
  const places = counted(results.map(({ register }) => register));
  const reached = counted(results.map(({ tier }) => tier).filter((tier) => tier !== ''));
  return [
    `${results.length} rows in ${seconds.toFixed(1)} s: ${listed(kinds, ['taken', 'mended', 'refused'])}`,
    `register: ${listed(places, ['added', 'before', 'accepted', 'not'])}`,
    ...(reached.size === 0 ? [] : [`tiers: ${listed(reached, tiers)}`]),
  ].join('\n');
}

/** A Markdown table of our tiers against what a column of the file says, to hold triage against a judgement made elsewhere. */
export function comparisonOf(results: RowResult[], column: string): string {
  const answerOf = ({ row }: RowResult) => normalised(row.cells.get(normalised(column)) ?? '') || '(blank)';
  const answers = counted(results.map(answerOf));
  const lines = [...answers].map(([answer, count]) => {
    const reached = counted(results.filter((one) => answerOf(one) === answer).map(({ tier }) => tier));
    return [answer.replaceAll('|', '\\|'), ...tiers.map((tier) => reached.get(tier) ?? 0), count];
  });
  return [[column, ...tiers, 'all'], ['---', ...tiers.map(() => '--:'), '--:'], ...lines]
    .map((cells) => `| ${cells.join(' | ')} |`)
    .join('\n');
}

function counted(values: string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return counts;
}

function listed(counts: Map<string, number>, order: readonly string[]): string {
  return order.map((name) => `${counts.get(name) ?? 0} ${name}`).join(', ');
}

// A spreadsheet would run a title that begins like a formula.
function cellOf(value: string): string {
  const safe = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return `"${safe.replaceAll('"', '""')}"`;
}
