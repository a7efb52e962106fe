import { randomUUID } from 'node:crypto';
import { defaultApprovalPolicy } from '../../domain/approval-policy.ts';
import { defaultRiskPolicy } from '../../domain/risk-policy.ts';
import { record } from '../../db/record.ts';
import { toldSince } from '../db/recorded-life.ts';
import { eventually } from '../eventually.ts';
import { type FurnishedReviews, furnishReviews } from './furnished-reviews.ts';
import { type FurnishedPacks, furnishPacks } from './furnished-packs.ts';
import { type FurnishedEngagements, furnishEngagements } from './furnished-engagements.ts';
import { type FurnishedAudits, furnishAudits } from './furnished-audits.ts';
import { type FurnishedTraining, furnishTraining } from './furnished-training.ts';
import { done } from './done.ts';
import { type FurnishedAiSystems, furnishAiSystems } from './furnished-ai-systems.ts';
import { type FurnishedControls, furnishControls } from './furnished-controls.ts';
import { type FurnishedOversight, furnishOversight } from './furnished-oversight.ts';
import { type FurnishedPolicies, furnishPolicies } from './furnished-policies.ts';
import { type FurnishedTrust, furnishTrust } from './furnished-trust.ts';
import { type FurnishedVendors, furnishVendors } from './furnished-vendors.ts';
import { RiskScene } from '../api/risk-scene.ts';
import { VendorLinkScene } from '../api/vendor-link-scene.ts';
import { RequestStory } from '../domain/request-story.ts';
import { type Account, exampleSubmission, type TestOrganisation } from '../test-organisation.ts';

/** Requests in every state, by what there is to see on them; and what else pages are about. */
export interface Furnishing
  extends
    FurnishedVendors,
    FurnishedReviews,
    FurnishedAudits,
    FurnishedPacks,
    FurnishedEngagements,
    FurnishedTraining,
    FurnishedPolicies,
    FurnishedAiSystems,
    FurnishedControls,
    FurnishedOversight,
    FurnishedTrust {
  /** An active person, and one who has left. */
  active: string;
  left: string;
  token: string;
  /** A mail that the demo keeps, and an endpoint that nothing reaches. */
  mail: string;
  webhook: string;
  inReview: string;
  /** Several of low risk, which can be approved together. */
  low: string[];
  /** High risk, some have signed (one on behalf, one with conditions), amended since, with a discussion. */
  midWay: string;
  changesRequested: string;
  approved: string;
  withConditions: string;
  rejected: string;
  prohibited: string;
  withdrawn: string;
  expired: string;
  /** Weeks old, reminded and escalated. */
  overdue: string;
  draft: string;
  delegation: string;
  /** One that waits for an acceptance, and one with a plan. */
  acceptingRisk: string;
  mitigatedRisk: string;
  /** Accepted, scored anew, then closed. */
  closedRisk: string;
  /** A condition of an approval that is open. */
  action: string;
  /** A vendor that is to answer, with a draft and links that it was sent, and one whose answers are under review. */
  draftingVendor: string;
  answeredVendor: string;
}

const mitigation = {
  treatment: 'mitigate',
  reason: 'Cheap, and it works elsewhere.',
  actions: [{ text: 'Load the handbook anew each night', owner: 'colleague', dueOn: '2099-06-30' }],
};

const day = 86_400_000;
const low = { data: { classes: ['internal'], providerMayTrain: false } };
const high = {
  effect: { onPeople: 'assists_decision', affected: ['Applicants'] },
  screening: { prohibitedPractices: [], highRiskAreas: ['4_employment'] },
};
const roles = {
  security: 'security',
  legal: 'legal',
  privacy: 'privacy',
  'business-owner': 'business_owner',
};

/** Lets the people of an organisation (one with a relay) do what makes every kind of page have something to say. */
export async function furnish(organisation: TestOrganisation): Promise<Furnishing> {
  await publishPolicy(organisation);
  const directory = await keepDirectory(organisation);
  const webhook = await subscribe(organisation);
  const delegation = await delegateSecurity(organisation);
  const submitted = (changes: Record<string, unknown> = {}) =>
    done(organisation.submit(changes), 201).then(({ body }) => body.id);
  const [
    inReview,
    first,
    second,
    midWay,
    changesRequested,
    approved,
    withConditions,
    rejected,
    prohibited,
    withdrawn,
  ] = await Promise.all([
    submitted(),
    submitted({ ...low, title: 'Search in our own handbook' }),
    submitted({ ...low, title: 'Transcripts of internal meetings' }),
    submitted({ ...high, title: 'Ranking of applications for apprenticeships' }),
    submitted({ title: 'Summaries of contracts' }),
    submitted(),
    submitted(),
    submitted(),
    submitted({ screening: { prohibitedPractices: ['f_emotion_at_work_or_school'], highRiskAreas: [] } }),
    submitted(),
  ]);
  await Promise.all([
    signAll(organisation, approved),
    signAll(organisation, withConditions, { legal: conditional }),
    takeMidWay(organisation, midWay),
    done(
      organisation.signOff('legal', changesRequested, 'legal', {
        decision: 'request_changes',
        comment: 'Which contracts, and for how long does the provider keep them?',
      }),
    ),
    done(
      organisation.signOff('legal', rejected, 'legal', { decision: 'reject', comment: 'Not in this form.' }),
    ),
    done(organisation.call('requester', 'POST', `/v1/adoption-requests/${withdrawn}/withdrawal`, {})),
  ]);
  const expired = await tellOfLongAgo(organisation, { title: 'A chat bot nobody waited for', daysAgo: 60 });
  const overdue = await tellOfLongAgo(organisation, { title: 'Forecasts of stock', daysAgo: 14 });
  const { title, system } = exampleSubmission();
  const begun = organisation.call('requester', 'POST', '/v1/drafts', {
    content: { title, system },
    step: 'purpose',
  });
  const draft = (await done(begun, 201)).body.id;
  const risks = new RiskScene(organisation);
  const acceptingRisk = await risks.accepting();
  const mitigatedRisk = await risks.identified({ title: 'Old answers are given as new ones' });
  await done(risks.treat('requester', mitigatedRisk, mitigation));
  const vendors = await furnishVendors(organisation);
  const closedRisk = await closedAfterAll(risks);
  await publishRiskPolicy(organisation);
  const systems = await furnishAiSystems(organisation);
  return {
    ...vendors,
    ...(await furnishPolicies(organisation)),
    ...{ inReview, low: [first, second], midWay, changesRequested, approved, withConditions },
    ...directory,
    ...{ webhook, mail: await firstMail(organisation) },
    ...{ rejected, prohibited, withdrawn, expired, overdue, draft, delegation },
    ...{ acceptingRisk, mitigatedRisk, closedRisk, action: await actionOf(organisation, withConditions) },
    ...(await answeringVendors(organisation)),
    ...(await furnishReviews(organisation)),
    ...(await furnishTraining(organisation)),
    ...systems,
    ...(await furnishOversight(organisation, systems.system)),
    ...(await furnishAudits(organisation)),
    ...(await furnishPacks(organisation)),
    ...(await furnishEngagements(organisation)),
    ...(await furnishControls(organisation)),
    ...(await furnishTrust(organisation, systems.system)),
  };
}

async function answeringVendors(organisation: TestOrganisation) {
  const scene = new VendorLinkScene(organisation);
  const draftingVendor = await scene.asked({ name: 'Northern Models' });
  const draft = { retention: { values: ['partly'], note: '30 days.', evidence: [] } };
  await done(scene.save(draftingVendor, 1, draft));
  const { link } = await scene.linked(draftingVendor);
  await done(scene.revoke(draftingVendor, link));
  await scene.linked(draftingVendor);
  return { draftingVendor, answeredVendor: await scene.answered() };
}

const conditional = {
  decision: 'approve_with_conditions',
  conditions: [{ text: 'Sign the data processing agreement', owner: 'business-owner', dueOn: '2027-03-01' }],
};

async function signAll(
  organisation: TestOrganisation,
  id: string,
  otherwise: Record<string, typeof conditional> = {},
): Promise<void> {
  for (const [account, role] of Object.entries(roles)) {
    await done(organisation.signOff(account as Account, id, role, otherwise[role]));
  }
}

async function takeMidWay(organisation: TestOrganisation, id: string): Promise<void> {
  await done(organisation.signOff('legal', id, 'legal', conditional));
  const amendment = { users: { headcount: 12 } };
  await done(
    organisation.call('requester', 'PATCH', `/v1/adoption-requests/${id}`, amendment, { 'if-match': '"1"' }),
  );
  await done(
    organisation.signOff('security-2', id, 'security', { revision: 2, comment: 'Access is limited.' }),
  );
  const comments = `/v1/adoption-requests/${id}/comments`;
  await done(organisation.call('privacy', 'POST', comments, { text: 'Who sees the ranking?' }), 201);
  await done(organisation.call('requester', 'POST', comments, { text: 'Two people.\n\nNobody else.' }), 201);
}

async function keepDirectory(organisation: TestOrganisation) {
  const person = { userName: 'lou', name: 'Lou Legal', roles: ['legal'] };
  const added = (await done(organisation.call('administrator', 'POST', '/v1/people', person), 201)).body.id;
  await done(organisation.call('administrator', 'PATCH', `/v1/people/${added}`, { active: false }));
  const issue = {
    machine: 'monitoring',
    label: 'reads',
    expiresAt: new Date(Date.now() + 7 * day).toISOString(),
  };
  const token = (await done(organisation.call('administrator', 'POST', '/v1/tokens', issue), 201)).body.id;
  return { active: (await done(organisation.call('legal', 'GET', '/v1/me'))).body.id, left: added, token };
}

/** A second version to compare with the first. */
async function publishPolicy(organisation: TestOrganisation): Promise<void> {
  const rules = { ...defaultApprovalPolicy, expiryDays: 40 };
  const publication = { note: 'Longer, because of the holidays.', rules };
  await done(organisation.call('compliance', 'POST', '/v1/approval-policy/versions', publication), 201);
}

async function publishRiskPolicy(organisation: TestOrganisation): Promise<void> {
  const rules = { ...defaultRiskPolicy, treatWithinDays: 20 };
  const publication = { note: 'Sooner, because the auditors ask.', rules };
  await done(organisation.call('compliance', 'POST', '/v1/risk-policy/versions', publication), 201);
}

async function closedAfterAll(risks: RiskScene): Promise<string> {
  const id = await risks.accepting({ title: 'Answers that nobody has read leave the house' });
  await done(risks.accept('management', id));
  await done(risks.assess('requester', id, { likelihood: 1, impact: 3 }));
  await done(risks.post('compliance', `/v1/risks/${id}/closure`, { reason: 'An agent reads each by now.' }));
  return id;
}

async function delegateSecurity(organisation: TestOrganisation): Promise<string> {
  const [startsAt, endsAt] = [0, 7 * day].map((ms) => new Date(Date.now() + ms).toISOString());
  const delegation = { to: 'colleague', roles: ['security'], startsAt, endsAt, reason: 'At a conference' };
  return (await done(organisation.call('security', 'POST', '/v1/delegations', delegation), 201)).body.id;
}

async function subscribe(organisation: TestOrganisation): Promise<string> {
  const endpoint = { url: 'http://127.0.0.1:9/nobody', eventTypes: ['adoption_request.decided'] };
  return (await done(organisation.call('administrator', 'POST', '/v1/webhook-endpoints', endpoint), 201)).body
    .id;
}

function actionOf(organisation: TestOrganisation, request: string): Promise<string> {
  return eventually(async () => {
    const { body } = await organisation.call('auditor', 'GET', `/v1/adoption-requests/${request}/actions`);
    return (body.items as { id: string }[])[0]?.id;
  });
}

function firstMail(organisation: TestOrganisation): Promise<string> {
  return eventually(async () => {
    const { html } = await organisation.page('legal', '/mailbox');
    return /\/mailbox\/([0-9a-f-]{36})/.exec(html)?.[1];
  });
}

/** Nobody can wait for weeks: what has happened by now goes on record as a workflow would have put it there. */
export async function tellOfLongAgo(
  { database: { db } }: TestOrganisation,
  { title, daysAgo }: { title: string; daysAgo: number },
): Promise<string> {
  const people = await db.selectFrom('person').select(['id', 'user_name']).execute();
  const idOf = (userName: string) => people.find(({ user_name }) => user_name === userName)?.id ?? '';
  const story = new RequestStory();
  const now = Date.now();
  story.now = new Date(now - daysAgo * day).toISOString();
  const data = { classes: ['personal' as const] };
  story.submit({ businessOwner: idOf('business-owner'), title, data }, idOf('requester'));
  story.waitUntil(new Date(now).toISOString());
  const id = randomUUID();
  await record(db, toldSince(id, story));
  return id;
}
