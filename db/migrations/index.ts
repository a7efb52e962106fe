import type { Migration } from 'kysely';
import * as eventStore from './0001-event-store.ts';
import * as identity from './0002-identity.ts';
import * as adoptionRequest from './0003-adoption-request.ts';
import * as directory from './0004-directory.ts';
import * as session from './0005-session.ts';
import * as notification from './0006-notification.ts';
import * as comment from './0007-comment.ts';
import * as draft from './0008-draft.ts';
import * as auditSearch from './0009-audit-search.ts';
import * as processMessage from './0010-process-message.ts';
import * as evidence from './0011-evidence.ts';
import * as vendor from './0012-vendor.ts';
import * as risk from './0013-risk.ts';
import * as action from './0014-action.ts';
import * as vendorWords from './0015-vendor-words.ts';
import * as notificationTopic from './0016-notification-topic.ts';
import * as policy from './0017-policy.ts';
import * as campaign from './0018-campaign.ts';
import * as training from './0019-training.ts';
import * as duty from './0020-duty.ts';
import * as managementReview from './0021-management-review.ts';
import * as aiSystem from './0022-ai-system.ts';
import * as usage from './0023-usage.ts';
import * as oversightCase from './0024-oversight-case.ts';
import * as usageCheck from './0025-usage-check.ts';
import * as shadowAi from './0026-shadow-ai.ts';
import * as usageAudit from './0027-usage-audit.ts';
import * as auditPack from './0028-audit-pack.ts';
import * as trustCenter from './0029-trust-center.ts';
import * as controlGap from './0030-control-gap.ts';
import * as statementOfApplicability from './0031-statement-of-applicability.ts';
import * as auditEngagement from './0032-audit-engagement.ts';
import * as auditPackEngagement from './0033-audit-pack-engagement.ts';
import * as accessBar from './0034-access-bar.ts';

/** In order; a migration that has landed is never edited, a later one changes what it made. */
export const migrations: Record<string, Migration> = {
  '0001-event-store': eventStore,
  '0002-identity': identity,
  '0003-adoption-request': adoptionRequest,
  '0004-directory': directory,
  '0005-session': session,
  '0006-notification': notification,
  '0007-comment': comment,
  '0008-draft': draft,
  '0009-audit-search': auditSearch,
  '0010-process-message': processMessage,
  '0011-evidence': evidence,
  '0012-vendor': vendor,
  '0013-risk': risk,
  '0014-action': action,
  '0015-vendor-words': vendorWords,
  '0016-notification-topic': notificationTopic,
  '0017-policy': policy,
  '0018-campaign': campaign,
  '0019-training': training,
  '0020-duty': duty,
  '0021-management-review': managementReview,
  '0022-ai-system': aiSystem,
  '0023-usage': usage,
  '0024-oversight-case': oversightCase,
  '0025-usage-check': usageCheck,
  '0026-shadow-ai': shadowAi,
  '0027-usage-audit': usageAudit,
  '0028-audit-pack': auditPack,
  '0029-trust-center': trustCenter,
  '0030-control-gap': controlGap,
  '0031-statement-of-applicability': statementOfApplicability,
  '0032-audit-engagement': auditEngagement,
  '0033-audit-pack-engagement': auditPackEngagement,
  '0034-access-bar': accessBar,
};
