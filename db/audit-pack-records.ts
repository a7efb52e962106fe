import { sql } from 'kysely';
import type { ProcessRegister } from '../domain/audit-pack-register.ts';
import type { Instant } from '../domain/decider.ts';
import type { PackPlan } from './audit-pack-file.ts';
import { isInPack, type PackScope } from './audit-pack-scope.ts';
import type { PackPart } from './audit-pack-writer.ts';
import type { Database } from './database.ts';
import { eventOf } from './event-store.ts';

/** The read model in which the processes of a register are found by their ids. */
const tables: Record<string, string> = {
  'adoption-request': 'adoption_request',
  'ai-system': 'ai_system',
  vendor: 'vendor',
  risk: 'risk',
  action: 'action',
  policy: 'policy',
  'oversight-case': 'oversight_case',
  'shadow-ai': 'shadow_ai',
  'usage-audit': 'usage_audit',
  'management-review': 'management_review',
  duty: 'duty',
  gap: 'gap',
  'statement-of-applicability': 'statement_of_applicability',
  'audit-engagement': 'audit_engagement',
  'evidence-request': 'evidence_request',
};

/** Kinds whose ids are names. */
const namedByText = ['duty', 'statement-of-applicability'];

/** So many processes are read at a time. */
const batch = 100;

/** A process as its events in the pack leave it, and the last of them, which its stream must end with. */
export interface PackedRecord {
  stream: string;
  events: number;
  hash: string;
  /** When something last happened to it, and whether anything did in the period. */
  lastAt: Instant;
  inPeriod: boolean;
  record: unknown;
}

/** The records of a register, a line of JSON each: made of the events that are in the pack, and of nothing else. */
export function recordsPart(
  db: Database,
  scope: PackScope,
  { cut, since }: PackPlan & { since: Instant },
  register: ProcessRegister,
): PackPart {
  const path = `records/${register.name}.jsonl`;
  return async function* (cursor) {
    if (cursor === undefined) yield { path, content: '', cursor: { after: '' } };
    for (let after = (cursor as { after: string } | undefined)?.after ?? ''; ;) {
      const ids = await idsAfter(db, scope, register.kind, after);
      const last = ids.at(-1);
      if (last === undefined) return;
      after = last;
      const streams = ids.map((id) => `${register.kind}/${id}`);
      const records = await foldedAt(db, streams, cut, since, register);
      const content = records.map((record) => `${JSON.stringify(record)}\n`).join('');
      yield { path, content, records: records.length, cursor: { after } };
    }
  };
}

async function idsAfter(db: Database, scope: PackScope, kind: string, after: string): Promise<string[]> {
  const type = sql.raw(namedByText.includes(kind) ? 'text' : 'uuid');
  const { rows } = await sql<{ id: string }>`
    select r.id::text as id from ${sql.table(tables[kind] ?? kind)} r
    where ${after === '' ? sql`true` : sql`r.id > ${after}::${type}`}
      and ${isInPack(scope, sql`${`${kind}/`}::text || r.id`)}
    order by r.id limit ${batch}`.execute(db);
  return rows.map(({ id }) => id);
}

async function foldedAt(
  db: Database,
  streams: readonly string[],
  cut: number,
  since: Instant,
  { evolve }: ProcessRegister,
): Promise<PackedRecord[]> {
  const rows = await db
    .selectFrom('event')
    .select(['stream', 'seq', 'at', 'canonical', 'hash'])
    .where('stream', 'in', streams)
    .where('position', '<=', cut)
    .orderBy('stream')
    .orderBy('seq')
    .execute();
  const records = new Map<string, PackedRecord>();
  for (const { stream, seq, at, canonical, hash } of rows) {
    const record = evolve(records.get(stream)?.record, eventOf(canonical));
    const lastAt = at;
    records.set(stream, {
      stream,
      events: seq,
      hash: hash.toString('hex'),
      lastAt,
      inPeriod: at >= since,
      record,
    });
  }
  return [...records.values()];
}
