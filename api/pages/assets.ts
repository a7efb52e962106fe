import { readFileSync } from 'node:fs';
import path from 'node:path';
import express, { type Router } from 'express';
import { sha256 } from '../../db/canonical.ts';

const folder = path.join(import.meta.dirname, '../assets');
const types = {
  'countersign.css': 'text/css',
  'countersign.js': 'text/javascript',
  'icon.svg': 'image/svg+xml',
};
type Asset = keyof typeof types;

const contents = new Map(
  (Object.keys(types) as Asset[]).map((name) => {
    const content = readFileSync(path.join(folder, name));
    return [name, { content, hash: sha256(content).toString('hex').slice(0, 16) }];
  }),
);

/** Where a page finds the asset: the hash of its content is in the path, so it can be kept for ever. */
export function assetPath(name: Asset): string {
  return `/assets/${contents.get(name)?.hash ?? ''}/${name}`;
}

export function assets(): Router {
  const router = express.Router();
  for (const [name, { content, hash }] of contents) {
    router.get(`/${hash}/${name}`, (_request, response) => {
      response.type(types[name]).set('Cache-Control', 'public, max-age=31536000, immutable').send(content);
    });
  }
  return router;
}
