import type { z } from 'zod';
import type { PersonId } from '../domain/decider.ts';
import type { otlpTraces } from './schemas/otlp.ts';
import type { Services } from './services.ts';
import { takeUsage, type UsageReport } from './usage-batch.ts';

type Traces = z.output<typeof otlpTraces>;
type Span = Traces['resourceSpans'][number]['scopeSpans'][number]['spans'][number];
type Attributes = Map<string, string | number | boolean>;

/** Spans that tell of a use; those around it (an agent, a tool) would count it a second time. */
const operations = ['chat', 'text_completion', 'generate_content', 'embeddings'];

/** Takes the spans in which an AI system was used; others are none of ours. Answers in OTLP's form. */
export async function takeTraces(services: Services, traces: Traces, source: PersonId, at: string) {
  const given = traces.resourceSpans.flatMap(({ resource, scopeSpans }) => {
    const around = attributesOf(resource?.attributes ?? []);
    return scopeSpans
      .flatMap(({ spans }) => spans)
      .map((span) => ({ span, attributes: new Map([...around, ...attributesOf(span.attributes)]) }))
      .filter(({ attributes }) => isUse(attributes))
      .map(({ span, attributes }) => eventOf(span, attributes));
  });
  const report = await takeUsage(services, given, source, at);
  if (report.refused === 0) return {};
  return { partialSuccess: { rejectedSpans: String(report.refused), errorMessage: firstFaults(report) } };
}

function attributesOf(list: Span['attributes']): Attributes {
  const attributes: Attributes = new Map();
  for (const { key, value } of list) {
    const { stringValue, boolValue, intValue, doubleValue } = value ?? {};
    const number = intValue ?? doubleValue;
    const given = stringValue ?? boolValue ?? (number === undefined ? undefined : Number(number));
    if (given !== undefined) attributes.set(key, given);
  }
  return attributes;
}

function isUse(attributes: Attributes): boolean {
  const operation = attributes.get('gen_ai.operation.name');
  if (operation !== undefined) return operations.includes(String(operation));
  // Before it was named, the model that was asked told a use.
  return attributes.has('gen_ai.request.model') || attributes.has('countersign.purpose');
}

/** Only what is named here is read: whatever was said stays where it is. */
function eventOf(
  { traceId, spanId, endTimeUnixNano, startTimeUnixNano, status }: Span,
  attributes: Attributes,
) {
  const text = (...names: string[]) =>
    names.map((name) => attributes.get(name)).find((value) => value !== undefined);
  const usedTokens = ['gen_ai.usage.input_tokens', 'gen_ai.usage.output_tokens'].map((name) =>
    attributes.get(name),
  );
  const isFailed = status?.code === 2 || status?.code === 'STATUS_CODE_ERROR';
  return {
    id: `${traceId}/${spanId}`,
    usedAt: instantOf(endTimeUnixNano ?? startTimeUnixNano),
    system: systemOf(attributes),
    person: text('enduser.id', 'user.id'),
    purpose: text('countersign.purpose'),
    dataClass: text('countersign.data_class'),
    tokens: usedTokens.every((count) => count === undefined)
      ? undefined
      : usedTokens.reduce((sum: number, count) => sum + Number(count ?? 0), 0),
    cost: text('countersign.cost'),
    measurements: measurementsOf(attributes),
    flags: isFailed ? ['error'] : [],
  };
}

/** The system that the span names, or else the program that it comes from, or else the model. */
function systemOf(attributes: Attributes): string {
  const named = attributes.get('countersign.system');
  if (named !== undefined) return String(named);
  const program = String(attributes.get('service.name') ?? '');
  if (program !== '' && !program.startsWith('unknown_service')) return program;
  const provider = attributes.get('gen_ai.provider.name') ?? attributes.get('gen_ai.system') ?? '';
  return `${String(provider)} ${String(attributes.get('gen_ai.request.model') ?? '')}`.trim();
}

const metric = 'countersign.metric.';

function measurementsOf(attributes: Attributes): Record<string, unknown> {
  const measured = [...attributes].filter(([name]) => name.startsWith(metric));
  return Object.fromEntries(measured.map(([name, value]) => [name.slice(metric.length), value]));
}

function instantOf(nanoseconds: string | number | undefined): string | undefined {
  const time = new Date(Number(nanoseconds) / 1e6);
  return Number.isNaN(time.getTime()) ? undefined : time.toISOString();
}

function firstFaults({ events }: UsageReport): string {
  const refused = events.filter(({ outcome }) => outcome === 'refused').slice(0, 5);
  return refused
    .map(({ id, errors = [] }) => {
      const faults = errors.map(
        ({ pointer, detail }) => `${pointer.replace(/^\/events\/\d+\//, '')}: ${detail}`,
      );
      return `${id ?? 'a span'}: ${faults.join(', ')}`;
    })
    .join('; ');
}
