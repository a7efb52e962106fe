import { type SignOffDecision, signOffDecisions } from '../../../domain/sign-off.ts';
import { type SignOffRole, signOffRoles } from '../../../domain/identity.ts';
import { conditionsIn, emptyCondition, type TypedCondition } from '../components/condition-rows.tsx';
import type { Form } from '../page.ts';

/** What a person is about to sign. */
export interface Intent {
  role: SignOffRole;
  decision: SignOffDecision;
  /** What the person has read: a revision of a request, a submission of answers. */
  revision: number;
  comment: string;
  conditions: TypedCondition[];
  /** Names the attempt, so that pressing twice signs once. */
  key: string;
}

/** Of what is at `revision` now, unless the form says what was read. Undefined where nothing was decided yet: the first step was sent without a choice. */
export function intentOf(form: Form, revision: number): Intent | undefined {
  const role = signOffRoles.find((name) => name === form.text('role'));
  const decision = signOffDecisions.find((name) => name === form.text('decision'));
  if (role === undefined || decision === undefined) return undefined;
  const conditions = conditionsIn(form);
  if (decision === 'approve_with_conditions' && conditions.length === 0) {
    conditions.push({ ...emptyCondition });
  }
  return {
    role,
    decision,
    revision: Number(form.text('revision')) || revision,
    comment: form.text('/comment'),
    conditions: decision === 'approve_with_conditions' ? conditions : [],
    key: form.text('key') === '' ? crypto.randomUUID() : form.text('key'),
  };
}
