import type { Express, RequestHandler } from 'express';
import helmet from 'helmet';
import type { Services } from '../services.ts';
import * as amendment from './amendment.tsx';
import { assets } from './assets.ts';
import * as adoptionRequest from './adoption-request.tsx';
import * as adoptionRequestList from './adoption-request-list.tsx';
import * as approvalPolicy from './approval-policy.tsx';
import * as approvalPolicyPublication from './approval-policy-publication.tsx';
import * as audit from './audit.tsx';
import * as auditStream from './audit-stream.tsx';
import * as auditVerification from './audit-verification.tsx';
import * as bulkApproval from './bulk-approval.tsx';
import { serveChanges } from './changes.ts';
import * as revisions from './adoption-request-revisions.tsx';
import * as closing from './closing.tsx';
import * as decisionRecord from './decision-record.tsx';
import * as delegation from './delegation.tsx';
import * as drafts from './drafts.tsx';
import * as inbox from './inbox.tsx';
import * as newAdoptionRequest from './new-adoption-request.tsx';
import * as newAdoptionRequestCheck from './new-adoption-request-check.tsx';
import * as newAdoptionRequestStep from './new-adoption-request-step.tsx';
import * as mailbox from './mailbox.tsx';
import * as message from './message.tsx';
import { type AnyPage, isPage } from './page.ts';
import * as people from './people.tsx';
import * as person from './person.tsx';
import * as personPresence from './person-presence.tsx';
import * as personRecord from './person-record.tsx';
import * as personRoles from './person-roles.tsx';
import * as roleAddress from './role-address.tsx';
import { servePage } from './serve-page.tsx';
import * as settings from './settings.tsx';
import * as signOff from './sign-off.tsx';
import * as token from './token.tsx';
import * as webhookEndpoint from './webhook-endpoint.tsx';
import * as webhookEndpointList from './webhook-endpoint-list.tsx';

/** Every page, and everything that a form on a page does. */
export const pages: AnyPage[] = [
  inbox,
  bulkApproval,
  // Before the page of a request, which is found by its id, and the steps before each by its name.
  drafts,
  newAdoptionRequestCheck,
  newAdoptionRequestStep,
  newAdoptionRequest,
  adoptionRequest,
  revisions,
  decisionRecord,
  signOff,
  closing,
  amendment,
  adoptionRequestList,
  approvalPolicy,
  approvalPolicyPublication,
  delegation,
  audit,
  auditStream,
  auditVerification,
  people,
  // The page that adds somebody, before the one that finds a person by their id.
  personRecord,
  personRoles,
  personPresence,
  person,
  token,
  settings,
  mailbox,
  roleAddress,
  message,
  webhookEndpointList,
  webhookEndpoint,
].flatMap((capability) => Object.values(capability).filter(isPage));

/** Nothing runs, loads or is framed that is not ours, and nothing inline at all. */
const contentSecurityPolicy = {
  useDefaults: false,
  directives: {
    defaultSrc: ["'none'"],
    scriptSrc: ["'self'"],
    styleSrc: ["'self'"],
    imgSrc: ["'self'"],
    connectSrc: ["'self'"],
    formAction: ["'self'"],
    baseUri: ["'none'"],
    frameAncestors: ["'none'"],
  },
};

/** The headers of pages; the API's own answers and the documentation keep theirs. */
export function pageHeaders(): RequestHandler {
  return helmet({ contentSecurityPolicy, referrerPolicy: { policy: 'same-origin' } });
}

export function servePages(app: Express, services: Services): void {
  app.use('/assets', assets());
  for (const page of pages) servePage(app, page, services);
  serveChanges(app, services);
}
