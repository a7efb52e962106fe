import { readFileSync } from 'node:fs';
import path from 'node:path';
import express, { type Router } from 'express';
import { sha256 } from '../../db/canonical.ts';

const folder = path.join(import.meta.dirname, '../assets');

/** What the style sheet is put together from, in the order in which one goes before another. */
const styles = [
  ...['base', 'shell', 'outcome', 'mark', 'text', 'markdown', 'comparison', 'progress', 'figures', 'list'],
  ...['form', 'request-form', 'document', 'decision-record', 'heat-map'],
];

const types = {
  'countersign.css': 'text/css',
  'countersign.js': 'text/javascript',
  'icon.svg': 'image/svg+xml',
};
type Asset = keyof typeof types;

const contents = new Map(
  (Object.keys(types) as Asset[]).map((name) => {
    const content = contentOf(name);
    return [name, { content, hash: sha256(content).toString('hex').slice(0, 16) }];
  }),
);

function contentOf(name: Asset): Buffer {
  if (name !== 'countersign.css') return readFileSync(path.join(folder, name));
  const sheets = styles.map((sheet) => readFileSync(path.join(folder, 'styles', `${sheet}.css`), 'utf8'));
  return Buffer.from(sheets.join('\n'));
}

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
