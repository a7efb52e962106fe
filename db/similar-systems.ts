import { sql } from 'kysely';
import type { RequestState } from '../domain/adoption-request-state.ts';
import type { Instant } from '../domain/decider.ts';
import type { Tier } from '../domain/triage.ts';
import type { Database } from './database.ts';

/** An approved request for a system that is called alike. */
export interface SimilarSystem {
  id: string;
  title: string;
  systemName: string;
  provider: string;
  state: Extract<RequestState, 'approved' | 'approved_with_conditions'>;
  tier: Tier;
  decidedAt: Instant;
  /** The teams that it was asked for. */
  teams: string[];
  /** The AI system that came of it, while it is in use: whoever would use it just so can ask to join. */
  liveSystem: string | null;
}

/** More words say nothing more, and their number is what a search costs. */
const maxWords = 8;
const maxLength = 400;

/**
 * The best `limit` of the approved requests that share words of the name, or the provider, with this system. All words
 * together, each by itself and the provider are looked up one by one, and no more than 200 requests are taken of each:
 * a word that every second request holds costs no more than a rare one, which is found whole and ranks as well.
 */
export async function findSimilarSystems(
  db: Database,
  { name, provider }: { name: string; provider: string },
  limit = 5,
): Promise<SimilarSystem[]> {
  const called = name.slice(0, maxLength);
  // As constants in the statement, so that the planner knows which of them are rare.
  const queries = [
    sql`plainto_tsquery('simple', ${called})`,
    ...wordsOf(called).map((word) => sql`plainto_tsquery('simple', ${word})`),
    sql`phraseto_tsquery('simple', ${provider.slice(0, maxLength)})`,
  ];
  const approved = sql`state in ('approved', 'approved_with_conditions')`;
  const candidates = queries.map(
    (query) => sql`(select id from adoption_request where words @@ ${query} and ${approved} limit 200)`,
  );
  const rank = queries.map((query) => sql`ts_rank(r.words, ${query})`);
  const { rows } = await sql<SimilarSystem>`
    select r.id, r.title, r.system_name as "systemName", r.state, r.tier, r.decided_at as "decidedAt",
           coalesce(r.detail #>> '{content,system,provider}', '') as "provider",
           coalesce(r.detail #> '{content,users,teams}', '[]') as "teams", s.id as "liveSystem"
    from (${sql.join(candidates, sql` union `)}) candidate
    join adoption_request r using (id)
    left join ai_system s
      on s.id = coalesce((r.detail #>> '{content,system,amends}')::uuid, r.id) and s.state = 'live'
    order by lower(r.system_name) = lower(${called}) desc, ${sql.join(rank, sql` + `)} desc, r.decided_at desc, r.id
    limit ${limit}`.execute(db);
  return rows;
}

function wordsOf(name: string): string[] {
  const words = name.split(/[^\p{L}\p{N}]+/u).filter((word) => word.length > 1);
  return [...new Set(words.map((word) => word.toLowerCase()))].slice(0, maxWords);
}
