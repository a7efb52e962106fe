import { createPublicKey, type KeyObject, sign } from 'node:crypto';
import { fileAt, filesOf, type PackPlan } from '../db/audit-pack-file.ts';
import type { Piece } from '../db/audit-pack-writer.ts';
import type { Database } from '../db/database.ts';
import type { AuditPack } from '../domain/audit-pack.ts';

const path = 'manifest.json';
const batch = 1_000;

interface Given {
  id: string;
  pack: AuditPack;
  plan: PackPlan;
  key: KeyObject;
}

/** Every file of the pack with its size and SHA-256, what it was made for and from, and by which key it is signed. */
export async function* manifestPart(
  db: Database,
  { id, pack, plan, key }: Given,
  cursor: object | undefined,
): AsyncGenerator<Piece> {
  let after = (cursor as { after: number } | undefined)?.after;
  if (after === undefined) {
    const { title, scope, since, until, askedAt } = pack;
    const { at, cut, events, lastCheckpoint } = plan;
    const head = {
      format: 'countersign-audit-pack/1',
      pack: { id, title, scope, since, until, askedAt },
      madeAt: at,
      register: { lastPosition: cut, events, lastCheckpoint },
      publicKey: createPublicKey(key).export({ type: 'spki', format: 'pem' }),
    };
    after = 0;
    yield { path, content: `${JSON.stringify(head).slice(0, -1)},"files":[`, cursor: { after } };
  }
  for (;;) {
    const files = await filesOf(db, id, batch, after);
    const last = files.at(-1);
    if (last === undefined) break;
    const begins = after === 0;
    const lines = files.map(({ path: name, size, sha256, items }) =>
      JSON.stringify({ path: name, size, sha256, items }),
    );
    after = last.number;
    yield { path, content: `${begins ? '\n' : ',\n'}${lines.join(',\n')}`, cursor: { after } };
  }
  yield { path, content: '\n]}\n', cursor: { after } };
}

/** The words that are signed: they are none of those that a checkpoint can hold. */
export function signedWords(manifestHash: string): string {
  return `countersign-audit-pack/1 manifest ${manifestHash}`;
}

export async function* signaturePart(db: Database, { id, key }: Given): AsyncGenerator<Piece> {
  const manifest = await fileAt(db, id, path);
  if (manifest === undefined || manifest.sha256 === null) throw new Error(`${id} has no manifest yet`);
  const signature = sign(null, Buffer.from(signedWords(manifest.sha256)), key).toString('base64');
  const content = `${JSON.stringify({ manifest: manifest.sha256, signature })}\n`;
  yield { path: 'manifest.signature.json', content, cursor: {} };
}
