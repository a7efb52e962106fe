import { sql } from 'kysely';
import type { AiSystem } from '../domain/ai-system-state.ts';
import type { Instant, PersonId } from '../domain/decider.ts';
import type { AuditFigures } from '../domain/usage-audit-figures.ts';
import type { GatheredUse } from '../domain/usage-audit-state.ts';
import { findAiSystem } from './ai-system.ts';
import { hashOf } from './canonical.ts';
import type { Database, DatabaseTransaction } from './database.ts';
import { headOf } from './event-store.ts';
import { breachFigures, checkFigures } from './usage-audit-checks.ts';
import { drawSample } from './usage-audit-sample.ts';
import { type AuditedUse, sumUse, type UnknownUser } from './usage-audit-use.ts';
import { findUsageAudit, usageAuditStream } from './usage-audit.ts';

/**
 * What the registers hold of the use that an audit looks at, all as of one instant. The system's uses are read through
 * once; what comes of that is as long as the lists may be, however many uses there were.
 */
export async function gatherUsageFor(db: Database, audit: string, at: Instant): Promise<GatheredUse> {
  return db
    .transaction()
    .setIsolationLevel('repeatable read')
    .execute(async (trx) => {
      await sql`select set_config('work_mem', '64MB', true), set_config('jit', 'off', true)`.execute(trx);
      const found = await findUsageAudit(trx, audit);
      if (found === undefined) throw new Error(`there is no usage audit ${audit} to gather anything for`);
      const { system: id, until } = found.state;
      const system = await findAiSystem(trx, id);
      if (system === undefined) throw new Error(`${audit} audits ai-system/${id}, which is not there`);
      const period = await unauditedPeriod(trx, { audit, id, until, at }, system.state);
      const use = { id, system: system.state, ...period };
      const { unknown, ...figures } = await figuresOf(trx, audit, use, at);
      await keepNames(trx, audit, unknown);
      const concerned = await concernedIn(trx, system.state);
      return { figures, hash: hashOf(figures), owner: system.state.owner, concerned };
    });
}

/** From where the audit before ended, of those that were not called off; or else since the system has been in use. */
async function unauditedPeriod(
  trx: DatabaseTransaction,
  { audit, id, until, at }: { audit: string; id: string; until: Instant; at: Instant },
  { liveSince, openedAt }: AiSystem,
): Promise<Pick<AuditedUse, 'since' | 'until' | 'lookedAt'>> {
  const before = await trx
    .selectFrom('usage_audit')
    .select(['until', 'detail'])
    .where('system_id', '=', id)
    .where('state', '<>', 'called_off')
    .where('until', '<', until)
    .where('id', '<>', audit)
    .orderBy('until', 'desc')
    .limit(1)
    .executeTakeFirst();
  if (before === undefined) {
    const since = liveSince ?? openedAt;
    return { since: since < until ? since : until, until, lookedAt: null };
  }
  // One that is still to gather its figures will find all that is there by now.
  return { since: before.until, until, lookedAt: before.detail.figures?.gatheredAt ?? at };
}

async function figuresOf(
  trx: DatabaseTransaction,
  audit: string,
  use: AuditedUse,
  at: Instant,
): Promise<AuditFigures & { unknown: UnknownUser[] }> {
  const seed = await seedOf(trx, audit);
  const [used, checks, breaches, sample, gone] = [
    await sumUse(trx, use),
    await checkFigures(trx, use),
    await breachFigures(trx, use),
    await drawSample(trx, use, seed),
    await thrownAwayUntil(trx, use.system.tier),
  ];
  const { since, until } = use;
  const knownSince = gone !== null && gone > since ? gone : since;
  const period = { since, until, gatheredAt: at, knownSince, currency: use.system.currency };
  return { ...period, ...used, checks, ...breaches, seed, sample };
}

/** The hash of the opening on record: the same for whoever draws again, and nobody could know it before. */
async function seedOf(trx: DatabaseTransaction, audit: string): Promise<string> {
  const opening = await trx
    .selectFrom('event')
    .select('hash')
    .where('stream', '=', usageAuditStream(audit))
    .where('seq', '=', 1)
    .executeTakeFirst();
  const { hash } = opening ?? (await headOf(trx, usageAuditStream(audit)));
  return hash.toString('hex');
}

/** Up to when use of this tier has been thrown away by retention; null where none has been. */
async function thrownAwayUntil(trx: DatabaseTransaction, tier: string): Promise<Instant | null> {
  const { rows } = await sql<{ until: Instant | null }>`
    select max(canonical::jsonb #>> array['event', 'before', ${tier}]) as until
    from event where stream = 'usage-retention/organisation'`.execute(trx);
  return rows[0]?.until ?? null;
}

/** Whoever owns the system, asked for it, answers for it in a request or has signed it off: nobody audits what is theirs. */
async function concernedIn(trx: DatabaseTransaction, { owner, requests }: AiSystem): Promise<PersonId[]> {
  const { rows } = await sql<{ person: PersonId }>`
    select requester_id as person from adoption_request where id = any(${requests}::uuid[])
    union
    select detail #>> '{content,businessOwner}' from adoption_request where id = any(${requests}::uuid[])
    union
    select person_id from sign_off_signatory where request_id = any(${requests}::uuid[])
    order by 1`.execute(trx);
  return [...new Set([owner, ...rows.map(({ person }) => person)])];
}

async function keepNames(
  trx: DatabaseTransaction,
  audit: string,
  unknown: readonly UnknownUser[],
): Promise<void> {
  await trx.deleteFrom('usage_audit_unknown_user').where('audit_id', '=', audit).execute();
  if (unknown.length === 0) return;
  const rows = unknown.map(({ number, name, lastUsedAt }) => ({
    audit_id: audit,
    number,
    name,
    last_used_at: lastUsedAt,
  }));
  await trx.insertInto('usage_audit_unknown_user').values(rows).execute();
}
