import { randomUUID } from 'node:crypto';
import type { AiSystemEvent, ApprovedUse } from '../domain/ai-system-state.ts';
import { daysAfter } from '../domain/days.ts';
import type { PersonId } from '../domain/decider.ts';
import { record } from '../db/record.ts';
import type { TestDatabase } from './test-database.ts';

/** An AI system in use with its events, so that its process goes on; without the request and the sign-offs before. */
export async function recordedSystem(
  { db }: TestDatabase,
  owner: PersonId,
  changes: Partial<ApprovedUse> = {},
): Promise<string> {
  const id = randomUUID();
  const at = daysAfter(new Date().toISOString(), -1);
  const use: ApprovedUse = {
    name: `System ${id}`,
    provider: 'Example AI Ltd',
    model: 'example-1',
    title: `System ${id}`,
    tier: 'high',
    owner,
    vendor: null,
    request: id,
    currency: 'EUR',
    scope: {
      purposes: ['Loans'],
      dataClasses: ['personal'],
      users: { everyone: true, roles: [], teams: [], people: [] },
      regions: ['EU'],
    },
    reviewMonths: 6,
    review: {
      nextReviewAt: daysAfter(at, 180),
      remindAt: [daysAfter(at, 150), daysAfter(at, 173)],
      lapsesAt: daysAfter(at, 210),
    },
    ...changes,
  };
  const events: AiSystemEvent[] = [
    { type: 'AiSystemOpened', at, by: 'system', ...use },
    { type: 'AiSystemWentLive', at, by: owner },
  ];
  await record(db, {
    stream: `ai-system/${id}`,
    expectedSeq: 0,
    events: events.map((event) => ({ event, commandId: 'test' })),
    outcomes: [],
  });
  return id;
}
