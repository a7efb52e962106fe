import { expect } from 'vitest';
import type { FormFields, PageAnswer } from '../../test-organisation.ts';

/**
 * The fields of the page's form that goes to `action` (without one: that has no action of its own), filled in as the page
 * has them: what a browser without JavaScript would send if its reader changed nothing.
 */
export function formOnPage({ html }: Pick<PageAnswer, 'html'>, action?: string): FormFields {
  const forms = [...html.matchAll(/<form method="post"([^>]*)>(.*?)<\/form>/gs)];
  const form = forms.find(([, attributes = '']) =>
    action === undefined ? !attributes.includes('action=') : attributes.includes(`action="${action}"`),
  );
  expect(form, `a form to ${action ?? 'the page itself'}`).toBeDefined();
  const content = form?.[2] ?? '';
  const fields: FormFields = {};
  const add = (name: string, value: string) => {
    const known = fields[name];
    fields[name] = known === undefined ? value : [known, value].flat();
  };
  // An attribute may hold `>` as it is.
  for (const [tag] of content.matchAll(/<input (?:[^">]|"[^"]*")*>/g)) {
    const isChoice = /type="(checkbox|radio)"/.test(tag);
    if (!isChoice || / checked(\s|>|\/|=)/.test(tag))
      add(attributeOf(tag, 'name'), attributeOf(tag, 'value'));
  }
  for (const [, tag = '', text = ''] of content.matchAll(/<textarea ([^>]*)>(.*?)<\/textarea>/gs)) {
    add(attributeOf(tag, 'name'), unescaped(text));
  }
  for (const [, tag = '', options = ''] of content.matchAll(/<select ([^>]*)>(.*?)<\/select>/gs)) {
    const chosen = /<option (?:[^">]|"[^"]*")*\bselected\b(?:[^">]|"[^"]*")*>/.exec(options)?.[0] ?? '';
    add(attributeOf(tag, 'name'), attributeOf(chosen, 'value'));
  }
  return fields;
}

function attributeOf(tag: string, name: string): string {
  return unescaped(new RegExp(`(?:^|\\s)${name}="([^"]*)"`).exec(tag)?.[1] ?? '');
}

function unescaped(html: string): string {
  const characters: Record<string, string> = {
    '&lt;': '<',
    '&gt;': '>',
    '&quot;': '"',
    '&#39;': "'",
    '&amp;': '&',
  };
  return html.replaceAll(/&(?:lt|gt|quot|amp|#39);/g, (entity) => characters[entity] ?? entity);
}
