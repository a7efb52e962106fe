import { findAiSystem } from '../db/ai-system.ts';
import { type SeriesStep, stepMs, usageSeries } from '../db/usage-series.ts';
import { usageTotalOf } from '../db/usage-total.ts';
import { Problem } from './problem.ts';
import type { Services } from './services.ts';

/** So many parts make a series that can still be read. */
export const longestSeries = 2_000;

interface Asked {
  from?: string | undefined;
  to?: string | undefined;
  step: SeriesStep;
}

/** Throws a Problem for a system that the inventory does not have. */
export async function knownSystem({ db }: Services, id: string): Promise<void> {
  if ((await findAiSystem(db, id)) === undefined)
    throw new Problem('not_found', 'There is no such AI system.');
}

/** The use of a system from the step that `from` lies in to the one before `to`: the last thirty days, unless asked. */
export async function usageOf(services: Services, id: string, { from, to, step }: Asked, at: string) {
  await knownSystem(services, id);
  const end = startOf(to ?? at, step, to === undefined ? 1 : 0);
  const start = startOf(from ?? new Date(Date.parse(end) - 30 * stepMs.day).toISOString(), step);
  const parts = (Date.parse(end) - Date.parse(start)) / stepMs[step];
  if (parts <= 0) throw asked('to', 'must be later than `from`, by a step at least');
  if (parts > longestSeries) throw asked('from', `must be at most ${longestSeries} steps before \`to\``);
  const [items, total] = await Promise.all([
    usageSeries(services.db, id, { from: start, until: end, step }),
    usageTotalOf(services.db, id),
  ]);
  return { from: start, to: end, step, total: total ?? null, items };
}

/** The start of the step that the instant lies in, or of one that is so many later. */
function startOf(instant: string, step: SeriesStep, later = 0): string {
  const length = stepMs[step];
  return new Date((Math.floor(Date.parse(instant) / length) + later) * length).toISOString();
}

function asked(pointer: string, detail: string): Problem {
  return new Problem('invalid', `\`${pointer}\` ${detail}.`, { errors: [{ pointer, detail }] });
}
