import { once } from 'node:events';
import { createServer } from 'node:net';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { freePort } from '../../launcher/ports.ts';
import { runLauncher } from './launcher-process.ts';
import { temporaryFolder } from './temporary-folder.ts';

test('a wrong environment', async () => {
  await refused({ PORT: 'many' }, /^The environment is not usable: PORT must be a port number\.\n$/);
});

test('a demo that others could reach', async () => {
  await refused(
    { HOST: '0.0.0.0' },
    /^The environment is not usable: HOST must be a loopback address .*\.\n$/,
  );
});

test('a port in use', async () => {
  const port = await takenPort();
  await refused(
    { PORT: String(port) },
    new RegExp(`^Port ${port} .* set PORT to another one for the API\\.\n$`),
  );
});

test('a port in use for the Temporal UI', async () => {
  const port = await takenPort();
  await refused(
    { TEMPORAL_UI_PORT: String(port) },
    new RegExp(`^Port ${port} .* set TEMPORAL_UI_PORT .*\\.\n$`),
  );
});

test('a DATABASE_URL where nothing answers, without a word about the password', async () => {
  const port = await freePort();
  const stderr = await refused(
    { DATABASE_URL: `postgres://someone:secret@127.0.0.1:${port}/countersign` },
    new RegExp(`^DATABASE_URL names a PostgreSQL that does not answer \\(127\\.0\\.0\\.1:${port}/.*\\.\n$`),
  );
  expect(stderr).not.toContain('secret');
});

test('a TEMPORAL_ADDRESS where nothing answers', async () => {
  const address = `127.0.0.1:${await freePort()}`;
  const stderr = await refused({ TEMPORAL_ADDRESS: address }, /TEMPORAL_ADDRESS names a Temporal .*\.\n$/);
  expect(stderr).toContain(address);
});

/** Starts a launcher that must refuse, with one sentence on stderr besides progress, and with nothing begun. */
async function refused(env: NodeJS.ProcessEnv, sentence: RegExp): Promise<string> {
  const home = path.join(await temporaryFolder(), 'home');
  const ports = { PORT: String(await freePort()), TEMPORAL_UI_PORT: String(await freePort()) };
  const launcher = runLauncher({ COUNTERSIGN_HOME: home, ...ports, ...env });
  expect(await launcher.exit).toBe(1);
  expect(launcher.stderr()).toMatch(sentence);
  expect(existsSync(path.join(home, 'postgres'))).toBe(false);
  return launcher.stderr();
}

async function takenPort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  onTestFinished(() => void server.close());
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}
