import type { ContentSection } from '../../../domain/adoption-request-content.ts';
import { type ApprovalPolicy, signOffTiers, type WorkingCalendar } from '../../../domain/approval-policy.ts';
import { signOffRoles } from '../../../domain/identity.ts';
import {
  dateInWords,
  hoursInWords,
  listInWords,
  namesOfDays,
  namesOfRoles,
  shareInWords,
} from './approval-policy-words.ts';
import { roleWords, sectionWords, tierWords } from '../words.ts';

/** One thing in which two versions differ, in words. */
export interface PolicyChange {
  part: string;
  what: string;
  before: string;
  after: string;
}

/** All in which `after` differs from `before`, in the order of the policy. The order within a list of roles says nothing. */
export function comparePolicies(before: ApprovalPolicy, after: ApprovalPolicy): PolicyChange[] {
  return [
    ...requiredRoles(before, after),
    ...slaHours(before, after),
    ...reminders(before, after),
    ...escalation(before, after),
    ...expiry(before, after),
    ...material(before, after),
    ...workingTime(before.calendar, after.calendar),
  ];
}

type Compare = (before: ApprovalPolicy, after: ApprovalPolicy) => PolicyChange[];

const requiredRoles: Compare = (before, after) =>
  signOffTiers.flatMap((tier) =>
    changed(
      'Who signs',
      tierWords[tier].toLowerCase(),
      before.requiredRoles[tier],
      after.requiredRoles[tier],
      namesInOrder,
    ),
  );

const slaHours: Compare = (before, after) =>
  signOffRoles.flatMap((role) =>
    signOffTiers.flatMap((tier) => {
      const what = `${roleWords[role]}, ${tierWords[tier].toLowerCase()}`;
      const [was, is] = [before.slaHours[role][tier], after.slaHours[role][tier]];
      if (was === is) return [];
      const row = { was: hoursInWords(was, before.calendar), is: hoursInWords(is, after.calendar) };
      return changed('Time to sign', what, row.was, row.is, (text) => text);
    }),
  );

const reminders: Compare = (before, after) =>
  changed('Reminders', 'after how much of the time', before.remindAt, after.remindAt, sharesInOrder);

const escalation: Compare = (before, after) =>
  signOffRoles.flatMap((role) =>
    changed(
      'When a role is late',
      `who may sign for ${roleWords[role]}`,
      before.escalateTo[role],
      after.escalateTo[role],
      (to) => roleWords[to],
    ),
  );

const expiry: Compare = (before, after) =>
  changed('Expiry', 'an undecided request, after', before.expiryDays, after.expiryDays, (days) =>
    days === 1 ? '1 day' : `${days} days`,
  );

const material: Compare = (before, after) =>
  (Object.keys(sectionWords) as ContentSection[]).flatMap((section) =>
    changed(
      'Who signs again after a change',
      sectionWords[section],
      before.material[section],
      after.material[section],
      namesInOrder,
    ),
  );

function workingTime(before: WorkingCalendar, after: WorkingCalendar): PolicyChange[] {
  const part = 'Working time';
  const hoursOf = ({ startOfDay, endOfDay }: WorkingCalendar) => `${startOfDay} to ${endOfDay}`;
  const removed = before.holidays.filter((day) => !after.holidays.includes(day));
  const added = after.holidays.filter((day) => !before.holidays.includes(day));
  return [
    ...changed(part, 'time zone', before.timeZone, after.timeZone, (zone) => zone),
    ...changed(part, 'days', before.workingDays, after.workingDays, namesOfDays),
    ...changed(part, 'hours', hoursOf(before), hoursOf(after), (hours) => hours),
    ...changed(part, 'holidays that differ', removed, added, holidaysInOrder),
  ];
}

/** One change where the words differ, none where they say the same. */
function changed<Value>(
  part: string,
  what: string,
  before: Value,
  after: Value,
  inWords: (value: Value) => string,
): PolicyChange[] {
  const change = { part, what, before: inWords(before), after: inWords(after) };
  return change.before === change.after ? [] : [change];
}

function namesInOrder(roles: ApprovalPolicy['requiredRoles']['low']): string {
  return namesOfRoles(signOffRoles.filter((role) => roles.includes(role)));
}

function sharesInOrder(shares: readonly number[]): string {
  return shares.length === 0
    ? 'never'
    : listInWords(shares.toSorted((one, other) => one - other).map(shareInWords));
}

function holidaysInOrder(days: readonly string[]): string {
  return days.length === 0 ? 'none' : days.toSorted().map(dateInWords).join(', ');
}
