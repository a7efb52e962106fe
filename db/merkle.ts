import { sha256 } from './canonical.ts';

const leafPrefix = Buffer.from([0x00]);
const nodePrefix = Buffer.from([0x01]);

/**
 * The Merkle tree hash of RFC 6962, section 2.1, grown leaf by leaf: only the roots of complete subtrees are kept, so
 * a million leaves take twenty hashes of memory.
 */
export class MerkleTree {
  readonly #peaks: { size: number; hash: Buffer }[] = [];
  #leaves = 0;

  get leaves(): number {
    return this.#leaves;
  }

  add(leaf: Buffer): void {
    this.#leaves += 1;
    let grown = { size: 1, hash: sha256(leafPrefix, leaf) };
    for (let last = this.#peaks.at(-1); last?.size === grown.size; last = this.#peaks.at(-1)) {
      this.#peaks.pop();
      grown = { size: last.size * 2, hash: sha256(nodePrefix, last.hash, grown.hash) };
    }
    this.#peaks.push(grown);
  }

  root(): Buffer {
    const peaks = this.#peaks.map(({ hash }) => hash);
    return peaks.length === 0
      ? sha256('')
      : peaks.reduceRight((right, left) => sha256(nodePrefix, left, right));
  }
}
