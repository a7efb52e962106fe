import { type Boundary, boundaryKinds } from '../../../domain/boundary.ts';
import type { Form } from '../page.ts';
import { nameFor } from '../policy/typed-draft.ts';

export type BoundaryKind = Boundary['kind'];

/** A boundary as it is typed: every field a text, by its name. */
export interface TypedBoundary {
  kind: BoundaryKind;
  fields: Record<string, string>;
  dataClasses: string[];
}

/** The numbers that each kind of boundary has, besides its statement and its name. */
export const numbersOf: Record<BoundaryKind, readonly string[]> = {
  metric: ['least', 'most', 'windowMinutes', 'minSamples'],
  drift: ['baseline', 'tolerance', 'windowMinutes', 'minSamples'],
  data_class: [],
  rate: ['most', 'windowMinutes'],
  cost: ['most', 'windowMinutes'],
};

const hasMetric = (kind: BoundaryKind) => kind === 'metric' || kind === 'drift';

export function textsOf(kind: BoundaryKind): string[] {
  return ['id', 'statement', ...(hasMetric(kind) ? ['metric'] : [])];
}

/** A row for another boundary: over a day, from one sample on. */
export function emptyBoundary(kind: BoundaryKind): TypedBoundary {
  return { kind, fields: { windowMinutes: '1440', minSamples: '1' }, dataClasses: [] };
}

export function typedBoundary(boundary: Boundary): TypedBoundary {
  const values = new Map<string, unknown>(Object.entries(boundary));
  const names = [...textsOf(boundary.kind), ...numbersOf[boundary.kind]];
  return {
    kind: boundary.kind,
    fields: Object.fromEntries(
      names.map((name) => {
        const value = values.get(name);
        return [name, typeof value === 'string' || typeof value === 'number' ? String(value) : ''];
      }),
    ),
    dataClasses: boundary.kind === 'data_class' ? [...boundary.dataClasses] : [],
  };
}

/** The rows of boundaries that a form was sent with. */
export function boundariesIn(form: Form): TypedBoundary[] {
  return form.all('boundary').map((row) => {
    const at = (field: string) => form.text(`/boundaries/${row}/${field}`);
    const kind = boundaryKinds.find((one) => one === at('kind')) ?? 'metric';
    const names = [...textsOf(kind), ...numbersOf[kind]];
    return {
      kind,
      fields: Object.fromEntries(names.map((name) => [name, at(name)])),
      dataClasses: form.all(`/boundaries/${row}/dataClasses`),
    };
  });
}

/** As the API takes it. A boundary that was given no name gets one from its first words; from then on it keeps it. */
export function boundaryBody({ kind, fields, dataClasses }: TypedBoundary): object {
  const { id = '', statement = '', metric } = fields;
  const numbers = numbersOf[kind].map((name) => [name, numberIn(fields[name] ?? '', name)] as const);
  return {
    kind,
    id: id === '' ? nameFor(statement) : id,
    statement,
    ...(hasMetric(kind) && { metric }),
    ...Object.fromEntries(numbers.filter(([, value]) => value !== undefined)),
    ...(kind === 'data_class' && { dataClasses }),
  };
}

/** What is no number stays as it was typed, and is refused as such; what is left empty is no limit. */
function numberIn(typed: string, name: string): number | string | undefined {
  if (typed === '') return name === 'least' || name === 'most' || name === 'minSamples' ? undefined : typed;
  return Number.isFinite(Number(typed)) ? Number(typed) : typed;
}
