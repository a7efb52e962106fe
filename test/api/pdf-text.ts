import { inflateSync } from 'node:zlib';
import { PDFDict, PDFDocument, PDFName, PDFRawStream } from '@cantoo/pdf-lib';

/** The text that marks lay over the pages of a PDF, page by page: what a reader would find there. */
export async function markedText(content: Buffer): Promise<string[]> {
  const document = await PDFDocument.load(content);
  return document.getPages().map((page) => {
    const marks = page.node.Resources()?.lookup(PDFName.of('XObject'), PDFDict);
    const texts = (marks?.keys() ?? []).map((name) => {
      const form = marks?.lookup(name);
      if (!(form instanceof PDFRawStream)) return '';
      const resources = form.dict.lookup(PDFName.of('Resources'), PDFDict);
      const fonts = resources.lookup(PDFName.of('Font'), PDFDict);
      const letters = new Map(fonts.keys().flatMap((font) => [...lettersOf(fonts.lookup(font, PDFDict))]));
      return textIn(bytesOf(form).toString('latin1'), letters);
    });
    return texts.join('\n');
  });
}

/** What each code of a font stands for, by its ToUnicode map. */
function lettersOf(font: PDFDict): Map<string, string> {
  const map = font.lookup(PDFName.of('ToUnicode'));
  const letters = new Map<string, string>();
  if (!(map instanceof PDFRawStream)) return letters;
  const source = bytesOf(map).toString('latin1');
  for (const [, first = '', list = ''] of source.matchAll(/<([0-9a-f]+)>\s*<[0-9a-f]+>\s*\[(.*?)\]/gis)) {
    // What is drawn as one, such as "ff", stands for several letters, with spaces between their codes.
    for (const [index, [, unicode = '']] of [...list.matchAll(/<([0-9a-f ]+)>/gi)].entries()) {
      const code = (parseInt(first, 16) + index).toString(16).padStart(first.length, '0');
      letters.set(code, Buffer.from(unicode.replaceAll(' ', ''), 'hex').swap16().toString('utf16le'));
    }
  }
  return letters;
}

function textIn(operators: string, letters: Map<string, string>): string {
  const lines = [...operators.matchAll(/\[(.*?)\]\s*TJ/gs)].map(([, shown = '']) => {
    const codes = [...shown.matchAll(/<([0-9a-f]+)>/gi)].flatMap(([, hex = '']) => hex.match(/.{4}/g) ?? []);
    return codes.map((code) => letters.get(code.toLowerCase()) ?? '?').join('');
  });
  return lines.join('\n');
}

function bytesOf(stream: PDFRawStream): Buffer {
  const isPacked = String(stream.dict.lookup(PDFName.of('Filter'))) === '/FlateDecode';
  return isPacked ? inflateSync(stream.getContents()) : Buffer.from(stream.getContents());
}
