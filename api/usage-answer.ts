import type { UsageCheck } from '../db/usage-check.ts';
import type { Denial, DenialReason } from '../domain/usage-check.ts';

/** What would mend each reason, and at which page; `{system}` and `{policy}` stand for their ids. */
const mending: Record<DenialReason, { text: string; path: string }> = {
  unknown_person: { text: 'Have them added to the directory', path: '/people' },
  unknown_system: { text: 'Ask for its adoption', path: '/adoption-requests/new' },
  not_in_use_yet: { text: 'Its owner takes it into use', path: '/ai-systems/{system}' },
  suspended: { text: 'See why, and until when', path: '/ai-systems/{system}' },
  decommissioned: { text: 'Look for another system', path: '/ai-systems' },
  purpose_out_of_scope: { text: 'Ask for a wider scope', path: '/ai-systems/{system}' },
  data_class_out_of_scope: { text: 'Ask for a wider scope', path: '/ai-systems/{system}' },
  user_out_of_scope: { text: 'Ask its owner to let you join', path: '/ai-systems/{system}' },
  policy_not_acknowledged: { text: 'Read and acknowledge it', path: '/policies/{policy}' },
  training_missing: { text: 'Take the course', path: '/training' },
  training_lapsed: { text: 'Take the course again', path: '/training' },
  prohibited_use: { text: 'Read the policy', path: '/policies/{policy}' },
};

/** An answer as whoever asked gets it: each reason with what would mend it, and the link. */
export function usageAnswerOf({ id, at, allowed, denials, systemId }: UsageCheck, publicUrl: string) {
  const mendOf = ({ reason, policy }: Denial) => {
    const { text, path } = mending[reason];
    const place = path.replace('{system}', systemId ?? '').replace('{policy}', policy ?? '');
    return { text, url: `${publicUrl}${place}` };
  };
  return { id, at, allowed, denials: denials.map((denial) => ({ ...denial, mend: mendOf(denial) })) };
}
