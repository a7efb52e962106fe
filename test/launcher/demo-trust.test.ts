import { afterAll, beforeAll, expect, it } from 'vitest';
import { watermarked } from '../../api/watermark.ts';
import { readEvidence } from '../../db/evidence.ts';
import { allTrustDocuments, trustDocumentStream } from '../../db/trust-document.ts';
import { trustPageShown } from '../../db/trust-page-shown.ts';
import { seedDemoTrust } from '../../launcher/demo-trust.ts';
import { markedText } from '../api/pdf-text.ts';
import { TestOrganisation } from '../test-organisation.ts';

let organisation: TestOrganisation;
beforeAll(async () => {
  organisation = await TestOrganisation.found({ worker: false });
});
afterAll(() => organisation.close());

it('the demo has a public page and a document that can be marked, once however often it is seeded', async () => {
  const { db, url } = organisation.database;
  await seedDemoTrust(url);
  await seedDemoTrust(url);
  const page = await trustPageShown(db, organisation.url, new Date().toISOString());
  expect(page).toMatchObject({ version: 1, documents: [{ title: 'Report of the last audit' }] });
  const [document] = await allTrustDocuments(db);
  const { id = '', file = '' } = document ?? {};
  const pieces: Buffer[] = [];
  const found = await readEvidence(db, trustDocumentStream(id), file);
  for await (const piece of found?.content ?? []) pieces.push(piece);
  const mark = { email: 'a@b.example', name: 'A', company: 'B', at: new Date().toISOString(), grant: id };
  const [text] = await markedText(await watermarked(Buffer.concat(pieces), mark));
  expect(text).toContain('a@b.example');
});
