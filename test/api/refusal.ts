import { expect } from 'vitest';
import type { Account, Answer, TestOrganisation } from '../test-organisation.ts';

/** The status and the problem's own name: "403 wrong_role"; every refusal must be problem details with a request id. */
export function refusalOf({ status, headers, body }: Answer): string {
  expect(headers.get('content-type')).toMatch(/^application\/problem\+json/);
  expect(body).toMatchObject({ status, detail: expect.any(String), title: expect.any(String) });
  expect(body.requestId).toBe(headers.get('x-request-id'));
  return `${status} ${String(body.type).replace('urn:countersign:problem:', '')}`;
}

/** Bad fields by their pointers. */
export function pointersOf({ body }: Answer): string[] {
  return ((body.errors ?? []) as { pointer: string }[]).map(({ pointer }) => pointer).toSorted();
}

/**
 * How many events people have caused: what processes tell each other and campaigns do goes on beside them, and that somebody
 * takes an audit pack is put on record without a decision.
 */
export async function eventCount({ database }: TestOrganisation): Promise<number> {
  const rows = await database.db
    .selectFrom('event')
    .select('position')
    .where((eb) => eb.or([eb('command_id', 'is', null), eb('command_id', 'not like', '%/%')]))
    .where('stream', 'not like', 'campaign/%')
    .where('stream', 'not like', 'audit-pack-download/%')
    .execute();
  return rows.length;
}

/** Does what is to be refused, and proves that no event came of it. */
export async function refused(organisation: TestOrganisation, act: () => Promise<Answer>): Promise<string> {
  const before = await eventCount(organisation);
  const answer = await act();
  expect(await eventCount(organisation)).toBe(before);
  return refusalOf(answer);
}

/** A new person with these roles; calls go through `call(undefined, …, as(token))`. */
export async function newcomer(
  organisation: TestOrganisation,
  userName: string,
  roles: string[],
): Promise<{ id: string; as: { authorization: string } }> {
  const admin = (path: string, body: unknown) => organisation.call('administrator', 'POST', path, body);
  const added = await admin('/v1/people', { userName, name: userName, roles });
  expect(added.status).toBe(201);
  const { id } = added.body;
  const issued = await admin('/v1/tokens', { person: id, label: 'test', expiresAt: '2099-01-01T00:00:00Z' });
  expect(issued.status).toBe(201);
  return { id, as: { authorization: `Bearer ${String(issued.body.token)}` } };
}

/** A fresh request of the example, for the tests that need one to work on. */
export async function freshRequest(
  organisation: TestOrganisation,
  changes: Record<string, unknown> = {},
  account: Account = 'requester',
): Promise<string> {
  const submitted = await organisation.submit(changes, account);
  expect(submitted.status).toBe(201);
  return submitted.body.id;
}
