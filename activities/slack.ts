import { Deferred, Undeliverable } from './delivery-fault.ts';
import type { Post } from './guarded-post.ts';
import type { Message } from './message.ts';

/** Posts a message to an incoming webhook as Slack has them (Mattermost, Rocket.Chat and others understand the same). */
export async function postToSlack(post: Post, url: string | null, message: Message): Promise<void> {
  if (url === null) throw new Undeliverable('There is no webhook to send it to.');
  const { status, retryAfterMs } = await post(url, JSON.stringify(slackBody(message)));
  if (status >= 200 && status < 300) return;
  const summary = `The incoming webhook answered ${status}.`;
  // Slack's own: 400 for a message it cannot read, 403, 404 and 410 for a webhook that is no more.
  if ([400, 403, 404, 410].includes(status)) throw new Undeliverable(summary);
  throw new Deferred(summary, summary, retryAfterMs);
}

export function slackBody(message: Message): object {
  const { subject, lead, facts, quote, items, action } = message;
  const lines = [
    escaped(lead),
    ...facts.map(({ label, value }) => `*${escaped(label)}:* ${escaped(value)}`),
    ...(quote === undefined
      ? []
      : escaped(quote)
          .split(/\r?\n/)
          .map((line) => `> ${line}`)),
    ...items.map(({ title, detail, url }) => {
      const name = url === undefined ? escaped(title) : `<${url}|${escaped(title).replaceAll('|', '¦')}>`;
      return `• ${name} (${escaped(detail)})`;
    }),
  ];
  return {
    text: escaped(subject),
    blocks: [
      // Slack refuses a section of more than 3,000 characters.
      {
        type: 'section',
        text: { type: 'mrkdwn', text: Array.from(lines.join('\n')).slice(0, 2_900).join('') },
      },
      {
        type: 'actions',
        elements: [{ type: 'button', text: { type: 'plain_text', text: action.label }, url: action.url }],
      },
    ],
  };
}

/** What Slack reads as markup, for mentions and links, is written as entities. */
function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
