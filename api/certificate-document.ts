import { createRequire } from 'node:module';
import PDFDocument from 'pdfkit';

/** What a certificate says. */
export interface Certificate {
  title: string;
  version: number;
  name: string;
  /** Stands in for the name where the font cannot write it, and beside it. */
  userName: string;
  completedOn: string;
  validUntil: string;
  /** How it was shown: a score, or who vouches for it. */
  shownBy: string;
  /** Whether it was taken back. */
  revoked: boolean;
  id: string;
  /** SHA-256 of the event on record, in hexadecimal digits. */
  hash: string;
  /** Where both can be looked up. */
  address: string;
  /** When it was earned: the document is the same whenever it is made. */
  date: Date;
}

const fontFile = (name: string) => createRequire(import.meta.url).resolve(`dejavu-fonts-ttf/ttf/${name}.ttf`);
const fonts = { regular: fontFile('DejaVuSans'), bold: fontFile('DejaVuSans-Bold') };

const ink = '#1c2430';
const quiet = '#56606f';
const accent = '#1d5c57';
const margin = 64;

type Document = InstanceType<typeof PDFDocument>;

/** A certificate as PDF: one page, with the fonts that it needs inside. */
export function certificatePdf(certificate: Certificate): Promise<Buffer> {
  const { title, name, userName, date } = certificate;
  const document = new PDFDocument({
    size: 'A4',
    layout: 'landscape',
    margin,
    lang: 'en',
    displayTitle: true,
    info: {
      Title: `Certificate: ${title}`,
      Author: 'Countersign',
      Subject: userName,
      CreationDate: date,
      ModDate: date,
    },
  });
  const content = contentOf(document);
  frame(document);
  head(document);
  person(document, { name, userName });
  course(document, certificate);
  facts(document, certificate);
  foot(document, certificate);
  if (certificate.revoked) stamp(document);
  document.end();
  return content;
}

function contentOf(document: Document): Promise<Buffer> {
  const pieces: Buffer[] = [];
  document.on('data', (piece: Buffer) => pieces.push(piece));
  return new Promise((resolve, reject) => {
    document.once('end', () => {
      resolve(Buffer.concat(pieces));
    });
    document.once('error', reject);
  });
}

function frame(document: Document): void {
  const { width, height } = document.page;
  document.rect(0, 0, width, 10).fill(accent);
  document
    .rect(28, 34, width - 56, height - 62)
    .lineWidth(0.75)
    .stroke('#c3cad6');
}

function head(document: Document): void {
  document
    .font(fonts.bold)
    .fontSize(11)
    .fillColor(accent)
    .text('COUNTERSIGN', margin, 66, { characterSpacing: 2 });
  document.font(fonts.regular).fontSize(26).fillColor(ink).text('Certificate of training', margin, 92);
}

function person(document: Document, { name, userName }: Pick<Certificate, 'name' | 'userName'>): void {
  const shown = canWrite(document, name) ? name : userName;
  document.font(fonts.regular).fontSize(12).fillColor(quiet).text('This certifies that', margin, 150);
  document.font(fonts.bold).fillColor(ink);
  fit(document, shown, { at: 170, largest: 30 });
  if (shown !== userName)
    document.font(fonts.regular).fontSize(10).fillColor(quiet).text(userName, margin, 212);
}

function course(document: Document, { title, version }: Certificate): void {
  document.font(fonts.regular).fontSize(12).fillColor(quiet).text('has completed the course', margin, 240);
  document.font(fonts.bold).fillColor(ink);
  fit(document, title, { at: 260, largest: 22 });
  document.font(fonts.regular).fontSize(12).fillColor(quiet).text(`Version ${version}`, margin, 292);
}

function facts(document: Document, { completedOn, validUntil, shownBy }: Certificate): void {
  const columns: [label: string, value: string][] = [
    ['Completed on', completedOn],
    ['Valid until', validUntil],
    ['Result', shownBy],
  ];
  const width = (document.page.width - 2 * margin) / columns.length;
  for (const [index, [label, value]] of columns.entries()) {
    const left = margin + index * width;
    const within = { width: width - 16 };
    document.font(fonts.regular).fontSize(10).fillColor(quiet).text(label, left, 344, within);
    document.font(fonts.bold).fontSize(13).fillColor(ink).text(value, left, 360, within);
  }
}

function foot(document: Document, { id, hash, address }: Certificate): void {
  document.rect(margin, 432, document.page.width - 2 * margin, 0.75).fill('#c3cad6');
  const lines = [
    `Certificate ${id}`,
    `SHA-256 of the recorded event: ${hash}`,
    `The register shows the same hash: ${address}`,
  ];
  document
    .font(fonts.regular)
    .fontSize(8.5)
    .fillColor(quiet)
    .text(lines.join('\n'), margin, 446, { lineGap: 4, width: document.page.width - 2 * margin });
}

/** Across the page, so that nobody takes it for one that counts. */
function stamp(document: Document): void {
  const { width, height } = document.page;
  document.save().rotate(-18, { origin: [width / 2, height / 2] });
  document
    .font(fonts.bold)
    .fontSize(88)
    .fillColor('#a32020', 0.28)
    .text('REVOKED', 0, height / 2 - 60, { width, align: 'center' });
  document.restore();
}

/** Smaller than this it goes on to a second line instead. */
const least = 13;

/** As large as it fits on one line, or else on two. */
function fit(document: Document, text: string, { at, largest }: { at: number; largest: number }): void {
  const width = document.page.width - 2 * margin;
  const natural = document.fontSize(largest).widthOfString(text);
  const size = Math.max(least, Math.min(largest, (largest * width) / natural));
  document
    .fontSize(size)
    .text(text, margin, at, { width: width + 1, height: Math.max(size, 2 * least) * 1.2, ellipsis: true });
}

/** Whether the font has a glyph for all of it. pdfkit keeps the font that it has read, and says nothing of its glyphs. */
function canWrite(document: Document, text: string): boolean {
  document.font(fonts.bold);
  const { _font } = document as unknown as {
    _font: { font: { hasGlyphForCodePoint: (codePoint: number) => boolean } };
  };
  return Array.from(text).every((character) =>
    _font.font.hasGlyphForCodePoint(character.codePointAt(0) ?? 0),
  );
}
