import { type SignOffRole, signOffRoles } from '../../../domain/identity.ts';
import type { Form } from '../page.ts';

export const changeDecisions = ['approve', 'reject'] as const;

/** What somebody is about to sign of a change. */
export interface ChangeIntent {
  role: SignOffRole;
  decision: (typeof changeDecisions)[number];
  comment: string;
  /** Names the attempt, so that pressing twice signs once. */
  key: string;
}

/** Undefined where nothing was decided yet: the first step was sent without a choice. */
export function changeIntentIn(form: Form): ChangeIntent | undefined {
  const role = signOffRoles.find((name) => name === form.text('role'));
  const decision = changeDecisions.find((name) => name === form.text('decision'));
  if (role === undefined || decision === undefined) return undefined;
  const key = form.text('key') === '' ? crypto.randomUUID() : form.text('key');
  return { role, decision, comment: form.text('/comment'), key };
}
