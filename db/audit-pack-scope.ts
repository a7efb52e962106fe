import { type RawBuilder, type SqlBool, sql } from 'kysely';
import type { AuditScope } from '../domain/audit-scope.ts';
import type { Database, DatabaseTransaction } from './database.ts';

/**
 * Streams of these kinds are of the whole organisation: whichever systems an audit looks at, they are in it. Checks name a
 * role or a statement too where there is no record.
 */
export const kindsOfOrganisation = [
  'acknowledgement',
  'approval-policy',
  'campaign',
  'control-evaluation',
  'control-evidence',
  'course',
  'delegation',
  'duty',
  'gap',
  'identity',
  'management-review',
  'oversight-policy',
  'policy',
  'risk-policy',
  'role',
  'significant-change',
  'statement',
  'statement-of-applicability',
  'training',
  'usage-policy',
  'usage-retention',
  'vendor-policy',
] as const;

/** What of the register is in a pack. */
export interface PackScope {
  pack: string;
  systems: AuditScope['systems'];
}

/** Whether a stream, an expression of SQL, is in the pack. */
export function isInPack({ pack, systems }: PackScope, stream: RawBuilder<unknown>): RawBuilder<SqlBool> {
  if (systems === 'all') return sql`true`;
  return sql`(split_part(${stream}, '/', 1) = any(${[...kindsOfOrganisation]})
    or exists (select from audit_pack_stream p where p.pack_id = ${pack} and p.stream = ${stream}))`;
}

/** Whether a system, an expression of SQL, is in the pack. */
export function isSystemInPack({ systems }: PackScope, system: RawBuilder<unknown>): RawBuilder<SqlBool> {
  return systems === 'all' ? sql`true` : sql`${system} = any(${systems}::uuid[])`;
}

/** Which of these streams are in the pack. */
export async function streamsInPack(
  db: Database,
  scope: PackScope,
  streams: readonly string[],
): Promise<Set<string>> {
  const { rows } = await sql<{ stream: string }>`
    select stream from unnest(${streams}::text[]) stream where ${isInPack(scope, sql`stream`)}`.execute(db);
  return new Set(rows.map(({ stream }) => stream));
}

/**
 * Puts down which streams belong to the systems of a pack: the systems and all that rests on them. Of a pack of all systems
 * every stream is in it, and nothing is put down.
 */
export async function putStreamsDown(trx: DatabaseTransaction, { pack, systems }: PackScope): Promise<void> {
  if (systems === 'all') return;
  await sql`
    with system as (select s.id, s.name_key, s.vendor_id, s.detail from ai_system s where s.id = any(${systems}::uuid[])),
    request as (
      select r.id, r.vendor_id from adoption_request r
      where exists (select from system s where s.detail->'requests' ? r.id::text)
         or r.detail #>> '{content,system,amends}' = any(${systems}::text[])),
    vendor as (select vendor_id as id from system union select vendor_id from request),
    of_system (stream) as (
      select 'ai-system/' || id from system
      union select 'usage/' || id from system
      union select 'adoption-request/' || id from request
      union select 'comment/' || id from request
      union select 'vendor/' || id from vendor where id is not null
      union select 'risk/' || l.risk_id from risk_link l
            where l.kind = 'adoption-request' and l.target in (select id::text from request)
               or l.kind = 'vendor' and l.target in (select id::text from vendor)
               or l.kind = 'system' and l.target in (select name_key from system)
      union select 'oversight-case/' || c.id from oversight_case c where c.system_id in (select id from system)
      union select 'usage-audit/' || a.id from usage_audit a where a.system_id in (select id from system)
      union select 'shadow-ai/' || f.id from shadow_ai f
            where f.detail->>'system' in (select id::text from system)
               or f.name_key in (select name_key from system)
               or f.name_key in (select name_key from ai_system_alias where system_id in (select id from system)))
    insert into audit_pack_stream (pack_id, stream)
    select ${pack}::uuid, stream from of_system
    union
    select ${pack}::uuid, 'action/' || a.id from action a
    where a.subject in (select stream from of_system)
       or split_part(a.subject, '/', 1) = any(${[...kindsOfOrganisation]})
    on conflict do nothing`.execute(trx);
}
