import { namesOf } from '../db/directory.ts';
import { findGap } from '../db/gap.ts';
import { findStatement } from '../domain/control-catalogue.ts';
import { gap } from '../domain/gap.ts';
import type { Gap, GapCommand } from '../domain/gap-state.ts';
import { gapAttributesOf } from '../workflows/gap-messages.ts';
import type { ProcessKind } from './process.ts';

/** How the API carries messages to gaps. */
export const gapProcess: ProcessKind<Gap, GapCommand> = {
  kind: 'gap',
  noun: 'gap',
  workflowType: 'gap',
  path: '/v1/gaps',
  decider: gap,
  find: findGap,
  async represent(db, { id, seq, state }) {
    const { owner, plan, settled, statement } = state;
    const people = [owner, plan?.by, settled?.by].flatMap((person) => person ?? []);
    const nameOf = await namesOf(db, people);
    const body = {
      id,
      state: state.state,
      statement: statementNamed(statement),
      number: state.number,
      counted: state.counted,
      owner: owner && nameOf(owner),
      openedAt: state.openedAt,
      dueAt: state.dueAt,
      escalatedAt: state.escalatedAt,
      plan: plan && { ...plan, by: nameOf(plan.by) },
      settled: settled && { ...settled, by: nameOf(settled.by) },
    };
    return { body, etag: `"${seq}"` };
  },
  attributesOf: gapAttributesOf,
  summaryOf: ({ statement }) => `Gap: ${statement}`,
  refusalExtensions: (_db, { state, settled }) => Promise.resolve({ state, settledAt: settled?.at ?? null }),
};

/** A statement by its id, its control and what it says: also one that the catalogue does not hold any more. */
export function statementNamed(id: string): { id: string; control: string; text: string } {
  const found = findStatement(id);
  return { id, control: found?.control ?? '', text: found?.text ?? id };
}
