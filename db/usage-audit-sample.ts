import { sql } from 'kysely';
import { type SampledUse, sampleSize } from '../domain/usage-audit-figures.ts';
import type { DatabaseTransaction } from './database.ts';
import { utc } from './usage-audit-checks.ts';
import type { AuditedUse } from './usage-audit-use.ts';

/**
 * Uses drawn by lot. Each draws the SHA-256 of "<seed>/<source>/<event>/<usedAt>", and the smallest come first: whoever has
 * the uses draws the same ones again, and nobody could tell before which these would be.
 */
export async function drawSample(
  trx: DatabaseTransaction,
  { id, since, until }: AuditedUse,
  seed: string,
): Promise<SampledUse[]> {
  const usedAt = utc(sql`used_at`);
  const { rows } = await sql<SampledUse>`
    select source, event_id as event, ${usedAt} as "usedAt", person_id as person,
           person_name is not null as "unknownPerson", left(purpose, 200) as purpose, data_class as "dataClass",
           requests as uses, cost::float8 as cost, tokens::float8 as tokens, coalesce(flags, '{}') as flags,
           prompt_hash as "promptHash", output_hash as "outputHash"
    from usage_event
    where system_id = ${id} and used_at >= ${since}::timestamptz and used_at < ${until}::timestamptz
    order by sha256(convert_to(concat_ws('/', ${seed}::text, source, event_id, ${usedAt}), 'UTF8'))
    limit ${sampleSize}`.execute(trx);
  return rows;
}
