import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import { createHash, createPublicKey, sign } from 'node:crypto';
import { appendFile, copyFile, readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import path from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import yauzl from 'yauzl';
import { signedWords } from '../../activities/audit-pack-manifest.ts';
import { verifyPack } from '../../verifier/verify.mjs';
import { unzip } from '../../bench/unzip.ts';
import { AuditPackScene, verified } from '../api/audit-pack-scene.ts';
import { freshRequest } from '../api/refusal.ts';
import { VendorScene } from '../api/vendor-scene.ts';
import { recordedSystem } from '../recorded-system.ts';
import { TestOrganisation } from '../test-organisation.ts';

let organisation: TestOrganisation;
let scene: AuditPackScene;
/** A pack of one system, so that subtrees stand for the others, as a folder and as a ZIP. */
let folder: string;
let zip: string;
let files: string[];

beforeAll(async () => {
  organisation = await TestOrganisation.found();
  scene = new AuditPackScene(organisation);
  await freshRequest(organisation);
  const vendor = await new VendorScene(organisation).drafted();
  const form = new FormData();
  form.set('file', new File(['What the vendor says.'], 'answer.txt'));
  await organisation.call('requester', 'POST', `/v1/vendors/${vendor}/evidence`, form);
  const system = await recordedSystem(organisation.database, 'requester', { vendor });
  await recordedSystem(organisation.database, 'requester');
  const id = await scene.ready({ scope: { systems: [system] } });
  ({ zip } = await scene.downloaded(id));
  folder = await scene.folder();
  await unzip(zip, folder);
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  files = entries
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)))
    .toSorted();
});
afterAll(async () => {
  await scene.clear();
  await organisation.close();
});

const faultIn = (where: string, key?: string): Promise<string | undefined> =>
  verifyPack(where, key).then(
    () => undefined,
    (error: unknown) => (error instanceof Error ? error.message : 'no error'),
  );

/** What the verifier says while `change` holds; afterwards the file is as it was. */
async function faultWhile(
  name: string,
  change: (file: string) => Promise<unknown>,
): Promise<string | undefined> {
  const file = path.join(folder, name);
  const before = await readFile(file);
  try {
    await change(file);
    return await faultIn(folder);
  } finally {
    await writeFile(file, before);
  }
}

/** The manifest with its files as they are now, signed by another key: what somebody does who forges a pack. */
async function signAnew(key: KeyObject): Promise<void> {
  const file = path.join(folder, 'manifest.json');
  const manifest = JSON.parse(await readFile(file, 'utf8')) as {
    publicKey: unknown;
    files: { path: string; size: number; sha256: string }[];
  };
  for (const one of manifest.files) {
    const content = await readFile(path.join(folder, one.path));
    one.size = content.length;
    one.sha256 = createHash('sha256').update(content).digest('hex');
  }
  manifest.publicKey = createPublicKey(key).export({ type: 'spki', format: 'pem' });
  const bytes = JSON.stringify(manifest);
  await writeFile(file, bytes);
  const hash = createHash('sha256').update(bytes).digest('hex');
  const signature = sign(null, Buffer.from(signedWords(hash)), key).toString('base64');
  const signed = `${JSON.stringify({ manifest: hash, signature })}\n`;
  await writeFile(path.join(folder, 'manifest.signature.json'), signed);
}

/** Does it to the folder, says what the verifier says, and puts the folder back. */
async function forged(change: () => Promise<void>, key = organisation.checkpointKey, held?: string) {
  const before = new Map<string, Buffer>();
  for (const name of files) before.set(name, await readFile(path.join(folder, name)));
  try {
    await change();
    await signAnew(key);
    return await faultIn(folder, held);
  } finally {
    for (const [name, content] of before) await writeFile(path.join(folder, name), content);
  }
}

const linesOf = async (name: string) =>
  (await readFile(path.join(folder, name), 'utf8')).split('\n').filter((line) => line !== '');
const putLines = (name: string, lines: string[]) =>
  writeFile(path.join(folder, name), lines.map((line) => `${line}\n`).join(''));

describe('the verifier', () => {
  it('passes what nobody has touched, in a folder and in a ZIP, and counts the same', async () => {
    const found = await verifyPack(folder);
    expect(await verifyPack(zip)).toEqual(found);
    expect(found.events).toBeGreaterThan(0);
    expect(found.covered).toBeGreaterThan(0);
    expect(found.checkpoints).toBeGreaterThan(0);
    expect(found.files).toBe(files.length - 2);
  });

  it('names the file in which any byte is another', { timeout: 120_000 }, async () => {
    const anywhere = fc.record({
      name: fc.constantFrom(...files),
      at: fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
      by: fc.integer({ min: 1, max: 255 }),
    });
    await fc.assert(
      fc.asyncProperty(anywhere, async ({ name, at, by }) => {
        const content = await readFile(path.join(folder, name));
        fc.pre(content.length > 0);
        const place = Math.floor(at * content.length);
        const fault = await faultWhile(name, (file) => {
          const changed = Buffer.from(content);
          changed[place] = (content[place] ?? 0) ^ by;
          return writeFile(file, changed);
        });
        expect(fault, `${name}, byte ${place}`).toMatch(new RegExp(`^${escaped(name)}\\b|^manifest\\.`));
        if (!name.startsWith('manifest.')) expect(fault).toContain(name);
      }),
      { numRuns: 200 },
    );
  });

  it('names the file of a ZIP in which a byte of its content is another', { timeout: 120_000 }, async () => {
    const content = await readFile(zip);
    const places = await placesIn(zip);
    const changedZip = path.join(await scene.folder(), 'pack.zip');
    const anywhere = fc.record({
      entry: fc.constantFrom(...places.filter(({ length }) => length > 2)),
      at: fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
      by: fc.integer({ min: 1, max: 255 }),
    });
    await fc.assert(
      fc.asyncProperty(anywhere, async ({ entry, at, by }) => {
        const place = entry.start + Math.floor(at * entry.length);
        const changed = Buffer.from(content);
        changed[place] = (content[place] ?? 0) ^ by;
        await writeFile(changedZip, changed);
        const fault = await faultIn(changedZip);
        // The last bits of what is packed may mean nothing: then what comes out is what was signed.
        if (fault === undefined) {
          const other = await scene.folder();
          await unzip(changedZip, other);
          expect(await readFile(path.join(other, entry.name))).toEqual(
            await readFile(path.join(folder, entry.name)),
          );
        } else expect(fault).toContain(entry.name);
      }),
      { numRuns: 200 },
    );
  });

  it(
    'never passes a ZIP that says something else, wherever a byte of it is another',
    { timeout: 120_000 },
    async () => {
      const content = await readFile(zip);
      const changedZip = path.join(await scene.folder(), 'pack.zip');
      const found = await verifyPack(zip);
      await fc.assert(
        fc.asyncProperty(fc.nat(content.length - 1), fc.integer({ min: 1, max: 255 }), async (place, by) => {
          const changed = Buffer.from(content);
          changed[place] = (content[place] ?? 0) ^ by;
          await writeFile(changedZip, changed);
          const again = await verifyPack(changedZip).catch(() => undefined);
          if (again !== undefined) expect(again).toEqual(found);
        }),
        { numRuns: 100 },
      );
    },
  );

  it('names a file that is cut, gone or added', async () => {
    for (const name of files) {
      const { length } = await readFile(path.join(folder, name));
      if (length === 0) continue;
      const cut = await faultWhile(name, (file) => truncate(file, length - 1));
      expect(cut, name).toMatch(name.startsWith('manifest.') ? /^manifest\./ : new RegExp(escaped(name)));
      expect(await faultWhile(name, (file) => appendFile(file, ' ')), name).toContain(name);
      expect(await faultWhile(name, (file) => rm(file)), name).toBe(`${name}: is missing`);
    }
    const added = path.join(folder, 'records', 'more.jsonl');
    await writeFile(added, '');
    expect(await faultIn(folder)).toBe('records/more.jsonl: is not in the manifest');
    await rm(added);
    expect(await faultIn(folder)).toBeUndefined();
  });

  it('names a ZIP that is cut', async () => {
    const content = await readFile(zip);
    const cut = path.join(await scene.folder(), 'cut.zip');
    for (const length of [0, 10, Math.floor(content.length / 2), content.length - 1]) {
      await writeFile(cut, content.subarray(0, length));
      expect(await faultIn(cut), `${length}`).toContain('is no whole ZIP');
    }
  });

  it('says so as a program, with its exit code', async () => {
    const events = path.join(folder, 'events/0001.jsonl');
    const content = await readFile(events);
    await writeFile(
      events,
      Buffer.concat([content.subarray(0, 500), Buffer.from('x'), content.subarray(501)]),
    );
    const { passes, said } = await verified(folder);
    await writeFile(events, content);
    expect(passes).toBe(false);
    expect(said).toMatch(/^FAIL: events\/0001\.jsonl/);
    expect((await verified(folder)).passes).toBe(true);
    const empty = await scene.folder();
    await copyFile(path.join(folder, 'verify.mjs'), path.join(empty, 'verify.mjs'));
    expect((await verified(empty)).said).toBe('FAIL: manifest.json: is missing\n');
    expect((await verified(empty, 'nothing.zip')).passes).toBe(false);
  });
});

describe('whoever has the key of the manifest, or makes one, still cannot', () => {
  it('pass for us where the key is held to ours', async () => {
    const other = generateKeyPairSync('ed25519').privateKey;
    const { fingerprint } = await verifyPack(folder);
    const fault = await forged(() => Promise.resolve(), other, fingerprint);
    expect(fault).toContain(`and not by ${fingerprint}`);
    expect(await faultIn(folder, fingerprint.slice(0, 15))).toContain('and not by');
  });

  it('take over our checkpoints under another key', async () => {
    const other = generateKeyPairSync('ed25519').privateKey;
    expect(await forged(() => Promise.resolve(), other)).toMatch(
      /^events\/0001\.jsonl, line \d+: checkpoint 1 is not signed by the key of the manifest$/,
    );
  });

  it('change an event', async () => {
    const name = 'events/0001.jsonl';
    const lines = await linesOf(name);
    const at = lines.findIndex((line) => line.includes('"hash"'));
    const fault = await forged(() =>
      putLines(
        name,
        lines.map((line, place) => (place === at ? line.replace('"by":"', '"by":"x') : line)),
      ),
    );
    expect(fault).toMatch(
      new RegExp(`^events/0001\\.jsonl, line ${at + 1}: event \\d+ of \\S+ does not follow`),
    );
  });

  it('leave an event out, or swap two', async () => {
    const name = 'events/0001.jsonl';
    const lines = await linesOf(name);
    const isEvent = (line: string | undefined) => line?.startsWith('{"hash"') === true;
    const at = lines.findIndex((line, place) => isEvent(line) && isEvent(lines[place + 1]));
    expect(await forged(() => putLines(name, lines.toSpliced(at, 1)))).toMatch(
      /^events\/0001\.jsonl, line \d+: /,
    );
    const swapped = lines.toSpliced(at, 2, lines[at + 1] ?? '', lines[at] ?? '');
    expect(await forged(() => putLines(name, swapped))).toMatch(/^events\/0001\.jsonl, line \d+: /);
  });

  it('leave a checkpoint out, or a subtree', async () => {
    const name = 'events/0001.jsonl';
    const lines = await linesOf(name);
    const without = (word: string) => lines.filter((line) => !line.startsWith(`{"${word}"`));
    expect(await forged(() => putLines(name, without('checkpoint')))).toMatch(/^events\//);
    expect(await forged(() => putLines(name, without('subtrees')))).toMatch(
      /line \d+: (checkpoint \d+ vouches for|a subtree cannot|checkpoint)/,
    );
  });

  it('sign another root, whatever else does not hold behind it', async () => {
    const name = 'events/0001.jsonl';
    const lines = await linesOf(name);
    const at = lines.findIndex((line) => line.startsWith('{"checkpoint"'));
    const { checkpoint } = JSON.parse(lines[at] ?? '') as { checkpoint: { id: number; canonical: string } };
    const canonical = checkpoint.canonical.replace(/"root":"../, '"root":"zz');
    const signature = sign(null, Buffer.from(canonical), organisation.checkpointKey).toString('base64');
    const line = JSON.stringify({ checkpoint: { ...checkpoint, canonical, signature } });
    const changed = [...lines.with(at, line), '{"hash":"none"}'];
    expect(await forged(() => putLines(name, changed))).toBe(
      `${name}, line ${at + 1}: checkpoint ${checkpoint.id}: its events have another Merkle root`,
    );
  });

  it('say of a record what its events do not end with', async () => {
    const name = 'records/ai-systems.jsonl';
    const lines = await linesOf(name);
    const changed = lines.map((line) => line.replace(/"events":\d+/, '"events":1'));
    expect(await forged(() => putLines(name, changed))).toMatch(
      /^records\/ai-systems\.jsonl, line 1: ai-system\/\S+ ends otherwise than its events do$/,
    );
  });
});

interface Place {
  name: string;
  start: number;
  length: number;
}

/** Where in the ZIP the packed content of each file is. */
async function placesIn(file: string): Promise<Place[]> {
  const places: Place[] = [];
  const opened = await yauzl.openPromise(file, { autoClose: false });
  for await (const entry of opened.eachEntry()) {
    const { fileDataStart } = await opened.readLocalFileHeaderPromise(entry, { minimal: true });
    places.push({ name: entry.fileName, start: fileDataStart, length: entry.compressedSize });
  }
  opened.close();
  return places;
}

function escaped(name: string): string {
  return name.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
