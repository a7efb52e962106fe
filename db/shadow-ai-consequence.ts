import type { AiSystemEvent } from '../domain/ai-system-state.ts';
import type { ShadowAiEvent } from '../domain/shadow-ai.ts';
import type { Consequence } from './consequence.ts';
import type { DatabaseTransaction } from './database.ts';
import { nameKey } from './name-key.ts';
import { openShadowAiOf, shadowAiIdOf, shadowAiStream } from './shadow-ai.ts';

/** A system that comes into the register settles the findings of its name. */
export async function consequencesOfAiSystem(
  trx: DatabaseTransaction,
  id: string,
  event: AiSystemEvent,
): Promise<Consequence[]> {
  if (event.type !== 'AiSystemOpened') return [];
  const findings = await openShadowAiOf(trx, event.name);
  return findings.map((finding) => registered(finding, id));
}

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

function registered(finding: string, system: string): Consequence {
  return { stream: shadowAiStream(finding), command: { type: 'register', system, note: '' } };
}
