const FRAME_MS = 1_000;

/** Does `work` and lets people see that it goes on: `label` is a noun phrase in progress, like "Building the server". */
export type Progress = <T>(label: string, work: () => Promise<T>) => Promise<T>;

/**
 * Shows a step on stderr once it has taken a second: elapsed seconds in place on a terminal (beside those of other steps that
 * run at the same time), and elsewhere a line when it has begun, every half minute, and when it is done. A step that is over
 * sooner leaves no trace.
 */
export const showProgress: Progress = async (label, work) => {
  const started = performance.now();
  const seconds = () => Math.round((performance.now() - started) / 1_000);
  const show = process.stderr.isTTY ? inPlace : inLines;
  const timer = setInterval(() => show(`${label} … ${seconds()} s`, label, seconds()), FRAME_MS);
  try {
    const result = await work();
    clearInterval(timer);
    finish(label, seconds());
    return result;
  } finally {
    clearInterval(timer);
    clear(label);
  }
};

/** Says nothing: for tests, and for work that runs beside a step that is shown already. */
export const noProgress: Progress = (_label, work) => work();

// What each step that is long enough to be shown says now.
const shown = new Map<string, string>();

function inPlace(text: string, label: string): void {
  shown.set(label, text);
  process.stderr.write(`\r\u001b[2K${[...shown.values()].join(' · ')}`);
}

function inLines(text: string, label: string, seconds: number): void {
  if (!shown.has(label) || seconds % 30 === 0) process.stderr.write(`${text}\n`);
  shown.set(label, text);
}

function finish(label: string, seconds: number): void {
  if (!shown.has(label)) return;
  process.stderr.write(`${process.stderr.isTTY ? '\r\u001b[2K' : ''}${label}: done in ${seconds} s\n`);
}

function clear(label: string): void {
  if (shown.delete(label) && process.stderr.isTTY) process.stderr.write('\r\u001b[2K');
}
