import { comparisons, type Comparison, type Condition } from '../../db/directory-search.ts';
import { invalid } from './scim-error.ts';

/** The attribute that a path means, by the path in small letters and without the schema; undefined for any other. */
export type Attributes<Attribute> = (path: string) => Attribute | undefined;

const tokenPattern = /\s*(?:([()[\]])|("(?:[^"\\]|\\.)*")|([^\s()[\]"]+))/gy;
const mostTokens = 400;

/**
 * A filter of SCIM (RFC 7644, 3.4.2.2) as a condition on the attributes that we keep. Written by hand, for the library's
 * parser knows neither `not` within `or` nor quotes within quotes.
 * @throws {ScimError} `invalidFilter` for anything else
 */
export function parseFilter<Attribute>(
  filter: string,
  attributes: Attributes<Attribute>,
): Condition<Attribute> {
  const parser = new FilterParser(tokensOf(filter), attributes);
  return parser.parseAll();
}

function tokensOf(filter: string): string[] {
  const tokens: string[] = [];
  const pattern = new RegExp(tokenPattern);
  const text = filter.trimEnd();
  while (pattern.lastIndex < text.length) {
    const match = pattern.exec(text);
    if (match === null || tokens.length === mostTokens) throw refused('cannot be read');
    tokens.push(match[0].trim());
  }
  return tokens;
}

class FilterParser<Attribute> {
  readonly #tokens: string[];
  readonly #attributes: Attributes<Attribute>;
  /** The attribute in whose brackets we are: `emails[value eq "…"]`. */
  #within = '';

  constructor(tokens: string[], attributes: Attributes<Attribute>) {
    this.#tokens = tokens;
    this.#attributes = attributes;
  }

  parseAll(): Condition<Attribute> {
    const condition = this.#parseOr();
    if (this.#tokens.length > 0) throw refused(`goes on with ${this.#tokens.join(' ')}`);
    return condition;
  }

  #parseOr(): Condition<Attribute> {
    const parts = [this.#parseAnd()];
    while (this.#takeWord('or')) parts.push(this.#parseAnd());
    return joined('or', parts);
  }

  #parseAnd(): Condition<Attribute> {
    const parts = [this.#parseOne()];
    while (this.#takeWord('and')) parts.push(this.#parseOne());
    return joined('and', parts);
  }

  #parseOne(): Condition<Attribute> {
    if (this.#takeWord('not')) {
      this.#expect('(');
      return { kind: 'not', part: this.#parseUntil(')') };
    }
    if (this.#takeWord('(')) return this.#parseUntil(')');
    const path = this.#take();
    if (!this.#takeWord('[')) return this.#parseComparison(path);
    if (this.#within !== '') throw refused('has brackets within brackets');
    this.#within = `${path}.`;
    const condition = this.#parseUntil(']');
    this.#within = '';
    return condition;
  }

  #parseUntil(end: string): Condition<Attribute> {
    const condition = this.#parseOr();
    this.#expect(end);
    return condition;
  }

  #parseComparison(path: string): Condition<Attribute> {
    const word = this.#take().toLowerCase();
    const comparison = comparisons.find((known) => known === word);
    if (comparison === undefined) throw refused(`compares by ${word}`);
    const value = comparison === 'pr' ? null : valueOf(this.#take());
    const fullPath = pathOf(this.#within + path);
    // We keep one address each, which is the work address and the primary one: anything else said of it is as true.
    if (/^emails\.(type|primary)$/.test(fullPath)) return { kind: 'and', parts: [] };
    const attribute = this.#attributes(fullPath);
    if (attribute === undefined) throw refused(`asks for ${path}, which is not kept here`);
    return { kind: 'comparison', attribute, ...fitting(attribute, comparison, value) };
  }

  #take(): string {
    const token = this.#tokens.shift();
    if (token === undefined) throw refused('ends too early');
    return token;
  }

  #takeWord(word: string): boolean {
    if (this.#tokens[0]?.toLowerCase() !== word) return false;
    this.#tokens.shift();
    return true;
  }

  #expect(token: string): void {
    if (this.#take() !== token) throw refused(`lacks ${token}`);
  }
}

function joined<Attribute>(kind: 'and' | 'or', parts: Condition<Attribute>[]): Condition<Attribute> {
  const [only] = parts;
  return parts.length === 1 && only !== undefined ? only : { kind, parts };
}

/** In small letters and without the URN of its schema. */
export function pathOf(path: string): string {
  return path
    .toLowerCase()
    .replace(/^urn:ietf:params:scim:schemas:(core:2\.0:(user|group)|extension:enterprise:2\.0:user)[:.]/, '');
}

function valueOf(token: string): string | boolean | null {
  try {
    const value: unknown = JSON.parse(token);
    return typeof value === 'boolean' || value === null ? value : typeof value === 'string' ? value : token;
  } catch {
    throw refused(`compares with ${token}`);
  }
}

const inText: Comparison[] = ['co', 'sw', 'ew'];

/** A comparison that the database can make of an attribute of this kind. */
function fitting(attribute: unknown, comparison: Comparison, value: string | boolean | null) {
  if (value === null && !['eq', 'ne', 'pr'].includes(comparison)) throw refused('compares with null');
  if (typeof value === 'string' && value.includes('\0')) throw refused('holds NUL');
  if (comparison === 'pr' || value === null) return { comparison, value };
  if (attribute === 'active') {
    const truth = String(value).toLowerCase();
    const isTruth = truth === 'true' || truth === 'false';
    if (!isTruth || !['eq', 'ne'].includes(comparison))
      throw refused('asks of active what is not true or false');
    return { comparison, value: truth === 'true' };
  }
  if (attribute === 'createdAt' || attribute === 'updatedAt') {
    const time = typeof value === 'string' ? Date.parse(value) : Number.NaN;
    if (Number.isNaN(time) || inText.includes(comparison)) throw refused('compares an instant with none');
    return { comparison, value: new Date(time).toISOString() };
  }
  return { comparison, value: String(value) };
}

function refused(how: string) {
  return invalid(`This filter cannot be used: it ${how}.`, 'invalidFilter');
}
