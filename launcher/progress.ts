const FRAME_MS = 1_000;

/** Does `work` and lets people see that it goes on: `label` is a noun phrase in progress, like "Building the server". */
export type Progress = <T>(label: string, work: () => Promise<T>) => Promise<T>;

/**
 * Shows a step on stderr once it has taken a second: elapsed seconds in place on a terminal, a line when it begins and
 * one when it is done elsewhere. A step that is over sooner leaves no trace.
 */
export const showProgress: Progress = async (label, work) => {
  const started = performance.now();
  const seconds = () => Math.round((performance.now() - started) / 1_000);
  const step = process.stderr.isTTY ? inPlace(label, seconds) : inLines(label, seconds);
  const timer = setInterval(step.tick, FRAME_MS);
  try {
    const result = await work();
    step.done();
    return result;
  } catch (error) {
    step.failed();
    throw error;
  } finally {
    clearInterval(timer);
  }
};

/** Says nothing: for tests, and for work that runs beside a step that is shown already. */
export const noProgress: Progress = (_label, work) => work();

interface Step {
  readonly tick: () => void;
  readonly done: () => void;
  readonly failed: () => void;
}

function inPlace(label: string, seconds: () => number): Step {
  let shown = false;
  const write = (text: string) => process.stderr.write(`\r\u001b[2K${text}`);
  return {
    tick: () => {
      shown = true;
      write(`${label} … ${seconds()} s`);
    },
    done: () => {
      if (shown) write(`${label}: done in ${seconds()} s\n`);
    },
    failed: () => {
      if (shown) write('');
    },
  };
}

function inLines(label: string, seconds: () => number): Step {
  let shown = false;
  return {
    tick: () => {
      if (!shown || seconds() % 30 === 0) process.stderr.write(`${label} … ${seconds()} s\n`);
      shown = true;
    },
    done: () => {
      if (shown) process.stderr.write(`${label}: done in ${seconds()} s\n`);
    },
    failed: () => undefined,
  };
}
