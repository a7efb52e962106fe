import { sha256 } from './canonical.ts';

const leafPrefix = Buffer.from([0x00]);
const nodePrefix = Buffer.from([0x01]);

/** A complete subtree by its root. Its size, in leaves, is a power of two, and so divides the place where it begins. */
export interface Subtree {
  size: number;
  hash: Buffer;
}

/**
 * The Merkle tree hash of RFC 6962, section 2.1, grown leaf by leaf: only the roots of complete subtrees are kept, so
 * a million leaves take twenty hashes of memory.
 */
export class MerkleTree {
  readonly #peaks: Subtree[] = [];
  #leaves = 0;

  get leaves(): number {
    return this.#leaves;
  }

  add(leaf: Buffer): void {
    this.addSubtree(leafOf(leaf));
  }

  /** Adds as many leaves as the subtree has, of which nothing but their root is known. */
  addSubtree(subtree: Subtree): void {
    if (this.#leaves % subtree.size !== 0) throw new RangeError('a subtree begins where its size divides');
    this.#leaves += subtree.size;
    let grown = subtree;
    for (let last = this.#peaks.at(-1); last?.size === grown.size; last = this.#peaks.at(-1)) {
      this.#peaks.pop();
      grown = joined(last, grown);
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

/**
 * Some leaves of a tree as the fewest subtrees that stand for them, so that whoever has the others can compute the root:
 * the inclusion proof (RFC 6962, section 2.1.1) of all the others at once.
 */
export class SubtreeCover {
  #leaves: number;
  #subtrees: Subtree[];

  /** Goes on where another one was, by what it had seen of the tree and not given away. */
  constructor(leaves = 0, subtrees: Subtree[] = []) {
    this.#leaves = leaves;
    this.#subtrees = subtrees;
  }

  /** How many leaves of the tree have gone by, and what stands for the last of them that are covered. */
  get standing(): { leaves: number; subtrees: readonly Subtree[] } {
    return { leaves: this.#leaves, subtrees: this.#subtrees };
  }

  /** The next leaf is one of those that are stood for. */
  cover(leaf: Buffer): void {
    this.#leaves += 1;
    let grown = leafOf(leaf);
    for (let last = this.#subtrees.at(-1); last?.size === grown.size; last = this.#subtrees.at(-1)) {
      if (this.#leaves % (2 * grown.size) !== 0) break;
      this.#subtrees.pop();
      grown = joined(last, grown);
    }
    this.#subtrees.push(grown);
  }

  /** The next leaf is shown. */
  show(): void {
    this.#leaves += 1;
  }

  /** What stands for the leaves since it was last taken, from left to right. */
  take(): Subtree[] {
    const taken = this.#subtrees;
    this.#subtrees = [];
    return taken;
  }
}

function leafOf(leaf: Buffer): Subtree {
  return { size: 1, hash: sha256(leafPrefix, leaf) };
}

/** One for all: a million nodes need no million buffers. */
const nodeBytes = Buffer.concat([nodePrefix, Buffer.alloc(2 * 32)]);

function joined(left: Subtree, right: Subtree): Subtree {
  left.hash.copy(nodeBytes, nodePrefix.length);
  right.hash.copy(nodeBytes, nodePrefix.length + left.hash.length);
  return { size: left.size * 2, hash: sha256(nodeBytes) };
}
