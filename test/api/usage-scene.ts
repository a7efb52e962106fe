import { randomUUID } from 'node:crypto';
import type { TestOrganisation } from '../test-organisation.ts';

/** What stands in front of AI tools and tells of their use: its calls carry a token of scope usage. */
export async function gateway(organisation: TestOrganisation, scope = 'usage') {
  const { body } = await organisation.call('administrator', 'POST', '/v1/tokens', {
    machine: `gateway-${randomUUID()}`,
    scope,
    label: 'Gateway',
    expiresAt: '2099-01-01T00:00:00Z',
  });
  const headers = { authorization: `Bearer ${String(body.token)}` };
  return (method: string, path: string, sent?: unknown, others: Record<string, string> = {}) =>
    organisation.call(undefined, method, path, sent, { ...headers, ...others });
}

/** A use of a system just now, as a source sends it. */
export function sentUse(system: string, changes: Record<string, unknown> = {}): Record<string, unknown> {
  return { id: randomUUID(), usedAt: new Date().toISOString(), system, ...changes };
}
