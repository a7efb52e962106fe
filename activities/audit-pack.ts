import type { KeyObject } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { Context } from '@temporalio/activity';
import { beginMaking, fileAt, progressOf } from '../db/audit-pack-file.ts';
import { settlePack } from '../db/audit-pack-plan.ts';
import { NotMakingError, type Progress, writeParts } from '../db/audit-pack-writer.ts';
import { findAuditPack } from '../db/audit-pack.ts';
import type { Database } from '../db/database.ts';
import type { AuditPack, MadePack } from '../domain/audit-pack.ts';
import { packParts } from './audit-pack-parts.ts';
import type { CheckpointActivities } from './checkpoint.ts';
import { inTurn } from './in-turn.ts';

export interface AuditPackActivities {
  /** Makes the files of a pack, from wherever they were left; null where nobody wants them any more. */
  makeAuditPack(id: string): Promise<MadePack | null>;
}

export interface PackMaking {
  /** Signs the manifest, as it signs checkpoints. */
  key: KeyObject;
  /** Where people reach Countersign with their browsers. */
  publicUrl: string;
  checkpoint: CheckpointActivities['checkpoint'];
}

const heartbeatMs = 5_000;

/** The verifier as it goes into every pack: it needs nothing of ours. */
export const verifierFile = path.join(import.meta.dirname, '..', 'verifier', 'verify.mjs');

export function auditPackActivities(db: Database, making: PackMaking): AuditPackActivities {
  // One after the other: reading all there is must not take from decisions the connections that they need.
  const make = inTurn(({ id, kept }: Turn) => makeFiles(db, id, making, kept));
  return {
    async makeAuditPack(id) {
      const context = Context.current();
      let reached: Progress | undefined;
      // Also while it waits for its turn: only somebody who is gone says nothing.
      const beating = setInterval(() => context.heartbeat(reached), heartbeatMs);
      const kept = (progress: Progress) => {
        reached = progress;
        context.heartbeat(progress);
        // Whoever is told to stop stops between two chunks.
        context.cancellationSignal.throwIfAborted();
      };
      try {
        return await make({ id, kept });
      } finally {
        clearInterval(beating);
      }
    },
  };
}

interface Turn {
  id: string;
  kept: (progress: Progress) => void;
}

async function makeFiles(
  db: Database,
  id: string,
  making: PackMaking,
  kept: Turn['kept'],
): Promise<MadePack | null> {
  const pack = await packBeingMade(db, id);
  if (pack === undefined) return null;
  const scope = { pack: id, systems: pack.scope.systems };
  // First of all, so that a signature covers every event that there is by now.
  await making.checkpoint();
  const plan = await beginMaking(db, scope, (trx) =>
    settlePack(trx, scope, pack.until, new Date().toISOString()),
  );
  const verifier = await readFile(verifierFile, 'utf8');
  const { key, publicUrl } = making;
  try {
    await writeParts(db, id, packParts(db, { id, pack, plan, scope, verifier, key, publicUrl }), kept);
  } catch (error) {
    if (error instanceof NotMakingError && (await packBeingMade(db, id)) === undefined) return null;
    throw error;
  }
  return madeOf(db, id);
}

async function packBeingMade(db: Database, id: string): Promise<AuditPack | undefined> {
  const found = await findAuditPack(db, id);
  if (found === undefined) throw new Error(`the register has no audit pack ${id} yet`);
  return found.state.state === 'making' ? found.state : undefined;
}

async function madeOf(db: Database, id: string): Promise<MadePack> {
  const [progress, manifest] = await Promise.all([progressOf(db, id), fileAt(db, id, 'manifest.json')]);
  if (progress === undefined || manifest?.sha256 == null) throw new Error(`${id} has not been made`);
  const { files, bytes, records, events } = progress;
  return { files, bytes, records, events, manifestHash: manifest.sha256 };
}
