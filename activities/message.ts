/** What is to be said, whichever way it goes: the sentence that matters, what one must know, and the one thing to do. */
export interface Message {
  /** One line. */
  subject: string;
  lead: string;
  facts: { label: string; value: string }[];
  /** What somebody said, in their words. */
  quote?: string | undefined;
  items: { title: string; detail: string; url?: string }[];
  action: { label: string; url: string };
  /** Why this comes to whoever reads it. */
  because: string;
}
