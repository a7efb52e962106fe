import type { Readable } from 'node:stream';
import { acknowledgedAt } from '../db/acknowledgement.ts';
import { type Outstanding, type OutstandingPosition, outstandingOf } from '../db/assignment-list.ts';
import { registerFile } from './register-file.ts';
import type { Services } from './services.ts';

const pageSize = 1_000;

const acknowledgedColumns = ['userName', 'name', 'team', 'version', 'hash', 'at'] as const;

/** Who had acknowledged which version of a policy by `at`, as a file. */
export function acknowledgedFile(
  services: Services,
  policy: string,
  at: string,
  version: number | undefined,
  format: 'csv' | 'json',
): Readable {
  return registerFile(acknowledgedColumns, acknowledgedPages(services, policy, at, version), format);
}

async function* acknowledgedPages({ db }: Services, policy: string, at: string, version: number | undefined) {
  for (let after: string | undefined; ;) {
    const page = await acknowledgedAt(db, policy, at, { version, after, limit: pageSize });
    yield page;
    after = page.at(-1)?.userName;
    if (page.length < pageSize) return;
  }
}

const outstandingColumns = [
  'userName',
  'name',
  'team',
  'manager',
  'version',
  'since',
  'dueAt',
  'escalatedAt',
] as const;

/** Who has not done yet what a campaign asks for, as a file. */
export function outstandingFile(services: Services, campaign: string, format: 'csv' | 'json'): Readable {
  return registerFile(outstandingColumns, outstandingPages(services, campaign), format);
}

async function* outstandingPages({ db }: Services, campaign: string) {
  for (let after: OutstandingPosition | undefined; ;) {
    const page: Outstanding[] = await outstandingOf(db, campaign, pageSize, { after });
    yield page;
    after = page.at(-1);
    if (page.length < pageSize) return;
  }
}
