import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MerkleTree, SubtreeCover } from '../../db/merkle.ts';

const sha256 = (...parts: Buffer[]) => createHash('sha256').update(Buffer.concat(parts)).digest();

/** RFC 6962, section 2.1, word by word. */
function naiveRoot(leaves: Buffer[]): Buffer {
  const [only] = leaves;
  if (only === undefined) return sha256();
  if (leaves.length === 1) return sha256(Buffer.from([0]), only);
  let k = 1;
  while (k * 2 < leaves.length) k *= 2;
  return sha256(Buffer.from([1]), naiveRoot(leaves.slice(0, k)), naiveRoot(leaves.slice(k)));
}

function rootOf(leaves: Buffer[]): Buffer {
  const tree = new MerkleTree();
  for (const leaf of leaves) tree.add(leaf);
  expect(tree.leaves).toBe(leaves.length);
  return tree.root();
}

describe('the Merkle tree', () => {
  it('has the root that the RFC defines, for 0 to 70 leaves', () => {
    for (let size = 0; size <= 70; size += 1) {
      const leaves = Array.from({ length: size }, (_, index) => sha256(Buffer.from(`leaf ${index}`)));
      expect(rootOf(leaves)).toEqual(naiveRoot(leaves));
    }
  });

  it('agrees with the vectors of Certificate Transparency', () => {
    const leaves = [
      '',
      '00',
      '10',
      '2021',
      '3031',
      '40414243',
      '5051525354555657',
      '606162636465666768696a6b6c6d6e6f',
    ].map((hex) => Buffer.from(hex, 'hex'));
    const roots = [
      '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
      'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
      'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
      'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
      '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4',
      '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef',
      'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
      '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
    ];
    for (const [index, root] of roots.entries()) {
      expect(rootOf(leaves.slice(0, index + 1)).toString('hex')).toBe(root);
    }
  });
});

describe('the subtrees that stand for leaves', () => {
  const tree = fc.array(fc.boolean(), { minLength: 1, maxLength: 300 });
  const leafAt = (index: number) => sha256(Buffer.from(`leaf ${index}`));

  /** The root that whoever has the shown leaves alone can compute, and how many subtrees it takes. */
  function rebuilt(shown: boolean[], stopAt = -1) {
    const known = new MerkleTree();
    let cover = new SubtreeCover();
    let subtrees = 0;
    const addCovered = () => {
      for (const subtree of cover.take()) {
        known.addSubtree(subtree);
        subtrees += 1;
      }
    };
    for (const [index, isShown] of shown.entries()) {
      // Whoever goes on has what was put down, and nothing else.
      if (index === stopAt) cover = new SubtreeCover(cover.standing.leaves, [...cover.standing.subtrees]);
      if (!isShown) cover.cover(leafAt(index));
      else {
        addCovered();
        known.add(leafAt(index));
        cover.show();
      }
    }
    addCovered();
    return { root: known.root(), leaves: known.leaves, subtrees };
  }

  it('give the same root, whichever leaves they stand for, and wherever somebody else goes on', () => {
    fc.assert(
      fc.property(tree, fc.nat(300), (shown, stopAt) => {
        const root = naiveRoot(shown.map((_, index) => leafAt(index)));
        expect(rebuilt(shown, stopAt)).toMatchObject({ root, leaves: shown.length });
      }),
    );
  });

  it('are few: twice the height of the tree between two leaves that are shown', () => {
    fc.assert(
      fc.property(tree, (shown) => {
        const runs = shown.filter((isShown, index) => !isShown && shown[index - 1] !== false).length;
        expect(rebuilt(shown).subtrees).toBeLessThanOrEqual(
          runs * 2 * Math.ceil(Math.log2(shown.length + 1)),
        );
      }),
    );
  });

  it('cannot stand where they do not belong', () => {
    const known = new MerkleTree();
    known.add(leafAt(0));
    expect(() => known.addSubtree({ size: 2, hash: leafAt(1) })).toThrow(RangeError);
  });
});
