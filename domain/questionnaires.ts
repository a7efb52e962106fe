import { aiVendorQuestionnaire } from './questionnaire-ai-vendor.ts';
import type { Questionnaire } from './questionnaire.ts';

/** Every version of every questionnaire that was ever asked; one that was is never changed, so that old answers can be read. */
export const questionnaires: readonly Questionnaire[] = [aiVendorQuestionnaire];

export function findQuestionnaire({
  id,
  version,
}: {
  id: string;
  version: number;
}): Questionnaire | undefined {
  return questionnaires.find((known) => known.id === id && known.version === version);
}
