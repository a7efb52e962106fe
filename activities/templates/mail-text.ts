import type { Message } from '../message.ts';

/** The message as plain text; the signature after `-- ` is what programs fold away. */
export function mailText(
  { lead, facts, quote, items, action, because }: Message,
  settingsUrl: string | null,
): string {
  const width = Math.max(0, ...facts.map(({ label }) => label.length));
  const parts = [
    lead,
    facts.map(({ label, value }) => `${`${label}:`.padEnd(width + 2)}${value}`).join('\n'),
    quote === undefined
      ? ''
      : quote
          .split(/\r\n|[\r\n\u2028\u2029]/)
          .map((line) => `> ${line}`)
          .join('\n'),
    items
      .map(({ title, detail, url }) =>
        [`- ${title}`, `  ${detail}`, ...(url === undefined ? [] : [`  ${url}`])].join('\n'),
      )
      .join('\n'),
    `${action.label}:\n${action.url}`,
    `-- \n${because}${settingsUrl === null ? '' : `\nChoose what you are told of: ${settingsUrl}`}`,
  ];
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`;
}
