import { randomUUID } from 'node:crypto';
import type { Database } from '../db/database.ts';
import { recordUsageChecks, type UsageCheck } from '../db/usage-check.ts';
import { prohibitionsInForce, usageFacts } from '../db/usage-facts.ts';
import type { PersonId } from '../domain/decider.ts';
import { denialsOf, type UsageQuestion, type UseFacts } from '../domain/usage-check.ts';
import { Batches } from '../db/batches.ts';

/** A question, and who asks it. */
interface Asked {
  question: UsageQuestion;
  askedBy: PersonId;
}

/** Policies change on the scale of months: what they prohibit is read again once it is so old. */
const prohibitionsMaxAgeMs = 1_000;

/** Answers questions from the registers as they are now; each answer is on record before it is given. */
export class UsageChecks {
  readonly #db: Database;
  readonly #batches: Batches<Asked, UsageCheck>;
  #prohibitions: { readAt: number; known: Promise<UseFacts['prohibitions']> } | undefined;

  constructor(db: Database) {
    this.#db = db;
    this.#batches = new Batches((asked) => this.#answer(asked));
  }

  /** @throws what the database throws: where nothing can be put on record, nothing is allowed */
  check(questions: readonly UsageQuestion[], askedBy: PersonId): Promise<UsageCheck[]> {
    return Promise.all(questions.map((question) => this.#batches.add({ question, askedBy })));
  }

  async #answer(asked: readonly Asked[]): Promise<UsageCheck[]> {
    const at = new Date().toISOString();
    const [facts, prohibitions] = await Promise.all([
      usageFacts(
        this.#db,
        asked.map(({ question }) => question),
        at,
      ),
      this.#prohibitionsInForce(),
    ]);
    const checks = asked.map(({ question, askedBy }, index): UsageCheck => {
      const known = facts[index];
      if (known === undefined) throw new Error('the registers say nothing of a question');
      const { systemSeq, ...said } = known;
      const denials = denialsOf(question, { ...said, prohibitions });
      return {
        id: randomUUID(),
        at,
        askedBy,
        ...question,
        personId: known.person ?? null,
        systemId: known.system?.id ?? null,
        systemSeq,
        allowed: denials.length === 0,
        denials,
      };
    });
    await recordUsageChecks(this.#db, checks);
    return checks;
  }

  async #prohibitionsInForce(): Promise<UseFacts['prohibitions']> {
    const now = Date.now();
    const held = this.#prohibitions;
    if (held !== undefined && now - held.readAt < prohibitionsMaxAgeMs) return held.known;
    const known = prohibitionsInForce(this.#db);
    this.#prohibitions = { readAt: now, known };
    known.catch(() => (this.#prohibitions = undefined));
    return known;
  }
}
