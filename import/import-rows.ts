import type { MappedRow } from './map-row.ts';
import { type Register, RegisterError, type Submitted } from './register.ts';
import type { Row } from './table.ts';

/** What became of a row: taken as it is, mended and taken, or refused. */
export interface RowResult {
  row: Row;
  title: string;
  result: 'taken' | 'mended' | 'refused';
  /** What was mended and why, or why it was refused. */
  remarks: string[];
  /** `added` by this run, there `before` it, `accepted` and not recorded yet, or `not` in the register. */
  register: 'added' | 'before' | 'accepted' | 'not';
  id: string;
  tier: string;
}

export interface Import {
  results: RowResult[];
  /** What stopped the import before its last row. */
  stopped: RegisterError | undefined;
}

/**
 * Brings rows in, `atOnce` at a time; without a register, only says how they would be read. Results are in the order of rows.
 * @param done called after each row
 * @param signal stops the import after the rows that are under way
 */
export async function importRows(
  rows: Row[],
  map: (row: Row) => MappedRow,
  register: Register | undefined,
  { atOnce = 8, done, signal }: { atOnce?: number; done: () => void; signal: AbortSignal },
): Promise<Import> {
  const results: RowResult[] = [];
  const waiting = rows.values();
  let stopped: RegisterError | undefined;
  const began = await register?.greet();
  await Promise.all(Array.from({ length: atOnce }, worker));
  results.sort((a, b) => a.row.number - b.row.number);
  return { results, stopped };

  async function worker(): Promise<void> {
    for (const row of waiting) {
      if (stopped !== undefined) return;
      if (signal.aborted) {
        stopped = new RegisterError('Stopped. The same command takes up where this one stopped.');
        return;
      }
      try {
        results.push(await importRow(row));
        done();
      } catch (error) {
        if (!(error instanceof RegisterError)) throw error;
        stopped = error;
      }
    }
  }

  async function importRow(row: Row): Promise<RowResult> {
    const { content, mends } = map(row);
    const result = mends.length === 0 ? 'taken' : 'mended';
    const { title } = content;
    const unsent = { row, title, result, remarks: mends, register: 'not', id: '', tier: '' } as const;
    if (register === undefined) return unsent;
    const submitted = await register.submit(row.key, content);
    if (submitted.outcome === 'refused') {
      return { ...unsent, result: 'refused', remarks: [...submitted.reasons, ...mends] };
    }
    return { ...unsent, ...placeOf(submitted) };
  }

  function placeOf(submitted: Exclude<Submitted, { outcome: 'refused' }>) {
    const { id } = submitted;
    if (submitted.outcome === 'accepted') return { id, register: 'accepted' } as const;
    const before = began !== undefined && submitted.submittedAt < began;
    return { id, tier: submitted.tier, register: before ? 'before' : 'added' } as const;
  }
}
