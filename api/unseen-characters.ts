/** Marks that turn the order of what follows, and control characters but for line ends and tabs. */
const unseen = /[\u202a-\u202e\u2066-\u2069]|(?![\n\r\t])\p{Cc}/gu;

/** The text with such characters written out, so that it reads as it is stored: "⟨U+202E⟩". */
export function withUnseenWritten(text: string): string {
  return text.replaceAll(
    unseen,
    (character) => `⟨U+${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}⟩`,
  );
}
