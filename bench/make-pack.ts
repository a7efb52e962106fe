import { generateKeyPairSync, randomUUID } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { packParts } from '../activities/audit-pack-parts.ts';
import { verifierFile } from '../activities/audit-pack.ts';
import { downloadPack } from '../api/audit-pack-download.ts';
import { beginMaking } from '../db/audit-pack-file.ts';
import { settlePack } from '../db/audit-pack-plan.ts';
import { writeParts } from '../db/audit-pack-writer.ts';
import { findAuditPack } from '../db/audit-pack.ts';
import { writeCheckpoint } from '../db/checkpoint.ts';
import { openDatabase } from '../db/database.ts';
import { record } from '../db/record.ts';
import { elapsed } from './measure.ts';

/**
 * `make-pack.ts ZIP`: makes a pack of the whole register of DATABASE_URL and writes it to ZIP, as worker and API do it, in a
 * process of its own. Says how long each took, and the most memory that it held (RSS, in megabytes).
 */
const [zip = ''] = process.argv.slice(2);
const db = openDatabase(process.env['DATABASE_URL'] ?? '', { poolSize: 4 });
const { privateKey: key } = generateKeyPairSync('ed25519');
const id = randomUUID();
const scope = { pack: id, systems: 'all' as const };

const put = (seq: number, event: { type: string } & Record<string, unknown>) => {
  const at = new Date().toISOString();
  const events = [{ event: { at, by: 'bench', ...event }, commandId: null }];
  return record(db, { stream: `audit-pack/${id}`, expectedSeq: seq, events, outcomes: [] });
};

const at = new Date().toISOString();
await writeCheckpoint(db, key, at);
const day = at.slice(0, 10);
const asked = { title: 'Bench', scope: { from: '2020-01-01', until: day, systems: 'all' } };
await put(0, { type: 'AuditPackAsked', ...asked, since: '2020-01-01T00:00:00.000Z', until: at });
const { state: pack } = (await findAuditPack(db, id)) ?? {};
if (pack === undefined) throw new Error('there is no pack');
const making = await elapsed(async () => {
  const plan = await beginMaking(db, scope, (trx) => settlePack(trx, scope, pack.until, at));
  const verifier = await readFile(verifierFile, 'utf8');
  await writeParts(
    db,
    id,
    packParts(db, { id, pack, plan, scope, verifier, key, publicUrl: 'http://bench' }),
  );
});
await put(1, {
  type: 'AuditPackMade',
  files: 0,
  bytes: 0,
  records: 0,
  events: 0,
  manifestHash: '',
  keptUntil: at,
});
const downloading = await elapsed(async () => {
  const made = await findAuditPack(db, id);
  if (made === undefined) throw new Error('there is no pack');
  const { stream } = await downloadPack(db, made, 'bench', at);
  if (stream !== undefined) await pipeline(stream, createWriteStream(zip));
});
await db.destroy();
const megabytes = process.resourceUsage().maxRSS / 1_024;
process.stdout.write(`${JSON.stringify({ making, downloading, megabytes })}\n`);
