import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { z } from 'zod';

export const usage = `npm run import -- FILE [options]

  --mapping FILE      how its columns become our fields (import/mappings/federal-2024.json)
  --url URL           where the API is (http://127.0.0.1:3000)
  --token-file FILE   holds the bearer token of the requester, or the demo's tokens; else COUNTERSIGN_TOKEN is taken
  --report FILE       where the report goes, row by row, as CSV (FILE.report.csv in the current folder)
  --compare COLUMN    also prints our tiers against what this column says
  --dry-run           only reads and reports: nothing is sent`;

export interface Arguments {
  file: string;
  mapping: string;
  url: string;
  /** Undefined in a dry run. */
  token: string | undefined;
  report: string;
  compare: string | undefined;
}

/** The command was called in a way that means nothing; the message says what is missing. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** @throws {UsageError} */
export async function readArguments(args: string[], env: NodeJS.ProcessEnv): Promise<Arguments> {
  const { values, positionals } = parsed(args);
  const [file] = positionals;
  if (file === undefined || positionals.length > 1) throw new UsageError('Name one file to import.');
  const url = values.url ?? 'http://127.0.0.1:3000';
  if (!/^https?:$/.test(URL.parse(url)?.protocol ?? ''))
    throw new UsageError(`${url} is not an http(s) URL.`);
  return {
    file,
    mapping: values.mapping ?? path.join(import.meta.dirname, 'mappings/federal-2024.json'),
    url,
    token: values['dry-run'] === true ? undefined : await readToken(values['token-file'], env),
    report: values.report ?? `${path.basename(file)}.report.csv`,
    compare: values.compare,
  };
}

function parsed(args: string[]) {
  try {
    return parseArgs({
      args,
      allowPositionals: true,
      options: {
        mapping: { type: 'string' },
        url: { type: 'string' },
        'token-file': { type: 'string' },
        report: { type: 'string' },
        compare: { type: 'string' },
        'dry-run': { type: 'boolean' },
      },
    });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

const demoTokens = z.object({ requester: z.string() });

async function readToken(file: string | undefined, env: NodeJS.ProcessEnv): Promise<string> {
  if (file === undefined) {
    if (!env.COUNTERSIGN_TOKEN) throw new UsageError('Give a token: --token-file FILE or COUNTERSIGN_TOKEN.');
    return env.COUNTERSIGN_TOKEN;
  }
  const text = await readFile(file, 'utf8').catch(() => {
    throw new UsageError(`The token file ${file} cannot be read.`);
  });
  return text.trimStart().startsWith('{') ? demoTokens.parse(JSON.parse(text)).requester : text.trim();
}
