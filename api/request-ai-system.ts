import { findAiSystem } from '../db/ai-system.ts';
import type { AdoptionRequestContent } from '../domain/adoption-request-content.ts';
import { Problem } from './problem.ts';
import type { Services } from './services.ts';

/** Throws a Problem where a request is to change an AI system that is not there, or not in use any more. */
export async function refuseToAmendNothing(
  { db }: Services,
  { amends }: AdoptionRequestContent['system'],
): Promise<void> {
  if (amends === undefined) return;
  const found = await findAiSystem(db, amends);
  if (found !== undefined && found.state.state !== 'decommissioned') return;
  const detail =
    found === undefined ? 'There is no such AI system.' : 'This AI system is not in use any more.';
  throw new Problem('invalid', detail, { errors: [{ pointer: '/system/amends', detail }] });
}
