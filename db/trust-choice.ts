import type { Database } from './database.ts';

/** What of the house can be chosen for the public page, by names that people here know. */
export interface TrustChoices {
  policies: { id: string; title: string; version: number }[];
  systems: { id: string; name: string; provider: string }[];
}

/** The first 200 policies in force, and the first 200 systems in use. */
export async function trustChoices(db: Database): Promise<TrustChoices> {
  const policies = await db
    .selectFrom('policy')
    .select(['id', 'title', 'version'])
    .where('version', 'is not', null)
    .where('state', '<>', 'retired')
    .orderBy('title')
    .orderBy('id')
    .limit(200)
    .execute();
  const systems = await db
    .selectFrom('ai_system')
    .select(['id', 'name', 'provider'])
    .where('state', '=', 'live')
    .orderBy('name')
    .orderBy('id')
    .limit(200)
    .execute();
  return {
    policies: policies.flatMap(({ version, ...row }) => (version === null ? [] : [{ ...row, version }])),
    systems,
  };
}
