import type { Readable } from 'node:stream';
import { acknowledgedAt } from '../db/acknowledgement.ts';
import { type Outstanding, type OutstandingPosition, outstandingOf } from '../db/assignment-list.ts';
import type { PersonId } from '../domain/decider.ts';
import { registerFile } from './register-file.ts';
import type { Services } from './services.ts';

const pageSize = 1_000;

const acknowledgedColumns = ['userName', 'name', 'team', 'version', 'hash', 'at'] as const;

/** Who had acknowledged which version of a policy by `at`, as a file. */
export function acknowledgedFile(
  services: Services,
  policy: string,
  at: string,
  filter: { version?: number | undefined; manager?: PersonId | undefined },
  format: 'csv' | 'json',
): Readable {
  return registerFile(acknowledgedColumns, acknowledgedPages(services, policy, at, filter), format);
}

async function* acknowledgedPages(
  { db }: Services,
  policy: string,
  at: string,
  filter: { version?: number | undefined; manager?: PersonId | undefined },
) {
  for (let after: string | undefined; ;) {
    const page = await acknowledgedAt(db, policy, at, { ...filter, after, limit: pageSize });
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
  'remindAt',
  'escalatedAt',
] as const;

/** Who has not done yet what a campaign asks for, as a file; `manager`: only the people of this one. */
export function outstandingFile(
  services: Services,
  campaign: string,
  format: 'csv' | 'json',
  manager?: PersonId,
): Readable {
  return registerFile(outstandingColumns, outstandingPages(services, campaign, manager), format);
}

async function* outstandingPages({ db }: Services, campaign: string, manager: PersonId | undefined) {
  for (let after: OutstandingPosition | undefined; ;) {
    const page: Outstanding[] = await outstandingOf(db, campaign, pageSize, { after, manager });
    yield page;
    after = page.at(-1);
    if (page.length < pageSize) return;
  }
}
