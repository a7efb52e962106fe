import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { openSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { cacheFolder } from '../../launcher/cache-folder.ts';
import { run } from '../../launcher/command.ts';
import { eventually } from '../../launcher/eventually.ts';
import { freePort } from '../../launcher/ports.ts';
import { showProgress } from '../../launcher/progress.ts';
import { HttpClient } from '../http-client.ts';

const program = 'github.com/open-policy-agent/opa@v1.22.3';

/** A server of Open Policy Agent that answers the same questions, and logs each decision to a file. */
export interface PolicyAgent {
  http: HttpClient;
  stop(): Promise<void>;
}

/**
 * Starts Open Policy Agent with these people and systems; undefined where there is none on this machine, and no Go to
 * build it with.
 */
export async function startPolicyAgent(
  directory: string,
  facts: { people: Record<string, unknown>; systems: Record<string, unknown> },
): Promise<PolicyAgent | undefined> {
  const executable = await findPolicyAgent();
  if (executable === undefined) return undefined;
  const folder = path.join(directory, 'policy-agent');
  await mkdir(folder, { recursive: true });
  const data = path.join(folder, 'data.json');
  await writeFile(data, JSON.stringify(facts));
  const port = await freePort();
  const rules = path.join(import.meta.dirname, 'usage.rego');
  const log = openSync(path.join(folder, 'decisions.log'), 'a');
  const args = [
    'run',
    '--server',
    '--addr',
    `127.0.0.1:${port}`,
    '--skip-version-check',
    '--disable-telemetry',
  ];
  const logging = ['--set', 'decision_logs.console=true', '--log-level', 'error'];
  const child = spawn(executable, [...args, ...logging, rules, data], { stdio: ['ignore', log, log] });
  const http = new HttpClient(port);
  await eventually(() => http.answers('/health').catch(() => undefined), 30_000);
  return {
    http,
    stop: async () => {
      child.kill('SIGTERM');
      await once(child, 'exit');
    },
  };
}

/** On the PATH, or in the cache folder, or built into it by Go: a few minutes, once. */
async function findPolicyAgent(): Promise<string | undefined> {
  const cached = path.join(cacheFolder(), 'opa');
  for (const candidate of ['opa', cached]) {
    if (await works(candidate)) return candidate;
  }
  const build = () => run('go', ['install', '-ldflags', '-s -w', program], { env: { GOBIN: cacheFolder() } });
  await showProgress('Building Open Policy Agent with Go, once on this machine', build).catch(
    () => undefined,
  );
  return (await works(cached)) ? cached : undefined;
}

async function works(candidate: string): Promise<boolean> {
  return run(candidate, ['version'], { withinMs: 20_000 }).then(
    () => true,
    () => false,
  );
}
