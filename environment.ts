import path from 'node:path';
import { z } from 'zod';
import { personRoles, type Role } from './domain/identity.ts';

const checkout = import.meta.dirname;

const port = z.coerce
  .number({ error: 'must be a port number' })
  .int('must be a port number')
  .min(1, 'must be a port number from 1 to 65535')
  .max(65_535, 'must be a port number from 1 to 65535');

const atLeast = (least: number) =>
  z.coerce
    .number({ error: 'must be a whole number' })
    .int('must be a whole number')
    .min(least, `must be at least ${least}`);

const origin = z
  .url({ protocol: /^https?$/, error: 'must be an http(s) URL', abort: true })
  .refine((url) => new URL(url).pathname === '/', 'must be an http(s) URL without a path')
  .transform((url) => new URL(url).origin);

const role = z.enum(personRoles, { error: `must give roles among ${personRoles.join(', ')}` });

const directoryRoles = z
  .string()
  .transform((text, context): unknown => {
    try {
      return JSON.parse(text);
    } catch {
      context.addIssue({ code: 'custom', message: 'must be JSON: {"group": ["role"]}' });
      return z.NEVER;
    }
  })
  .pipe(z.record(z.string(), z.union([role.transform((one) => [one]), z.array(role)])));

/** OpenID Connect sends secrets about: over plain HTTP within this machine only. */
const issuer = z
  .url({ protocol: /^https?$/, error: 'must be an http(s) URL', abort: true })
  .refine(
    (url) => new URL(url).protocol === 'https:' || isLoopback(new URL(url).hostname),
    'must be https, save on a loopback address',
  );

const onOrOff = z
  .enum(['1', 'true', '0', 'false'], { error: 'must be 1, true, 0 or false' })
  .transform((word) => word === '1' || word === 'true')
  .default(false);

const schema = z
  .object({
    PORT: port.default(3000),
    HOST: z.string().default('127.0.0.1'),
    TEMPORAL_UI_PORT: port.default(8233),
    COUNTERSIGN_HOME: z.string().default(path.join(checkout, '.countersign')),
    DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/, error: 'must be a postgres:// URL' }).optional(),
    COUNTERSIGN_DEMO: onOrOff,
    LOG_LEVEL: z
      .enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'], {
        error: 'must be one of fatal, error, warn, info, debug, trace, silent',
      })
      .default('info'),
    TEMPORAL_TASK_QUEUE: z.string().default('countersign'),
    PUBLIC_URL: origin.optional(),
    OIDC_ISSUER: issuer.optional(),
    OIDC_NAME: z.string().optional(),
    OIDC_CLIENT_ID: z.string().optional(),
    OIDC_CLIENT_SECRET: z.string().optional(),
    OIDC_SCOPES: z.string().default('openid profile email'),
    OIDC_AUDIENCE: z.string().optional(),
    OIDC_SUBJECT_CLAIM: z.string().default('sub'),
    OIDC_PERSON_CLAIM: z.string().default('preferred_username'),
    OIDC_ROLES_CLAIM: z.string().optional(),
    OIDC_JOINERS: z.enum(['refuse', 'add'], { error: 'must be refuse or add' }).default('refuse'),
    DIRECTORY_ROLES: directoryRoles.default({}),
    SMTP_URL: z.url({ protocol: /^smtps?$/, error: 'must be an smtp:// or smtps:// URL' }).optional(),
    MAIL_FROM: z.string().optional(),
    WEBHOOK_ALLOW_PRIVATE: onOrOff,
    TEMPORAL_UI_URL: z.url({ protocol: /^https?$/, error: 'must be an http(s) URL' }).optional(),
    RATE_LIMIT_PER_MINUTE: atLeast(1).default(12_000),
    OUTCOME_TIMEOUT_MS: atLeast(0).default(3_000),
    DATABASE_POOL_SIZE: atLeast(1).default(10),
    CHECKPOINT_INTERVAL_SECONDS: atLeast(1).default(300),
  })
  .refine(({ SMTP_URL, MAIL_FROM }) => SMTP_URL === undefined || MAIL_FROM !== undefined, {
    path: ['MAIL_FROM'],
    error: 'must say in whose name mail is sent where SMTP_URL says by which server',
  })
  .refine(({ COUNTERSIGN_DEMO, HOST }) => !COUNTERSIGN_DEMO || isLoopback(HOST), {
    path: ['HOST'],
    error:
      'must be a loopback address while COUNTERSIGN_DEMO is on, for demo accounts are for this machine only',
  })
  .refine(({ OIDC_ISSUER, OIDC_CLIENT_ID }) => OIDC_ISSUER === undefined || OIDC_CLIENT_ID !== undefined, {
    path: ['OIDC_CLIENT_ID'],
    error: 'must be what OIDC_ISSUER calls Countersign',
  });

/** What the processes of Countersign are told from outside, save for Temporal's own settings (see `temporal.ts`). */
export interface Environment {
  /** TCP port of the API. */
  readonly port: number;
  /** Address the API listens on. */
  readonly host: string;
  /** TCP port of the UI of a Temporal server that the launcher starts. */
  readonly temporalUiPort: number;
  /** Absolute path of the folder for state: databases, demo tokens, logs. */
  readonly home: string;
  /** URL of PostgreSQL; the launcher brings its own when absent, the parts alone cannot do without. */
  readonly databaseUrl: string | undefined;
  /** Whether demo accounts may exist here. Only ever true where `host` is loopback. */
  readonly demo: boolean;
  readonly logLevel: 'fatal' | 'error' | 'warn' | 'info' | 'debug' | 'trace' | 'silent';
  readonly taskQueue: string;
  /** Where people reach the pages with their browsers: an origin, for links in mails and for signing in. */
  readonly publicUrl: string;
  /** The identity provider; undefined where none is connected. */
  readonly openIdConnect: OpenIdConnect | undefined;
  /** The roles that membership of a group of the directory or the identity provider gives. */
  readonly directoryRoles: DirectoryRoles;
  /** Where people find the Temporal UI, for links. */
  readonly temporalUiUrl: string | undefined;
  /** How mail leaves the house; undefined where it does not. */
  readonly mail: { readonly smtpUrl: string; readonly from: string } | undefined;
  /** Whether webhooks may go to addresses within the house, and without TLS. */
  readonly webhookAllowPrivate: boolean;
  /** Requests that one token (or, without one, one address) may make in a minute. */
  readonly rateLimitPerMinute: number;
  /** Milliseconds that the API waits for a command's outcome before it answers 202. */
  readonly outcomeTimeoutMs: number;
  /** Connections that one process may hold to PostgreSQL. */
  readonly databasePoolSize: number;
  /** Seconds between two signed checkpoints of the audit trail. */
  readonly checkpointIntervalSeconds: number;
}

/** How Countersign and an identity provider know each other, and whom its accounts mean. */
export interface OpenIdConnect {
  readonly issuer: string;
  /** What people call the provider. */
  readonly name: string;
  readonly clientId: string;
  /** A public client has none. */
  readonly clientSecret: string | undefined;
  /** Separated by spaces. */
  readonly scopes: string;
  /** `aud` of the access tokens that are meant for our API. */
  readonly audience: string;
  /** The claim that names an account for ever, within the issuer. */
  readonly subjectClaim: string;
  /** The claim that is the person's user name in the directory, looked at when an account comes for the first time. */
  readonly personClaim: string;
  /** The claim that lists the groups of an account; undefined leaves roles to the directory alone. */
  readonly rolesClaim: string | undefined;
  /** What becomes of somebody whom the directory does not know. */
  readonly joiners: 'refuse' | 'add';
}

/** Roles by the name of a group. */
export type DirectoryRoles = Readonly<Record<string, readonly Role[]>>;

/** The environment is not usable; the message is one sentence that names every wrong variable. */
export class EnvironmentError extends Error {
  override readonly name = 'EnvironmentError';
}

/**
 * Reads and checks the environment; a variable that is set to nothing counts as not set.
 * @throws {EnvironmentError} when a variable cannot be used
 */
export function readEnvironment(env: NodeJS.ProcessEnv = process.env): Environment {
  const parsed = schema.safeParse(withoutEmpty(env));
  if (!parsed.success) throw new EnvironmentError(describe(parsed.error.issues));
  const variables = parsed.data;
  return {
    port: variables.PORT,
    host: variables.HOST,
    temporalUiPort: variables.TEMPORAL_UI_PORT,
    home: path.resolve(variables.COUNTERSIGN_HOME),
    databaseUrl: variables.DATABASE_URL,
    demo: variables.COUNTERSIGN_DEMO,
    logLevel: variables.LOG_LEVEL,
    taskQueue: variables.TEMPORAL_TASK_QUEUE,
    publicUrl: variables.PUBLIC_URL ?? apiUrl({ host: variables.HOST, port: variables.PORT }),
    openIdConnect: openIdConnectOf(variables),
    directoryRoles: variables.DIRECTORY_ROLES,
    mail: mailOf(variables),
    webhookAllowPrivate: variables.WEBHOOK_ALLOW_PRIVATE,
    temporalUiUrl: variables.TEMPORAL_UI_URL,
    rateLimitPerMinute: variables.RATE_LIMIT_PER_MINUTE,
    outcomeTimeoutMs: variables.OUTCOME_TIMEOUT_MS,
    databasePoolSize: variables.DATABASE_POOL_SIZE,
    checkpointIntervalSeconds: variables.CHECKPOINT_INTERVAL_SECONDS,
  };
}

function mailOf({ SMTP_URL: smtpUrl, MAIL_FROM: from }: z.output<typeof schema>): Environment['mail'] {
  return smtpUrl === undefined || from === undefined ? undefined : { smtpUrl, from };
}

function openIdConnectOf(variables: z.output<typeof schema>): OpenIdConnect | undefined {
  const { OIDC_ISSUER, OIDC_CLIENT_ID } = variables;
  if (OIDC_ISSUER === undefined || OIDC_CLIENT_ID === undefined) return undefined;
  return {
    issuer: OIDC_ISSUER,
    name: variables.OIDC_NAME ?? new URL(OIDC_ISSUER).host,
    clientId: OIDC_CLIENT_ID,
    clientSecret: variables.OIDC_CLIENT_SECRET,
    scopes: variables.OIDC_SCOPES,
    audience: variables.OIDC_AUDIENCE ?? OIDC_CLIENT_ID,
    subjectClaim: variables.OIDC_SUBJECT_CLAIM,
    personClaim: variables.OIDC_PERSON_CLAIM,
    rolesClaim: variables.OIDC_ROLES_CLAIM,
    joiners: variables.OIDC_JOINERS,
  };
}

/** The variables that hold something: compose files and shells pass "unset" on as the empty string. */
export function withoutEmpty(env: NodeJS.ProcessEnv): Record<string, string> {
  return Object.fromEntries(
    Object.entries(env).filter(
      (entry): entry is [string, string] => entry[1] !== undefined && entry[1] !== '',
    ),
  );
}

/** The URL at which this machine reaches the API. */
export function apiUrl({ host, port: at }: Pick<Environment, 'host' | 'port'>): string {
  const everywhere: Record<string, string> = { '0.0.0.0': '127.0.0.1', '::': '[::1]', '::1': '[::1]' };
  return `http://${everywhere[host] ?? host}:${at}`;
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || host === '[::1]' || /^127(\.\d{1,3}){3}$/.test(host);
}

// Values are left out of the sentence: DATABASE_URL holds a password, and the sentence ends in logs.
function describe(issues: readonly z.core.$ZodIssue[]): string {
  return `The environment is not usable: ${issues.map((issue) => `${issue.path.join('.')} ${issue.message}`).join('; ')}.`;
}
