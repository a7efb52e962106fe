import { Lexer, type MarkedToken, type Token, Tokenizer } from 'marked';

/** What is written deeper inside quotes, lists or emphasis than this is shown as it was typed. */
const deepest = 16;
/** A paragraph or a cell that is longer, or has a longer word, is shown as it was typed. */
const longestParagraph = 5_000;
const longestWord = 1_000;
/** So is a paragraph with more marks of emphasis: matching them takes time by the square of their number. */
const mostMarks = 200;

/** The tokens of CommonMark with tables. However long, deep or odd the text is, they are found in about a second. */
export function tokensOf(markdown: string): MarkedToken[] {
  const tokens: Token[] = new PatientLexer({ gfm: true, tokenizer: new PatientTokenizer() }).lex(markdown);
  return known(tokens);
}

/** Without extensions every token is one that marked itself knows. */
export function known(tokens: Token[]): MarkedToken[] {
  return tokens as MarkedToken[];
}

class PatientLexer extends Lexer {
  override inlineTokens(source: string, tokens: Token[] = []): Token[] {
    if (source.length <= longestParagraph && !longWord.test(source))
      return super.inlineTokens(source, tokens);
    tokens.push({ type: 'text', raw: source, text: source });
    return tokens;
  }
}

const longWord = new RegExp(String.raw`\S{${longestWord}}`);

class PatientTokenizer extends Tokenizer {
  #depth = 0;
  #counted = { source: '', marks: 0 };

  override blockquote(source: string) {
    return this.#deeper(() => super.blockquote(source));
  }

  override list(source: string) {
    return this.#deeper(() => super.list(source));
  }

  override link(source: string) {
    return this.#deeper(() => super.link(source));
  }

  override reflink(...asked: Parameters<Tokenizer['reflink']>) {
    return this.#deeper(() => super.reflink(...asked));
  }

  override emStrong(...asked: Parameters<Tokenizer['emStrong']>) {
    if (this.#marksIn(asked[1]) > mostMarks) return undefined;
    return this.#deeper(() => super.emStrong(...asked));
  }

  /** No part of CommonMark; and "~5 of ~6" strikes nothing through. */
  override del() {
    return undefined;
  }

  #deeper<Result>(tokenize: () => Result): Result | undefined {
    if (this.#depth >= deepest) return undefined;
    this.#depth += 1;
    try {
      return tokenize();
    } finally {
      this.#depth -= 1;
    }
  }

  /** Asked again for every mark of the same paragraph, so it is counted once. */
  #marksIn(source: string): number {
    if (this.#counted.source !== source) {
      this.#counted = { source, marks: source.match(/[*_]+/g)?.length ?? 0 };
    }
    return this.#counted.marks;
  }
}
