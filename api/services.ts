import type { Client } from '@temporalio/client';
import type { Logger } from 'pino';
import type { Database } from '../db/database.ts';
import type { UsageLine } from '../db/usage-line.ts';
import type { DirectoryRoles } from '../environment.ts';
import type { OutcomeWatcher } from './outcome-watcher.ts';
import type { UsageChecks } from './usage-check.ts';
import type { IdentityProvider } from './sign-in/identity-provider.ts';

/** What routes need of the world. */
export interface Services {
  db: Database;
  temporal: Client;
  taskQueue: string;
  outcomes: OutcomeWatcher;
  /** Where use of AI systems is put down. */
  usage: UsageLine;
  /** Where it is answered whether somebody may use a system. */
  usageChecks: UsageChecks;
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
