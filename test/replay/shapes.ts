import type { TestOrganisation } from '../test-organisation.ts';
import type { Account, Answer } from '../test-organisation.ts';
import { eventually } from '../eventually.ts';
import { treatRisks } from '../treated-risks.ts';
import type { Life } from './life.ts';
import { auditPackShapes } from './audit-pack-shapes.ts';
import { auditEngagementShapes } from './audit-engagement-shapes.ts';
import { accessGrantShapes } from './access-grant-shapes.ts';
import { aiSystemShapes } from './ai-system-shapes.ts';
import { policyShapes } from './policy-shapes.ts';
import { gapShapes } from './gap-shapes.ts';
import { managementReviewShapes } from './management-review-shapes.ts';
import { oversightShapes } from './oversight-shapes.ts';
import { riskShapes } from './risk-shapes.ts';
import { shadowAiShapes } from './shadow-ai-shapes.ts';
import { usageAuditShapes } from './usage-audit-shapes.ts';
import { vendorShapes } from './vendor-shapes.ts';

const everyone: [Account, string][] = [
  ['security', 'security'],
  ['legal', 'legal'],
  ['privacy', 'privacy'],
  ['business-owner', 'business_owner'],
];

async function signAll(organisation: TestOrganisation, id: string, revision = 1): Promise<void> {
  for (const [account, role] of everyone) await organisation.signOff(account, id, role, { revision });
}

async function stateIs(organisation: TestOrganisation, id: string, state: string): Promise<Answer> {
  return eventually(async () => {
    const read = await organisation.call('auditor', 'GET', `/v1/adoption-requests/${id}`);
    return read.body.state === state && read;
  });
}

/** Every shape that the life of a request can take; each leaves a closed workflow and returns its id. */
const requestShapes: Record<string, Life> = {
  approved: async (organisation) => {
    const { body } = await organisation.submit();
    await signAll(organisation, body.id);
    return `adoption-request/${body.id}`;
  },
  'sign-offs-at-once': async (organisation) => {
    const { body } = await organisation.submit();
    await Promise.all(everyone.map(([account, role]) => organisation.signOff(account, body.id, role)));
    return `adoption-request/${body.id}`;
  },
  rejected: async (organisation) => {
    const { body } = await organisation.submit();
    await organisation.signOff('legal', body.id, 'legal', {
      decision: 'reject',
      comment: 'No basis in law.',
    });
    return `adoption-request/${body.id}`;
  },
  'changes-requested-and-amended': async (organisation) => {
    const { body } = await organisation.submit();
    await organisation.signOff('security', body.id, 'security');
    await organisation.signOff('legal', body.id, 'legal', {
      decision: 'request_changes',
      comment: 'Which regions?',
    });
    const regions = { legal: { regions: ['EU', 'UK'] } };
    await organisation.call('requester', 'PATCH', `/v1/adoption-requests/${body.id}`, regions, {
      'if-match': '"1"',
    });
    await signAll(organisation, body.id, 2);
    return `adoption-request/${body.id}`;
  },
  'prohibited-and-reopened': async (organisation) => {
    const screening = { prohibitedPractices: ['f_emotion_at_work_or_school'], highRiskAreas: [] };
    const { body } = await organisation.submit({ screening });
    const path = `/v1/adoption-requests/${body.id}/reopening`;
    await organisation.call('compliance', 'POST', path, { justification: 'For medical reasons.' });
    await signAll(organisation, body.id);
    await treatRisks(organisation, body.id);
    await organisation.signOff('management', body.id, 'management');
    return `adoption-request/${body.id}`;
  },
  withdrawn: async (organisation) => {
    const { body } = await organisation.submit();
    await organisation.call('requester', 'POST', `/v1/adoption-requests/${body.id}/withdrawal`, {});
    return `adoption-request/${body.id}`;
  },
  'cancelled-by-operator': async (organisation) => {
    const { body } = await organisation.submit();
    await organisation.client.workflow.getHandle(`adoption-request/${body.id}`).cancel();
    const { body: withdrawn } = await stateIs(organisation, body.id, 'withdrawn');
    if (!JSON.stringify(withdrawn.withdrawal).includes('operator'))
      throw new Error('the operator is not named');
    return `adoption-request/${body.id}`;
  },
  'refused-many-times': async (organisation) => {
    const { body } = await organisation.submit();
    await Promise.all(Array.from({ length: 20 }, () => organisation.signOff('colleague', body.id, 'legal')));
    await signAll(organisation, body.id);
    return `adoption-request/${body.id}`;
  },
};

/** The shapes of lives of every kind of process. */
export const shapes: Record<string, Life> = {
  ...requestShapes,
  ...riskShapes,
  ...vendorShapes,
  ...aiSystemShapes,
  ...policyShapes,
  ...managementReviewShapes,
  ...oversightShapes,
  ...usageAuditShapes,
  ...auditEngagementShapes,
  ...shadowAiShapes,
  ...auditPackShapes,
  ...gapShapes,
  ...accessGrantShapes,
};
