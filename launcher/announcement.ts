import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { apiUrl, type Environment } from '../environment.ts';
import type { Temporal } from './servers.ts';

/** Tells a person where everything is, now that it runs, and who they can be. */
export async function announcement(environment: Environment, { uiUrl }: Temporal): Promise<string> {
  const api = apiUrl(environment);
  const seconds = (performance.now() / 1_000).toFixed(1);
  return [
    `\nCountersign is ready after ${seconds} s.\n`,
    `  Countersign    ${api}`,
    `  The API        ${api}/docs`,
    `  Temporal UI    ${uiUrl ?? 'at your Temporal server'}`,
    `  Logs           ${path.join(environment.home, 'logs')}`,
    ...(environment.demo ? await demoAccounts(environment.home) : []),
    '\nCtrl-C stops everything; the next start finds all data.\n',
  ].join('\n');
}

async function demoAccounts(home: string): Promise<string[]> {
  const file = path.join(home, 'demo-tokens.json');
  const tokens = z.record(z.string(), z.string()).safeParse(await readJson(file));
  const names = Object.keys(tokens.data ?? {});
  return names.length === 0
    ? []
    : [`\nOpen it and choose who to be: ${names.join(', ')}.`, `Their tokens for the API are in ${file}`];
}

async function readJson(file: string): Promise<unknown> {
  return JSON.parse(await readFile(file, 'utf8').catch(() => 'null'));
}
