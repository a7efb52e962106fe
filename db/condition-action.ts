import { endOfLocalDate } from '../domain/working-time.ts';
import type { Instant, PersonId } from '../domain/decider.ts';
import type { ApprovalCondition } from '../domain/sign-off.ts';
import { uuidOf } from './uuid.ts';
import type { Consequence } from './consequence.ts';

/** A condition of an approval, with who set it. */
export type SetCondition = ApprovalCondition & { by: PersonId };

/** The clocks of conditions: reminded so many days before they are due, and then escalated. */
const remindDaysBefore = [14, 3];

/** Conditions of an approval of `subject` become actions, one each; `occasion` tells approvals of a subject apart. */
export function conditionActions(
  subject: string,
  occasion: number,
  conditions: readonly SetCondition[],
  at: Instant,
  timeZone: string,
): Consequence[] {
  return conditions.map(({ text, owner, dueOn, by, course }, index) => {
    const dueAt = endOfLocalDate(dueOn, timeZone);
    const remindAt = remindDaysBefore
      .map((days) => new Date(Date.parse(dueAt) - days * 86_400_000).toISOString())
      .filter((instant) => instant > at);
    return {
      stream: `action/${uuidOf([subject, occasion, index])}`,
      command: {
        type: 'open',
        by,
        subject,
        text,
        owner,
        dueAt,
        remindAt,
        escalateTo: 'compliance_manager',
        ...(course !== undefined && { course }),
      },
    };
  });
}
