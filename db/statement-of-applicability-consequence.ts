import type { StatementOfApplicabilityEvent } from '../domain/statement-of-applicability-state.ts';
import type { Consequence } from './consequence.ts';
import { uuidOf } from './uuid.ts';

/** What applies has changed: the controls are looked at again at once. */
export function consequencesOfApplicability(event: StatementOfApplicabilityEvent): Consequence[] {
  if (event.type !== 'ApplicabilitySigned') return [];
  const id = uuidOf(['statement-of-applicability', event.version]);
  return [{ stream: `control-evaluation/${id}`, command: { type: 'run' } }];
}
