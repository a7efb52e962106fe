import { sql } from 'kysely';
import type { Instant } from '../domain/decider.ts';
import type { TokenScope } from '../domain/identity.ts';
import { Batches } from './batches.ts';
import { sha256 } from './canonical.ts';
import type { Database } from './database.ts';
import type { Person } from './identity.ts';
import { prepared } from './prepared-statement.ts';

/** Whom a token belongs to. */
export type Bearer =
  { kind: 'person'; person: Person } | { kind: 'machine'; name: string; scope: TokenScope };

interface Row {
  machine: string | null;
  scope: TokenScope | null;
  person: Person | null;
}

/** Looks up who holds the tokens that come at the same time, all of them in one look; each as it is then. */
export class Bearers extends Batches<{ token: string; at: Instant }, Bearer | undefined> {
  constructor(db: Database) {
    super((asked) => findBearers(db, asked), { lanes: 4 });
  }

  /** The holder of an unexpired, unrevoked token; undefined for any other, and for people who have left. */
  find(token: string, at: Instant): Promise<Bearer | undefined> {
    return this.add({ token, at });
  }
}

async function findBearers(
  db: Database,
  asked: readonly { token: string; at: Instant }[],
): Promise<(Bearer | undefined)[]> {
  const hashes = asked.map(({ token }) => sha256(token).toString('hex'));
  const { rows } = await sql<Row>`${prepared('bearers')}
    select t.machine_name as machine, t.scope, case when p.active then jsonb_build_object(
             'id', p.id, 'userName', p.user_name, 'name', p.name, 'email', p.email, 'active', p.active,
             'manager', p.manager_id, 'team', p.team, 'timeZone', p.time_zone,
             'roles', array(select role from person_role r where r.person_id = p.id order by role)) end as person
    from unnest(${hashes}::text[], ${asked.map(({ at }) => at)}::timestamptz[]) with ordinality q(hash, at, place)
    left join access_token t
      on t.hash = decode(q.hash, 'hex') and t.expires_at > q.at and t.revoked_at is null
    left join person p on p.id = t.person_id
    order by q.place`.execute(db);
  return rows.map(bearerOf);
}

function bearerOf({ machine, scope, person }: Row): Bearer | undefined {
  if (machine !== null) return { kind: 'machine', name: machine, scope: scope ?? 'read' };
  return person === null ? undefined : { kind: 'person', person };
}
