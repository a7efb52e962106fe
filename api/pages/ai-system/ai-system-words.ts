import type { AiSystemState, SuspensionReason, SystemChange } from '../../../domain/ai-system-state.ts';
import type { Boundary } from '../../../domain/boundary.ts';
import { dataInWords } from '../vendor/vendor-words.ts';

export const aiSystemStateWords: Record<AiSystemState, string> = {
  approved: 'Approved, not in use yet',
  live: 'In use',
  suspended: 'Suspended',
  decommissioned: 'Decommissioned',
};

export const systemChangeWords: Record<SystemChange, string> = {
  model_version: 'Another model or version',
  provider_terms: 'Other terms of the provider',
  new_data_class: 'Another class of data',
  new_law: 'A new law',
  oversight_finding: 'An oversight reviewer or an auditor found that its approval may not hold',
};

export const suspensionReasonWords: Record<SuspensionReason, string> = {
  by_hand: 'stopped by hand',
  oversight: 'stopped by an oversight reviewer',
  review_lapsed: 'its review was not made in time',
  change_not_signed: 'a change of it is not signed off',
};

export const boundaryKindWords: Record<Boundary['kind'], string> = {
  metric: 'The mean of a metric',
  drift: 'Drift of a metric',
  data_class: 'Forbidden data',
  rate: 'Number of uses',
  cost: 'Cost',
};

/** What a boundary measures, in a sentence: "answer_quality from 0.7, over a day, from 50 samples on". */
export function boundaryInWords(boundary: Boundary, currency: string): string {
  switch (boundary.kind) {
    case 'metric': {
      const { metric, least, most, windowMinutes, minSamples } = boundary;
      return `${metric} ${rangeInWords(least, most)}, over ${windowInWords(windowMinutes)}, ${samplesInWords(minSamples)}`;
    }
    case 'drift': {
      const { metric, baseline, tolerance, windowMinutes, minSamples } = boundary;
      return `${metric} within ${tolerance} of ${baseline}, over ${windowInWords(windowMinutes)}, ${samplesInWords(minSamples)}`;
    }
    case 'data_class':
      return `never with ${dataInWords(boundary.dataClasses)}`;
    case 'rate':
      return `at most ${boundary.most.toLocaleString('en')} uses in ${windowInWords(boundary.windowMinutes)}`;
    case 'cost':
      return `at most ${boundary.most.toLocaleString('en')} ${currency} in ${windowInWords(boundary.windowMinutes)}`;
  }
}

function rangeInWords(least: number | null, most: number | null): string {
  if (least === null) return `at most ${most ?? ''}`;
  return most === null ? `at least ${least}` : `from ${least} to ${most}`;
}

function samplesInWords(samples: number): string {
  return samples === 1 ? 'from the first sample on' : `from ${samples.toLocaleString('en')} samples on`;
}

const hour = 60;
const day = 24 * hour;

/** "a day", "12 hours", "90 minutes". */
export function windowInWords(minutes: number): string {
  const units: [length: number, one: string, more: string][] = [
    [day, 'a day', 'days'],
    [hour, 'an hour', 'hours'],
    [1, 'a minute', 'minutes'],
  ];
  const [length, one, more] = units.find(([unit]) => minutes % unit === 0) ?? [1, 'a minute', 'minutes'];
  return minutes === length ? one : `${(minutes / length).toLocaleString('en')} ${more}`;
}
