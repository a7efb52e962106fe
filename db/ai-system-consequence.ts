import type { AiSystemEvent } from '../domain/ai-system-state.ts';
import type { Consequence } from './consequence.ts';
import type { DatabaseTransaction } from './database.ts';
import { registered } from './shadow-ai-consequence.ts';
import { openShadowAiOf } from './shadow-ai.ts';

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
