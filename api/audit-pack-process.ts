import { systemNames } from '../db/ai-system-name.ts';
import { findAuditEngagement } from '../db/audit-engagement.ts';
import { downloadsOf } from '../db/audit-pack-download.ts';
import { progressOf } from '../db/audit-pack-file.ts';
import { packPartTitles } from '../db/audit-pack-part.ts';
import { findAuditPack } from '../db/audit-pack.ts';
import type { Database } from '../db/database.ts';
import { namesOf } from '../db/directory.ts';
import type { Recorded } from '../db/process.ts';
import { type AuditPack, auditPack, type AuditPackCommand } from '../domain/audit-pack.ts';
import { auditPackAttributesOf } from '../workflows/audit-pack-messages.ts';
import type { ProcessKind } from './process.ts';

/** How the API carries messages to audit packs. */
export const auditPackProcess: ProcessKind<AuditPack, AuditPackCommand> = {
  kind: 'audit-pack',
  noun: 'audit pack',
  workflowType: 'auditPack',
  path: '/v1/audit-packs',
  decider: auditPack,
  find: findAuditPack,
  async represent(db, recorded) {
    return { body: await auditPackRepresentation(db, recorded), etag: `"${recorded.seq}"` };
  },
  attributesOf: auditPackAttributesOf,
  summaryOf: ({ scope: { from, until } }) => `Audit pack · ${from} to ${until}`,
};

async function auditPackRepresentation(db: Database, recorded: Recorded<AuditPack>) {
  const { made, cancelled } = recorded.state;
  const downloads = await downloadsOf(db, recorded.id);
  const people = [...downloads, ...(cancelled === null ? [] : [cancelled])].map(({ by }) => by);
  const [[summary], nameOf, engagement, progress] = await Promise.all([
    representPacks(db, [recorded]),
    namesOf(db, people),
    engagementNamed(db, recorded.state.engagement),
    recorded.state.state === 'making' ? progressShown(db, recorded.id) : null,
  ]);
  return {
    ...summary,
    progress,
    made,
    engagement,
    downloads: downloads.map(({ by, at }) => ({ by: nameOf(by), at })),
    cancelled: cancelled && { by: nameOf(cancelled.by), at: cancelled.at },
  };
}

async function engagementNamed(db: Database, id: string | null) {
  const engagement = id === null ? undefined : await findAuditEngagement(db, id);
  return engagement === undefined ? null : { id: engagement.id, title: engagement.state.title };
}

/** Before its making has begun nothing is written of it. */
async function progressShown(db: Database, id: string) {
  const parts = packPartTitles.length;
  const none = { part: 0, records: 0, events: 0, ofEvents: 0, files: 0, bytes: 0 };
  const { part, ...written } = (await progressOf(db, id)) ?? none;
  const place = Math.min(part, parts - 1);
  return { part: place + 1, parts, title: packPartTitles[place] ?? '', ...written };
}

/** Rows of a list with the names of people and systems. */
export async function representPacks(db: Database, packs: readonly Recorded<AuditPack>[]) {
  const [nameOf, systemOf] = await Promise.all([
    namesOf(
      db,
      packs.map(({ state }) => state.askedBy),
    ),
    systemNames(
      db,
      packs.flatMap(({ state: { scope } }) => (scope.systems === 'all' ? [] : scope.systems)),
    ),
  ]);
  return packs.map(({ id, state: { state, title, scope, askedBy, askedAt, keptUntil } }) => ({
    id,
    state,
    title,
    from: scope.from,
    until: scope.until,
    scope: {
      systems:
        scope.systems === 'all'
          ? ('all' as const)
          : scope.systems.map((system) => systemOf(system) ?? { id: system, name: system }),
    },
    askedBy: nameOf(askedBy),
    askedAt,
    keptUntil,
  }));
}
