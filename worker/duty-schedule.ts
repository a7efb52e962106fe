import {
  type CalendarSpec,
  type IntervalSpec,
  type ScheduleDescription,
  ScheduleOverlapPolicy,
  type ScheduleSpec,
} from '@temporalio/client';
import { type Duty, type DutyRhythm, type DutyStart, isRecorded } from '../domain/duty-state.ts';
import { scheduleNoteOf } from '../domain/duty.ts';
import { nextInRhythm } from '../domain/working-time.ts';

/** By this memo a schedule is known as one of ours. */
export const memo = { countersign: 'duty' };

const day = 86_400_000;

/** What the schedule of a duty is to be, in the form in which the server describes one, so that the two compare. */
export interface DutySchedule {
  spec: Pick<ScheduleSpec, 'timezone'> & {
    calendars: CalendarSpec[];
    intervals: IntervalSpec[];
    startAt: Date | undefined;
  };
  action: {
    type: 'startWorkflow';
    workflowType: string;
    workflowId: string;
    taskQueue: string;
    args: unknown[];
    staticSummary: string;
  };
  policies: { overlap: ScheduleOverlapPolicy; catchupWindow: number };
  state: { paused: boolean; note: string };
}

export function scheduleOf(duty: Duty, taskQueue: string): DutySchedule {
  const { definition, paused } = duty;
  const { id, title, starts, every } = definition;
  const recorded = isRecorded(definition);
  return {
    spec: specOf(every),
    action: {
      type: 'startWorkflow',
      workflowType: workflowOf[starts.kind] ?? 'dutyFiring',
      workflowId: recorded ? `duty/${id}` : id,
      taskQueue,
      args: recorded ? [{ duty: id }] : [],
      staticSummary: title,
    },
    policies: recorded ? everyCycle : latestOnly(every),
    state: { paused: paused !== null, note: scheduleNoteOf(duty) },
  };
}

/** What a schedule starts itself, where no firing is written down. */
const workflowOf: Partial<Record<DutyStart['kind'], string>> = {
  checkpoint: 'checkpoint',
  control_evaluation: 'controlEvaluation',
};

/**
 * No cycle is ever dropped (decision 0010): after an outage of up to ten years each missed one starts, beside the others.
 * A firing is short, and on record once for its instant.
 */
const everyCycle = { overlap: ScheduleOverlapPolicy.ALLOW_ALL, catchupWindow: 3650 * day };

/** What looks at all that came before it loses nothing by one that is skipped. */
function latestOnly(every: DutyRhythm) {
  const catchupWindow = 'seconds' in every ? every.seconds * 1000 : day;
  return { overlap: ScheduleOverlapPolicy.SKIP, catchupWindow };
}

function specOf(every: DutyRhythm): DutySchedule['spec'] {
  if ('seconds' in every) {
    return { calendars: [], intervals: [{ every: every.seconds * 1000 }], startAt: undefined, timezone: '' };
  }
  const { since, timeZone } = every;
  return {
    calendars: [calendarOf(every)],
    intervals: [],
    // The day from which cycles are reckoned is none itself.
    startAt: new Date(nextInRhythm(every, `${since}T00:00:00.000Z`)),
    timezone: timeZone,
  };
}

const monthNames = [
  ...(['JANUARY', 'FEBRUARY', 'MARCH', 'APRIL', 'MAY', 'JUNE'] as const),
  ...(['JULY', 'AUGUST', 'SEPTEMBER', 'OCTOBER', 'NOVEMBER', 'DECEMBER'] as const),
];

/** The server's calendar knows no later year. */
const lastYear = 2100;

/** `domain/working-time.ts` reckons the same instants; a test holds the two against each other on a real server. */
function calendarOf({ months, since, hour }: Extract<DutyRhythm, { months: number }>): CalendarSpec {
  const [year = 0, month = 1, dayOfMonth = 1] = since.split('-').map(Number);
  const first = months < 12 ? (month - 1) % months : month - 1;
  const last = months < 12 ? first + months * (12 / months - 1) : first;
  const everyYears = months / 12;
  if (!Number.isInteger(everyYears) && !Number.isInteger(12 / months)) {
    throw new RangeError(`a cycle of ${months} months keeps no place in the calendar`);
  }
  return {
    second: [only(0)],
    minute: [only(0)],
    hour: [only(hour)],
    dayOfMonth: [only(Math.min(dayOfMonth, 28))],
    month: [
      {
        start: monthNames[first] ?? 'JANUARY',
        end: monthNames[last] ?? 'DECEMBER',
        step: months < 12 ? months : 1,
      },
    ],
    year: everyYears > 1 ? [{ start: year, end: lastYear, step: everyYears }] : [],
    dayOfWeek: [{ start: 'SUNDAY', end: 'SATURDAY', step: 1 }],
    comment: '',
  };
}

function only(value: number) {
  return { start: value, end: value, step: 1 };
}

/** Of what the server describes, that which we say ourselves. */
export function describedSchedule({ spec, action, policies, state }: ScheduleDescription): object {
  const { calendars, intervals, startAt, timezone } = spec;
  const { type, workflowType, workflowId, taskQueue, args, staticSummary } = action;
  return {
    spec: { calendars, intervals, startAt, timezone },
    action: { type, workflowType, workflowId, taskQueue, args, staticSummary },
    policies: { overlap: policies.overlap, catchupWindow: policies.catchupWindow },
    state: { paused: state.paused, note: state.note },
  };
}
