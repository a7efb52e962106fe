import { Kysely, PostgresDialect, type Transaction } from 'kysely';
import pg from 'pg';
import { nameMarkedStatements } from './prepared-statement.ts';
import type { Schema } from './schema.ts';

export type Database = Kysely<Schema>;
export type DatabaseTransaction = Transaction<Schema>;

/** Timestamps come as instants of the domain, 64-bit numbers as numbers (positions stay far below 2^53). */
const parsers: Record<number, (text: string) => unknown> = {
  [pg.types.builtins.TIMESTAMPTZ]: (text) => new Date(text).toISOString(),
  [pg.types.builtins.INT8]: Number,
};

export interface DatabaseOptions {
  /** Connections that this process may hold. */
  poolSize?: number;
  /** Shown in pg_stat_activity, for the operator. */
  applicationName?: string;
}

const pools = new WeakMap<Database, pg.Pool>();

/** The connections of an open database, for what Kysely has no words for. */
export function poolOf(db: Database): pg.Pool {
  const pool = pools.get(db);
  if (pool === undefined) throw new Error('the database was not opened here');
  return pool;
}

/** Opens a pool; no connection is made until the first query. A connection that takes over two seconds fails. */
export function openDatabase(url: string, options: DatabaseOptions = {}): Database {
  const pool = new pg.Pool({
    connectionString: url,
    max: options.poolSize ?? 10,
    connectionTimeoutMillis: 2_000,
    application_name: options.applicationName ?? 'countersign',
    keepAlive: true,
    types: {
      getTypeParser: (oid, format) =>
        parsers[oid] ?? (pg.types.getTypeParser(oid, format) as (text: string) => unknown),
    },
  });
  // A connection that dies is replaced at the next query, and a query under way on it fails by itself. Without listeners,
  // on the pool for idle connections and on each one for those in use, it would end the process.
  pool.on('error', () => undefined);
  pool.on('connect', (client) => client.on('error', () => undefined));
  pool.on('connect', nameMarkedStatements);
  const db = new Kysely<Schema>({ dialect: new PostgresDialect({ pool }) });
  pools.set(db, pool);
  return db;
}
