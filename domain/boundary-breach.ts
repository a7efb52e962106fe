import type { DataClass } from './adoption-request-content.ts';
import type { SignOffTier } from './approval-policy.ts';
import type { Boundary } from './boundary.ts';
import type { Instant, PersonId } from './decider.ts';

/** A boundary that use was seen outside of. There is at most one open breach of each boundary of a system. */
export interface BoundaryBreachedEvent {
  type: 'BoundaryBreached';
  at: Instant;
  by: PersonId;
  /** As it was then. */
  boundary: Boundary;
  /** Of the breaches of this boundary, from 1. */
  number: number;
  /** The oversight case that it opens. */
  case: string;
  observed: Observation;
}

/** What was seen: how often something was used or measured within a window, and the sum of what was measured. */
export interface WindowTotal {
  samples: number;
  total: number;
}

/** What broke a boundary. */
export type Observation =
  /** The mean, the number of uses or the cost, over the window that ends with the minute of `until`. */
  | { kind: 'window'; value: number; samples: number; until: Instant }
  | { kind: 'data_class'; dataClass: DataClass };

/** What a boundary is looked at by: the uses with their cost, or a metric. Names of metrics hold no colon. */
export const uses = ':use';

/** Totals are kept to so many decimals, exactly, so that no order and no grouping of events changes a verdict. */
const decimals = 9;

/** No boundary looks further back: thirty days, in minutes. */
export const longestWindowMinutes = 43_200;

/** A boundary that is looked at over a window of time. */
export type WindowBoundary = Exclude<Boundary, { kind: 'data_class' }>;

export function hasWindow(boundary: Boundary): boundary is WindowBoundary {
  return boundary.kind !== 'data_class';
}

/** Which totals the boundary is about. */
export function measuredBy(boundary: WindowBoundary): string {
  return boundary.kind === 'metric' || boundary.kind === 'drift' ? boundary.metric : uses;
}

/** The value outside the boundary; undefined while the window is within it, or has too few samples to say. */
export function valueOutside(boundary: WindowBoundary, { samples, total }: WindowTotal): number | undefined {
  switch (boundary.kind) {
    case 'rate':
      return samples > boundary.most ? samples : undefined;
    case 'cost':
      return total > boundary.most ? total : undefined;
    case 'metric': {
      const mean = meanOf(boundary, { samples, total });
      return mean !== undefined && !isWithin(mean, boundary.least, boundary.most) ? mean : undefined;
    }
    case 'drift': {
      const mean = meanOf(boundary, { samples, total });
      return mean !== undefined && rounded(Math.abs(mean - boundary.baseline)) > boundary.tolerance
        ? mean
        : undefined;
    }
  }
}

function meanOf({ minSamples }: { minSamples: number }, { samples, total }: WindowTotal): number | undefined {
  return samples === 0 || samples < minSamples ? undefined : rounded(total / samples);
}

/** To what totals are kept to: three samples of 0.1 have a mean of 0.1, which binary fractions alone would miss. */
function rounded(value: number): number {
  return Number(value.toFixed(decimals));
}

function isWithin(value: number, least: number | null, most: number | null): boolean {
  return (least === null || value >= least) && (most === null || value <= most);
}

/** The first of these classes that the boundary forbids. */
export function forbiddenAmong(
  { dataClasses }: Extract<Boundary, { kind: 'data_class' }>,
  seen: ReadonlySet<DataClass>,
): DataClass | undefined {
  return dataClasses.find((dataClass) => seen.has(dataClass));
}

/** How much of a hurry the case of a breach is: by the system's tier, and forbidden data never less than high. */
export function severityOf(boundary: Boundary, tier: SignOffTier): SignOffTier {
  return boundary.kind === 'data_class' && tier !== 'critical' ? 'high' : tier;
}

/** One sentence for whoever is to look at it. */
export function summaryOf(boundary: Boundary, observed: Observation): string {
  return `${boundary.statement.replace(/\.$/, '')}: ${saidOf(boundary, observed)}`;
}

function saidOf(boundary: Boundary, observed: Observation): string {
  if (observed.kind === 'data_class') return `used with ${observed.dataClass.replaceAll('_', ' ')} data.`;
  const { value, samples } = observed;
  const window = `in ${timeInWords(hasWindow(boundary) ? boundary.windowMinutes : 0)}`;
  switch (boundary.kind) {
    case 'rate':
      return `${value} uses ${window}.`;
    case 'cost':
      return `a cost of ${short(value)} ${window}.`;
    default:
      return `a mean of ${short(value)} over ${samples} samples ${window}.`;
  }
}

function timeInWords(minutes: number): string {
  if (minutes % 60 !== 0) return `${minutes} minutes`;
  return minutes === 60 ? 'an hour' : `${minutes / 60} hours`;
}

function short(value: number): string {
  return String(Number(value.toPrecision(6)));
}
