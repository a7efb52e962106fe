import protobuf from 'protobufjs';
import { Problem } from './problem.ts';
import type { BinaryForm } from './route.ts';

/**
 * As much of OTLP 1 (opentelemetry/proto/trace/v1/trace.proto and what it rests on) as use is told by: what is not named
 * here, and with it everything that was said, is passed over by the decoder.
 */
const otlp = protobuf.Root.fromJSON({
  nested: {
    Request: { fields: { resourceSpans: { rule: 'repeated', type: 'ResourceSpans', id: 1 } } },
    ResourceSpans: {
      fields: {
        resource: { type: 'Resource', id: 1 },
        scopeSpans: { rule: 'repeated', type: 'ScopeSpans', id: 2 },
      },
    },
    Resource: { fields: { attributes: { rule: 'repeated', type: 'KeyValue', id: 1 } } },
    ScopeSpans: { fields: { spans: { rule: 'repeated', type: 'Span', id: 2 } } },
    Span: {
      fields: {
        traceId: { type: 'bytes', id: 1 },
        spanId: { type: 'bytes', id: 2 },
        name: { type: 'string', id: 5 },
        startTimeUnixNano: { type: 'fixed64', id: 7 },
        endTimeUnixNano: { type: 'fixed64', id: 8 },
        attributes: { rule: 'repeated', type: 'KeyValue', id: 9 },
        status: { type: 'Status', id: 15 },
      },
    },
    Status: { fields: { code: { type: 'int32', id: 3 } } },
    KeyValue: { fields: { key: { type: 'string', id: 1 }, value: { type: 'AnyValue', id: 2 } } },
    AnyValue: {
      oneofs: { value: { oneof: ['stringValue', 'boolValue', 'intValue', 'doubleValue'] } },
      fields: {
        stringValue: { type: 'string', id: 1 },
        boolValue: { type: 'bool', id: 2 },
        intValue: { type: 'int64', id: 3 },
        doubleValue: { type: 'double', id: 4 },
      },
    },
    Response: { fields: { partialSuccess: { type: 'PartialSuccess', id: 1 } } },
    PartialSuccess: {
      fields: { rejectedSpans: { type: 'int64', id: 1 }, errorMessage: { type: 'string', id: 2 } },
    },
  },
});
const request = otlp.lookupType('Request');
const response = otlp.lookupType('Response');

/** OTLP in protobuf, as most exporters speak it unless told otherwise. Ids are hexadecimal, as in its JSON. */
export const otlpProtobuf: BinaryForm = {
  type: 'application/x-protobuf',
  decode: (bytes) => {
    try {
      return inHex(request.toObject(request.decode(bytes), { longs: String }));
    } catch (error) {
      throw new Problem('malformed', 'The body is no ExportTraceServiceRequest of OTLP.', { cause: error });
    }
  },
  encode: (body) => Buffer.from(response.encode(response.fromObject(body as object)).finish()),
};

function inHex(value: unknown): unknown {
  if (Buffer.isBuffer(value)) return value.toString('hex');
  if (Array.isArray(value)) return value.map(inHex);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, inHex(one)]));
}
