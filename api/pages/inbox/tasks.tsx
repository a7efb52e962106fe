import { z } from 'zod';
import type { TaskKind } from '../../../db/tables/task.ts';
import type { WaitingTask } from '../../../db/task-list.ts';
import { pagePathOf } from '../../../domain/topic.ts';
import { taskPage } from '../../inbox.ts';
import { cursor } from '../../schemas/text.ts';
import { EmptyState, More, withQuery } from '../components/document.tsx';
import { Due } from '../components/time.tsx';
import { page, type Viewer } from '../page.ts';
import { InboxTabs } from './inbox.tsx';

const pageSize = 25;

const taskWords: Record<TaskKind, string> = {
  vendor_answers: 'Have the vendor answer',
  vendor_sign_off: 'Sign off the vendor',
  risk_treatment: 'Decide how the risk is treated',
  risk_acceptance: 'Accept the risk, or have it treated otherwise',
  risk_action: 'Do this, so that the risk shrinks',
  action: 'Do this, and say when it is done',
  policy_review: 'Revise the policy, or confirm it unchanged',
  policy_sign_off: 'Sign off the policy',
  management_review: 'Prepare the management review',
  management_review_sign_off: 'Sign the management review',
  access_grant: 'Decide whether somebody outside may see the documents',
  usage_audit: 'Audit how the AI system was used, or say who does',
  ai_system_review: 'Review the AI system in use',
  ai_system_sign_off: 'Sign off what has changed in the AI system',
  ai_system_joining: 'Say whether somebody may use the AI system',
  oversight_case: 'Review what AI has done, and decide',
  oversight_confirmation: 'Confirm the decision of the first reviewer, or disagree',
  oversight_gap: 'Find somebody to review this: nobody trained was there',
  oversight_report: 'Report the serious incident',
  oversight_closing: 'Put down root cause and corrective action',
  shadow_ai: 'Have it registered, or have it blocked',
  evidence_request: 'Show the auditor what they ask for',
  gap: 'Mend it, so that the records show it',
  statement_of_applicability: 'Sign which controls apply',
};

export const tasks = page({
  method: 'get',
  path: '/inbox/tasks',
  access: 'anyone',
  query: z.object({ cursor }),
  handle: async ({ query, viewer, at, services }) => {
    const { items, next } = await taskPage(services, viewer.actor, { ...query, limit: pageSize });
    return {
      title: 'Other tasks',
      main: (
        <>
          <div class="page-head">
            <h1>What else waits for you</h1>
            <p>
              <a href="/actions">Actions, everybody’s</a>
            </p>
          </div>
          <InboxTabs current="tasks" />
          {items.length === 0 ? (
            <EmptyState title="Nothing else waits for you.">
              <p>Risks that you own or may accept come here, and what you have to do by a day.</p>
            </EmptyState>
          ) : (
            <TaskList items={items} viewer={viewer} now={at} />
          )}
          <More href={next === null ? null : withQuery('/inbox/tasks', { cursor: next })} />
        </>
      ),
    };
  },
});

function TaskList({ items, viewer, now }: { items: readonly WaitingTask[]; viewer: Viewer; now: string }) {
  return (
    <ul class="list">
      {items.map(({ stream, key, kind, title, escalated, dueAt }) => (
        <li key={`${stream} ${key}`}>
          <p class="list-title">
            <a href={pagePathOf(stream)}>{title}</a>
          </p>
          <p class="list-side">
            <Due at={dueAt} now={now} zone={viewer.timeZone} />
          </p>
          <p class="list-more">
            <span>{taskWords[kind]}</span>
            {escalated && <span>escalated to you</span>}
          </p>
        </li>
      ))}
    </ul>
  );
}
