import type { z } from 'zod';
import type {
  InputTopic,
  ManagementReviewReason,
  ManagementReviewState,
} from '../../../domain/management-review-state.ts';
import type { managementReview } from '../../schemas/management-review.ts';
import { Mark, type Shape, type Tone } from '../components/mark.tsx';

export type ManagementReviewReading = z.output<typeof managementReview>;

/** What management looks at, in our words, and what a note on it may say. */
export const topicWords: Record<InputTopic, [title: string, hint: string]> = {
  earlier_actions: ['What earlier reviews have decided', 'What has become of it?'],
  changes: ['What has changed', 'Laws, the organisation, its surroundings, the AI on the market.'],
  interested_parties: ['What others expect', 'Customers, staff, authorities, people about whom AI decides.'],
  requests: ['Requests to adopt AI', 'What was asked for, and how quickly was it decided?'],
  risks: ['Risks', 'Which are too high, and why?'],
  vendors: ['Vendors', 'On whom does the organisation rely that it should not?'],
  policies: ['Policies', 'Do people know them, and do they hold?'],
  training: ['Training', 'Is who uses AI, and who oversees it, up to it?'],
  actions: ['Actions', 'What is late, and what keeps it?'],
  audits: ['Audits and nonconformities', 'What was found, and what was done about it?'],
  improvement: ['What could be better', 'Ideas, wherever they come from.'],
};

export const reasonWords: Record<ManagementReviewReason, string> = {
  cycle: 'Yearly',
  out_of_turn: 'Out of turn',
};

const stateMarks: Record<ManagementReviewState, [Shape, Tone, string]> = {
  preparing: ['clock', 'waiting', 'Being prepared'],
  signing: ['clock', 'attention', 'To be signed'],
  closed: ['tick', 'good', 'Signed and closed'],
  called_off: ['dash', 'quiet', 'Called off'],
};

export function ManagementReviewMark({ state }: { state: ManagementReviewState }) {
  const [shape, tone, words] = stateMarks[state];
  return (
    <Mark shape={shape} tone={tone}>
      {words}
    </Mark>
  );
}
