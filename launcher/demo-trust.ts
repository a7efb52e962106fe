import { type Database, openDatabase } from '../db/database.ts';
import { findPerson } from '../db/directory.ts';
import { attachEvidence, storeEvidence } from '../db/evidence.ts';
import { inTransaction } from '../db/facts.ts';
import { publishNda } from '../db/nda.ts';
import { addTrustDocument, trustDocumentStream } from '../db/trust-document.ts';
import { findTrustPageDraft, publishTrustPage, saveTrustPageDraft } from '../db/trust-page.ts';
import type { TrustPage } from '../domain/trust-page.ts';

const page: TrustPage = {
  name: 'Example Ltd',
  principles: [
    '# How we use AI',
    '- People decide; AI helps them to.',
    '- Nothing is used that nobody has approved.',
    '- Whoever is affected can ask a person.',
  ].join('\n\n'),
  controls: ['A.9.2', 'A.9.3', 'A.9.4'],
  policies: [],
  systems: [],
};

const nda =
  '# Confidentiality\n\nWhat you read here you keep to yourself, and use for your own review alone.';

/** Gives the demo a public page and one document that can be asked for. Nothing where there is a draft already. */
export async function seedDemoTrust(databaseUrl: string): Promise<void> {
  const db = openDatabase(databaseUrl, { poolSize: 2 });
  try {
    if ((await findTrustPageDraft(db)) === undefined) await publish(db);
  } finally {
    await db.destroy();
  }
}

async function publish(db: Database): Promise<void> {
  const at = new Date().toISOString();
  const owner = await findPerson(db, 'compliance');
  if (owner === undefined) return;
  const by = owner.id;
  await saveTrustPageDraft(db, page, { seen: 0, by, at });
  await inTransaction(db, async (trx) => {
    await publishTrustPage(trx, page, { by, at });
    await publishNda(trx, nda, { by, at });
    const [content, name] = [
      onePage('What our last audit of AI in use found: nothing that is not mended.'),
      'audit.pdf',
    ];
    const file = await storeEvidence(trx, { content, mediaType: 'application/pdf', at });
    const details = {
      title: 'Report of the last audit',
      summary: 'What was found, and what was done.',
      ...{ owner: by, listed: true, needsNda: true },
    };
    const id = await addTrustDocument(trx, details, { file, fileName: name, by, at });
    await attachEvidence(trx, { stream: trustDocumentStream(id), hash: file, name, by, at });
  });
}

/** A PDF with one line on its one page; `text` without brackets. */
function onePage(text: string): Buffer {
  const content = `BT /F1 14 Tf 72 720 Td (${text}) Tj ET`;
  return Buffer.from(`%PDF-1.4
1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj
2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj
3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>endobj
4 0 obj<</Length ${content.length}>>stream
${content}
endstream endobj
5 0 obj<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>endobj
trailer<</Root 1 0 R/Size 6>>
%%EOF
`);
}
