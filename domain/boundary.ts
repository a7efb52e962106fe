import type { DataClass } from './adoption-request-content.ts';

/**
 * What the use of an AI system must stay within (ISO/IEC 42001, A.9.4 and A.6.2.6), looked at as usage events arrive: over
 * the last `windowMinutes` minutes, by the time at which things were used.
 */
export type Boundary = {
  /** Names it within the system, and stays while it is changed: "answer-quality". */
  id: string;
  /** What people read. */
  statement: string;
} & BoundaryRule;

export type BoundaryRule =
  /** The mean of a metric stays within [least, most], once there are enough samples; null is no limit on that side. */
  | {
      kind: 'metric';
      metric: string;
      least: number | null;
      most: number | null;
      windowMinutes: number;
      minSamples: number;
    }
  /** The mean of a metric stays within `tolerance` of what it was when the system was approved. */
  | {
      kind: 'drift';
      metric: string;
      baseline: number;
      tolerance: number;
      windowMinutes: number;
      minSamples: number;
    }
  /** No event is about data of these classes. */
  | { kind: 'data_class'; dataClasses: DataClass[] }
  /** At most so many uses. */
  | { kind: 'rate'; most: number; windowMinutes: number }
  /** At most so much cost, in the currency that the adoption request was approved in. */
  | { kind: 'cost'; most: number; windowMinutes: number };

export const boundaryKinds = [
  'metric',
  'drift',
  'data_class',
  'rate',
  'cost',
] as const satisfies Boundary['kind'][];
