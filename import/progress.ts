import { SingleBar } from 'cli-progress';

const LINE_EVERY_MS = 5_000;

/** Shows how far the import is, on stderr: a bar on a terminal, elsewhere a line every five seconds. */
export function showProgress(total: number): { done: () => void; end: () => void } {
  return process.stderr.isTTY ? bar(total) : lines(total);
}

function bar(total: number) {
  const shown = new SingleBar({
    format:
      '{bar} {percentage} % · {value} of {total} rows · {duration_formatted} · ready in {eta_formatted}',
    stream: process.stderr,
    hideCursor: true,
  });
  shown.start(total, 0);
  return { done: () => shown.increment(), end: () => shown.stop() };
}

function lines(total: number) {
  let count = 0;
  const timer = setInterval(() => process.stderr.write(`${count} of ${total} rows\n`), LINE_EVERY_MS);
  return { done: () => void (count += 1), end: () => clearInterval(timer) };
}
