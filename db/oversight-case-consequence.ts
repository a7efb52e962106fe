import { sql } from 'kysely';
import type { OversightCase, OversightCaseEvent, OversightTerms } from '../domain/oversight-case-state.ts';
import { notToBeAsked } from '../domain/oversight-case-reviewer.ts';
import { roleAt } from '../domain/oversight-case-time.ts';
import type { Instant, PersonId } from '../domain/decider.ts';
import { reopeningOfApproval } from './ai-system-reopening.ts';
import { aiSystemStream } from './ai-system.ts';
import type { Consequence } from './consequence.ts';
import type { DatabaseTransaction } from './database.ts';
import { findOversightCase, oversightCaseStream } from './oversight-case.ts';
import { oversightPolicyInForce } from './oversight-policy.ts';
import { chooseReviewer } from './oversight-reviewer.ts';

/**
 * What follows from a case's events: somebody is found to review it, and told to the case as a message of its own, so
 * that what the register knew then is on record; and a system that is stopped, or whose approval is reopened, hears of it.
 */
export async function consequencesOfOversightCase(
  trx: DatabaseTransaction,
  id: string,
  event: OversightCaseEvent,
): Promise<Consequence[]> {
  const search = searchOf(event);
  if (search !== undefined) return reviewerFor(trx, id, event, search);
  if (event.type === 'OversightCaseDecided') {
    return [...(await stopping(trx, id, event)), ...(await reopening(trx, id, event))];
  }
  return [];
}

type Search = Pick<Extract<OversightCaseEvent, { type: 'ReviewerSought' }>, 'place' | 'search'>;

/** Which events have somebody looked for. */
function searchOf(event: OversightCaseEvent): Search | undefined {
  switch (event.type) {
    case 'OversightCaseOpened':
      return { place: 'first', search: 1 };
    case 'ReviewerSought':
    case 'ReviewerReleased':
    case 'OversightCaseEscalated':
      return event;
    case 'DecisionProposed':
      return event.search === null ? undefined : { place: 'second', search: event.search };
    default:
      return undefined;
  }
}

async function reviewerFor(
  trx: DatabaseTransaction,
  id: string,
  { at }: OversightCaseEvent,
  { place, search }: Search,
): Promise<Consequence[]> {
  const found = await findOversightCase(trx, id);
  if (found === undefined) return [];
  const terms = found.state.terms ?? (await termsOf(trx, found.state));
  const seat = found.state[place];
  // Within one batch it may have gone on already.
  if (seat !== null && (seat.search !== search || seat.reviewer !== null)) return [];
  const role = roleAt(terms, seat?.level ?? 1) ?? terms.policy.rules.gapTo;
  const barred = notToBeAsked({ ...found.state, terms }, place);
  const reviewer = await chooseReviewer(trx, { caseId: id, place, role, barred }, presentAt(at));
  const first = found.state.terms === null ? { terms } : {};
  const command = { type: 'assign', place, search, found: reviewer, ...first };
  return [{ stream: oversightCaseStream(id), command }];
}

/** What has waited for a worker is given to somebody who is trained now, whoever was when it happened. */
function presentAt(at: Instant): Instant {
  const now = new Date().toISOString();
  return at > now ? at : now;
}

async function termsOf(trx: DatabaseTransaction, { matter }: OversightCase): Promise<OversightTerms> {
  const { version, hash, rules } = await oversightPolicyInForce(trx);
  const policy = { version, hash, rules };
  if (matter.system === undefined) return { policy, owner: null, twoReviewers: false };
  const { rows } = await sql<{ owner: PersonId; biometric: boolean }>`
    select s.owner_id as owner, exists (
      select from adoption_request r
      where s.detail->'requests' ? r.id::text
        and (r.detail#>>'{content,system,kind}' = 'biometrics'
          or r.detail#>'{content,screening,highRiskAreas}' ? '1_biometrics')) as biometric
    from ai_system s where s.id = ${matter.system}`.execute(trx);
  const [row] = rows;
  return { policy, owner: row?.owner ?? null, twoReviewers: row?.biometric === true };
}

/** The system is suspended, and usage checks obey that at once. */
async function stopping(
  trx: DatabaseTransaction,
  id: string,
  { decision }: Extract<OversightCaseEvent, { type: 'OversightCaseDecided' }>,
): Promise<Consequence[]> {
  const found = decision.stops ? await findOversightCase(trx, id) : undefined;
  const system = found?.state.matter.system;
  if (system === undefined) return [];
  const { by, note } = decision;
  const actor = { person: by, roles: [], actsFor: [] };
  return [{ stream: aiSystemStream(system), command: { type: 'suspend', by, actor, note, case: id } }];
}

/** Whoever approved the system is asked again. */
async function reopening(
  trx: DatabaseTransaction,
  id: string,
  { at, decision }: Extract<OversightCaseEvent, { type: 'OversightCaseDecided' }>,
): Promise<Consequence[]> {
  const found = decision.decision === 'reopened' ? await findOversightCase(trx, id) : undefined;
  const system = found?.state.matter.system;
  if (system === undefined) return [];
  const { by, note } = decision;
  const actor = { person: by, roles: [], actsFor: [] };
  return reopeningOfApproval(trx, system, { actor, note, at, case: id });
}
