import { randomUUID } from 'node:crypto';
import type { Database } from '../db/database.ts';
import { nameKey } from '../db/name-key.ts';
import { everyone } from '../domain/audience.ts';
import type { AiSystem, AiSystemState, ApprovedScope } from '../domain/ai-system-state.ts';
import type { SignOffTier } from '../domain/approval-policy.ts';
import type { Boundary } from '../domain/boundary.ts';

const since = '2026-01-01T00:00:00.000Z';

/** Puts a live AI system into the register, as if its request had been approved; returns its id. */
export async function systemInUse(
  db: Database,
  {
    name = `System ${randomUUID()}`,
    tier = 'medium',
    boundaries = [],
    scope = { purposes: ['Summarise'], dataClasses: ['internal'], users: everyone, regions: ['EU'] },
    state = 'live',
  }: {
    name?: string;
    tier?: SignOffTier;
    boundaries?: Boundary[];
    scope?: ApprovedScope;
    state?: AiSystemState;
  } = {},
): Promise<string> {
  const id = randomUUID();
  const system: AiSystem = {
    state,
    name,
    provider: 'A provider',
    model: 'A model',
    title: name,
    tier,
    owner: 'owner',
    vendor: null,
    requests: [id],
    currency: 'EUR',
    scope,
    boundaries,
    training: [],
    openedAt: since,
    liveSince: since,
    suspension: null,
    reviewMonths: 12,
    nextReviewAt: '2099-01-01T00:00:00.000Z',
    reviewRemindAt: [],
    reviewOverdueAt: null,
    reviewLapsesAt: '2099-02-01T00:00:00.000Z',
    changes: [],
    declared: 0,
    joinings: [],
    asked: 0,
    decommissioned: null,
  };
  await db
    .insertInto('ai_system')
    .values({
      id,
      name,
      name_key: nameKey(name),
      title: name,
      provider: system.provider,
      state: system.state,
      tier,
      owner_id: system.owner,
      vendor_id: null,
      opened_at: since,
      live_since: since,
      next_review_at: system.nextReviewAt,
      seq: 1,
      detail: JSON.stringify(system),
    })
    .execute();
  return id;
}
