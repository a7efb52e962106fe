import type { MarkedToken, Tokens } from 'marked';
import { tokensOf } from './markdown-lexer.ts';
import { wordsOf } from './markdown-words.ts';
import { withUnseenWritten } from './unseen-characters.ts';

/** A heading and what stands under it until the next one. */
export interface MarkdownSection {
  /**
   * Names the section in an address, by the words of its heading: it stays when other sections change. What stands
   * before the first heading has none.
   */
  anchor: string;
  /** The words of its heading. */
  title: string;
  /** 1 for the outermost, one more for each section that it is in, whatever numbers of # were left out. */
  level: number;
  heading: Tokens.Heading | null;
  body: MarkedToken[];
  /** All of it as it was typed. */
  source: string;
}

/** A text in Markdown by its sections, in order. */
export function sectionsOf(text: string): MarkdownSection[] {
  const outline: { depth: number; anchor: string }[] = [];
  const taken = new Map<string, number>();
  const sections = [beginning()];
  for (const token of tokensOf(withUnseenWritten(text))) {
    if (token.type === 'heading') {
      while ((outline.at(-1)?.depth ?? 0) >= token.depth) outline.pop();
      const title = wordsOf(token.tokens);
      const anchor = freeAnchor(title, outline.at(-1)?.anchor, taken);
      outline.push({ depth: token.depth, anchor });
      sections.push({ ...beginning(), anchor, title, level: outline.length, heading: token });
    } else {
      sections.at(-1)?.body.push(token);
    }
    const current = sections.at(-1);
    if (current !== undefined) current.source += token.raw;
  }
  return sections.filter(({ source }) => source.trim() !== '');
}

const beginning = (): MarkdownSection => ({
  anchor: '',
  title: '',
  level: 1,
  heading: null,
  body: [],
  source: '',
});

/** Starts every anchor, so that none is ever the id of another part of the page. */
const prefix = 'section-';
const longestAnchor = 80;

/** The anchor that words stand for: "Scope & aim" is `section-scope-aim`. */
export function anchorOf(words: string): string {
  const slug = words
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{M}\p{N}]+/gu, '-')
    .replaceAll(/^-|-$/g, '')
    .slice(0, longestAnchor)
    .toWellFormed();
  return slug.startsWith(prefix) ? slug : prefix + slug;
}

/**
 * A heading that says the same as another one is told apart by the section that it is in, or else by a number. `taken`
 * holds the anchors that there are, each with the last number that was tried behind it.
 */
function freeAnchor(title: string, parent: string | undefined, taken: Map<string, number>): string {
  const own = anchorOf(title);
  const within = parent === undefined ? own : `${parent}-${own.slice(prefix.length)}`;
  let anchor = taken.has(own) ? within : own;
  let number = taken.get(within) ?? 1;
  while (taken.has(anchor)) {
    number += 1;
    anchor = `${within}-${number}`;
  }
  if (number > 1) taken.set(within, number);
  taken.set(anchor, taken.get(anchor) ?? 1);
  return anchor;
}
