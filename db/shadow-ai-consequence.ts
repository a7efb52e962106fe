import type { ShadowAiEvent } from '../domain/shadow-ai.ts';
import type { Consequence } from './consequence.ts';
import type { DatabaseTransaction } from './database.ts';
import { nameKey } from './name-key.ts';
import { shadowAiIdOf, shadowAiStream } from './shadow-ai.ts';

/** It may have come into the register while its finding was on its way. */
export async function consequencesOfShadowAi(
  trx: DatabaseTransaction,
  event: ShadowAiEvent,
): Promise<Consequence[]> {
  if (event.type !== 'ShadowAiFound') return [];
  const key = nameKey(event.name);
  const system = await trx
    .selectFrom('ai_system')
    .select('id')
    .where('name_key', '=', key)
    .where('state', '<>', 'decommissioned')
    .executeTakeFirst();
  return system === undefined ? [] : [registered(shadowAiIdOf(key, event.number), system.id)];
}

/** Says to a finding that it is this system of the register. */
export function registered(finding: string, system: string): Consequence {
  return { stream: shadowAiStream(finding), command: { type: 'register', system, note: '' } };
}
