import { beginMaking } from '../../db/audit-pack-file.ts';
import { writeParts } from '../../db/audit-pack-writer.ts';
import { findPerson } from '../../db/directory.ts';
import { AuditPackScene } from '../api/audit-pack-scene.ts';
import { recordedAuditPack } from '../recorded-audit-pack.ts';
import type { TestOrganisation } from '../test-organisation.ts';
import { done } from './done.ts';

/** Audit packs, in every state that a page shows. */
export interface FurnishedPacks {
  readyPack: string;
  /** With some of its files. */
  makingPack: string;
  cancelledPack: string;
}

export async function furnishPacks(organisation: TestOrganisation): Promise<FurnishedPacks> {
  const scene = new AuditPackScene(organisation);
  const cancelledPack = await scene.ready({ title: 'Asked for by mistake' });
  await done(organisation.call('auditor', 'POST', `/v1/audit-packs/${cancelledPack}/cancellation`, {}));
  return { readyPack: await scene.ready(), makingPack: await half(organisation), cancelledPack };
}

async function half({ database: { db } }: TestOrganisation): Promise<string> {
  const pack = await recordedAuditPack(db, (await findPerson(db, 'auditor'))?.id ?? '');
  const at = new Date().toISOString();
  const plan = { at, cut: 0, events: 1_234_567, lastCheckpoint: 0 };
  await beginMaking(db, { pack, systems: 'all' }, () => Promise.resolve(plan));
  const content = 'x'.repeat(2_000_000);
  await writeParts(db, pack, [
    async function* () {
      yield { path: 'records/risks.jsonl', content, records: 4_321, events: 0, cursor: {} };
    },
  ]);
  return pack;
}
