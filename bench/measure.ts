/** One line of the report. `measured` and `against` are shown as they are; `isMet` is left out where there is no goal. */
export interface Row {
  what: string;
  measured: string;
  against: string;
  ratio: number;
  goal?: string;
  isMet?: boolean;
}

/** Rounds in which everything is measured, peers taking turns, because a shared machine is never twice the same. */
export const rounds = 3;

export function median(values: readonly number[]): number {
  return quantile(values, 0.5);
}

/** The value below which the given share (0 to 1) of the values lies, by the nearest rank. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? NaN;
}

/** Milliseconds that the work takes. */
export async function elapsed(work: () => Promise<unknown>): Promise<number> {
  const from = performance.now();
  await work();
  return performance.now() - from;
}

/** Does the work for 0 … count - 1, so many at a time. */
export async function eachAtATime(
  count: number,
  atATime: number,
  work: (index: number) => Promise<void>,
): Promise<void> {
  let next = 0;
  const lane = async () => {
    while (next < count) await work(next++);
  };
  await Promise.all(Array.from({ length: atATime }, lane));
}

/** The head of the report, a Markdown table. */
export const tableHead = '| What | Measured | Held against | Ratio | Goal | |\n|---|---|---|---|---|---|';

/** One line of that table. */
export function rowOf({ what, measured, against, ratio, goal, isMet }: Row): string {
  const verdict = isMet === undefined ? '' : isMet ? 'pass' : '**miss**';
  return `| ${[what, measured, against, `${ratio.toFixed(2)} ×`, goal ?? '', verdict].join(' | ')} |`;
}
