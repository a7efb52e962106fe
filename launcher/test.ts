/**
 * `npm test`: every check and every suite, one after the other, and as the last line `N passed, N failed`, which counts the
 * tests and each check. `--only checks` or `--only suites` does half of it; whatever else is given goes to vitest.
 */
import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { z } from 'zod';

const checkout = path.dirname(import.meta.dirname);

const CHECKS: readonly (readonly [name: string, program: string, ...args: string[]])[] = [
  ['format', tool('prettier'), '--check', '.'],
  ['lint', tool('eslint'), '.', '--max-warnings', '0'],
  ['types', tool('tsc'), '--noEmit'],
  ['layers', tool('depcruise'), '--config', '.dependency-cruiser.cjs', '.'],
  ['compose', 'bash', '.ci/validate-compose'],
  ['bundle', process.execPath, '--import', 'tsx', 'worker/build-bundle.ts'],
];

const NOTHING_RAN = '{"numPassedTests":0,"numFailedTests":0}';

const report = z.object({ numPassedTests: z.number(), numFailedTests: z.number() });

interface Tally {
  readonly passed: number;
  readonly failed: number;
}

const interruption = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => interruption.abort());

const { only, vitestArgs } = commandLine(process.argv.slice(3));
const tallies: Tally[] = [];
if (only !== 'suites') for (const check of CHECKS) tallies.push(await passes(...check));
if (only !== 'checks') tallies.push(await suites(vitestArgs));

const passed = sum(tallies.map((tally) => tally.passed));
const failed = sum(tallies.map((tally) => tally.failed));
process.exitCode = failed > 0 || interruption.signal.aborted ? 1 : 0;
process.stdout.write(`\n${passed} passed, ${failed} failed\n`);

async function passes(name: string, program: string, ...args: string[]): Promise<Tally> {
  process.stdout.write(`\n── ${name}\n`);
  const good = await run(program, args);
  process.stdout.write(`${name}: ${good ? 'passed' : 'FAILED'}\n`);
  return good ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };
}

async function suites(args: readonly string[]): Promise<Tally> {
  process.stdout.write('\n── suites\n');
  const folder = await mkdtemp(path.join(tmpdir(), 'countersign-report-'));
  const file = path.join(folder, 'report.json');
  try {
    const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`];
    const good = await run(tool('vitest'), ['run', ...reporters, ...args]);
    const counted = report.parse(JSON.parse(await readFile(file, 'utf8').catch(() => NOTHING_RAN)));
    // A file that does not load, or a server that does not start, fails no single test, and must not pass for that.
    const unseen = !good && counted.numFailedTests === 0 ? 1 : 0;
    return { passed: counted.numPassedTests, failed: counted.numFailedTests + unseen };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function run(program: string, args: readonly string[]): Promise<boolean> {
  const { signal } = interruption;
  if (signal.aborted) return false;
  const child = spawn(program, args, { cwd: checkout, stdio: ['ignore', 'inherit', 'inherit'], signal });
  return new Promise((resolve) => {
    // An interrupted program is waited for: it stops what it started.
    child.once('error', () => {
      if (child.pid === undefined) resolve(false);
    });
    child.once('exit', (code) => resolve(code === 0));
  });
}

function commandLine(args: readonly string[]) {
  const at = args.indexOf('--only');
  if (at === -1) return { only: undefined, vitestArgs: args };
  return { only: args[at + 1], vitestArgs: args.toSpliced(at, 2) };
}

function tool(name: string): string {
  return path.join(checkout, 'node_modules', '.bin', name);
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
