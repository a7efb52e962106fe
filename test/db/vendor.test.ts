import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { inTransaction } from '../../db/facts.ts';
import { rebuildReadModels } from '../../db/rebuild.ts';
import { record } from '../../db/record.ts';
import { listVendors } from '../../db/vendor-list.ts';
import { createVendorLink } from '../../db/vendor-link.ts';
import { findVendor } from '../../db/vendor.ts';
import { settle } from '../../domain/decider.ts';
import { vendor as decider } from '../../domain/vendor.ts';
import { isCurrentFor, nextDeadline, waitingFor } from '../../domain/vendor-time.ts';
import type { Vendor } from '../../domain/vendor-state.ts';
import { anything, live } from '../domain/random-vendor-lives.ts';
import { approved, assess, followedBy, on, registered, stateOf } from '../domain/vendor-beginning.ts';
import { createTestDatabase, type TestDatabase } from '../test-database.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

const tables = ['vendor', 'vendor_policy', 'task'] as const;

async function everyRow(): Promise<Record<string, string[]>> {
  const rows: Record<string, string[]> = {};
  for (const table of tables) {
    const all = await database.db.selectFrom(table).selectAll().execute();
    rows[table] = all.map((row) => JSON.stringify(row)).sort();
  }
  return rows;
}

/** Lives a vendor and has each step recorded as it happens; returns its id and how it ends. */
async function recorded(steps: Parameters<typeof live>[0]): Promise<[string, Vendor]> {
  const id = randomUUID();
  const batches = [registered.map((event) => ({ event, commandId: null }))] as Parameters<
    Parameters<typeof live>[1]
  >[2][];
  let end = stateOf(registered);
  live(steps, (vendor, _now, events) => {
    batches.push(events);
    end = vendor;
  });
  let seq = 0;
  for (const events of batches) {
    await record(database.db, { stream: `vendor/${id}`, expectedSeq: seq, events, outcomes: [] });
    seq += events.length;
  }
  return [id, end];
}

describe('whatever happens to vendors', () => {
  it('the rows and the tasks say what the states do', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(anything, { maxLength: 25 }), async (steps) => {
        const [id, vendor] = await recorded(steps);
        expect((await findVendor(database.db, id))?.state).toEqual(vendor);
        const row = await database.db
          .selectFrom('vendor')
          .selectAll()
          .where('id', '=', id)
          .executeTakeFirstOrThrow();
        expect(row).toMatchObject({
          state: vendor.state,
          phase: vendor.assessment?.phase ?? 'none',
          valid_until: vendor.review?.validUntil ?? null,
          next_due_at: nextDeadline(vendor) ?? null,
        });
        const tasks = await database.db
          .selectFrom('task')
          .selectAll()
          .where('stream', '=', `vendor/${id}`)
          .execute();
        const owners = tasks.filter(({ kind }) => kind === 'vendor_answers');
        expect(owners.map(({ holder }) => holder)).toEqual(
          vendor.assessment?.phase === 'answering' ? ['person/owner'] : [],
        );
        const roles = new Set(tasks.filter(({ escalated }) => !escalated).map(({ holder }) => holder));
        for (const { role } of waitingFor(vendor)) expect(roles).toContain(`role/${role}`);
      }),
      { numRuns: 40 },
    );
  });

  it('what lapses next is in order, and nothing that is current is missing from it', async () => {
    const events = approved().map((event) => ({ event, commandId: null }));
    await record(database.db, { stream: `vendor/${randomUUID()}`, expectedSeq: 0, events, outcomes: [] });
    const listed = await listVendors(database.db, {}, 'lapses', 1_000);
    const instants = listed.map(({ lapsesAt }) => lapsesAt ?? '');
    expect(instants).toEqual(instants.toSorted());
    const rows = await database.db.selectFrom('vendor').select(['id', 'detail']).execute();
    const current = rows.filter(({ detail }) =>
      isCurrentFor(detail, detail.review?.dataClasses ?? [], detail.review?.decidedAt ?? on(0)),
    );
    expect(new Set(listed.map(({ id }) => id))).toEqual(new Set(current.map(({ id }) => id)));
    expect(listed.length).toBeGreaterThan(0);
    const [first] = listed;
    const position = { lapsesAt: first?.lapsesAt ?? '', id: first?.id ?? '' };
    const after = await listVendors(database.db, {}, 'lapses', 1_000, position);
    expect(after).toEqual(listed.slice(1));
  });

  it('a vendor that was sent a link is reminded by another, and one that was not is left alone', async () => {
    const asked = followedBy(registered, assess('internal'), 2);
    const remindedAt = on(15);
    const { events } = settle(decider, { state: stateOf(asked), seq: asked.length }, [], remindedAt);
    const remindersOf = async (isSent: boolean) => {
      const id = randomUUID();
      const stream = `vendor/${id}`;
      const before = asked.map((event) => ({ event, commandId: null }));
      await record(database.db, { stream, expectedSeq: 0, events: before, outcomes: [] });
      const made = { by: 'owner', at: on(2), expiresAt: on(30) };
      const link = { vendor: id, assessment: 1, email: 'a@vendor.example' };
      if (isSent) await inTransaction(database.db, (trx) => createVendorLink(trx, link, made));
      await record(database.db, { stream, expectedSeq: asked.length, events, outcomes: [] });
      return database.db
        .selectFrom('vendor_invitation')
        .innerJoin('vendor_link', 'vendor_link.id', 'link_id')
        .select(['kind', 'vendor_invitation.email', 'created_by'])
        .where('vendor_id', '=', id)
        .execute();
    };
    expect(await remindersOf(false)).toEqual([]);
    expect(await remindersOf(true)).toEqual([
      { kind: 'reminder', email: 'a@vendor.example', created_by: 'system' },
    ]);
  });

  it('a rebuild makes the very same rows', async () => {
    const before = await everyRow();
    await rebuildReadModels(database.db);
    expect(await everyRow()).toEqual(before);
  });
});
