import type { MarkedToken, Token, Tokens } from 'marked';
import { withoutReferences } from './character-references.ts';
import { known } from './markdown-lexer.ts';

/** What somebody reads there, without its marks. */
export function wordsOf(tokens: Token[]): string {
  return known(tokens).map(wordsIn).join('');
}

function wordsIn(token: MarkedToken): string {
  if ('tokens' in token && token.tokens !== undefined) return wordsOf(token.tokens);
  switch (token.type) {
    case 'text':
      return withoutReferences(token.raw).replaceAll('\n', ' ');
    case 'codespan':
    case 'escape':
      return token.text;
    case 'br':
      return ' ';
    default:
      return token.raw;
  }
}

/** Where the links in a text lead, in order. */
export function addressesIn(tokens: Token[]): string[] {
  return known(tokens).flatMap((token) => {
    if (token.type === 'link') return [withoutReferences(token.href)];
    if (token.type === 'list') return token.items.flatMap((item) => addressesIn(item.tokens));
    if (token.type === 'table') {
      return [token.header, ...token.rows].flat().flatMap((cell) => addressesIn(cell.tokens));
    }
    return 'tokens' in token && token.tokens !== undefined ? addressesIn(token.tokens) : [];
  });
}

/**
 * A whole text without its marks: its paragraphs, items and rows, each on lines of its own. `addresses`: with where its
 * links lead, beside their words.
 */
export function readableText(tokens: Token[], { addresses }: { addresses: boolean }): string {
  return known(tokens)
    .map((token) => readableBlock(token, { addresses }))
    .filter((block) => block !== '')
    .join('\n\n');
}

function readableBlock(token: MarkedToken, as: { addresses: boolean }): string {
  switch (token.type) {
    case 'list':
      return token.items
        .map((item, index) => indented(markOf(token, index), readableText(item.tokens, as)))
        .join('\n');
    case 'blockquote':
      return indented('> ', readableText(token.tokens, as));
    case 'table':
      return [token.header, ...token.rows]
        .map((cells) => cells.map(({ tokens }) => readableSpans(tokens, as)).join(' | '))
        .join('\n');
    case 'code':
      return token.text;
    case 'space':
      return '';
    case 'checkbox':
      return token.checked ? '☑' : '☐';
    default:
      return readableSpans([token], as).trim();
  }
}

function markOf({ ordered, start }: Tokens.List, index: number): string {
  return ordered ? `${Number(start) + index}. ` : '• ';
}

function indented(mark: string, text: string): string {
  return text
    .split('\n')
    .map((line, index) => (index === 0 ? mark : line === '' ? '' : ' '.repeat(mark.length)) + line)
    .join('\n');
}

function readableSpans(tokens: Token[], as: { addresses: boolean }): string {
  return known(tokens)
    .map((token) => {
      if (as.addresses && token.type === 'link' && token.href !== token.text) {
        return `${wordsOf(token.tokens)} (${withoutReferences(token.href)})`;
      }
      return 'tokens' in token && token.tokens !== undefined
        ? readableSpans(token.tokens, as)
        : wordsIn(token);
    })
    .join('');
}
