import { expect, it } from 'vitest';
import { watermarked } from '../../api/watermark.ts';
import { markedText } from './pdf-text.ts';
import { pdfOf } from './trust-scene.ts';

it('a mark can be read letter by letter, also where some are drawn as one or are of another script', async () => {
  const mark = {
    email: 'effie@office.example',
    name: 'Ρέα Αναγνώστρια',
    company: 'Fjord & Affiliates',
    at: '2026-11-26T10:00:00.000Z',
    grant: 'ffffffff-00ff-4f1f-8ff1-fffedeadbeef',
  };
  const [text = ''] = await markedText(await watermarked(await pdfOf('Findings', 1), mark));
  for (const part of [mark.email, mark.name, mark.company, mark.grant, '2026-11-26 10:00:00 UTC']) {
    expect(text).toContain(part);
  }
});
