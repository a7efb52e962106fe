import type { Instant } from '../../../domain/decider.ts';

/** An instant in the reader's time zone, machine-readable beside. */
export function Time({ at, zone, style = 'full' }: { at: Instant; zone: string; style?: 'full' | 'day' }) {
  const text = style === 'day' ? dayOf(at, zone) : `${dayOf(at, zone)}, ${timeOfDay(at, zone)}`;
  return (
    <time dateTime={at} title={`${dayOf(at, zone)}, ${timeOfDay(at, zone)} ${zone}`}>
      {text}
    </time>
  );
}

/** When something is due, in words, with the instant beside: what is overdue says so. */
export function Due({ at, now, zone }: { at: Instant; now: Instant; zone: string }) {
  const overdue = at <= now;
  return (
    <time
      class={overdue ? 'due due-over' : 'due'}
      dateTime={at}
      title={`${dayOf(at, zone)}, ${timeOfDay(at, zone)} ${zone}`}
    >
      {overdue ? `overdue by ${spanInWords(at, now)}` : `due in ${spanInWords(now, at)}`}
    </time>
  );
}

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

/** The time from one instant to another as people say it: "5 minutes", "3 hours", "2 days". */
export function spanInWords(from: Instant, to: Instant): string {
  const ms = Math.max(0, Date.parse(to) - Date.parse(from));
  if (ms < minute) return 'less than a minute';
  if (ms < 1.5 * hour) return counted(Math.round(ms / minute), 'minute');
  if (ms < 1.5 * day) return counted(Math.round(ms / hour), 'hour');
  return counted(Math.round(ms / day), 'day');
}

export function counted(count: number, noun: string, plural = `${noun}s`): string {
  return `${count.toLocaleString('en')} ${count === 1 ? noun : plural}`;
}

export function dayOf(at: Instant, zone: string): string {
  return formatOf(zone, 'day').format(new Date(at));
}

function timeOfDay(at: Instant, zone: string): string {
  return formatOf(zone, 'time').format(new Date(at));
}

// Making a format costs more than using it a hundred times.
const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(timeZone: string, style: 'day' | 'time'): Intl.DateTimeFormat {
  const key = `${style} ${timeZone}`;
  const known = formats.get(key);
  if (known !== undefined) return known;
  const made = new Intl.DateTimeFormat(
    'en-GB',
    style === 'day'
      ? { timeZone, weekday: 'short', day: 'numeric', month: 'short', year: 'numeric' }
      : { timeZone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' },
  );
  formats.set(key, made);
  return made;
}
