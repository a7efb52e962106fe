import { render } from 'preact-render-to-string';
import type { Rendered } from '../../db/delivery.ts';
import type { Message } from '../message.ts';
import { mailText } from './mail-text.ts';

// Programs that show mail know no stylesheets worth relying on: a few styles at the elements, in units that scale.
const body = 'margin:0 auto;max-width:36rem;padding:1.5rem;font-family:system-ui,sans-serif;line-height:1.5';
const quiet = 'opacity:.75;font-size:.875rem';
const button =
  'display:inline-block;padding:.6rem 1.1rem;border-radius:.4rem;background:#1f4b8f;color:#fff;text-decoration:none';
const said = 'margin:1rem 0;padding-left:1rem;border-left:.2rem solid #8a94a6;white-space:pre-wrap';

/**
 * A message as a mail: plain text, and HTML of the same words in which whatever people wrote is escaped. Whoever
 * is nobody here has no settings to choose in.
 */
export function renderMail(message: Message, settingsUrl: string | null): Rendered {
  const html = render(<Mail message={message} settingsUrl={settingsUrl} />);
  return { subject: message.subject, text: mailText(message, settingsUrl), html: `<!doctype html>${html}` };
}

function Mail({ message, settingsUrl }: { message: Message; settingsUrl: string | null }) {
  const { subject, lead, facts, quote, items, action, because } = message;
  return (
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="color-scheme" content="light dark" />
        <title>{subject}</title>
      </head>
      <body style={body}>
        <p>{lead}</p>
        {facts.length > 0 && (
          <table>
            {facts.map(({ label, value }) => (
              <tr key={label}>
                <th style="text-align:left;vertical-align:top;padding-right:1rem">{label}</th>
                <td>{value}</td>
              </tr>
            ))}
          </table>
        )}
        {quote !== undefined && <blockquote style={said}>{quote}</blockquote>}
        {items.length > 0 && (
          <ul>
            {items.map(({ title, detail, url }) => (
              <li key={`${title} ${detail}`}>
                {url === undefined ? <b>{title}</b> : <a href={url}>{title}</a>}
                <br />
                {detail}
              </li>
            ))}
          </ul>
        )}
        <p>
          <a href={action.url} style={button}>
            {action.label}
          </a>
        </p>
        <p style={quiet}>
          {because} {settingsUrl !== null && <a href={settingsUrl}>Choose what you are told of.</a>}
        </p>
      </body>
    </html>
  );
}
