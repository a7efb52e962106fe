import { bandOf } from '../domain/risk-policy.ts';
import type { Risk } from '../domain/risk-state.ts';
import { openActions } from '../domain/risk-time.ts';
import { holderText, type Task } from './task.ts';

/** What a risk has wait for whom. */
export function tasksOf(risk: Risk): Task[] {
  return [...treatmentTasks(risk), ...acceptanceTasks(risk), ...actionTasks(risk)];
}

/** An acceptance that no longer counts is the signatories' to sign again, or the owner's to replace by another treatment. */
function treatmentTasks(risk: Risk): Task[] {
  const { state, dealWithBy, staleSince, description } = risk;
  if (dealWithBy === null || (state !== 'untreated' && staleSince === null)) return [];
  return withEscalation(risk.escalatedAt !== null, risk, [
    {
      key: 'treatment',
      kind: 'risk_treatment',
      holder: { person: description.owner },
      escalated: false,
      title: description.title,
      barred: [],
      since: staleSince?.at ?? risk.identifiedAt,
      dueAt: dealWithBy,
    },
  ]);
}

function acceptanceTasks(risk: Risk): Task[] {
  const { state, dealWithBy, staleSince, description, residual, policy, treatment } = risk;
  if (state !== 'accepting' || dealWithBy === null) return [];
  const { roles } = policy.rules.acceptance[bandOf(policy.rules, residual)];
  const tasks = roles.map((role): Task => ({
    key: 'acceptance',
    kind: 'risk_acceptance',
    holder: { role },
    escalated: false,
    title: description.title,
    barred: [description.owner],
    since: staleSince?.at ?? treatment?.at ?? risk.identifiedAt,
    dueAt: dealWithBy,
  }));
  return withEscalation(risk.escalatedAt !== null, risk, tasks);
}

function actionTasks(risk: Risk): Task[] {
  return openActions(risk).flatMap(({ id, owner, text, dueAt, escalatedAt }) =>
    withEscalation(escalatedAt !== null, risk, [
      {
        key: `action/${id}`,
        kind: 'risk_action',
        holder: { person: owner },
        escalated: false,
        title: text,
        barred: [],
        since: risk.treatment?.at ?? risk.identifiedAt,
        dueAt,
      },
    ]),
  );
}

/** Whoever it is escalated to has it too; where they had it already, it is theirs once more as escalated. */
function withEscalation(isEscalated: boolean, { policy }: Risk, tasks: Task[]): Task[] {
  const [first] = tasks;
  if (!isEscalated || first === undefined) return tasks;
  const escalated: Task = { ...first, holder: { role: policy.rules.escalateTo }, escalated: true };
  const others = tasks.filter(({ holder }) => holderText(holder) !== holderText(escalated.holder));
  return [...others, escalated];
}
