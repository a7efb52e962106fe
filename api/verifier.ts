import path from 'node:path';

/** The verifier of audit packs as a file: it is in every pack, and is had by itself too. */
export const verifierPath = path.join(import.meta.dirname, '..', 'verifier', 'verify.mjs');
