import { sql } from 'kysely';
import type { Instant, PersonId } from '../domain/decider.ts';
import type { Duty, DutyStart } from '../domain/duty-state.ts';
import type { Database } from './database.ts';
import type { dutyStates } from './tables/duty.ts';

/** What came of a firing: what it started has taken it up or refused it, or has not heard of it yet. */
export const firingOutcomes = ['on_its_way', 'taken_up', 'refused'] as const;

/** One time that a duty fired or was run by hand. */
export interface DutyFiring {
  seq: number;
  occasion: string;
  firedAt: Instant;
  by: PersonId;
  /** Why it was run by hand; null where its schedule fired it. */
  reason: string | null;
  /** The stream of what it started. */
  subject: string;
  outcome: (typeof firingOutcomes)[number];
  /** Why it was refused. */
  detail: string | null;
}

export interface ListedDuty {
  id: string;
  state: (typeof dutyStates)[number];
  duty: Duty;
  last: DutyFiring | null;
}

// Its command is named as `db/process-message.ts` names what an event has to say.
const came = sql`
  f.seq, f.occasion, f.fired_at as "firedAt", f.fired_by as "by", f.reason, f.subject,
  case
    when o.status = 'accepted' then 'taken_up'
    when o.status = 'refused' then 'refused'
    -- No process of its own answers: it is taken up once nobody is still to be told.
    when f.subject ~ '^(usage-audit-round|control-evaluation|checkpoint)/' and not exists (
      select from process_message m where m.command ->> 'id' like 'duty/' || f.duty_id || '/' || f.seq || '/%')
    then 'taken_up'
    else 'on_its_way'
  end as outcome,
  o.refusal ->> 'detail' as detail`;
const ofIts = sql`left join command_outcome o on o.command_id = 'duty/' || f.duty_id || '/' || f.seq || '/0'`;

/** All duties, those that fire next first and those that are withdrawn last, each with its last firing. */
export async function listDuties(db: Database): Promise<ListedDuty[]> {
  const { rows: duties } = await sql<Omit<ListedDuty, 'last'>>`
    select id, state, detail as duty from duty
    order by state = 'withdrawn', next_at nulls last, id`.execute(db);
  const { rows: last } = await sql<DutyFiring & { dutyId: string }>`
    select distinct on (f.duty_id) f.duty_id as "dutyId", ${came}
    from duty_firing f ${ofIts}
    order by f.duty_id, f.seq desc`.execute(db);
  return duties.map((row) => ({ ...row, last: last.find(({ dutyId }) => dutyId === row.id) ?? null }));
}

/** One page of a duty's firings before `seq`, newest first. */
export async function listFirings(
  db: Database,
  duty: string,
  limit: number,
  before?: number,
): Promise<DutyFiring[]> {
  const { rows } = await sql<DutyFiring>`
    select ${came} from duty_firing f ${ofIts}
    where f.duty_id = ${duty} and f.seq < ${before ?? 2_147_483_647}
    order by f.seq desc
    limit ${limit}`.execute(db);
  return rows;
}

/** When what leaves its own record last did: what has come of duties whose firings are not written down. */
export async function lastDone(db: Database): Promise<Partial<Record<DutyStart['kind'], Instant | null>>> {
  const { rows } = await sql<{ checkpoint: Instant | null; control_evaluation: Instant | null }>`
    select (select at from checkpoint order by id desc limit 1) as checkpoint,
           (select at from control_result order by at desc limit 1) as control_evaluation`.execute(db);
  return rows[0] ?? {};
}
