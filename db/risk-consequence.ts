import { system } from '../domain/identity.ts';
import type { RiskEvent } from '../domain/risk-state.ts';
import type { Consequence } from './consequence.ts';
import type { DatabaseTransaction } from './database.ts';
import { lockStream } from './facts.ts';
import { riskPolicyInForce, riskPolicyStream } from './risk-policy.ts';

/**
 * A risk that comes into the register, or comes back, under a policy that was replaced meanwhile adopts the one in force.
 * Whoever publishes waits until it is there, and so does not pass it over.
 */
export async function consequencesOfRisk(
  trx: DatabaseTransaction,
  id: string,
  event: RiskEvent,
): Promise<Consequence[]> {
  if (event.type !== 'RiskIdentified' && event.type !== 'RiskReopened') return [];
  await lockStream(trx, riskPolicyStream, 'shared');
  const { version, hash, rules } = await riskPolicyInForce(trx);
  const row = await trx
    .selectFrom('risk')
    .select('policy_version')
    .where('id', '=', id)
    .executeTakeFirstOrThrow();
  if (row.policy_version >= version) return [];
  const policy = { version, hash, rules };
  return [{ stream: `risk/${id}`, command: { type: 'adoptPolicy', by: system, policy } }];
}
