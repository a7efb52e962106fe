import type { SearchAttributeUpdatePair } from '@temporalio/common';
import { defineSignal } from '@temporalio/workflow';
import type { OversightCase, OversightCaseCommand } from '../domain/oversight-case-state.ts';
import { awaitedSeat, nextDeadline, openDuties, roleAt } from '../domain/oversight-case-time.ts';
import { searchAttributes } from './search-attributes.ts';

/** What can be said to an oversight case's workflow. */
export const oversightCaseSignal = {
  open: defineSignal<[OversightCaseCommand]>('open'),
  assign: defineSignal<[OversightCaseCommand]>('assign'),
  acknowledge: defineSignal<[OversightCaseCommand]>('acknowledge'),
  decide: defineSignal<[OversightCaseCommand]>('decide'),
  confirm: defineSignal<[OversightCaseCommand]>('confirm'),
  disagree: defineSignal<[OversightCaseCommand]>('disagree'),
  askSecondOpinion: defineSignal<[OversightCaseCommand]>('askSecondOpinion'),
  handOver: defineSignal<[OversightCaseCommand]>('handOver'),
  reassign: defineSignal<[OversightCaseCommand]>('reassign'),
  report: defineSignal<[OversightCaseCommand]>('report'),
  close: defineSignal<[OversightCaseCommand]>('close'),
  callOff: defineSignal<[OversightCaseCommand]>('callOff'),
};

/** How a case shows in Temporal's lists: where it stands, how severe it is, whom it waits for, what is due next. */
export function oversightCaseAttributesOf(current: OversightCase): SearchAttributeUpdatePair[] {
  const due = nextDeadline(current);
  return [
    { key: searchAttributes.state, value: current.state },
    { key: searchAttributes.tier, value: current.matter.severity },
    { key: searchAttributes.waitingFor, value: waitedFor(current) },
    { key: searchAttributes.dueAt, value: due === undefined ? null : new Date(due) },
  ];
}

/** The role of whoever is asked; then the audiences that are still to be told. */
export function waitedFor(current: OversightCase): string[] {
  const seat = awaitedSeat(current);
  if (seat === null || current.terms === null) return openDuties(current).map(({ audience }) => audience);
  const role = roleAt(current.terms, seat.level);
  return role === undefined ? [] : [role];
}
