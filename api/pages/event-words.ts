/** An event's type as words: "SignOffRequested" reads "Sign off requested". */
export function typeInWords(type: string): string {
  const words = type.replaceAll(/(?<=[a-z])(?=[A-Z])/g, ' ').toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
}

const kinds: Record<string, string> = {
  action: 'Action',
  'adoption-request': 'Adoption request',
  'ai-system': 'AI system',
  'approval-policy': 'Approval policy',
  'audit-pack': 'Audit pack',
  'audit-engagement': 'Audit engagement',
  course: 'Course',
  delegation: 'Delegation',
  duty: 'Recurring duty',
  'evidence-request': 'Request for evidence',
  identity: 'Person or token',
  'management-review': 'Management review',
  risk: 'Risk',
  'shadow-ai': 'Shadow AI',
  role: 'Role',
  statement: 'Statement',
  'risk-policy': 'Risk policy',
  training: 'Training of a person',
  'access-bar': 'Bar of an access grant',
  'access-grant': 'Access grant',
  nda: 'NDA',
  stakeholder: 'Stakeholder',
  subscriber: 'Subscriber',
  'trust-center': 'Trust center',
  'trust-document': 'Trust center document',
  'trust-download': 'Trust center downloads',
  'audit-pack-download': 'Audit pack downloads',
  'usage-audit': 'Usage audit',
  vendor: 'Vendor',
  'vendor-policy': 'Vendor policy',
  'vendor-link': 'Link for a vendor',
};

/** What a stream is about: "adoption-request/…" is an adoption request. */
export function kindInWords(stream: string): string {
  const kind = stream.split('/', 1)[0] ?? '';
  return kinds[kind] ?? typeInWords(kind.replaceAll('-', ' '));
}

export function streamPath(stream: string): string {
  const [kind = '', ...id] = stream.split('/');
  return `/audit/streams/${encodeURIComponent(kind)}/${encodeURIComponent(id.join('/'))}`;
}

/** The name of a message or of an event for programs as words: "sign_off_requested" reads "Sign off requested". */
export function nameInWords(name: string): string {
  const words = name.replaceAll(/[_.]/g, ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}
