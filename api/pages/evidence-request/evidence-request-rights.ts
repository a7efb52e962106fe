import { isToReply } from '../../../domain/evidence-request.ts';
import { overseers } from '../../people-shown.ts';
import type { Viewer } from '../page.ts';
import type { EvidenceRequestReading } from './evidence-request.tsx';

/** Whether it is for the viewer to reply. */
export function mayReply({ actor, external }: Viewer, { to }: EvidenceRequestReading): boolean {
  return !external && isToReply({ to: to?.id ?? null }, actor);
}

/** Whoever is only asked for something does not see the engagement that it is for. */
export function mayLookAtEngagement({ person, external }: Viewer): boolean {
  return external || overseers.some((role) => person.roles.includes(role));
}
