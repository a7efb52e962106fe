import { rolesReopenedBy } from '../domain/ai-system-state.ts';
import { planSignOffs } from '../domain/approval-plan.ts';
import type { Instant } from '../domain/decider.ts';
import type { Actor } from '../domain/identity.ts';
import { addCalendarDays } from '../domain/working-time.ts';
import { aiSystemStream, findAiSystem } from './ai-system.ts';
import { policyInForce } from './approval-policy.ts';
import type { Consequence } from './consequence.ts';
import type { DatabaseTransaction } from './database.ts';

/** Whoever approved a system is asked again, for what somebody has found; unsigned or rejected, that suspends it. */
export async function reopeningOfApproval(
  trx: DatabaseTransaction,
  systemId: string,
  { actor, note, at, case: foundIn }: { actor: Actor; note: string; at: Instant; case?: string },
): Promise<Consequence[]> {
  const system = await findAiSystem(trx, systemId);
  if (system === undefined) return [];
  const { rules } = await policyInForce(trx);
  const change = 'oversight_finding';
  const plan = planSignOffs(rules, rolesReopenedBy[change], system.state.tier, at);
  const suspendAt = addCalendarDays(rules.calendar, at, rules.expiryDays);
  const said = { change, note, plan, suspendAt, ...(foundIn !== undefined && { case: foundIn }) };
  const command = { type: 'declareChange', by: actor.person, actor, ...said };
  return [{ stream: aiSystemStream(system.id), command }];
}
