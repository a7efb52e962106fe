/** One value a day, null where there is none; the last day is the last of the list. */
export interface ChartSeries {
  /** What a value is: "uses", "EUR", "answer_quality". */
  unit: string;
  values: (number | null)[];
  /** Amounts are drawn from nought as bars, means as points of a line. */
  as: 'bars' | 'line';
  /** What each value is of, where it is no day. */
  per?: 'month';
  /** What the values must stay within. */
  limits: { value: number; says: string }[];
}

const width = 300;
const height = 96;
/** Room for what is drawn with a stroke at the edge. */
const margin = 4;

/** A chart that says the gist to whoever does not see it; the numbers stand in a table beside. */
export function Chart({ series, title, days }: { series: ChartSeries; title: string; days: string }) {
  const { values, as, limits } = series;
  const known = values.filter((value) => value !== null);
  const shown = [...known, ...limits.map(({ value }) => value)];
  const scale = as === 'bars' ? scaleOf(0, Math.max(0, ...shown)) : scaleOf(...withRoom(shown));
  const gist = gistOf(series);
  return (
    <figure class="chart">
      <figcaption>
        <strong>{title}</strong> <span class="quiet">{gist}</span>
      </figcaption>
      <svg viewBox={`0 0 ${width} ${height}`} role="img" aria-label={`${title}: ${gist}`}>
        {as === 'bars' ? <Bars values={values} scale={scale} /> : <Line values={values} scale={scale} />}
        {limits.map(({ value, says }) => (
          <line key={says} class="chart-limit" x1={0} x2={width} y1={scale(value)} y2={scale(value)} />
        ))}
        <line class="chart-axis" x1={0} x2={width} y1={height - margin} y2={height - margin} />
      </svg>
      <p class="quiet chart-days">{days}</p>
    </figure>
  );
}

type Scale = (value: number) => number;
type Drawn = { values: (number | null)[]; scale: Scale };

function Bars({ values, scale }: Drawn) {
  const slot = width / values.length;
  return (
    <>
      {values.map((value, index) =>
        value === null || value === 0 ? null : (
          <rect
            key={index}
            class="chart-bar"
            x={rounded(index * slot + slot * 0.15)}
            y={scale(value)}
            width={rounded(slot * 0.7)}
            height={rounded(scale(0) - scale(value))}
          />
        ),
      )}
    </>
  );
}

/** Days without a value are passed over, not made up: the line ends before them and begins anew after. */
function Line({ values, scale }: Drawn) {
  const slot = width / values.length;
  const points = values.map((value, index) =>
    value === null ? null : { x: rounded((index + 0.5) * slot), y: scale(value) },
  );
  const steps = points.map((point, index) => {
    if (point === null) return '';
    return `${(points[index - 1] ?? null) === null ? 'M' : 'L'}${point.x} ${point.y}`;
  });
  return (
    <>
      <path class="chart-line" d={steps.join('')} />
      {points.map((point, index) =>
        point === null ? null : <circle key={index} class="chart-point" cx={point.x} cy={point.y} r={2.2} />,
      )}
    </>
  );
}

function scaleOf(least: number, most: number): Scale {
  const range = most - least || 1;
  return (value) => rounded(height - margin - ((value - least) / range) * (height - 2 * margin));
}

/** A line keeps clear of the edges, so that no point lies upon the axis. */
function withRoom(values: readonly number[]): [least: number, most: number] {
  const [least, most] = [Math.min(...values), Math.max(...values)];
  const room = (most - least || 1) / 10;
  return [least - room, most + room];
}

/** What one would say of it: how it went, and whether it stayed within its limits. */
function gistOf({ unit, values, as, limits, per }: ChartSeries): string {
  const known = values.filter((value) => value !== null);
  const bounds = limits.map(({ says }) => says);
  if (as === 'bars') {
    const sum = known.reduce((total, value) => total + value, 0);
    const most = Math.max(0, ...known);
    return [`${figure(sum)} ${unit}`, `at most ${figure(most)} a ${per ?? 'day'}`, ...bounds].join(', ');
  }
  const last = known.at(-1) ?? 0;
  const range = `from ${figure(Math.min(...known))} to ${figure(Math.max(...known))}`;
  return [`${range}, last ${figure(last)}`, ...bounds].join(', ');
}

/** A figure as people read it, with three significant decimals at most. */
export function figure(value: number): string {
  return value.toLocaleString('en', { maximumFractionDigits: Math.abs(value) < 10 ? 3 : 1 });
}

function rounded(value: number): number {
  return Math.round(value * 100) / 100;
}
