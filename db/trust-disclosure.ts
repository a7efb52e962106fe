import type { Instant } from '../domain/decider.ts';
import type { TrustPage } from '../domain/trust-page.ts';
import type { Database } from './database.ts';
import { policyTextOf } from './policy-text.ts';

export interface DisclosedPolicy {
  title: string;
  version: number;
  inForceSince: Instant;
  text: string | null;
}

/** Of the policies chosen those that are in force now, in the order in which they were chosen. */
export async function policiesInForce(db: Database, { policies }: TrustPage): Promise<DisclosedPolicy[]> {
  if (policies.length === 0) return [];
  const rows = await db
    .selectFrom('policy')
    .innerJoin('policy_version', 'policy_version.policy_id', 'policy.id')
    .whereRef('policy_version.version', '=', 'policy.version')
    .select(['policy.id', 'title', 'policy_version.version', 'hash', 'effective_at as inForceSince'])
    .where(
      'policy.id',
      'in',
      policies.map(({ policy }) => policy),
    )
    .where('policy.state', '<>', 'retired')
    .where('policy_version.state', '=', 'published')
    .execute();
  const found = new Map(rows.map((row) => [row.id, row]));
  const disclosed = policies.map(async ({ policy, shows }) => {
    const row = found.get(policy);
    if (row === undefined) return [];
    const { title, version, hash, inForceSince } = row;
    const text = shows === 'text' ? (await policyTextOf(db, hash)).markdown : null;
    return [{ title, version, inForceSince, text }];
  });
  return (await Promise.all(disclosed)).flat();
}

export interface DisclosedSystem {
  name: string;
  words: string;
  provider?: string;
  inUseSince?: Instant;
}

/** Of the systems chosen those that are in use now, with what was chosen to be said of each. */
export async function systemsInUse(db: Database, { systems }: TrustPage): Promise<DisclosedSystem[]> {
  if (systems.length === 0) return [];
  const rows = await db
    .selectFrom('ai_system')
    .select(['id', 'provider', 'live_since'])
    .where(
      'id',
      'in',
      systems.map(({ system }) => system),
    )
    .where('state', '=', 'live')
    .execute();
  const found = new Map(rows.map((row) => [row.id, row]));
  return systems.flatMap(({ system, name, words, fields }) => {
    const row = found.get(system);
    if (row === undefined) return [];
    return [
      {
        name,
        words,
        ...(fields.includes('provider') && row.provider !== '' && { provider: row.provider }),
        ...(fields.includes('in_use_since') && row.live_since !== null && { inUseSince: row.live_since }),
      },
    ];
  });
}
