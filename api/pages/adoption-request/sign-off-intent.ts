import { type SignOffDecision, signOffDecisions } from '../../../domain/sign-off.ts';
import { type SignOffRole, signOffRoles } from '../../../domain/identity.ts';
import type { RequestReading } from './adoption-request-reading.ts';
import type { Form } from '../page.ts';

/** What a person is about to sign. */
export interface Intent {
  role: SignOffRole;
  decision: SignOffDecision;
  revision: number;
  comment: string;
  conditions: { text: string; owner: string; dueOn: string }[];
  /** Names the attempt, so that pressing twice signs once. */
  key: string;
}

/** Undefined where nothing was decided yet: the first step was sent without a choice. */
export function intentOf(form: Form, { request }: RequestReading): Intent | undefined {
  const role = signOffRoles.find((name) => name === form.text('role'));
  const decision = signOffDecisions.find((name) => name === form.text('decision'));
  if (role === undefined || decision === undefined) return undefined;
  const count = form.all('condition').length;
  const conditions = Array.from({ length: count }, (_, index) => ({
    text: form.text(`/conditions/${index}/text`),
    owner: form.text(`/conditions/${index}/owner`),
    dueOn: form.text(`/conditions/${index}/dueOn`),
  }));
  if (decision === 'approve_with_conditions' && conditions.length === 0) {
    conditions.push({ text: '', owner: '', dueOn: '' });
  }
  return {
    role,
    decision,
    revision: Number(form.text('revision')) || request.revision,
    comment: form.text('/comment'),
    conditions: decision === 'approve_with_conditions' ? conditions : [],
    key: form.text('key') === '' ? crypto.randomUUID() : form.text('key'),
  };
}
