import { sql } from 'kysely';
import type { Instant, PersonId } from '../domain/decider.ts';
import { hashOf } from './canonical.ts';
import type { Database, DatabaseTransaction } from './database.ts';
import { lockStream, recordFacts } from './facts.ts';

/** A version of a policy: its rules as they were published, by whom and why. */
export interface RulesVersion<Rules> {
  version: number;
  hash: string;
  rules: Rules;
  note: string;
  publishedBy: PersonId;
  publishedAt: Instant;
}

export interface Publication<Rules> {
  rules: Rules;
  note: string;
  by: PersonId;
  at: Instant;
  /** The version that the publisher has seen; 0 where there is none. */
  replaces: number;
}

export interface Published<Rules> {
  type: string;
  at: Instant;
  by: PersonId;
  version: number;
  hash: string;
  note: string;
  rules: Rules;
}

type RulesTable = 'approval_policy' | 'oversight_policy' | 'risk_policy' | 'usage_policy' | 'vendor_policy';

/** The versions of one policy: a table of them, and the stream in which each was published. */
export class RulesVersions<Rules extends object> {
  readonly #table: RulesTable;
  readonly #stream: string;
  readonly #type: string;

  /** `type` is that of the event of a publication. */
  constructor(table: RulesTable, type: string) {
    this.#table = table;
    this.#stream = `${table.replace('_', '-')}/organisation`;
    this.#type = type;
  }

  /** The version that a process started now copies. */
  async inForce(db: Database | DatabaseTransaction): Promise<RulesVersion<Rules>> {
    const [version] = await this.#read(db, sql`order by version desc limit 1`);
    if (version === undefined) throw new Error(`no ${this.#table.replace('_', ' ')} has been published`);
    return version;
  }

  /** All versions, newest first. */
  history(db: Database): Promise<RulesVersion<Rules>[]> {
    return this.#read(db, sql`order by version desc`);
  }

  async version(db: Database, number: number): Promise<RulesVersion<Rules> | undefined> {
    const [version] = await this.#read(db, sql`where version = ${number}`);
    return version;
  }

  /**
   * Publishes the next version, and does `besides` in the same transaction, unless another came between: then
   * `undefined`, and the publisher looks again.
   */
  publish(
    db: Database,
    { rules, note, by, at, replaces }: Publication<Rules>,
    besides: (trx: DatabaseTransaction, version: RulesVersion<Rules>) => Promise<void> = () =>
      Promise.resolve(),
  ): Promise<RulesVersion<Rules> | undefined> {
    return db.transaction().execute(async (trx) => {
      await lockStream(trx, this.#stream);
      const [last] = await this.#read(trx, sql`order by version desc limit 1`);
      const current = last?.version ?? 0;
      if (current !== replaces) return undefined;
      const policy = { version: current + 1, hash: hashOf(rules), rules };
      const published: Published<Rules> = { type: this.#type, at, by, note, ...policy };
      await recordFacts(trx, this.#stream, [published], (inside, events) => this.project(inside, events));
      const version = { ...policy, note, publishedBy: by, publishedAt: at };
      await besides(trx, version);
      return version;
    });
  }

  async project(trx: DatabaseTransaction, events: readonly Published<Rules>[]): Promise<void> {
    for (const { version, hash, rules, note, by, at } of events) {
      await sql`
        insert into ${sql.table(this.#table)} (version, hash, rules, note, published_by, published_at)
        values (${version}, ${hash}, ${JSON.stringify(rules)}, ${note}, ${by}, ${at})`.execute(trx);
    }
  }

  async #read(
    db: Database | DatabaseTransaction,
    which: ReturnType<typeof sql>,
  ): Promise<RulesVersion<Rules>[]> {
    const { rows } = await sql<RulesVersion<Rules>>`
      select version, hash, rules, note, published_by as "publishedBy", published_at as "publishedAt"
      from ${sql.table(this.#table)} ${which}`.execute(db);
    return rows;
  }
}
