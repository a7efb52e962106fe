import { type RawBuilder, sql } from 'kysely';
import type { ControlEvidence, ControlEvidenceEvent } from '../domain/control-evidence.ts';
import type { Statement } from '../domain/control.ts';
import type { Instant, PersonId } from '../domain/decider.ts';
import type { RecordsWindow } from './control-records.ts';
import type { Database, DatabaseTransaction } from './database.ts';
import { inTransaction, recordFacts } from './facts.ts';

export function controlEvidenceStream(statement: string): string {
  return `control-evidence/${statement}`;
}

/** What a statement that no record of ours shows looks at: itself, which fails without evidence that is in force. */
export function evidenceInForce({ id, text }: Statement, { at }: RecordsWindow): RawBuilder<unknown> {
  return sql`
    select ${`statement/${id}`} as stream, ${text} as title,
           not exists (
             select from control_evidence e
             where e.statement = ${id} and e.withdrawn_at is null
               and e.filed_at <= ${at}::timestamptz and e.ends_at > ${at}::timestamptz) as fails`;
}

/** Evidence with what has become of it. */
export interface FiledEvidence extends ControlEvidence {
  filedBy: PersonId;
  filedAt: Instant;
  withdrawn: { by: PersonId; at: Instant; reason: string } | null;
}

/** Files evidence for a statement; its file must be attached to the statement's stream. */
export async function fileEvidence(
  db: Database,
  evidence: ControlEvidence,
  { by, at }: { by: PersonId; at: Instant },
): Promise<void> {
  const stream = controlEvidenceStream(evidence.statement);
  const filed: ControlEvidenceEvent = { type: 'ControlEvidenceFiled', at, by, ...evidence };
  await inTransaction(db, (trx) => recordFacts(trx, stream, [filed], projectControlEvidence));
}

/** Has evidence count no more, unless it does not already: returns whether it did. */
export async function withdrawEvidence(
  db: Database,
  {
    statement,
    id,
    reason,
    by,
    at,
  }: Pick<ControlEvidence, 'statement' | 'id'> & {
    reason: string;
    by: PersonId;
    at: Instant;
  },
): Promise<boolean> {
  return inTransaction(db, async (trx) => {
    const found = await trx
      .selectFrom('control_evidence')
      .select('withdrawn_at')
      .where('id', '=', id)
      .where('statement', '=', statement)
      .forUpdate()
      .executeTakeFirst();
    if (found?.withdrawn_at !== null) return false;
    const withdrawn: ControlEvidenceEvent = {
      type: 'ControlEvidenceWithdrawn',
      at,
      by,
      evidence: id,
      reason,
    };
    await recordFacts(trx, controlEvidenceStream(statement), [withdrawn], projectControlEvidence);
    return true;
  });
}

export async function projectControlEvidence(
  trx: DatabaseTransaction,
  events: readonly ControlEvidenceEvent[],
): Promise<void> {
  for (const event of events) {
    const { by, at } = event;
    if (event.type === 'ControlEvidenceWithdrawn') {
      await trx
        .updateTable('control_evidence')
        .set({ withdrawn_at: at, withdrawn_by: by, reason: event.reason })
        .where('id', '=', event.evidence)
        .execute();
      continue;
    }
    const { id, statement, hash, name, owner, covers, endsAt, note } = event;
    await trx
      .insertInto('control_evidence')
      .values({
        id,
        statement,
        hash,
        name,
        owner_id: owner,
        covers_from: covers.from,
        covers_until: covers.until,
        ends_at: endsAt,
        note,
        filed_by: by,
        filed_at: at,
      })
      .execute();
  }
}

/** What has been filed for a statement, newest first: the last 200. */
export async function listControlEvidence(db: Database, statement: string): Promise<FiledEvidence[]> {
  const rows = await db
    .selectFrom('control_evidence')
    .selectAll()
    .where('statement', '=', statement)
    .orderBy('filed_at', 'desc')
    .orderBy('id', 'desc')
    .limit(200)
    .execute();
  return rows.map((row) => ({
    id: row.id,
    statement: row.statement,
    hash: row.hash,
    name: row.name,
    owner: row.owner_id,
    covers: { from: row.covers_from, until: row.covers_until },
    endsAt: row.ends_at,
    note: row.note,
    filedBy: row.filed_by,
    filedAt: row.filed_at,
    withdrawn:
      row.withdrawn_at === null || row.withdrawn_by === null
        ? null
        : { by: row.withdrawn_by, at: row.withdrawn_at, reason: row.reason ?? '' },
  }));
}
