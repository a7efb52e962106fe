import type { StatementOfApplicabilityEvent } from '../domain/statement-of-applicability-state.ts';
import type { Consequence } from './consequence.ts';
import { uuidOf } from './uuid.ts';

/** What applies has changed: the controls are looked at again at once. */
export function consequencesOfApplicability(id: string, event: StatementOfApplicabilityEvent): Consequence[] {
  if (event.type !== 'ApplicabilitySigned') return [];
  const evaluation = uuidOf([id, event.version]);
  return [{ stream: `control-evaluation/${evaluation}`, command: { type: 'run' } }];
}
