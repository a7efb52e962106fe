import { acceptableUse } from './policy-template-acceptable-use.ts';
import { employeeGuidelines } from './policy-template-employee-guidelines.ts';
import { generativeAi } from './policy-template-generative-ai.ts';
import { humanOversight } from './policy-template-human-oversight.ts';
import { responsibleUseProcedure } from './policy-template-responsible-use.ts';
import { sourcing } from './policy-template-sourcing.ts';
import type { PolicyTemplate } from './policy-template.ts';

/** What an organisation can start from. */
export const policyTemplates: readonly PolicyTemplate[] = [
  acceptableUse,
  generativeAi,
  employeeGuidelines,
  sourcing,
  humanOversight,
  responsibleUseProcedure,
];
