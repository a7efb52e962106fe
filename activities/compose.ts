import type { Database } from '../db/database.ts';
import { findDelegation } from '../db/delegation.ts';
import type { Delivery } from '../db/delivery.ts';
import { namesOf } from '../db/directory.ts';
import { partsOf } from '../domain/topic.ts';
import { composeAccessGrant } from './compose-access-grant.ts';
import { composeAction } from './compose-action.ts';
import { composeAiSystem } from './compose-ai-system.ts';
import { composeAuditEngagement } from './compose-audit-engagement.ts';
import { composeEvidenceRequest } from './compose-evidence-request.ts';
import { composeGap } from './compose-gap.ts';
import { composeManagementReview } from './compose-management-review.ts';
import { composeOversightCase } from './compose-oversight-case.ts';
import { composePolicy } from './compose-policy.ts';
import { composeRequest } from './compose-request.ts';
import { composeRisk } from './compose-risk.ts';
import { composeShadowAi } from './compose-shadow-ai.ts';
import { composeApplicability } from './compose-statement-of-applicability.ts';
import { composeTraining } from './compose-training.ts';
import { composeUsageAudit } from './compose-usage-audit.ts';
import { composeVendor } from './compose-vendor.ts';
import { timeZoneOf } from './message-subject.ts';
import type { Message } from './message.ts';
import { instantInWords, onOneLine, roleWords } from './words.ts';

type Compose = (db: Database, publicUrl: string, delivery: Delivery) => Promise<Message | undefined>;

/** Who says it, by the first word of what it is about. */
const composers: Record<string, Compose> = {
  'access-grant': composeAccessGrant,
  action: composeAction,
  'adoption-request': composeRequest,
  'ai-system': composeAiSystem,
  'audit-engagement': composeAuditEngagement,
  course: composeTraining,
  'evidence-request': composeEvidenceRequest,
  gap: composeGap,
  'management-review': composeManagementReview,
  'oversight-case': composeOversightCase,
  policy: composePolicy,
  risk: composeRisk,
  'shadow-ai': composeShadowAi,
  'statement-of-applicability': composeApplicability,
  'usage-audit': composeUsageAudit,
  vendor: composeVendor,
};

/** What a delivery has to say, from what is true now; undefined once nobody wants it any more. */
export async function compose(
  db: Database,
  publicUrl: string,
  delivery: Delivery,
): Promise<Message | undefined> {
  if (delivery.kind === 'delegation_granted') return composeDelegation(db, publicUrl, delivery);
  const composeAbout = composers[partsOf(delivery.topic ?? '').kind];
  if (composeAbout === undefined)
    throw new Error(`nobody knows what to say of ${delivery.topic ?? 'nothing'}`);
  return composeAbout(db, publicUrl, delivery);
}

async function composeDelegation(db: Database, publicUrl: string, delivery: Delivery): Promise<Message> {
  const granted = await findDelegation(db, delivery.stream?.split('/')[1] ?? '');
  if (granted === undefined)
    throw new Error(`delivery ${delivery.id} tells of a delegation that is not there`);
  const [nameOf, zone] = await Promise.all([namesOf(db, [granted.from]), timeZoneOf(db, delivery)]);
  const from = onOneLine(nameOf(granted.from).name, 80);
  const roles = granted.roles.map((role) => roleWords[role]).join(', ');
  return {
    subject: `You stand in for ${from} (${roles})`,
    lead: `${from} has handed you their sign-offs as ${roles} for a time.`,
    facts: [
      { label: 'From', value: instantInWords(granted.startsAt, zone) },
      { label: 'Until', value: instantInWords(granted.endsAt, zone) },
    ],
    quote: granted.reason,
    items: [],
    action: { label: 'See what waits for you', url: `${publicUrl}/inbox?show=delegated` },
    because: `You get this because ${from} chose you as their delegate.`,
  };
}
