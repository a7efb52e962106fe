import { createHash, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openBreach } from '../../db/boundary-breach.ts';
import { hashOf } from '../../db/canonical.ts';
import { inTransaction, recordFacts } from '../../db/facts.ts';
import { gatherUsageFor } from '../../db/usage-audit-input.ts';
import { unknownUsersOf } from '../../db/usage-audit.ts';
import { recordUsageChecks } from '../../db/usage-check.ts';
import { ingestUsage } from '../../db/usage-ingestion.ts';
import { pruneUsage } from '../../db/usage-retention.ts';
import type { MeantSystem } from '../../db/usage-system.ts';
import { daysAfter } from '../../domain/days.ts';
import type { DenialReason } from '../../domain/usage-check.ts';
import type { UsagePrunedEvent } from '../../domain/usage-policy.ts';
import { sampleSize } from '../../domain/usage-audit-figures.ts';
import { calling, gathering } from '../domain/usage-audit-beginning.ts';
import { auditEvents, openedAudit, sayToAudit } from '../recorded-usage-audit.ts';
import { systemInUse } from '../system-in-use.ts';
import { createTestDatabase, type TestDatabase } from '../test-database.ts';
import { useOf } from '../usage-story.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
  const people = [
    ['insider', 'Sales'],
    ['named', null],
    ['by-role', null],
    ['outsider', 'Legal'],
  ] as const;
  for (const [id, team] of people) {
    await database.db
      .insertInto('person')
      .values({ id, user_name: id, name: id, email: null, active: true, team })
      .execute();
  }
  await database.db
    .insertInto('person_role')
    .values({ person_id: 'by-role', role: 'legal', sources: ['hand'] })
    .execute();
});
afterAll(() => database.drop());

const until = '2026-04-01T04:00:00.000Z';
const ago = (days: number) => daysAfter(until, -days);
const scope = {
  purposes: ['Draft replies', 'Summarise'],
  dataClasses: ['internal' as const, 'public' as const],
  users: { everyone: false, roles: ['legal' as const], teams: ['Sales'], people: ['named', 'never'] },
  regions: [],
};

async function gathered(system: string, end = until) {
  const id = await openedAudit(database.db, system, end);
  return { id, ...(await gatherUsageFor(database.db, id, end)) };
}

function check(system: string, at: string, ...reasons: DenialReason[]) {
  return {
    id: randomUUID(),
    at,
    askedBy: 'machine/gateway',
    person: 'insider',
    personId: 'insider',
    system: 'x',
    systemId: system,
    systemSeq: 1,
    purpose: 'Summarise',
    dataClass: 'internal' as const,
    allowed: reasons.length === 0,
    denials: reasons.map((reason) => ({ reason, detail: 'x' })),
  };
}

describe('what is gathered for a usage audit', () => {
  it('is what was used for what, with which data and by whom, within and outside of what was approved', async () => {
    const { db } = database;
    const system = await systemInUse(db, { tier: 'high', scope });
    const use = (days: number, changes: Parameters<typeof useOf>[2]) => useOf(system, ago(days), changes);
    await ingestUsage(
      db,
      [
        use(1, {
          person: 'insider',
          purpose: ' draft   REPLIES',
          dataClass: 'internal',
          requests: 3,
          cost: 0.1,
        }),
        use(40, { person: 'insider', purpose: 'Draft replies', dataClass: 'internal', cost: 0.2 }),
        use(2, { person: 'named', purpose: 'Draft replies', dataClass: 'internal' }),
        use(3, { person: 'by-role', purpose: 'Rank applicants', dataClass: 'special_category', requests: 5 }),
        use(4, { person: 'outsider', purpose: 'Rank applicants', dataClass: 'internal', requests: 2 }),
        use(5, { person: 'Jane.Unknown', purpose: 'Draft replies', dataClass: 'internal', requests: 4 }),
        use(6, { person: 'jane.unknown', purpose: 'Draft replies', dataClass: 'internal' }),
        use(7, { person: 'joe.unknown', purpose: 'Draft replies', dataClass: 'internal' }),
        use(8, { requests: 6 }),
        // At the end of the period it is the next one's.
        use(0, { person: 'outsider', requests: 100 }),
      ],
      until,
    );
    const { id, figures, hash, owner, concerned } = await gathered(system);
    expect(figures).toMatchObject({
      since: '2026-01-01T00:00:00.000Z',
      until,
      gatheredAt: until,
      knownSince: '2026-01-01T00:00:00.000Z',
      currency: 'EUR',
      uses: 24,
      cost: 0.3,
      people: 4,
      months: [
        { month: '2026-02', uses: 1, cost: 0.2 },
        { month: '2026-03', uses: 23, cost: 0.1 },
      ],
      purposes: {
        total: 3,
        items: [
          { name: 'Rank applicants', uses: 7, inScope: false },
          { name: null, uses: 6, inScope: false },
          { uses: 11, inScope: true },
        ],
      },
      dataClasses: [
        { name: null, uses: 6, inScope: false },
        { name: 'special_category', uses: 5, inScope: false },
        { name: 'internal', uses: 13, inScope: true },
      ],
      usersOutOfScope: { total: 1, items: [{ person: 'outsider', uses: 2 }] },
      unknownUsers: {
        total: 2,
        items: [
          { number: 1, uses: 5 },
          { number: 2, uses: 1 },
        ],
      },
      unnamedUses: 6,
      unused: { purposes: ['Summarise'], dataClasses: ['public'], people: 1 },
    });
    expect(hash).toBe(hashOf(figures));
    expect([owner, concerned]).toEqual(['owner', ['owner']]);
    const names = await unknownUsersOf(db, id);
    expect([names.get(1)?.toLowerCase(), names.get(2)]).toEqual(['jane.unknown', 'joe.unknown']);
    expect(JSON.stringify(figures)).not.toMatch(/unknown"?:? ?"j|jane|joe/i);
  });

  it('is what was asked and why it was denied, and what was broken and came of it', async () => {
    const { db } = database;
    const system = await systemInUse(db, { tier: 'high' });
    await recordUsageChecks(db, [
      check(system, ago(1)),
      check(system, ago(1)),
      check(system, ago(1), 'purpose_out_of_scope', 'training_missing'),
      check(system, ago(2), 'training_missing'),
      check(system, until, 'suspended'),
    ]);
    const boundary = {
      id: 'rate',
      statement: 'At most 10',
      kind: 'rate',
      most: 10,
      windowMinutes: 60,
    } as const;
    const seen = { kind: 'window', value: 11, samples: 11, until: ago(9) } as const;
    await inTransaction(db, (trx) =>
      openBreach(trx, { id: system, tier: 'high' } as MeantSystem, boundary, seen, ago(9)),
    );
    const cases = [
      ['concern', 'closed', ago(3)],
      ['concern', 'open', ago(3)],
      ['incident', 'open', until],
    ] as const;
    for (const [kind, state, openedAt] of cases) {
      await db
        .insertInto('oversight_case')
        .values({
          id: randomUUID(),
          kind,
          severity: 'low',
          state,
          system_id: system,
          summary: 'x',
          held: false,
          overdue: false,
          opened_at: openedAt,
          seq: 1,
          detail: '{}',
        })
        .execute();
    }
    const { figures } = await gathered(system);
    expect(figures).toMatchObject({
      uses: 0,
      sample: [],
      checks: {
        allowed: 2,
        denied: 2,
        reasons: [
          { reason: 'training_missing', checks: 2 },
          { reason: 'purpose_out_of_scope', checks: 1 },
        ],
      },
      breaches: {
        total: 1,
        items: [
          {
            boundary: 'rate',
            statement: 'At most 10',
            openedAt: ago(9),
            settledAt: null,
            state: null,
            decision: null,
          },
        ],
      },
      otherCases: [{ kind: 'concern', cases: 2 }],
    });
  });

  it('begins where the audit before ended, unless that was called off', async () => {
    const { db } = database;
    const system = await systemInUse(db, { tier: 'high' });
    const liveSince = '2026-01-01T00:00:00.000Z';
    expect((await gathered(system, ago(80))).figures.since).toBe(liveSince);
    const second = await gathered(system, ago(30));
    await sayToAudit(db, second.id, ago(20), calling);
    const third = await gathered(system, ago(10));
    expect(third.figures.since).toBe(ago(80));
    const fourth = await gathered(system);
    expect(fourth.figures.since).toBe(ago(10));
    // One that is opened late, for an instant before, leaves the later ones as they are.
    expect((await gathered(system, ago(20))).figures.since).toBe(ago(80));
  });

  it('counts what was told too late for the audit before, once', async () => {
    const { db } = database;
    const system = await systemInUse(db, { tier: 'high' });
    await ingestUsage(db, [useOf(system, ago(95), { requests: 7 })], ago(60));
    const first = await gathered(system, ago(50));
    await sayToAudit(db, first.id, ago(50), { ...gathering, ...first });
    expect(first.figures).toMatchObject({ uses: 0, earlierUses: 7 });
    await ingestUsage(db, [useOf(system, ago(70), { requests: 3 }), useOf(system, ago(40))], ago(30));
    const second = await gathered(system, ago(20));
    await sayToAudit(db, second.id, ago(20), { ...gathering, ...second });
    expect(second.figures).toMatchObject({ uses: 1, earlierUses: 3 });
    expect((await gathered(system)).figures).toMatchObject({ uses: 0, earlierUses: 0 });
  });

  it('says from when on use is still known', async () => {
    const { db } = database;
    const system = await systemInUse(db, { tier: 'low' });
    const before = { low: ago(20), medium: ago(50), high: ago(60), critical: ago(70), unknown: ago(80) };
    const pruned: UsagePrunedEvent = {
      type: 'UsagePruned',
      at: until,
      by: 'system',
      policy: 1,
      before,
      events: 3,
      checks: 0,
    };
    await inTransaction(db, (trx) =>
      recordFacts(trx, 'usage-retention/organisation', [pruned], () => Promise.resolve()),
    );
    expect((await gathered(system)).figures.knownSince).toBe(ago(20));
    const high = await systemInUse(db, { tier: 'high' });
    expect((await gathered(high)).figures.knownSince).toBe(ago(60));
  });

  it('draws a lot that nobody knows before, and that anybody draws again', async () => {
    const { db } = database;
    const system = await systemInUse(db, { tier: 'high' });
    const uses = Array.from({ length: 200 }, (_, index) =>
      useOf(system, ago(index / 10 + 1), { id: `e-${index}`, promptHash: 'a'.repeat(64) }),
    );
    await ingestUsage(db, uses, until);
    const { id, figures } = await gathered(system);
    const again = await gatherUsageFor(db, id, until);
    expect(again.figures.sample).toEqual(figures.sample);
    expect(again.hash).toBe(hashOf(figures));
    const lot = ({ source, id: event, usedAt }: (typeof uses)[number]) =>
      createHash('sha256').update(`${figures.seed}/${source}/${event}/${usedAt}`).digest('hex');
    const drawn = uses.toSorted((a, b) => (lot(a) < lot(b) ? -1 : 1)).slice(0, sampleSize);
    expect(figures.sample.map(({ event }) => event)).toEqual(drawn.map(({ id: event }) => event));
    expect(figures.sample[0]).toMatchObject({
      promptHash: 'a'.repeat(64),
      unknownPerson: false,
      person: null,
    });
    const other = await gathered(system, daysAfter(until, 1));
    expect(other.figures.seed).not.toBe(figures.seed);
  });

  it('keeps names of unknown people beside the record, and throws them away with the use', async () => {
    const { db } = database;
    const system = await systemInUse(db, { tier: 'high' });
    await ingestUsage(db, [useOf(system, ago(1), { person: 'eve.unknown' })], until);
    const { id, ...found } = await gathered(system);
    await sayToAudit(db, id, until, { ...gathering, ...found });
    expect(JSON.stringify(await auditEvents(db, id))).not.toContain('eve.unknown');
    expect((await unknownUsersOf(db, id)).size).toBe(1);
    await pruneUsage(db, daysAfter(until, 400));
    expect((await unknownUsersOf(db, id)).size).toBe(0);
  });
});
