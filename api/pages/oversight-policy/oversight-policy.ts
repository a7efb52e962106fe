import {
  oversightPolicyHistory,
  oversightPolicyInForce,
  oversightPolicyVersion,
} from '../../../db/oversight-policy.ts';
import type { OversightPolicy } from '../../../domain/oversight-policy.ts';
import { oversightPolicy } from '../../routes/oversight-policy.ts';
import { oversightPolicyRules } from '../../schemas/oversight-policy.ts';
import type { RulesOnPages } from '../rules/rules-on-pages.ts';
import { readingPages } from '../rules/rules-pages.tsx';
import { publicationPages } from '../rules/rules-publication.tsx';
import { oversightPolicyDocument, statementsOf } from './oversight-policy-document.tsx';
import { fieldsOf, oversightPolicyForm, rulesIn } from './oversight-policy-form.tsx';

const [, , , publishRoute] = oversightPolicy;

const onPages: RulesOnPages<OversightPolicy> = {
  path: '/oversight-policy',
  title: 'Oversight policy',
  lead: 'Who looks at what AI has done, how soon, and who is asked when nobody does. A case keeps the version that it was opened under.',
  meaning: 'Every case that is opened from now on goes by it. Cases that are open keep theirs.',
  schema: oversightPolicyRules,
  publishRoute,
  inForce: oversightPolicyInForce,
  history: oversightPolicyHistory,
  version: oversightPolicyVersion,
  document: oversightPolicyDocument,
  statementsOf,
  fieldsOf,
  rulesIn,
  form: oversightPolicyForm,
  words: {
    low: 'Low severity',
    medium: 'Medium severity',
    high: 'High severity',
    critical: 'Critical severity',
    levels: 'Levels',
    acknowledgeMinutes: 'to acknowledge',
    decideHours: 'to decide',
    remindAt: 'Reminders',
    gapTo: 'Gaps',
    tellProviderHours: 'To tell the provider',
    closeDays: 'To close a case',
  },
};

export const { read, readVersion, compare } = readingPages(onPages);
export const { start, goBack, preview, publish } = publicationPages(onPages);
