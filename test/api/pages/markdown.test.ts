import fc from 'fast-check';
import { h } from 'preact';
import { renderToString } from 'preact-render-to-string';
import { describe, expect, it } from 'vitest';
import { Markdown } from '../../../api/pages/components/markdown.tsx';

function drawn(text: string, level?: 2 | 3 | 4): string {
  const html = renderToString(h(Markdown, { text, ...(level && { level }) }));
  expect(strangeTags(html), 'elements that no text may become').toEqual([]);
  return html
    .replace('<div class="markdown">', '')
    .replace(/<\/div>$/, '')
    .replaceAll(' dir="auto"', '');
}

const allowed: Record<string, string[]> = {
  ...Object.fromEntries(['h2', 'h3', 'h4', 'h5', 'h6'].map((name) => [name, ['id', 'dir']])),
  ...Object.fromEntries(['p', 'li'].map((name) => [name, ['dir']])),
  ...Object.fromEntries(
    ['ul', 'blockquote', 'code', 'em', 'strong', 'br', 'hr', 'table', 'thead', 'tbody', 'tr'].map((name) => [
      name,
      [],
    ]),
  ),
  a: ['class', 'href', 'rel'],
  div: ['class', 'role', 'aria-label', 'tabindex'],
  ol: ['start'],
  pre: ['class'],
  span: ['aria-hidden', 'class'],
  td: ['class', 'dir'],
  th: ['scope', 'class'],
};
const address = /^(https?:\/\/|mailto:|\/(?![/\\])|#section-)/;

/** Whatever begins with < and is not one of the elements, attributes and addresses that a text may become. */
function strangeTags(html: string): string[] {
  const tags = html.match(/<[^>]*>?/g) ?? [];
  return tags.filter((tag) => {
    const [, name = '', rest = ''] = /^<\/?([a-z][a-z0-9]*)((?: [a-z-]+="[^"<>]*")*) ?\/?>$/.exec(tag) ?? [];
    const attributes = [...rest.matchAll(/ ([a-z-]+)="([^"]*)"/g)];
    return (
      !attributes.every(
        ([, key = '', value = '']) =>
          allowed[name]?.includes(key) === true && (key !== 'href' || address.test(value)),
      ) || allowed[name] === undefined
    );
  });
}

describe('a text in Markdown', () => {
  it('becomes headings that can be linked to, below the heading of the page and without a gap', () => {
    expect(drawn('# Purpose\n\nWhy.\n\n### Scope')).toBe(
      '<h2 id="section-purpose">Purpose <a class="to-section" href="#section-purpose"><span aria-hidden="true">#</span>' +
        '<span class="unseen">Link to “Purpose”</span></a></h2><p>Why.</p>' +
        '<h3 id="section-scope">Scope <a class="to-section" href="#section-scope"><span aria-hidden="true">#</span>' +
        '<span class="unseen">Link to “Scope”</span></a></h3>',
    );
    expect(drawn('# A\n\n## B', 4)).toMatch(/<h4 id="section-a">.*<h5 id="section-b">/);
    expect(drawn('1. # In a list\n\n> # In a quote')).not.toMatch(/<h\d/);
  });

  it('becomes paragraphs, emphasis, code, quotes, lists and rules', () => {
    expect(drawn('One *two* **three** `four <b>`\\\nfive &amp; six &#8211; 7 &sect; 8 &bogus; \\*')).toBe(
      '<p>One <em>two</em> <strong>three</strong> <code>four &lt;b></code><br/>five &amp; six – 7 § 8 &amp;bogus; *</p>',
    );
    expect(drawn('> quoted\n\n---\n\n3. three\n4. four')).toBe(
      '<blockquote><p>quoted</p></blockquote><hr/><ol start="3"><li>three</li><li>four</li></ol>',
    );
    expect(drawn('- a\n\n  b\n- c')).toBe('<ul><li><p>a</p><p>b</p></li><li><p>c</p></li></ul>');
    expect(drawn('- [x] done\n- [ ] to do')).toBe('<ul><li>☑ done</li><li>☐ to do</li></ul>');
    expect(drawn('```sh\nls &lt; <b>\n```')).toBe('<pre class="bytes"><code>ls &amp;lt; &lt;b></code></pre>');
    expect(drawn('about ~5 of ~6 hours, ~~not~~')).toBe('<p>about ~5 of ~6 hours, ~~not~~</p>');
  });

  it('shows tables in a frame of their own, which the keyboard reaches and which has a name', () => {
    const html = drawn('Tool | Data |\n-----|---:|\nA\\|B | *all* | more\n\nx\n\n|  | y |\n|--|--|\n| 1 |');
    expect(html).toContain(
      '<div class="table-frame" role="region" aria-label="Table 1: Tool, Data" tabindex="0">',
    );
    expect(html).toContain('<th scope="col">Tool</th><th scope="col" class="figure">Data</th>');
    expect(html).toContain('<td>A|B</td><td class="figure"><em>all</em></td>');
    expect(html).toContain('aria-label="Table 2: y"');
    expect(html).toContain('<tr><td></td><th scope="col">y</th></tr>');
  });

  it('leads to the web, to a mail address, to our own pages and to its sections', () => {
    expect(drawn('[a](https://example.com/x?a=1&amp;b=2 "t")')).toBe(
      '<p><a href="https://example.com/x?a=1&amp;b=2" rel="noreferrer">a</a></p>',
    );
    expect(drawn('<https://example.com/>, me@example.com')).toBe(
      '<p><a href="https://example.com/" rel="noreferrer">https://example.com/</a>, ' +
        '<a href="mailto:me@example.com">me@example.com</a></p>',
    );
    expect(drawn('[a](/policies) [b](#Prohibited-uses) [c](#section-scope) [d][d]\n\n[d]: /vendors')).toBe(
      '<p><a href="/policies">a</a> <a href="#section-prohibited-uses">b</a> <a href="#section-scope">c</a> ' +
        '<a href="/vendors">d</a></p>',
    );
  });

  it.each([
    'javascript:alert(1)',
    'JaVaScRiPt:alert(1)',
    'java&#115;cript:alert(1)',
    'javascript&colon;alert(1)',
    '&#x6A;avascript:alert(1)',
    'java&#10;script:alert(1)',
    '&#1;javascript:alert(1)',
    'data:text/html,<script>alert(1)</script>',
    'vbscript:x',
    'file:///etc/passwd',
    '//evil.example',
    '/\\evil.example',
    '/&#9;/evil.example',
    '\\\\evil.example',
    'https:evil.example',
    'https://bank.example@evil.example/',
    'https://ex\u00adample.com',
    'blob:https://example.com/1',
    'policies/x',
  ])('shows %s as an address that is not followed', (href) => {
    const html = drawn(`[here](<${href}>) and [there][x] and ![image](<${href}>)\n\n[x]: <${href}>`);
    expect(html).not.toContain('<a');
    expect(html).toContain('here');
  });

  it('loads no image and runs no HTML', () => {
    expect(drawn('![A *cat*](https://example.com/cat.png "x")')).toBe('<p>[A cat]</p>');
    expect(drawn('a <img src=x onerror=alert(1)> b')).toBe('<p>a &lt;img src=x onerror=alert(1)> b</p>');
    expect(drawn('<script>alert(1)</script>\n\n<style>*{}</style>')).toBe(
      '<p>&lt;script>alert(1)&lt;/script></p><p>&lt;style>*{}&lt;/style></p>',
    );
    expect(drawn('&lt;script&gt;alert(1)&lt;/script&gt; &#60;b&#62; &amp;lt;i&amp;gt;')).toBe(
      '<p>&lt;script>alert(1)&lt;/script> &lt;b> &amp;lt;i&amp;gt;</p>',
    );
    expect(drawn('# <b onclick="x">"A"</b>')).toContain('id="section-b-onclick-x-a-b"');
  });

  it('reads as it is stored: what would turn its order or hide is written out', () => {
    expect(drawn('pay \u202e001\u202c euros &#x202E; \u2066x &#8;')).toBe(
      '<p>pay ⟨U+202E⟩001⟨U+202C⟩ euros ⟨U+202E⟩ ⟨U+2066⟩x ⟨U+0008⟩</p>',
    );
    expect(drawn('&#0; &#xD800; &#1114112;')).toBe('<p>\ufffd \ufffd \ufffd</p>');
    expect(drawn('سياسة\u200f الاستخدام')).toBe('<p>سياسة\u200f الاستخدام</p>');
  });

  const huge = 200_000;
  const filled = (part: string) => part.repeat(Math.floor(huge / part.length));
  it.each([
    ['quotes', filled('>')],
    ['lists', filled('1. ')],
    ['lists in quotes', filled('> - ')],
    ['nested items', Array.from({ length: 500 }, (_, depth) => `${'  '.repeat(depth)}- x`).join('\n')],
    ['emphasis', `${filled('*').slice(0, huge / 2)}a${filled('*').slice(0, huge / 2)}`],
    ['odd emphasis', filled('__a_')],
    ['odd emphasis by words', `${filled('_a __b_').slice(0, 4_990)}\n\n`.repeat(40)],
    ['brackets', filled('[')],
    ['images', filled('![a](b)')],
    ['images in images', '![a'.repeat(30_000) + '](b)'.repeat(30_000)],
    ['tables', filled('a|b\n-|-\n1|2\n\n')],
    ['headings', filled('# a\n')],
    ['code', filled('`a')],
    ['tags', filled('<a ')],
  ])('is drawn in time however long or deep its %s are', (_, text) => {
    const started = performance.now();
    drawn(text);
    expect(performance.now() - started).toBeLessThan(10_000);
  });

  it('shows what nests too deeply as it was typed, and loses none of it', () => {
    const html = drawn(`${'> '.repeat(40)}the end`);
    expect(html.match(/<blockquote>/g)).toHaveLength(16);
    expect(html).toContain('the end');
    expect(drawn(`${'a'.repeat(6_000)} *b*`)).toContain('*b*');
  });

  it('never becomes an element, an attribute or an address that is not on the list', () => {
    const part = fc.oneof(
      fc.constantFrom(
        ...[
          '<script>',
          '</p>',
          '<!--',
          '<a href="',
          '<img src=x onerror=',
          '"',
          "'",
          '>',
          '<',
          '&',
          '&lt;',
          '&#60;',
        ],
        ...[
          '[a](',
          '![b](',
          ')',
          '[c]: ',
          'javascript:',
          'JAVASCRIPT&colon;',
          'data:',
          '//x',
          '/x',
          '#',
          'https://x.y',
        ],
        ...[
          '`',
          '```\n',
          '*',
          '**',
          '_',
          '~~',
          '\\',
          '\n',
          '\n\n',
          '    ',
          '- ',
          '1. ',
          '> ',
          '# ',
          '|',
          '-|-',
          '---\n',
        ],
        ...[
          '\u202e',
          '\u0000',
          '\u200f',
          '\ud800',
          '&#x202e;',
          '&amp;',
          'a@b.cd',
          'www.a.bc',
          '[ ] ',
          '===\n',
          '\t',
        ],
      ),
      fc.string({ unit: 'binary', maxLength: 8 }),
    );
    fc.assert(
      fc.property(fc.array(part, { maxLength: 60 }), (parts) => {
        drawn(parts.join(''));
      }),
      { numRuns: 3_000 },
    );
  });
});
