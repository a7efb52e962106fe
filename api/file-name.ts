const longestName = 200;

/** Control characters, line ends, and what turns the direction of writing: a name must end as it seems to end. */
const unseen = /[\p{Cc}\p{Zl}\p{Zp}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu;

/**
 * The name under which a file is kept, in the script in which it came: without folders, without characters that control
 * or deceive, and of at most 200 characters, cut before its extension.
 */
export function fileName(sent: string): string {
  const last = sent.toWellFormed().split(/[/\\]/).at(-1) ?? '';
  const name = last.replaceAll(unseen, '').trim();
  const extension = /\.[^.]{0,20}$/.exec(name)?.[0] ?? '';
  const characters = Array.from(name);
  if (characters.length <= longestName) return name;
  return characters.slice(0, longestName - extension.length).join('') + extension;
}
