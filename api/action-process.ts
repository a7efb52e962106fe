import { findAction } from '../db/action.ts';
import { courseTitles } from '../db/course.ts';
import type { Database } from '../db/database.ts';
import { namesOf } from '../db/directory.ts';
import { type Action, action, type ActionCommand } from '../domain/action.ts';
import { actionAttributesOf } from '../workflows/action-messages.ts';
import type { ProcessKind } from './process.ts';

/** How the API carries messages to actions. */
export const actionProcess: ProcessKind<Action, ActionCommand> = {
  kind: 'action',
  noun: 'action',
  workflowType: 'action',
  path: '/v1/actions',
  decider: action,
  find: findAction,
  async represent(db, { id, seq, state }) {
    const { owner, openedBy, settled } = state;
    const nameOf = await namesOf(db, [owner, openedBy, ...(settled === null ? [] : [settled.by])]);
    const body = {
      id,
      state: state.state,
      subject: state.subject,
      text: state.text,
      owner: nameOf(owner),
      openedBy: nameOf(openedBy),
      openedAt: state.openedAt,
      dueAt: state.dueAt,
      escalateTo: state.escalateTo,
      escalatedAt: state.escalatedAt,
      settled: settled && { ...settled, by: nameOf(settled.by) },
      course: await courseOf(db, state),
    };
    return { body, etag: `"${seq}"` };
  },
  attributesOf: actionAttributesOf,
  summaryOf: ({ subject }) => `Action · of ${subject.split('/')[0] ?? ''}`,
  refusalExtensions: (_db, { state, settled }) => Promise.resolve({ state, settledAt: settled?.at ?? null }),
};

async function courseOf(db: Database, { course }: Action): Promise<{ id: string; title: string } | null> {
  if (course === undefined) return null;
  const titles = await courseTitles(db, [course]);
  return { id: course, title: titles.get(course) ?? course };
}
