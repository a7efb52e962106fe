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
      return withoutReferences(token.raw);
    case 'codespan':
    case 'escape':
      return token.text;
    case 'br':
      return ' ';
    default:
      return token.raw;
  }
}

/** The same of a whole text: its paragraphs, items and rows, each on lines of its own, and where its links lead. */
export function readableText(tokens: Token[]): string {
  return known(tokens)
    .map(readableBlock)
    .filter((block) => block !== '')
    .join('\n\n');
}

function readableBlock(token: MarkedToken): string {
  switch (token.type) {
    case 'list':
      return token.items
        .map((item, index) => indented(markOf(token, index), readableText(item.tokens)))
        .join('\n');
    case 'blockquote':
      return indented('> ', readableText(token.tokens));
    case 'table':
      return [token.header, ...token.rows]
        .map((cells) => cells.map(({ tokens }) => readableSpans(tokens)).join(' | '))
        .join('\n');
    case 'code':
      return token.text;
    case 'space':
      return '';
    case 'checkbox':
      return token.checked ? '☑' : '☐';
    default:
      return readableSpans([token]).trim();
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

function readableSpans(tokens: Token[]): string {
  return known(tokens)
    .map((token) => {
      if (token.type === 'link' && token.href !== token.text) {
        return `${wordsOf(token.tokens)} (${withoutReferences(token.href)})`;
      }
      return 'tokens' in token && token.tokens !== undefined ? readableSpans(token.tokens) : wordsIn(token);
    })
    .join('');
}
