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
  statement: 'compliance',
};

/** What there is one of, or what has no page of its own. */
const placesOf: Record<string, string> = {
  'control-evaluation': '/compliance',
  role: '/people',
  'statement-of-applicability': '/statement-of-applicability',
};

/** Where a topic is read: "risk/1" at "/risks/1". */
export function pagePathOf(topic: Topic): string {
  const { kind, id } = partsOf(topic);
  const place = placesOf[kind];
  if (place !== undefined) return place;
  return `/${pagesOf[kind] ?? `${kind}s`}/${id}`;
}
