import type { Token, Tokens } from 'marked';
import { type ComponentChildren, h } from 'preact';
import { withoutReferences } from '../../character-references.ts';
import { linkTarget } from '../../link-target.ts';
import { type MarkdownSection, sectionsOf } from '../../markdown.ts';
import { known } from '../../markdown-lexer.ts';
import { wordsOf } from '../../markdown-words.ts';
import { withUnseenWritten } from '../../unseen-characters.ts';
import { TableFrame } from './table.tsx';

/**
 * A text in Markdown (CommonMark with tables), made of elements and never of somebody's HTML: that is shown as it was
 * typed. Its headings begin at `level` and can be linked to. Images are not loaded.
 */
export function Markdown({ text, level = 2 }: { text: string; level?: 2 | 3 | 4 }) {
  const drawing: Drawing = { tables: 0 };
  return (
    <div class="markdown">
      {sectionsOf(text).map((section) => (
        <>
          {section.heading !== null && heading(section, section.heading, level)}
          {blocks(section.body, drawing)}
        </>
      ))}
    </div>
  );
}

/** What is counted while a text is drawn. */
interface Drawing {
  tables: number;
}

function heading(
  { anchor, title, level: depth }: MarkdownSection,
  { tokens }: Tokens.Heading,
  level: number,
) {
  return h(`h${Math.min(6, level + depth - 1)}`, { id: anchor, dir: 'auto' }, [
    spans(tokens),
    ' ',
    <a class="to-section" href={`#${anchor}`}>
      <span aria-hidden="true">#</span>
      <span class="unseen">Link to “{title}”</span>
    </a>,
  ]);
}

function blocks(tokens: Token[], drawing: Drawing, tight = false): ComponentChildren[] {
  return known(tokens).map((token) => {
    switch (token.type) {
      case 'paragraph':
        return <p dir="auto">{spans(token.tokens)}</p>;
      case 'text': {
        const content = token.tokens === undefined ? withoutReferences(token.raw) : spans(token.tokens);
        return tight ? content : <p dir="auto">{content}</p>;
      }
      case 'heading':
        // Inside a quote or a list it heads no section.
        return (
          <p dir="auto">
            <strong>{spans(token.tokens)}</strong>
          </p>
        );
      case 'list':
        return list(token, drawing);
      case 'blockquote':
        return <blockquote>{blocks(token.tokens, drawing)}</blockquote>;
      case 'code':
        return (
          <pre class="bytes">
            <code>{token.text}</code>
          </pre>
        );
      case 'table':
        return table(token, drawing);
      case 'hr':
        return <hr />;
      case 'html':
        return <p dir="auto">{token.raw.trim()}</p>;
      case 'checkbox':
        return token.checked ? '☑ ' : '☐ ';
      case 'space':
      case 'def':
        return null;
      default:
        return spans([token]);
    }
  });
}

function list({ ordered, start, items }: Tokens.List, drawing: Drawing) {
  const children = items.map(({ tokens, loose }) => <li dir="auto">{blocks(tokens, drawing, !loose)}</li>);
  return ordered ? <ol start={start === '' ? undefined : start}>{children}</ol> : <ul>{children}</ul>;
}

function table({ header, rows }: Tokens.Table, drawing: Drawing) {
  drawing.tables += 1;
  const columns = header.map(({ tokens }) => wordsOf(tokens)).filter((words) => words !== '');
  return (
    <TableFrame label={`Table ${drawing.tables}: ${columns.join(', ')}`}>
      <thead>
        <tr>
          {header.map(({ tokens, align, text }) =>
            // A heading that says nothing is none.
            text === '' ? (
              <td />
            ) : (
              <th scope="col" class={alignment(align)}>
                {spans(tokens)}
              </th>
            ),
          )}
        </tr>
      </thead>
      <tbody>
        {rows.map((cells) => (
          <tr>
            {cells.map(({ tokens, align }) => (
              <td class={alignment(align)} dir="auto">
                {spans(tokens)}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </TableFrame>
  );
}

function alignment(align: Tokens.TableCell['align']): string | undefined {
  return align === 'right' ? 'figure' : undefined;
}

function spans(tokens: Token[]): ComponentChildren[] {
  return known(tokens).map((token) => {
    switch (token.type) {
      case 'text':
        return token.tokens === undefined ? withoutReferences(token.raw) : spans(token.tokens);
      case 'escape':
        return token.text;
      case 'strong':
        return <strong>{spans(token.tokens)}</strong>;
      case 'em':
        return <em>{spans(token.tokens)}</em>;
      case 'codespan':
        return <code>{token.text}</code>;
      case 'br':
        return <br />;
      case 'link':
        return <Link token={token} />;
      case 'image':
        return `[${wordsOf(token.tokens)}]`;
      case 'checkbox':
        return token.checked ? '☑ ' : '☐ ';
      default:
        return token.raw;
    }
  });
}

/** Where an address is none that is followed from here, it is shown beside the words. */
function Link({ token }: { token: Tokens.Link }) {
  const { tokens, href, autolink } = token;
  const content = autolink === true ? withUnseenWritten(token.text) : spans(tokens);
  const address = autolink === true ? href : withoutReferences(href);
  const target = linkTarget(address);
  if (target === undefined) return <span>{autolink === true ? token.raw : [content, ` (${address})`]}</span>;
  return (
    <a href={target} rel={target.startsWith('http') ? 'noreferrer' : undefined}>
      {content}
    </a>
  );
}
