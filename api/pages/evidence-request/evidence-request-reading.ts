import type { z } from 'zod';
import { isToReply } from '../../../domain/evidence-request.ts';
import { overseers } from '../../people-shown.ts';
import type { evidence } from '../../schemas/evidence.ts';
import type { evidenceRequest } from '../../schemas/evidence-request.ts';
import type { Viewer } from '../page.ts';

export type EvidenceRequestReading = z.output<typeof evidenceRequest>;
export type EvidenceFile = z.output<typeof evidence>;

/** Whether it is for the viewer to reply. */
export function mayReply({ actor, external }: Viewer, { to }: EvidenceRequestReading): boolean {
  return !external && isToReply({ to: to?.id ?? null }, actor);
}

/** Whoever is only asked for something does not see the engagement that it is for. */
export function mayLookAtEngagement({ person, external }: Viewer): boolean {
  return external || overseers.some((role) => person.roles.includes(role));
}
