import type { SearchAttributeUpdatePair } from '@temporalio/common';
import { defineSignal } from '@temporalio/workflow';
import type { Risk, RiskCommand } from '../domain/risk-state.ts';
import { nextDeadline, waitingFor } from '../domain/risk-time.ts';
import { searchAttributes } from './search-attributes.ts';

/** What can be said to a risk's workflow. */
export const riskSignal = {
  identify: defineSignal<[RiskCommand]>('identify'),
  describe: defineSignal<[RiskCommand]>('describe'),
  assess: defineSignal<[RiskCommand]>('assess'),
  treat: defineSignal<[RiskCommand]>('treat'),
  completeAction: defineSignal<[RiskCommand]>('completeAction'),
  signAcceptance: defineSignal<[RiskCommand]>('signAcceptance'),
  close: defineSignal<[RiskCommand]>('close'),
  reopen: defineSignal<[RiskCommand]>('reopen'),
  affectedChanged: defineSignal<[RiskCommand]>('affectedChanged'),
  requestEnded: defineSignal<[RiskCommand]>('requestEnded'),
  adoptPolicy: defineSignal<[RiskCommand]>('adoptPolicy'),
};

/** How a risk shows in Temporal's lists: where it stands, what it waits for, what is due next. */
export function riskAttributesOf(risk: Risk): SearchAttributeUpdatePair[] {
  const due = nextDeadline(risk);
  return [
    { key: searchAttributes.state, value: risk.state },
    { key: searchAttributes.waitingFor, value: waitingFor(risk) },
    { key: searchAttributes.dueAt, value: due === undefined ? null : new Date(due) },
  ];
}
