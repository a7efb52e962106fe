import type { z } from 'zod';
import type { AiSystem } from '../../../domain/ai-system-state.ts';
import type { Boundary } from '../../../domain/boundary.ts';
import type { Asked } from '../../perform.ts';
import type { AnyRoute, Reply } from '../../route.ts';
import { listBoundaryBreaches, readUsage } from '../../routes/usage.ts';
import type { boundaryBreach, usageFigures } from '../../schemas/usage-figures.ts';
import { dayOf, Time } from '../components/time.tsx';
import { TableFrame } from '../components/table.tsx';
import { type ChartSeries, figure, Chart } from '../components/chart.tsx';

type Figures = z.output<typeof usageFigures>;
export type Breach = z.output<typeof boundaryBreach>;

/** How a system was used over the last thirty days, and where that broke its boundaries. */
export interface UsageReading {
  figures: Figures;
  breaches: Breach[];
}

const mostBreaches = 20;

export async function readUsageOf(
  perform: (route: AnyRoute, asked: Asked) => Promise<Reply>,
  id: string,
): Promise<UsageReading> {
  const [usage, breaches] = await Promise.all([
    perform(readUsage, { params: { id }, query: {} }),
    perform(listBoundaryBreaches, { params: { id }, query: { limit: mostBreaches } }),
  ]);
  return {
    figures: usage.body as Figures,
    breaches: (breaches.body as { items: Breach[] }).items,
  };
}

interface Shown {
  system: AiSystem;
  figures: Figures;
  zone: string;
}

const dayMs = 86_400_000;

/** Charts of uses, of cost where there is any, and of each metric; the numbers of all of them in one table. */
export function UsageFigures({ system, figures, zone }: Shown) {
  const { total, items } = figures;
  if (total === null) return <p class="quiet">Nobody has told of any use yet.</p>;
  if (items.length === 0) {
    return (
      <p class="quiet">
        It was not used in the last thirty days; the last time was <Time at={total.lastUsedAt} zone={zone} />.
      </p>
    );
  }
  const days = daysOf(figures);
  // Steps are days of UTC, whoever looks at them.
  const range = `${dayOf(days[0] ?? figures.from, 'UTC')} to ${dayOf(days.at(-1) ?? figures.to, 'UTC')}`;
  return (
    <div class="stack-close">
      <div class="charts">
        {chartsOf(system, figures, days).map(({ title, series }) => (
          <Chart key={title} title={title} series={series} days={range} />
        ))}
      </div>
      <details>
        <summary>The numbers, day by day</summary>
        <Numbers system={system} figures={figures} />
      </details>
      <p class="quiet">
        {figure(total.uses)} uses in all, first on <Time at={total.firstUsedAt} zone={zone} style="day" />,
        last on <Time at={total.lastUsedAt} zone={zone} />.
      </p>
    </div>
  );
}

function daysOf({ from, to }: Figures): string[] {
  const count = Math.round((Date.parse(to) - Date.parse(from)) / dayMs);
  return Array.from({ length: count }, (_, index) =>
    new Date(Date.parse(from) + index * dayMs).toISOString(),
  );
}

function metricsOf({ items }: Figures): string[] {
  return [...new Set(items.flatMap(({ metrics }) => Object.keys(metrics)))].sort();
}

function chartsOf(
  { boundaries, currency }: AiSystem,
  figures: Figures,
  days: readonly string[],
): { title: string; series: ChartSeries }[] {
  const byDay = new Map(figures.items.map((item) => [item.start, item]));
  const amounts = (of: 'uses' | 'cost') => days.map((day) => byDay.get(day)?.[of] ?? 0);
  const hasCost = figures.items.some(({ cost }) => cost > 0);
  return [
    {
      title: 'Uses a day',
      series: { unit: 'uses', as: 'bars', values: amounts('uses'), limits: dailyLimits(boundaries, 'rate') },
    },
    ...(hasCost
      ? [
          {
            title: `Cost a day in ${currency}`,
            series: {
              unit: currency,
              as: 'bars' as const,
              values: amounts('cost'),
              limits: dailyLimits(boundaries, 'cost'),
            },
          },
        ]
      : []),
    ...metricsOf(figures).map((metric) => ({
      title: metric,
      series: {
        unit: metric,
        as: 'line' as const,
        values: days.map((day) => byDay.get(day)?.metrics[metric]?.mean ?? null),
        limits: limitsOf(boundaries, metric),
      },
    })),
  ];
}

const dayMinutes = 1_440;

/** A limit over another time than a day says nothing of what a day's bar may be. */
function dailyLimits(boundaries: readonly Boundary[], kind: 'rate' | 'cost'): ChartSeries['limits'] {
  return boundaries.flatMap((boundary) =>
    boundary.kind === kind && boundary.windowMinutes === dayMinutes
      ? [{ value: boundary.most, says: `limit ${figure(boundary.most)}` }]
      : [],
  );
}

function limitsOf(boundaries: readonly Boundary[], metric: string): ChartSeries['limits'] {
  return boundaries.flatMap((boundary) => {
    if (boundary.kind === 'metric' && boundary.metric === metric) {
      const { least, most } = boundary;
      return [
        ...(least === null ? [] : [{ value: least, says: `to be ${figure(least)} at least` }]),
        ...(most === null ? [] : [{ value: most, says: `to be ${figure(most)} at most` }]),
      ];
    }
    if (boundary.kind === 'drift' && boundary.metric === metric) {
      const { baseline, tolerance } = boundary;
      return [
        { value: baseline - tolerance, says: `not to drift below ${figure(baseline - tolerance)}` },
        { value: baseline + tolerance, says: `not to drift above ${figure(baseline + tolerance)}` },
      ];
    }
    return [];
  });
}

function Numbers({ system: { currency }, figures }: Pick<Shown, 'system' | 'figures'>) {
  const metrics = metricsOf(figures);
  return (
    <TableFrame label="Use, day by day">
      <thead>
        <tr>
          <th scope="col">Day (UTC)</th>
          <th scope="col" class="figure">
            Uses
          </th>
          <th scope="col" class="figure">
            Cost in {currency}
          </th>
          {metrics.map((metric) => (
            <th key={metric} scope="col" class="figure">
              {metric}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {figures.items.map(({ start, uses, cost, metrics: measured }) => (
          <tr key={start}>
            <th scope="row">{dayOf(start, 'UTC')}</th>
            <td class="figure">{figure(uses)}</td>
            <td class="figure">{figure(cost)}</td>
            {metrics.map((metric) => {
              const one = measured[metric];
              return (
                <td key={metric} class="figure">
                  {one !== undefined && (
                    <>
                      {figure(one.mean)} <small>of {one.samples.toLocaleString('en')}</small>
                    </>
                  )}
                </td>
              );
            })}
          </tr>
        ))}
      </tbody>
    </TableFrame>
  );
}
