import { ApplicationFailure } from '@temporalio/activity';
import type { Database } from '../db/database.ts';
import { record, RegisterBehindError, type RecordRequest, type RecordResult } from '../db/record.ts';

export type { RecordRequest, RecordResult };

export interface RecordActivities {
  /** Commits a process's events, read model and outcomes; see `db/record.ts` for what `superseded` asks of the process. */
  record(request: RecordRequest): Promise<RecordResult>;
}

export function recordActivities(db: Database): RecordActivities {
  return {
    async record(request) {
      try {
        return await record(db, request);
      } catch (error) {
        if (error instanceof RegisterBehindError) {
          throw ApplicationFailure.nonRetryable(error.message, error.name);
        }
        throw error;
      }
    },
  };
}
