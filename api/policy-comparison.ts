import { diffArrays, diffWordsWithSpace } from 'diff';
import type { PolicyText, UseRule } from '../domain/policy-text.ts';
import { sameValue } from '../domain/same-value.ts';
import { type MarkdownSection, sectionsOf } from './markdown.ts';
import { addressesIn, readableText } from './markdown-words.ts';

/** A stretch of text that both versions have, or only one of them. */
export interface ComparedWords {
  text: string;
  change: 'same' | 'added' | 'removed';
}

/** A section in which two versions differ; `moved`: it says the same in another place. */
export interface ComparedSection {
  anchor: string;
  /** The words of its heading; empty for what stands before the first. */
  title: string;
  change: 'added' | 'removed' | 'changed' | 'moved';
  /** What stands in it; with its heading where it was renamed. */
  words: ComparedWords[];
}

/** A rule of use in which two versions differ. */
export interface ComparedRule {
  id: string;
  change: 'added' | 'removed' | 'changed';
  before: UseRule | null;
  after: UseRule | null;
  statement: ComparedWords[];
}

export interface PolicyComparison {
  /** In the order of the later version, with what was taken out where it stood. */
  sections: ComparedSection[];
  rules: ComparedRule[];
}

/** How many edits are looked for: where two texts differ in more, one stands after the other. */
const mostEdits = 1_500;

/** What changed from one version to another, by the sections and the rules in which they differ. */
export function comparePolicyTexts(before: PolicyText, after: PolicyText): PolicyComparison {
  return {
    sections: compareSections(sectionsOf(before.markdown), sectionsOf(after.markdown)),
    rules: compareRules(before.rules, after.rules),
  };
}

function compareSections(before: MarkdownSection[], after: MarkdownSection[]): ComparedSection[] {
  const earlier = byAnchor(before);
  const later = byAnchor(after);
  const renamed = renamedFrom(before, after);
  const reused = new Set(renamed.values());
  return steps([...earlier.keys()], [...later.keys()]).flatMap(({ anchor, change }) => {
    const [was, is] = [earlier.get(anchor), later.get(anchor)];
    if (is === undefined)
      return was === undefined || reused.has(was) ? [] : [compared('removed', was, undefined)];
    if (was === undefined) {
      const origin = renamed.get(is);
      return [compared(origin === undefined ? 'added' : 'changed', origin, is)];
    }
    // What has moved is told of where it is now.
    if (change === 'removed') return [];
    if (was.source.trim() !== is.source.trim()) return [compared('changed', was, is)];
    return change === 'added' ? [compared('moved', was, is)] : [];
  });
}

function byAnchor(sections: MarkdownSection[]): Map<string, MarkdownSection> {
  return new Map(sections.map((section) => [section.anchor, section]));
}

/** Every anchor of both in order: one that is in another place is removed there and added here. */
function steps(before: string[], after: string[]): { anchor: string; change: ComparedWords['change'] }[] {
  const chunks = diffArrays(before, after, { maxEditLength: mostEdits }) ?? [
    { value: before, removed: true, added: false },
    { value: after, removed: false, added: true },
  ];
  return chunks.flatMap(({ value, added, removed }) =>
    value.map((anchor) => ({ anchor, change: changeOf(added, removed) })),
  );
}

/** New headings over what stood under another one before: a section that was renamed. */
function renamedFrom(
  before: MarkdownSection[],
  after: MarkdownSection[],
): Map<MarkdownSection, MarkdownSection> {
  const [earlier, later] = [byAnchor(before), byAnchor(after)];
  const gone = new Map(
    before.filter(({ anchor }) => !later.has(anchor)).map((section) => [bodyOf(section), section]),
  );
  gone.delete('');
  const renamed = new Map<MarkdownSection, MarkdownSection>();
  for (const section of after) {
    const body = bodyOf(section);
    const origin = earlier.has(section.anchor) ? undefined : gone.get(body);
    if (origin === undefined) continue;
    renamed.set(section, origin);
    gone.delete(body);
  }
  return renamed;
}

function bodyOf({ body }: MarkdownSection): string {
  return readableText(body, { addresses: true });
}

function compared(
  change: ComparedSection['change'],
  was: MarkdownSection | undefined,
  is: MarkdownSection | undefined,
): ComparedSection {
  const { anchor = '', title = '' } = is ?? was ?? {};
  const both = was !== undefined && is !== undefined;
  const shown = {
    title: both && was.title !== is.title,
    addresses: both && !sameValue(addressesIn(was.body), addressesIn(is.body)),
  };
  const readable = (section: MarkdownSection | undefined) => readableSection(section, shown);
  return { anchor, title, change, words: compareWords(readable(was), readable(is), was?.source, is?.source) };
}

/** What stands in a section, with its heading and where its links lead only where these have changed too. */
function readableSection(
  section: MarkdownSection | undefined,
  { title, addresses }: { title: boolean; addresses: boolean },
): string {
  if (section === undefined) return '';
  const body = readableText(section.body, { addresses });
  return title ? `${section.title}\n\n${body}` : body;
}

function compareRules(before: UseRule[], after: UseRule[]): ComparedRule[] {
  const earlier = new Map(before.map((rule) => [rule.id, rule]));
  const later = new Set(after.map(({ id }) => id));
  const gone = before.filter(({ id }) => !later.has(id)).map((rule) => comparedRule(rule, null));
  const there = after.map((rule) => comparedRule(earlier.get(rule.id) ?? null, rule));
  return [...there, ...gone].filter(({ before: was, after: is }) => !sameValue(was, is));
}

function comparedRule(before: UseRule | null, after: UseRule | null): ComparedRule {
  const change = before === null ? 'added' : after === null ? 'removed' : 'changed';
  const statement = compareWords(before?.statement ?? '', after?.statement ?? '');
  return { id: (after ?? before)?.id ?? '', change, before, after, statement };
}

/** Word by word; as it was typed (`sourceBefore`, `sourceAfter`) where it reads the same and is marked up otherwise. */
function compareWords(
  before: string,
  after: string,
  sourceBefore = before,
  sourceAfter = after,
): ComparedWords[] {
  if (before === after && sourceBefore.trim() !== sourceAfter.trim()) {
    return compareWords(sourceBefore.trim(), sourceAfter.trim());
  }
  const pieces = diffWordsWithSpace(before, after, { maxEditLength: mostEdits }) ?? [
    { value: before, removed: true, added: false },
    { value: after, removed: false, added: true },
  ];
  return pieces
    .filter(({ value }) => value !== '')
    .map(({ value, added, removed }) => ({ text: value, change: changeOf(added, removed) }));
}

function changeOf(added: boolean, removed: boolean): ComparedWords['change'] {
  return added ? 'added' : removed ? 'removed' : 'same';
}
