import {
  CancellationScope,
  condition,
  setCurrentDetails,
  type SignalDefinition,
  setHandler,
  upsertSearchAttributes,
  workflowInfo,
} from '@temporalio/workflow';
import type { SearchAttributeUpdatePair } from '@temporalio/common';
import {
  type Command,
  type Decider,
  type DomainEvent,
  fold,
  type Refusal,
  settle,
} from '../domain/decider.ts';
import { Deadline } from './deadline.ts';
import { recordInRegister } from './register.ts';

/** Where a process stands: what it knows, and how many events of its stream are behind that. */
export interface Standing<State> {
  state: State | undefined;
  seq: number;
}

/** What a run hands to the one that continues it. */
export interface Carried<State, Cmd> extends Standing<State> {
  commands: Cmd[];
}

export interface ProcessDefinition<State, Cmd extends Command, Event extends DomainEvent> {
  stream: string;
  decider: Decider<State, Cmd, Event>;
  signals: SignalDefinition<[Cmd]>[];
  /**
   * What the process has to find out for itself while `isDue`: an activity, whose result comes back as a command like any
   * other. It may be run again by whatever continues this run.
   */
  errand?: { isDue(state: State): boolean; run(): Promise<Cmd> };
  /** What closing the workflow by hand in the Temporal UI asks of the process. */
  whenCancelled(now: string, runId: string): Cmd;
  /** What operators see: searchable attributes, details in Markdown, and a line on the timer. No personal data. */
  show(state: State): { attributes: SearchAttributeUpdatePair[]; details: string; waitingFor: string };
}

/** At most so many commands become one transaction. */
const batchSize = 50;

/**
 * Runs a process to its end, or until its history has grown long: people's commands and elapsed deadlines are decided
 * in order, recorded, folded in. Commands that come meanwhile queue; none is dropped. Returns what to carry on with, or
 * undefined at the end.
 */
export async function runProcess<State, Cmd extends Command, Event extends DomainEvent>(
  process: ProcessDefinition<State, Cmd, Event>,
  carried: Carried<State, Cmd>,
): Promise<Carried<State, Cmd> | undefined> {
  const { decider } = process;
  const queue = carried.commands;
  for (const signal of process.signals) setHandler(signal, (command) => void queue.push(command));
  const cancelled = closeWhenCancelled(process, queue);

  return CancellationScope.nonCancellable(async () => {
    let standing: Standing<State> = carried;
    const deadline = new Deadline();
    const goOnErrand = errandOf(process, queue);
    // Even with nothing to answer, the first look adopts what the register already has and what time has brought about.
    for (let first = true; ; first = false) {
      if (!first) await condition(() => queue.length > 0 || deadline.hasPassed);
      standing = await settleOnRecord(process, standing, queue.splice(0, batchSize));
      const { state } = standing;
      if (state === undefined) return undefined;
      const { attributes, details, waitingFor } = process.show(state);
      if (attributes.some(isNew)) upsertSearchAttributes(attributes);
      setCurrentDetails(details);
      goOnErrand(state);
      if (queue.length > 0) continue;
      if (decider.isFinal(state)) {
        cancelled.rethrow();
        return undefined;
      }
      if (workflowInfo().continueAsNewSuggested) return { ...standing, commands: queue };
      deadline.arm(decider.nextDeadline(state), waitingFor);
    }
  });
}

/** Sets out once in a run; nobody waits for it, and what it brings is queued. */
function errandOf<State, Cmd extends Command, Event extends DomainEvent>(
  { errand }: ProcessDefinition<State, Cmd, Event>,
  queue: Cmd[],
): (state: State) => void {
  let underWay = false;
  return (state) => {
    if (errand === undefined || underWay || !errand.isDue(state)) return;
    underWay = true;
    void errand.run().then((command) => void queue.push(command));
  };
}

function isNew({ key, value }: SearchAttributeUpdatePair): boolean {
  const current = workflowInfo().typedSearchAttributes.get(key);
  return JSON.stringify(current ?? null) !== JSON.stringify(value);
}

/** Decides, records, and decides again whatever the register had answered differently in the meantime. */
async function settleOnRecord<State, Cmd extends Command, Event extends DomainEvent>(
  { decider, stream }: ProcessDefinition<State, Cmd, Event>,
  from: Standing<State>,
  batch: Cmd[],
): Promise<Standing<State>> {
  let standing = from;
  let commands = withoutRepeats(batch);
  const guarded = new Map<string, Refusal>();
  for (;;) {
    const settled = settle(decider, standing, commands, new Date().toISOString(), guarded);
    const nothingToSay = settled.events.length === 0 && settled.outcomes.length === 0;
    if (nothingToSay && standing.state !== undefined) return standing;
    const { seq: expectedSeq } = standing;
    const result = await recordInRegister({
      stream,
      expectedSeq,
      events: settled.events,
      outcomes: settled.outcomes,
    });
    if (result.status === 'recorded') return settled;
    if (result.status === 'guarded') {
      guarded.set(result.commandId, result.refusal);
      continue;
    }
    const before = result.events as Event[];
    standing = { state: fold(decider, standing.state, before), seq: expectedSeq + before.length };
    commands = commands.filter(({ id }) => !result.answered.includes(id));
    if (before.length === 0 && commands.length === 0) return standing;
  }
}

/** The same command twice in one batch would break the register's key for ever. The first one is what was said. */
function withoutRepeats<Cmd extends Command>(commands: Cmd[]): Cmd[] {
  return commands.filter(({ id }, index) => commands.findIndex((other) => other.id === id) === index);
}

/** Turns the cancellation of the workflow into a command; once that has been answered the workflow ends as cancelled. */
function closeWhenCancelled<State, Cmd extends Command, Event extends DomainEvent>(
  process: ProcessDefinition<State, Cmd, Event>,
  queue: Cmd[],
): { rethrow: () => void } {
  let cancellation: unknown;
  void CancellationScope.current().cancelRequested.catch((error: unknown) => {
    cancellation = error;
    queue.push(process.whenCancelled(new Date().toISOString(), workflowInfo().runId));
  });
  return {
    rethrow: () => {
      if (cancellation !== undefined) throw cancellation as Error;
    },
  };
}
