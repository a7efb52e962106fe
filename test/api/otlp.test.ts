import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { systemInUse } from '../system-in-use.ts';
import { TestOrganisation } from '../test-organisation.ts';
import { refusalOf } from './refusal.ts';
import { gateway } from './usage-scene.ts';

let organisation: TestOrganisation;
let send: Awaited<ReturnType<typeof gateway>>;
beforeAll(async () => {
  organisation = await TestOrganisation.found({ worker: false });
  send = await gateway(organisation);
});
afterAll(() => organisation.close());

const path = '/v1/otlp/v1/traces';

function attributesOf(values: Record<string, string | number>) {
  return Object.entries(values).map(([key, value]) => ({
    key,
    value:
      typeof value === 'string'
        ? { stringValue: value }
        : Number.isInteger(value)
          ? { intValue: String(value) }
          : { doubleValue: value },
  }));
}

function spanOf(attributes: Record<string, string | number>, changes: Record<string, unknown> = {}) {
  const now = BigInt(Date.now()) * 1_000_000n;
  return {
    traceId: randomBytes(16).toString('hex'),
    spanId: randomBytes(8).toString('hex'),
    name: 'chat',
    kind: 3,
    startTimeUnixNano: String(now - 1_000_000_000n),
    endTimeUnixNano: String(now),
    attributes: attributesOf({ 'gen_ai.operation.name': 'chat', ...attributes }),
    ...changes,
  };
}

const tell = (resource: Record<string, string>, ...spans: unknown[]) =>
  send('POST', path, {
    resourceSpans: [
      { resource: { attributes: attributesOf(resource) }, scopeSpans: [{ scope: { name: 'x' }, spans }] },
    ],
  });

async function usesOf(system: string) {
  return organisation.database.db
    .selectFrom('usage_event')
    .selectAll()
    .where((eb) =>
      eb.or([eb(eb.cast<string>('system_id', 'text'), '=', system), eb('system_name', '=', system)]),
    )
    .execute();
}

/** One field of a message in protobuf: of wire type 2 with its length, unless it is a number. */
function field(id: number, value: Buffer | string | bigint): Buffer {
  if (typeof value === 'bigint') {
    const fixed = Buffer.alloc(8);
    fixed.writeBigUInt64LE(value);
    return Buffer.concat([varint((id << 3) | 1), fixed]);
  }
  const bytes = Buffer.from(value);
  return Buffer.concat([varint((id << 3) | 2), varint(bytes.length), bytes]);
}

function varint(value: number): Buffer {
  const bytes: number[] = [];
  for (let rest = value; ; rest >>= 7) {
    if (rest < 0x80) return Buffer.from([...bytes, rest]);
    bytes.push((rest & 0x7f) | 0x80);
  }
}

function protobufSpan(system: string, endMs: number): Buffer {
  const attribute = (key: string, value: Buffer) => field(9, Buffer.concat([field(1, key), field(2, value)]));
  const span = Buffer.concat([
    field(1, Buffer.alloc(16, 0xab)),
    field(2, Buffer.alloc(8, 0xcd)),
    field(5, 'chat'),
    field(8, BigInt(endMs) * 1_000_000n),
    attribute('gen_ai.operation.name', field(1, 'chat')),
    attribute('countersign.system', field(1, system)),
    attribute('gen_ai.prompt', field(1, 'My secret')),
    attribute('gen_ai.usage.input_tokens', Buffer.concat([varint(3 << 3), varint(300)])),
  ]);
  return field(1, field(2, field(2, span)));
}

async function tellInProtobuf(body: Buffer) {
  const response = await fetch(`${organisation.url}${path}`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${organisation.tokenOf('compliance')}`,
      'content-type': 'application/x-protobuf',
    },
    body: new Uint8Array(body),
  });
  const bytes = Buffer.from(await response.arrayBuffer()).toString('hex');
  return { status: response.status, type: response.headers.get('content-type'), bytes };
}

describe('spans of generative AI', () => {
  it('are uses, without anything that was said', async () => {
    const system = await systemInUse(organisation.database.db);
    const span = spanOf({
      'gen_ai.provider.name': 'openai',
      'gen_ai.request.model': 'gpt-5',
      'gen_ai.usage.input_tokens': 100,
      'gen_ai.usage.output_tokens': 23,
      'gen_ai.input.messages': 'My secret',
      'gen_ai.prompt': 'My secret',
      'gen_ai.completion': 'My secret',
      'countersign.system': system,
      'countersign.purpose': 'Summarise',
      'countersign.data_class': 'internal',
      'countersign.cost': 0.5,
      'countersign.metric.quality': 0.75,
      'enduser.id': 'colleague',
    });
    const events = [
      { name: 'gen_ai.content.prompt', attributes: attributesOf({ 'gen_ai.prompt': 'My secret' }) },
    ];
    const { status, body } = await tell({ 'service.name': 'app' }, { ...span, events, status: { code: 2 } });
    expect([status, body]).toEqual([200, {}]);
    const [use, ...others] = await usesOf(system);
    expect(others).toEqual([]);
    expect(use).toMatchObject({
      event_id: `${span.traceId}/${span.spanId}`,
      purpose: 'Summarise',
      data_class: 'internal',
      tokens: 123,
      requests: 1,
      measurements: { quality: 0.75 },
      flags: ['error'],
      person_id: expect.any(String),
    });
    expect(JSON.stringify(use)).not.toContain('secret');
    expect((await tell({}, span)).body).toEqual({});
    expect(await usesOf(system)).toHaveLength(1);
  });

  it('name the system, or come from a program, or ask a model', async () => {
    const unique = randomBytes(4).toString('hex');
    await tell({ 'service.name': `program-${unique}` }, spanOf({ 'gen_ai.request.model': 'm' }));
    await tell(
      { 'service.name': 'unknown_service:node' },
      spanOf({ 'gen_ai.system': 'acme', 'gen_ai.request.model': unique }),
    );
    expect(await usesOf(`program-${unique}`)).toHaveLength(1);
    expect(await usesOf(`acme ${unique}`)).toHaveLength(1);
  });

  it('that are around a use, or of something else, are let go by', async () => {
    const unique = randomBytes(4).toString('hex');
    const agent = spanOf({ 'gen_ai.operation.name': 'invoke_agent', 'countersign.system': unique });
    const tool = spanOf({ 'gen_ai.operation.name': 'execute_tool', 'countersign.system': unique });
    const http = spanOf(
      { 'countersign.system': unique },
      { attributes: attributesOf({ 'http.route': '/' }) },
    );
    const { status, body } = await tell({ 'service.name': unique }, agent, tool, http);
    expect([status, body]).toEqual([200, {}]);
    expect(await usesOf(unique)).toEqual([]);
    expect((await send('POST', path, {})).body).toEqual({});
  });

  it('that cannot be taken are counted, and the others are taken', async () => {
    const system = await systemInUse(organisation.database.db);
    const named = { 'countersign.system': system };
    const future = spanOf(named, { endTimeUnixNano: '4102444800000000000' });
    const strange = spanOf({ ...named, 'countersign.data_class': 'secret' });
    const { status, body } = await tell({}, future, spanOf(named), strange);
    expect(status).toBe(200);
    expect(body).toEqual({
      partialSuccess: {
        rejectedSpans: '2',
        errorMessage: expect.stringMatching(/usedAt: lies in the future.*dataClass: /),
      },
    });
    expect(await usesOf(system)).toHaveLength(1);
  });

  it('are taken in protobuf too, and answered in it', async () => {
    const system = await systemInUse(organisation.database.db);
    const [span, future] = [protobufSpan(system, Date.now()), protobufSpan(system, 4_102_444_800_000)];
    expect(await tellInProtobuf(span)).toEqual({ status: 200, type: 'application/x-protobuf', bytes: '' });
    const [use] = await usesOf(system);
    expect(use).toMatchObject({
      event_id: `${'ab'.repeat(16)}/${'cd'.repeat(8)}`,
      tokens: 300,
      purpose: null,
    });
    const refusedPart = await tellInProtobuf(future);
    // Field 1 of the answer, in it field 1: one span was rejected.
    expect(refusedPart.bytes).toMatch(/^0a..0801/);
    expect((await tellInProtobuf(Buffer.from([0xff, 0xff]))).status).toBe(400);
    expect(await tellInProtobuf(Buffer.alloc(0))).toMatchObject({ status: 200, bytes: '' });
  });

  it('are JSON or protobuf, from whoever may tell of use', async () => {
    const other = await send('POST', path, 'x', { 'content-type': 'text/plain' });
    expect(refusalOf(other)).toBe('415 unsupported_media_type');
    expect(refusalOf(await organisation.call('requester', 'POST', path, {}))).toBe('403 wrong_role');
    expect(refusalOf(await organisation.call(undefined, 'POST', path, {}))).toBe('401 unauthenticated');
    expect(refusalOf(await send('POST', path, { resourceSpans: 'x' }))).toBe('422 invalid');
  });
});
