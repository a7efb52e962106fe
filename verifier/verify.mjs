// Verifies an audit pack of Countersign: `node verify.mjs` in the folder of the unpacked files, or `node verify.mjs pack.zip`.
// `--key FINGERPRINT` holds the key that signed it to one that you got another way. It needs Node.js 20 or later and nothing
// else: no package, no network. It says "pass" with what it has counted, or names the first thing that does not hold.
import { Buffer } from 'node:buffer';
import * as crypto from 'node:crypto';
import { createHash, createPublicKey, verify } from 'node:crypto';
import { once } from 'node:events';
import { createReadStream, realpathSync } from 'node:fs';
import { open, readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { parentPort, Worker, workerData } from 'node:worker_threads';
import { createInflateRaw } from 'node:zlib';

/** What does not hold, and where. */
class Fault extends Error {}

/** What stands before the first event of a stream, and before the first checkpoint. */
const genesis = '0'.repeat(64);
const newline = 0x0a;

/** Verifies the folder or ZIP at `where`; returns what was counted. Throws a Fault for the first thing that does not hold. */
export async function verifyPack(where, expectedKey) {
  const source = (await stat(where)).isDirectory() ? await folderAt(where) : await zipAt(where);
  const trees = new TreeThread();
  try {
    const { manifest, fingerprint } = await readManifest(source, expectedKey);
    checkNames(source, manifest);
    const register = new Register(createPublicKey(manifest.publicKey), trees);
    const counts = { files: manifest.files.length, records: 0 };
    // Events first: records are held against them.
    const isOfEvents = ({ path: name }) => name.startsWith('events/');
    for (const file of manifest.files.filter(isOfEvents)) {
      try {
        await checkFile(source, file, (line, number) => register.take(line, file.path, number));
      } finally {
        // A root that does not hold comes before whatever else did not, further on in the file: it is the one that is named.
        await trees.checkRoots();
      }
    }
    register.end(manifest.register);
    for (const file of manifest.files.filter((one) => !isOfEvents(one))) {
      await checkFile(
        source,
        file,
        file.path.endsWith('.jsonl') ? recordCheck(file, register, counts) : undefined,
      );
    }
    const { events, covered, checkpoints, streams } = register;
    return { ...counts, events, covered, checkpoints, streams: streams.size, fingerprint, manifest };
  } finally {
    await trees.end();
    await source.close();
  }
}

/** The manifest, once its signature holds. */
async function readManifest(source, expectedKey) {
  const bytes = await wholeOf(source, 'manifest.json');
  const manifest = parsed(bytes, 'manifest.json');
  const signatureBytes = await wholeOf(source, 'manifest.signature.json');
  const signed = parsed(signatureBytes, 'manifest.signature.json');
  if (manifest.format !== 'countersign-audit-pack/1')
    throw new Fault('manifest.json: is of no format that is known here');
  const key = attempt(() => createPublicKey(manifest.publicKey), 'manifest.json: has no key');
  const fingerprint = createHash('sha256')
    .update(key.export({ type: 'spki', format: 'der' }))
    .digest('hex');
  if (
    expectedKey !== undefined &&
    (expectedKey.length < 16 || !fingerprint.startsWith(expectedKey.toLowerCase()))
  ) {
    throw new Fault(`manifest.json: is signed by the key ${fingerprint}, and not by ${expectedKey}`);
  }
  const hash = createHash('sha256').update(bytes).digest('hex');
  const words = Buffer.from(`countersign-audit-pack/1 manifest ${hash}`);
  const signature = attempt(
    () => Buffer.from(signed.signature, 'base64'),
    'manifest.signature.json: is no signature',
  );
  // Letter by letter: base64 can be written in more ways than one.
  const written = `${JSON.stringify({ manifest: signed.manifest, signature: signature.toString('base64') })}\n`;
  if (!signatureBytes.equals(Buffer.from(written))) {
    throw new Fault('manifest.signature.json: is not written as it was signed');
  }
  if (!verify(null, words, key, signature)) {
    const isOther = signed.manifest !== hash;
    throw new Fault(
      isOther ? 'manifest.json: is not the one that was signed' : 'manifest.signature.json: does not hold',
    );
  }
  if (signed.manifest !== hash) throw new Fault('manifest.signature.json: names another manifest');
  return { manifest, fingerprint };
}

function checkNames(source, { files }) {
  const listed = new Set(['manifest.json', 'manifest.signature.json', ...files.map((file) => file.path)]);
  if (listed.size !== files.length + 2) throw new Fault('manifest.json: names a file twice');
  for (const name of listed) if (!source.names.has(name)) throw new Fault(`${name}: is missing`);
  for (const name of source.names) if (!listed.has(name)) throw new Fault(`${name}: is not in the manifest`);
}

/** Holds a file against its size and hash; `onLine` is given each of its lines. */
async function checkFile(source, { path: name, size, sha256 }, onLine) {
  const hash = createHash('sha256');
  let read = 0;
  let number = 0;
  let rest;
  for await (const chunk of source.read(name)) {
    hash.update(chunk);
    read += chunk.length;
    if (onLine === undefined) continue;
    const bytes = rest === undefined ? chunk : Buffer.concat([rest, chunk]);
    let start = 0;
    for (let end = bytes.indexOf(newline); end !== -1; end = bytes.indexOf(newline, start)) {
      onLine(bytes.subarray(start, end), ++number);
      start = end + 1;
    }
    rest = start === bytes.length ? undefined : bytes.subarray(start);
  }
  if (read !== size) throw new Fault(`${name}: has ${read} bytes, the manifest says ${size}`);
  if (hash.digest('hex') !== sha256)
    throw new Fault(`${name}: its bytes do not have the hash of the manifest`);
  if (rest !== undefined) throw new Fault(`${name}: its last line does not end`);
}

// An event's line is {"hash":"…","canonical":…}, and its canonical bytes end with ,"seq":…,"stream":"…"}: their keys are in
// order, and no string in them can hold a quotation mark that is not escaped, so the last one found is theirs.
const eventStart = '{"hash":"';
const canonicalMark = '","canonical":';
const canonicalAt = eventStart.length + 64 + canonicalMark.length;
const seqMark = Buffer.from(',"seq":');
const streamMark = ',"stream":"';

/** What the lines of events build up: where each stream ends, and what the checkpoint that comes next has to cover. */
class Register {
  events = 0;
  /** Events that are not in the pack: subtrees stand for them. */
  covered = 0;
  checkpoints = 0;
  streams = new Map();
  #key;
  #trees;
  #last = { hash: genesis, toPosition: 0, id: 0 };

  constructor(key, trees) {
    this.#key = key;
    this.#trees = trees;
  }

  take(line, name, number) {
    const where = () => `${name}, line ${number}`;
    const head = line.toString('latin1', 0, canonicalAt);
    if (head.startsWith(eventStart)) this.#takeEvent(line, head, where);
    else this.#takeOther(parsed(line, where()), where());
  }

  #takeEvent(line, head, where) {
    const place = head.endsWith(canonicalMark) ? placeOf(line) : undefined;
    if (place === undefined) throw new Fault(`${where()}: is no event`);
    const { seq, stream } = place;
    let end = this.streams.get(stream);
    if (end === undefined) {
      end = { seq: 0, hash: genesis };
      // Under a copy: a part of a string keeps the whole in memory.
      this.streams.set(Buffer.from(stream).toString(), end);
    }
    if (seq !== end.seq + 1) {
      throw new Fault(`${where()}: ${stream} has event ${seq} here, and ${end.seq + 1} is missing`);
    }
    // What is hashed is the hash before, and the canonical bytes: it is written where it stands before them.
    line.write(end.hash, canonicalAt - 32, 'hex');
    const hash = sha256(line.subarray(canonicalAt - 32, line.length - 1));
    if (head.slice(eventStart.length, eventStart.length + 64) !== hash) {
      throw new Fault(
        `${where()}: event ${seq} of ${stream} does not follow the one before it, or its bytes do not have its hash`,
      );
    }
    end.seq += 1;
    end.hash = hash;
    this.#trees.addLeaf(hash);
    this.events += 1;
  }

  #takeOther({ subtrees, checkpoint }, where) {
    if (Array.isArray(subtrees)) {
      for (const [size, hash] of subtrees) {
        if (!this.#trees.addSubtree(size, hash)) throw new Fault(`${where}: a subtree cannot stand here`);
        this.covered += size;
      }
    } else if (checkpoint !== undefined) this.#takeCheckpoint(checkpoint, where);
    else throw new Fault(`${where}: is neither an event nor a checkpoint`);
  }

  #takeCheckpoint({ id, canonical, signature }, where) {
    const statement = parsed(canonical, where);
    const name = `${where}: checkpoint ${id}`;
    if (
      !attempt(() => verify(null, Buffer.from(canonical), this.#key, Buffer.from(signature, 'base64')), name)
    ) {
      throw new Fault(`${name} is not signed by the key of the manifest`);
    }
    if (statement.prevHash !== this.#last.hash || statement.fromPosition !== this.#last.toPosition) {
      throw new Fault(`${name} does not follow the checkpoint before it`);
    }
    if (statement.eventCount !== this.#trees.leaves) {
      throw new Fault(`${name} vouches for ${statement.eventCount} events, ${this.#trees.leaves} are there`);
    }
    this.#trees.endWith(statement.root, `${name}: its events have another Merkle root`);
    this.#last = {
      hash: sha256(Buffer.from(canonical)),
      toPosition: statement.toPosition,
      id,
    };
    this.checkpoints += 1;
  }

  /** Holds what has come against what the manifest says of it. */
  end({ events, lastCheckpoint }) {
    if (this.#trees.leaves > 0) throw new Fault('events/: the last events are in no checkpoint');
    if (this.events !== events)
      throw new Fault(`events/: has ${this.events} events, the manifest says ${events}`);
    if (lastCheckpoint > this.#last.id) throw new Fault(`events/: checkpoint ${lastCheckpoint} is missing`);
  }
}

/** Which event of which stream the end of a line says that it is; undefined where it says no such thing. */
function placeOf(line) {
  const tail = line.toString('utf8', Math.max(canonicalAt, line.lastIndexOf(seqMark)), line.length);
  const streamAt = tail.indexOf(streamMark);
  const seq = tail.slice(seqMark.length, streamAt);
  const written = tail.slice(streamAt + streamMark.length, -3);
  if (streamAt === -1 || !tail.endsWith('"}}') || !/^\d+$/.test(seq)) return undefined;
  const stream = /["\\]/.test(written) ? unescaped(written) : written;
  return stream === undefined ? undefined : { seq: Number(seq), stream };
}

/** A record that is made of events names its stream, how many events it has, and the hash of the last. */
function recordCheck({ path: name }, { streams }, counts) {
  return (line, number) => {
    const { stream, events, hash, record } = parsed(line, `${name}, line ${number}`);
    counts.records += 1;
    if (record === undefined || events === undefined) return;
    const end = streams.get(stream);
    if (end === undefined) throw new Fault(`${name}, line ${number}: the pack has no events of ${stream}`);
    if (end.seq !== events || end.hash !== hash) {
      throw new Fault(`${name}, line ${number}: ${stream} ends otherwise than its events do`);
    }
  };
}

/** So many leaves go to the other thread at a time. */
const leavesAtATime = 1024;
/** 0x00 and the hash: what RFC 6962 hashes for a leaf. */
const leafSize = 33;

/** The Merkle tree of each checkpoint, one after the other: grown in a thread of its own, beside the walk along the chains. */
class TreeThread {
  /** Of the tree that grows. */
  leaves = 0;
  #thread;
  #waiting = Buffer.alloc(leavesAtATime * leafSize);
  #used = 0;

  addLeaf(hash) {
    this.#waiting.write(hash, this.#used + 1, 'hex');
    this.#used += leafSize;
    this.leaves += 1;
    if (this.#used === this.#waiting.length) this.#tell({});
  }

  /** Adds as many leaves as the subtree has, of which nothing but their root is known. False where it cannot stand here. */
  addSubtree(size, hash) {
    const isPower = Number.isSafeInteger(size) && size > 0 && 2 ** Math.round(Math.log2(size)) === size;
    if (!isPower || this.leaves % size !== 0 || !/^[0-9a-f]{64}$/.test(hash)) return false;
    this.#tell({ subtree: { size, hash } });
    this.leaves += size;
    return true;
  }

  /** The tree is whole, and this is to be its root. */
  endWith(root, otherwise) {
    this.#tell({ root, otherwise });
    this.leaves = 0;
  }

  /** Throws the fault of the first tree that had another root, once all that have ended are grown. */
  async checkRoots() {
    this.#tell({ isAsked: true });
    const [fault] = await once(this.#thread, 'message');
    if (fault !== undefined) throw new Fault(fault);
  }

  /** What comes now, behind the leaves that wait. */
  #tell(what) {
    this.#thread ??= new Worker(new URL(import.meta.url), { workerData: growTrees.name });
    this.#thread.postMessage({ leaves: this.#waiting.subarray(0, this.#used), ...what });
    this.#used = 0;
  }

  async end() {
    await this.#thread?.terminate();
  }
}

/** The other thread. */
function growTrees(port) {
  let tree = new MerkleTree();
  let fault;
  port.on('message', ({ leaves, subtree, root, otherwise, isAsked }) => {
    for (let at = 0; at < leaves.length; at += leafSize) tree.addLeaf(leaves.subarray(at, at + leafSize));
    if (subtree !== undefined) tree.addSubtree(subtree);
    if (root !== undefined) {
      if (tree.root() !== root) fault ??= otherwise;
      tree = new MerkleTree();
    }
    if (isAsked) port.postMessage(fault);
  });
}

/**
 * The Merkle tree hash of RFC 6962, section 2.1, of leaves and of complete subtrees that stand for some. Of each size (1, 2,
 * 4, …) at most one subtree waits for its neighbour to the right: just where the number of leaves, in binary, has a 1.
 * Within, hashes are strings of a character per byte, which cost least to write into what is hashed.
 */
class MerkleTree {
  #leaves = 0;
  /** By level: 0x01, the hash of the left one, and room for that of the right one. */
  #pairs = [];

  addLeaf(bytes) {
    this.#add(0, sha256(bytes, 'latin1'));
  }

  addSubtree({ size, hash }) {
    this.#add(Math.round(Math.log2(size)), Buffer.from(hash, 'hex').toString('latin1'));
  }

  #add(lowest, added) {
    let level = lowest;
    let hash = added;
    for (; this.#waitsAt(level); level += 1) hash = nodeOf(this.#pairs[level], hash);
    this.#pairs[level] ??= Buffer.alloc(65, 1);
    this.#pairs[level].write(hash, 1, 'latin1');
    this.#leaves += 2 ** lowest;
  }

  #waitsAt(level) {
    return Math.floor(this.#leaves / 2 ** level) % 2 === 1;
  }

  root() {
    if (this.#leaves === 0) return sha256(Buffer.alloc(0));
    const waiting = this.#pairs.filter((_, level) => this.#waitsAt(level));
    const [last, ...others] = waiting;
    const root = others.reduce((right, pair) => nodeOf(pair, right), last.toString('latin1', 1, 33));
    return Buffer.from(root, 'latin1').toString('hex');
  }
}

function nodeOf(pair, right) {
  pair.write(right, 33, 'latin1');
  return sha256(pair, 'latin1');
}

/** At once where Node can (20.12, 21.7 or later), which is twice as fast. */
function sha256(bytes, encoding = 'hex') {
  return crypto.hash === undefined
    ? createHash('sha256').update(bytes).digest(encoding)
    : crypto.hash('sha256', bytes, encoding);
}

/** The files of a folder, by their paths in it. */
async function folderAt(folder) {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const names = entries
    .filter((entry) => !entry.isDirectory())
    .map((entry) =>
      path
        .relative(folder, path.join(entry.parentPath ?? entry.path, entry.name))
        .split(path.sep)
        .join('/'),
    );
  const read = (name) =>
    createReadStream(path.join(folder, ...name.split('/')), { highWaterMark: 1024 * 1024 });
  return { names: new Set(names), read, close: async () => undefined };
}

/** The files of a ZIP (PKWARE APPNOTE 6.3.10), as its central directory has them. */
async function zipAt(file) {
  const handle = await open(file);
  const { size } = await handle.stat();
  const bytesAt = async (position, length) => {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(length), 0, length, position);
    if (bytesRead < length) throw new Fault(`${file}: ends too early`);
    return buffer;
  };
  const entries = await entriesOf(bytesAt, size, file).catch(async (error) => {
    await handle.close();
    throw error;
  });
  async function* read(name) {
    const { at, packed, unpacked, method } = entries.get(name);
    const head = await bytesAt(at, 30);
    if (head.readUInt32LE(0) !== 0x04034b50) throw new Fault(`${name}: does not begin where the ZIP says`);
    const nameLength = head.readUInt16LE(26);
    if ((await bytesAt(at + 30, nameLength)).toString() !== name)
      throw new Fault(`${name}: has two names in the ZIP`);
    const start = at + 30 + nameLength + head.readUInt16LE(28);
    if (packed === 0) return;
    const raw = createReadStream(file, { start, end: start + packed - 1, highWaterMark: 256 * 1024 });
    const inflate = method === 8 ? createInflateRaw({ chunkSize: 256 * 1024 }) : undefined;
    if (inflate !== undefined) raw.on('error', (error) => inflate.destroy(error)).pipe(inflate);
    let came = 0;
    try {
      for await (const chunk of inflate ?? raw) {
        came += chunk.length;
        if (came > unpacked) break;
        yield chunk;
      }
    } catch (error) {
      if (error instanceof Fault) throw error;
      throw new Fault(`${name}: cannot be unpacked (${error.message})`);
    }
    if (came !== unpacked) throw new Fault(`${name}: is not as long as the ZIP says`);
  }
  return { names: new Set(entries.keys()), read, close: () => handle.close() };
}

async function entriesOf(bytesAt, size, file) {
  const tailAt = Math.max(0, size - 65_557);
  const tail = await bytesAt(tailAt, size - tailAt);
  const end = tail.lastIndexOf(Buffer.from([0x50, 0x4b, 0x05, 0x06]));
  if (end === -1 || end + 22 > tail.length) throw new Fault(`${file}: is no whole ZIP`);
  let [count, length, at] = [
    tail.readUInt16LE(end + 10),
    tail.readUInt32LE(end + 12),
    tail.readUInt32LE(end + 16),
  ];
  if (count === 0xffff || length === 0xffffffff || at === 0xffffffff) {
    const record = await bytesAt(Number(tail.readBigUInt64LE(end - 20 + 8)), 56);
    [count, length, at] = [32, 40, 48].map((offset) => Number(record.readBigUInt64LE(offset)));
  }
  if (at + length > size) throw new Fault(`${file}: is no whole ZIP`);
  const directory = await bytesAt(at, length);
  const entries = new Map();
  for (let offset = 0; offset < length;) {
    if (length - offset < 46 || directory.readUInt32LE(offset) !== 0x02014b50)
      throw new Fault(`${file}: its directory is broken`);
    const [nameLength, extraLength, commentLength] = [28, 30, 32].map((field) =>
      directory.readUInt16LE(offset + field),
    );
    const name = directory.toString('utf8', offset + 46, offset + 46 + nameLength);
    const extra = directory.subarray(offset + 46 + nameLength, offset + 46 + nameLength + extraLength);
    if (entries.has(name)) throw new Fault(`${name}: is in the ZIP twice`);
    entries.set(name, { method: directory.readUInt16LE(offset + 10), ...sizesOf(directory, offset, extra) });
    offset += 46 + nameLength + extraLength + commentLength;
  }
  if (entries.size !== count)
    throw new Fault(`${file}: its directory has ${entries.size} files, and says ${count}`);
  return entries;
}

/** Sizes and offset; those that do not fit are in the ZIP64 field, in this order. */
function sizesOf(directory, offset, extra) {
  const plain = [24, 20, 42].map((field) => directory.readUInt32LE(offset + field));
  let wide = 0;
  for (let at = 0; at + 4 <= extra.length; at += 4 + extra.readUInt16LE(at + 2)) {
    if (extra.readUInt16LE(at) === 1) wide = at + 4;
  }
  const [unpacked, packed, at] = plain.map((value) => {
    if (value !== 0xffffffff || wide === 0) return value;
    wide += 8;
    return Number(extra.readBigUInt64LE(wide - 8));
  });
  return { unpacked, packed, at };
}

async function wholeOf(source, name) {
  if (!source.names.has(name)) throw new Fault(`${name}: is missing`);
  const chunks = [];
  for await (const chunk of source.read(name)) chunks.push(chunk);
  return Buffer.concat(chunks);
}

/** What stands between two quotation marks in JSON; undefined where it cannot. */
function unescaped(written) {
  try {
    return JSON.parse(`"${written}"`);
  } catch {
    return undefined;
  }
}

function parsed(bytes, where) {
  return attempt(() => JSON.parse(bytes.toString()), `${where}: is no JSON`) ?? {};
}

function attempt(work, otherwise) {
  try {
    return work();
  } catch {
    throw new Fault(otherwise);
  }
}

async function main() {
  const given = process.argv.slice(2);
  const keyAt = given.indexOf('--key');
  const [expectedKey] = keyAt === -1 ? [] : given.splice(keyAt, 2).slice(1);
  const where = given[0] ?? path.dirname(process.argv[1]);
  try {
    if (keyAt !== -1 && expectedKey === undefined) throw new Fault('--key: say which');
    const { manifest, fingerprint, ...found } = await verifyPack(where, expectedKey);
    const { title, scope } = manifest.pack;
    console.log(`pass: ${title}, ${scope.from} to ${scope.until}`);
    console.log(
      `${found.files} files, ${found.records} records, ${found.events} events in ${found.streams} streams,`,
    );
    console.log(
      `${found.checkpoints} signed checkpoints; ${found.covered} events of the register are not in the pack.`,
    );
    console.log(
      `Signed by the key ${fingerprint}: compare it with /v1/audit/key, or one that you got another way.`,
    );
  } catch (error) {
    if (!(error instanceof Fault) && error.code === undefined) throw error;
    console.error(`FAIL: ${error.message}`);
    process.exitCode = 1;
  }
}

const program = process.argv[1];
if (workerData === growTrees.name) growTrees(parentPort);
else if (program !== undefined && import.meta.url === pathToFileURL(realpathSync(program)).href) await main();
