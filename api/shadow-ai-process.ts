import { findAiSystem } from '../db/ai-system.ts';
import type { Database } from '../db/database.ts';
import { namesOf } from '../db/directory.ts';
import { findShadowAi, sightingsOf } from '../db/shadow-ai.ts';
import { type ShadowAi, shadowAi, type ShadowAiCommand } from '../domain/shadow-ai.ts';
import { shadowAiAttributesOf } from '../workflows/shadow-ai-messages.ts';
import type { ProcessKind } from './process.ts';

/** How the API carries messages to findings of shadow AI. */
export const shadowAiProcess: ProcessKind<ShadowAi, ShadowAiCommand> = {
  kind: 'shadow-ai',
  noun: 'finding',
  workflowType: 'shadowAi',
  path: '/v1/shadow-ai',
  decider: shadowAi,
  find: findShadowAi,
  async represent(db, { id, seq, state }) {
    const { owner, settled, name, system } = state;
    const people = [owner, settled?.by].flatMap((person) => person ?? []);
    const [nameOf, sightings] = await Promise.all([namesOf(db, people), sightingsOf(db, name)]);
    const body = {
      id,
      state: state.state,
      name,
      number: state.number,
      owner: owner && nameOf(owner),
      openedAt: state.openedAt,
      dueAt: state.dueAt,
      escalatedAt: state.escalatedAt,
      sightings: sightings ?? null,
      system: system && (await systemNamed(db, system)),
      settled: settled && { ...settled, by: nameOf(settled.by) },
    };
    return { body, etag: `"${seq}"` };
  },
  attributesOf: shadowAiAttributesOf,
  summaryOf: () => 'Shadow AI',
  refusalExtensions: (_db, { state, settled }) => Promise.resolve({ state, settledAt: settled?.at ?? null }),
};

async function systemNamed(db: Database, id: string): Promise<{ id: string; name: string }> {
  return { id, name: (await findAiSystem(db, id))?.state.name ?? id };
}
