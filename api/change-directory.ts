import * as directory from '../db/directory-change.ts';
import type { DatabaseTransaction } from '../db/database.ts';
import { Problem, type ProblemCode } from './problem.ts';
import type { Services } from './services.ts';

const codes: Record<directory.DirectoryRefusalCode, ProblemCode> = {
  invalid: 'invalid',
  taken: 'invalid',
  not_found: 'not_found',
  last_administrator: 'last_administrator',
};

/** Changes the directory, all of it or nothing. Throws a Problem that says what may not be. */
export async function changeDirectory<Result>(
  { db }: Pick<Services, 'db'>,
  work: (trx: DatabaseTransaction) => Promise<Result>,
): Promise<Result> {
  try {
    return await directory.changeDirectory(db, work);
  } catch (error) {
    if (!(error instanceof directory.DirectoryRefusal)) throw error;
    const { code, field, message } = error;
    const errors = field === undefined ? [] : [{ pointer: `/${field}`, detail: message }];
    throw new Problem(codes[code], message, { errors });
  }
}
