import { continueAsNew, proxyActivities } from '@temporalio/workflow';
import type { AuditPackActivities } from '../activities/audit-pack.ts';
import {
  type AuditPack,
  type AuditPackCommand,
  type AuditPackEvent,
  auditPack as decider,
  type MadePack,
} from '../domain/audit-pack.ts';
import { operator, system } from '../domain/identity.ts';
import { auditPackAttributesOf, auditPackSignal } from './audit-pack-messages.ts';
import { legible } from './legible.ts';
import { type Carried, runProcess } from './process.ts';

// Everything that there is may take its time. Whoever is silent is gone: another worker goes on from the last chunk.
const { makeAuditPack } = proxyActivities<AuditPackActivities>({
  startToCloseTimeout: '12 hours',
  heartbeatTimeout: '20 seconds',
  retry: { initialInterval: '1 second', maximumInterval: '1 minute' },
  summary: 'Write the files of the pack',
});

export interface AuditPackInput {
  id: string;
  /** That it is asked for; absent where it is taken up again from the register. */
  ask?: AuditPackCommand;
  /** What an earlier run of the same pack handed on. */
  carried?: Carried<AuditPack, AuditPackCommand>;
}

const nothing: MadePack = { files: 0, bytes: 0, records: 0, events: 0, manifestHash: '' };

/** An audit pack, from being asked for over the making of its files until they are kept no more. */
export async function auditPack({ id, ask, carried }: AuditPackInput): Promise<void> {
  const unfinished = await runProcess<AuditPack, AuditPackCommand, AuditPackEvent>(
    {
      stream: `audit-pack/${id}`,
      decider,
      signals: Object.values(auditPackSignal),
      errand: {
        isDue: ({ state }) => state === 'making',
        run: async () => {
          // Of one that is called off meanwhile there is nothing, and the rules refuse to take it for made.
          const made = (await makeAuditPack(id)) ?? nothing;
          const at = new Date().toISOString();
          return { type: 'complete', id: `audit-pack/${id}/files`, by: system, at, ...made };
        },
      },
      whenCancelled: (at, runId) => ({
        type: 'cancel',
        id: `cancel-${runId}`,
        by: operator,
        at,
        actor: { person: operator, roles: ['administrator'], actsFor: [] },
      }),
      show: (pack) => ({
        attributes: auditPackAttributesOf(pack),
        details: detailsOf(pack),
        waitingFor: `kept until ${legible(pack.keptUntil ?? pack.askedAt)}`,
      }),
    },
    carried ?? { state: undefined, seq: 0, commands: ask === undefined ? [] : [ask] },
  );
  if (unfinished !== undefined) await continueAsNew<typeof auditPack>({ id, carried: unfinished });
}

/** Short, because the Temporal UI shows the first lines. How far the making has come is in the activity's heartbeat. */
function detailsOf({ state, scope, askedAt, made, keptUntil }: AuditPack): string {
  const systems = scope.systems === 'all' ? 'all systems' : `${scope.systems.length} systems`;
  return [
    ...(state === 'making' ? ['Waiting for its **files** to be written'] : []),
    ...(state === 'ready' && keptUntil !== null ? [`Kept until ${legible(keptUntil)}`] : []),
    `${state} · ${scope.from} to ${scope.until} · ${systems}`,
    `asked for ${legible(askedAt)}`,
    ...(made === null ? [] : [`${made.files} files, ${made.records} records, ${made.events} events`]),
  ].join('\n\n');
}
