import { expect } from 'vitest';
import { pdfOf, TrustScene } from '../api/trust-scene.ts';
import type { TestOrganisation } from '../test-organisation.ts';

/** What there is to see of the trust center. */
export interface FurnishedTrust {
  trustDocument: string;
  waitingGrant: string;
  givenGrant: string;
  refusedGrant: string;
}

/** Publishes a page, adds documents, and has some people ask for them; one takes a copy. */
export async function furnishTrust(organisation: TestOrganisation, system: string): Promise<FurnishedTrust> {
  const scene = new TrustScene(organisation);
  const nda = { markdown: '# Confidentiality\n\nWhat you read here you keep to yourself, for three years.' };
  expect((await scene.call('compliance', 'POST', '/v1/ndas', nda)).status).toBe(201);
  await scene.published({
    principles:
      '# What we hold ourselves to\n\n- People decide; AI helps them to.\n- We say where it is used.',
    controls: ['A.9.2', 'A.9.3', 'A.9.4'],
    systems: [
      {
        system,
        name: 'Support assistant',
        words: 'Drafts answers to letters.',
        fields: ['provider', 'in_use_since'],
      },
    ],
  });
  const document = await scene.document(
    { title: 'Report of the last audit', needsNda: 'true', owner: 'security' },
    await pdfOf('Findings of the audit', 2),
  );
  await scene.document({ title: 'Record of impact assessments', listed: 'false' });
  const { id: waitingGrant } = await scene.waiting([document]);
  const given = await scene.granted([document]);
  const path = `/trust/access/documents/${document.key}`;
  expect((await given.browser.download(path)).status).toBe(200);
  const refused = await scene.waiting([document]);
  await scene.act('security', refused.id, 'refusal', { reason: 'Not before there is a contract.' });
  return {
    trustDocument: document.id,
    waitingGrant,
    givenGrant: given.id,
    refusedGrant: refused.id,
  };
}
