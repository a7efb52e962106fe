import { openBreach } from '../../db/boundary-breach.ts';
import { inTransaction } from '../../db/facts.ts';
import { daysAfter } from '../../domain/days.ts';
import type { MeantSystem } from '../../db/usage-system.ts';
import { exampleFinding, UsageAuditScene } from '../api/usage-audit-scene.ts';
import { gateway, sentUse } from '../api/usage-scene.ts';
import type { TestOrganisation } from '../test-organisation.ts';
import { done } from './done.ts';

/** Usage audits, each with figures in which everything occurs. */
export interface FurnishedAudits {
  waitingAudit: string;
  /** With findings, one of them critical. */
  takenAudit: string;
  signedAudit: string;
}

export async function furnishAudits(organisation: TestOrganisation): Promise<FurnishedAudits> {
  const scene = new UsageAuditScene(organisation);
  const [waiting, taken, signed] = [
    await usedSystem(organisation, 'Credit Scores'),
    await usedSystem(organisation, 'Applicant Ranking'),
    await usedSystem(organisation, 'Claim Triage'),
  ];
  const grave = {
    ...exampleFinding,
    severity: 'critical',
    ground: 'sample',
    sample: 1,
    what: 'It was a person’s file.',
  };
  return {
    waitingAudit: await scene.waiting(waiting),
    takenAudit: await scene.written(taken, [exampleFinding, grave]),
    signedAudit: await scene.signed(signed),
  };
}

async function usedSystem(organisation: TestOrganisation, name: string): Promise<string> {
  const scene = new UsageAuditScene(organisation);
  const users = { everyone: false, roles: [], teams: ['Credit'], people: ['nobody-yet'] };
  const purposes = ['Loans', 'Overdrafts'];
  const scope = { purposes, dataClasses: ['personal' as const, 'internal' as const], users, regions: ['EU'] };
  const system = await scene.usedSystem('requester', { name, title: name, scope });
  const tell = await gateway(organisation);
  const now = new Date().toISOString();
  const uses = Array.from({ length: 30 }, (_, index) =>
    sentUse(system, {
      usedAt: daysAfter(now, -index / 40),
      person: index % 3 === 0 ? 'legal' : 'colleague',
      purpose: index % 4 === 0 ? null : 'Loans',
      dataClass: index % 5 === 0 ? 'special_category' : 'personal',
      promptHash: 'ab'.repeat(32),
      cost: 0.25,
    }),
  );
  await done(tell('POST', '/v1/usage-events', { events: uses }));
  const check = { person: 'colleague', system, purpose: 'Loans', dataClass: 'personal' };
  await done(organisation.call('compliance', 'POST', '/v1/usage-checks', { checks: [check] }));
  const boundary = {
    id: 'rate',
    statement: 'At most 10 an hour',
    kind: 'rate',
    most: 10,
    windowMinutes: 60,
  } as const;
  await inTransaction(organisation.database.db, (trx) =>
    openBreach(
      trx,
      { id: system, tier: 'high' } as MeantSystem,
      boundary,
      { kind: 'window', value: 11, samples: 11, until: now },
      daysAfter(now, -0.2),
    ),
  );
  return system;
}
