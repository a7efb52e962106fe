// The first thing that runs in a fresh clone, so plain JavaScript without a dependency: it sees to those, and hands over to
// launcher/<name>.ts in this same process, so that signals reach it.
import { spawn } from 'node:child_process';
import { existsSync, lstatSync, statSync } from 'node:fs';
import path from 'node:path';
import { clearInterval, setInterval } from 'node:timers';
import { fileURLToPath, pathToFileURL } from 'node:url';

const checkout = path.dirname(path.dirname(fileURLToPath(import.meta.url)));

requireNode(20, 19);
const problem = dependenciesAreCurrent() ? undefined : await install();
if (problem !== undefined) giveUp(problem);

const { register } = await import('tsx/esm/api');
register();
await import(pathToFileURL(path.join(checkout, 'launcher', `${process.argv[2] ?? 'start'}.ts`)).href);

function requireNode(major, minor) {
  const [ours = 0, oursMinor = 0] = process.versions.node.split('.').map(Number);
  if (ours > major || (ours === major && oursMinor >= minor)) return;
  giveUp(`Countersign needs Node ${major}.${minor} or newer, and this is Node ${process.versions.node}.`);
}

function dependenciesAreCurrent() {
  // npm writes this file last, so it is missing or old after an installation that was cut off.
  const installed = path.join(checkout, 'node_modules', '.package-lock.json');
  return (
    existsSync(installed) &&
    statSync(installed).mtimeMs >= statSync(path.join(checkout, 'package-lock.json')).mtimeMs
  );
}

/** Installs the locked dependencies; answers with a sentence when that was not possible. */
async function install() {
  // "npm ci" empties node_modules first, and through a link it would empty that of another checkout.
  if (lstatSync(path.join(checkout, 'node_modules'), { throwIfNoEntry: false })?.isSymbolicLink()) {
    return 'node_modules is a link to a folder that does not match package-lock.json: install there, or remove the link.';
  }
  const npm = spawn('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: checkout,
    stdio: ['ignore', 'ignore', 'inherit'],
    shell: process.platform === 'win32',
  });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.once(signal, () => {
      npm.kill();
      process.exit(0);
    });
  }
  const started = Date.now();
  const show = () => {
    const line = `Installing the locked dependencies … ${Math.round((Date.now() - started) / 1000)} s`;
    process.stderr.write(process.stderr.isTTY ? `\r${line}` : `${line}\n`);
  };
  show();
  const timer = setInterval(show, process.stderr.isTTY ? 1_000 : 15_000);
  const failure = await new Promise((resolve) => {
    npm.on('error', (error) => resolve(error.message));
    npm.on('exit', (code) => resolve(code === 0 ? undefined : `code ${code}`));
  });
  clearInterval(timer);
  if (process.stderr.isTTY) process.stderr.write('\n');
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.removeAllListeners(signal);
  return failure && `The dependencies could not be installed: "npm ci" ended with ${failure}.`;
}

function giveUp(sentence) {
  process.stderr.write(`${sentence}\n`);
  process.exit(1);
}
