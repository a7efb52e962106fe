import { createRequire } from 'node:module';
import { PDFDocument, type PDFEmbeddedPage } from '@cantoo/pdf-lib';
import StampDocument from 'pdfkit';
import type { Instant } from '../domain/decider.ts';
import { Problem } from './problem.ts';

/** Whose copy it is, and of which moment. */
export interface Mark {
  email: string;
  name: string;
  company: string;
  at: Instant;
  grant: string;
}

const fontFile = createRequire(import.meta.url).resolve('dejavu-fonts-ttf/ttf/DejaVuSans.ttf');

/** As many pages as are marked while somebody waits. */
const mostPages = 2_000;

/** A copy of a PDF, on each page of which stands, across and at its foot, whose copy it is. */
export async function watermarked(content: Buffer, mark: Mark): Promise<Buffer> {
  const document = await PDFDocument.load(content, { updateMetadata: false, throwOnInvalidObject: true });
  const stamps = new Map<string, PDFEmbeddedPage>();
  for (const page of document.getPages()) {
    const { x, y, width, height } = page.getCropBox();
    const size = `${width} × ${height}`;
    const stamp = stamps.get(size) ?? (await embedded(document, await stampPdf(width, height, mark)));
    stamps.set(size, stamp);
    page.drawPage(stamp, { x, y, width, height });
  }
  return Buffer.from(await document.save());
}

/** Tries the mark, so that nobody is granted what cannot be given. Throws a Problem that says what is wrong with the file. */
export async function refuseUnmarkable(content: Buffer): Promise<void> {
  const refused = (detail: string) =>
    new Problem('invalid', detail, { errors: [{ pointer: '/file', detail }] });
  const document = await PDFDocument.load(content, {
    updateMetadata: false,
    throwOnInvalidObject: true,
  }).catch(() => undefined);
  if (document === undefined || document.isEncrypted) {
    const isLocked = document?.isEncrypted === true || content.includes('/Encrypt');
    throw refused(
      isLocked
        ? 'This PDF is encrypted, so that no copy of it can be marked. Send it without a password.'
        : 'This PDF is broken, so that no copy of it can be marked. Print it to a new PDF, and send that.',
    );
  }
  const pages = document.getPageCount();
  if (pages === 0 || pages > mostPages)
    throw refused(`A document has from 1 to ${mostPages} pages; this has ${pages}.`);
  const mark = { email: 'a', name: 'a', company: 'a', at: '2027-01-01T00:00:00.000Z', grant: 'a' };
  await watermarked(content, mark).catch(() => {
    throw refused('No copy of this PDF can be marked. Print it to a new PDF, and send that.');
  });
}

async function embedded(document: PDFDocument, stamp: Buffer): Promise<PDFEmbeddedPage> {
  const [page] = await document.embedPdf(stamp);
  if (page === undefined) throw new Error('a stamp has one page');
  return page;
}

/** The marks alone, on an empty page of this size in points, with the font that they need inside. */
function stampPdf(width: number, height: number, mark: Mark): Promise<Buffer> {
  const document = new StampDocument({ size: [width, height], margin: 0 });
  const pieces: Buffer[] = [];
  document.on('data', (piece: Buffer) => pieces.push(piece));
  const whole = new Promise<Buffer>((resolve, reject) => {
    document.once('end', () => {
      resolve(Buffer.concat(pieces));
    });
    document.once('error', reject);
  });
  document.font(fontFile).fillColor('#5a6472');
  across(document, { width, height }, mark);
  atTheFoot(document, { width, height }, mark);
  document.end();
  return whole;
}

interface Size {
  width: number;
  height: number;
}

/** Three times from corner to corner, so that no part of a page is without it, and in letters small enough for all of it. */
function across(document: InstanceType<typeof StampDocument>, { width, height }: Size, mark: Mark): void {
  const lines = [`${mark.name}, ${mark.company}`, mark.email, stampTime(mark.at)];
  const length = Math.hypot(width, height);
  const usual = Math.min(width, height) / 26;
  const widest = Math.max(...lines.map((line) => document.fontSize(usual).widthOfString(line)));
  const size = usual * Math.min(1, (0.55 * length) / widest);
  const angle = (-Math.atan2(height, width) * 180) / Math.PI;
  document.save().rotate(angle, { origin: [width / 2, height / 2] });
  document.fillOpacity(0.28).fontSize(size);
  for (const offset of [-0.17 * length, 0, 0.17 * length]) {
    for (const [index, line] of lines.entries()) {
      document.text(line, width / 2 - length / 2, height / 2 + offset + (index - 1.5) * size * 1.3, {
        width: length,
        align: 'center',
        lineBreak: false,
      });
    }
  }
  document.restore();
}

function atTheFoot(document: InstanceType<typeof StampDocument>, { width, height }: Size, mark: Mark): void {
  const line = `Copy for ${mark.email} · ${stampTime(mark.at)} · grant ${mark.grant}`;
  const usual = Math.min(8, width / 75);
  const size = usual * Math.min(1, (0.95 * width) / document.fontSize(usual).widthOfString(line));
  document
    .fillOpacity(0.85)
    .fontSize(size)
    .text(line, 0, height - size * 2.2, { width, align: 'center', lineBreak: false });
}

function stampTime(at: Instant): string {
  return `${at.slice(0, 10)} ${at.slice(11, 19)} UTC`;
}
