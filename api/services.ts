import type { Client } from '@temporalio/client';
import type { Logger } from 'pino';
import { Bearers } from '../db/bearer.ts';
import type { Database } from '../db/database.ts';
import { UsageLine } from '../db/usage-line.ts';
import type { DirectoryRoles } from '../environment.ts';
import { OutcomeWatcher } from './outcome-watcher.ts';
import { UsageChecks } from './usage-check.ts';
import type { IdentityProvider } from './sign-in/identity-provider.ts';

/** What stands between routes and the database. */
export interface DatabaseServices {
  db: Database;
  outcomes: OutcomeWatcher;
  /** Who holds a token. */
  bearers: Bearers;
  /** Where use of AI systems is put down. */
  usage: UsageLine;
  /** Where it is answered whether somebody may use a system. */
  usageChecks: UsageChecks;
}

export function databaseServices(db: Database): DatabaseServices {
  return {
    db,
    outcomes: new OutcomeWatcher(db),
    bearers: new Bearers(db),
    usage: new UsageLine(db),
    usageChecks: new UsageChecks(db),
  };
}

/** What routes need of the world. */
export interface Services extends DatabaseServices {
  temporal: Client;
  taskQueue: string;
  /** Milliseconds to wait for a command's outcome before answering 202. */
  outcomeTimeoutMs: number;
  log: Logger;
  /** True once migrations are in, the database answers and Temporal does; or what is missing. */
  readiness: () => Promise<{ ready: boolean; missing: string[] }>;
  home: string;
  /** Whether people who prove nothing may be demo accounts. */
  demo: boolean;
  /** Who proves who people are; undefined where nobody is connected for that. */
  identityProvider: IdentityProvider | undefined;
  /** The roles that membership of a group of the directory or the identity provider gives. */
  directoryRoles: DirectoryRoles;
  /** Whether webhooks may go to addresses within the house, and without TLS. */
  allowPrivateWebhooks: boolean;
  /** Where people reach Countersign with their browsers: an origin, for links and redirects. */
  publicUrl: string;
  /** Where operators look at this namespace in the Temporal UI; undefined where nobody has said. */
  temporalUi: string | undefined;
}
