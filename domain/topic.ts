/**
 * What a message is about: the stream of a process, such as `adoption-request/<id>` or `vendor/<id>`, or what a campaign
 * asks for, `policy/<id>` or `course/<id>`. A comment is about the request that it was made on.
 */
export type Topic = string;

export function topicOf(stream: string): Topic | null {
  const { kind, id } = partsOf(stream);
  if (kind === 'comment') return `adoption-request/${id}`;
  return kind === 'delegation' ? null : stream;
}

export function partsOf(stream: string): { kind: string; id: string } {
  const [kind = '', id = ''] = stream.split('/');
  return { kind, id };
}

const pagesOf: Record<string, string> = {
  duty: 'duties',
  policy: 'policies',
  'shadow-ai': 'shadow-ai',
};

/** Where a topic is read: "risk/1" at "/risks/1". */
export function pagePathOf(topic: Topic): string {
  const { kind, id } = partsOf(topic);
  return `/${pagesOf[kind] ?? `${kind}s`}/${id}`;
}
