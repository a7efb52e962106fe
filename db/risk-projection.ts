import { fold } from '../domain/decider.ts';
import type { Notification } from '../domain/notification.ts';
import { riskNotifications } from '../domain/risk-notification.ts';
import { bandOf, riskBands } from '../domain/risk-policy.ts';
import { risk as decider } from '../domain/risk.ts';
import type { Risk, RiskEvent } from '../domain/risk-state.ts';
import { acceptanceInForce, isDealtWith, isOverdue, nextDue } from '../domain/risk-time.ts';
import type { DatabaseTransaction } from './database.ts';
import { moveRiskCount } from './risk-count.ts';
import { importedRiskId } from './risk-import.ts';
import { linksOf } from './risk-link.ts';
import { tasksOf } from './risk-task.ts';
import { replaceTasks } from './task.ts';

/** Folds the events into the read model of the register. Returns who must be told of them. */
export async function projectRisk(
  trx: DatabaseTransaction,
  id: string,
  seqBefore: number,
  events: readonly RiskEvent[],
): Promise<Notification[]> {
  const row = await trx.selectFrom('risk').select('detail').where('id', '=', id).executeTakeFirst();
  const before = row?.detail;
  const risk = fold(decider, before, events);
  if (risk === undefined) return [];
  const values = rowOf(risk, seqBefore + events.length);
  await trx
    .insertInto('risk')
    .values({ id, ...values })
    .onConflict((conflict) => conflict.column('id').doUpdateSet(values))
    .execute();
  await replaceLinks(trx, id, before, risk);
  await moveRiskCount(trx, before, risk);
  await replaceTasks(trx, `risk/${id}`, tasksOf(risk));
  const told = riskNotifications(before, seqBefore, events);
  return isImported(id, events) ? told.filter(({ kind }) => kind !== 'risk_assigned') : told;
}

/** Whoever brings in a file of risks tells their owners: hundreds of mails at once would be read by nobody. */
function isImported(id: string, events: readonly RiskEvent[]): boolean {
  return events.some((event) => event.type === 'RiskIdentified' && importedRiskId(event.description) === id);
}

function rowOf(risk: Risk, seq: number) {
  const { description, inherent, residual, policy } = risk;
  const band = bandOf(policy.rules, residual);
  return {
    title: description.title,
    category: description.category,
    owner_id: description.owner,
    state: risk.state,
    treatment: risk.treatment?.kind ?? null,
    inherent_likelihood: inherent.likelihood,
    inherent_impact: inherent.impact,
    residual_likelihood: residual.likelihood,
    residual_impact: residual.impact,
    residual_band: band,
    residual_rank: riskBands.indexOf(band) * 100 + residual.likelihood * residual.impact,
    dealt_with: isDealtWith(risk),
    overdue: isOverdue(risk),
    accepted_until: acceptanceInForce(risk)?.until ?? null,
    next_due_at: nextDue(risk) ?? null,
    identified_at: risk.identifiedAt,
    policy_version: policy.version,
    seq,
    detail: JSON.stringify(risk),
  };
}

async function replaceLinks(
  trx: DatabaseTransaction,
  id: string,
  before: Risk | undefined,
  risk: Risk,
): Promise<void> {
  const links = linksOf(risk.description);
  if (before !== undefined && JSON.stringify(linksOf(before.description)) === JSON.stringify(links)) return;
  await trx.deleteFrom('risk_link').where('risk_id', '=', id).execute();
  if (links.length === 0) return;
  const rows = links.map((link) => ({ ...link, risk_id: id, identified_at: risk.identifiedAt }));
  await trx.insertInto('risk_link').values(rows).execute();
}
