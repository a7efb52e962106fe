import type { OversightCase } from '../domain/oversight-case-state.ts';
import { awaitedSeat, openDuties } from '../domain/oversight-case-time.ts';
import { concernedIn } from '../domain/oversight-case-reviewer.ts';
import type { Task } from './task.ts';

/** What a case has wait for whom: its reviewer; where there is none, whoever finds one; and whoever sees it through. */
export function tasksOf(current: OversightCase): Task[] {
  return [...reviewTasks(current), ...reportTasks(current), ...closingTasks(current)];
}

function reviewTasks(current: OversightCase): Task[] {
  const { matter, terms, openedAt, overdue } = current;
  const seat = awaitedSeat(current);
  if (seat === null || terms === null) return [];
  const common = { title: matter.summary, barred: [], since: openedAt };
  const dueAt = seat.acknowledgedAt === null ? seat.acknowledgeBy : seat.decideBy;
  if (seat.reviewer !== null) {
    return [
      {
        ...common,
        key: seat.place,
        kind: seat.place === 'first' ? 'oversight_case' : 'oversight_confirmation',
        holder: { person: seat.reviewer },
        escalated: seat.level > 1 && overdue,
        dueAt,
      },
    ];
  }
  if (seat.missing === null) return [];
  return [
    {
      ...common,
      key: `gap/${seat.place}`,
      kind: 'oversight_gap',
      holder: { role: terms.policy.rules.gapTo },
      escalated: true,
      barred: concernedIn(current),
      dueAt,
    },
  ];
}

function reportTasks(current: OversightCase): Task[] {
  const { decision, matter, terms } = current;
  if (decision === null || terms === null) return [];
  return openDuties(current).flatMap(({ audience, duty }): Task[] => {
    const own: Task = {
      key: `report/${audience}`,
      kind: 'oversight_report',
      holder: { person: decision.by },
      escalated: false,
      title: matter.summary,
      barred: [],
      since: decision.at,
      dueAt: duty.dueAt,
    };
    const role = terms.policy.rules.gapTo;
    return duty.overdue ? [own, { ...own, holder: { role }, escalated: true }] : [own];
  });
}

/** Once everybody has been told of an incident. */
function closingTasks(current: OversightCase): Task[] {
  const { state, decision, matter, terms, closeBy, closingReminded } = current;
  if (state !== 'decided' || decision === null || terms === null) return [];
  if (openDuties(current).length > 0) return [];
  const own: Task = {
    key: 'closing',
    kind: 'oversight_closing',
    holder: { person: decision.by },
    escalated: false,
    title: matter.summary,
    barred: [],
    since: decision.at,
    dueAt: closeBy ?? decision.at,
  };
  const role = terms.policy.rules.gapTo;
  return closingReminded ? [own, { ...own, holder: { role }, escalated: true }] : [own];
}
