import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { coursePublication } from '../../api/schemas/course.ts';
import { policyCreation } from '../../api/schemas/policy.ts';
import { treatment } from '../../api/schemas/risk.ts';
import { type Account, TestOrganisation } from '../test-organisation.ts';
import { eventCount, freshRequest } from './refusal.ts';
import { declaredDuty } from '../declared-duty.ts';
import { openAction } from '../open-actions.ts';
import { AiSystemScene } from './ai-system-scene.ts';
import { AuditEngagementScene } from './audit-engagement-scene.ts';
import { ManagementReviewScene } from './management-review-scene.ts';
import { AuditPackScene } from './audit-pack-scene.ts';
import { UsageAuditScene } from './usage-audit-scene.ts';
import { ApplicabilityScene } from './statement-of-applicability-scene.ts';
import { GapScene } from './gap-scene.ts';
import { OversightScene } from './oversight-scene.ts';
import { PolicyScene } from './policy-scene.ts';
import { TrustScene } from './trust-scene.ts';
import { ShadowAiScene } from './shadow-ai-scene.ts';
import { RiskScene } from './risk-scene.ts';
import { TrainingScene } from './training-scene.ts';
import { VendorScene } from './vendor-scene.ts';
import { VendorLinkScene } from './vendor-link-scene.ts';

interface Operation {
  operationId: string;
  parameters?: { name: string; in: string }[];
  requestBody?: { content: Record<string, { schema: { $ref?: string; example?: unknown } }> };
}
interface Document {
  openapi: string;
  paths: Record<string, Record<string, Operation>>;
  components: { schemas: Record<string, { example?: unknown }> };
}

let organisation: TestOrganisation;
let document: Document;
beforeAll(async () => {
  organisation = await TestOrganisation.found();
  const { body } = await organisation.call(undefined, 'GET', '/openapi.json');
  document = { ...body } as object as Document;
});
afterAll(() => organisation.close());

const operations = () =>
  Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
  );

function exampleOf({ requestBody }: Operation): unknown {
  const schema = Object.values(requestBody?.content ?? {})[0]?.schema;
  const name = schema?.$ref?.split('/').at(-1) ?? '';
  return schema?.example ?? document.components.schemas[name]?.example;
}

/** Who can do it, and on what, where it is not a new request of theirs. */
const players: Record<string, { account: Account; id?: () => Promise<string> }> = {
  identifyRisk: { account: 'requester' },
  describeRisk: { account: 'requester', id: () => risks().identified() },
  assessRisk: { account: 'requester', id: () => risks().identified() },
  treatRisk: { account: 'requester', id: () => risks().identified() },
  completeRiskAction: { account: 'colleague', id: () => plannedAction() },
  acceptRisk: { account: 'management', id: () => risks().accepting() },
  closeRisk: { account: 'compliance', id: () => risks().identified() },
  reopenRisk: { account: 'requester', id: () => closedRisk() },
  takeUpProposedRisk: { account: 'requester', id: () => freshRequest(organisation) },
  importRisks: { account: 'compliance' },
  completeAction: { account: 'colleague', id: () => openAction(organisation) },
  handOverAction: { account: 'compliance', id: () => handedOver() },
  callOffAction: { account: 'compliance', id: () => openAction(organisation) },
  publishRiskPolicy: { account: 'compliance' },
  registerVendor: { account: 'requester' },
  changeVendor: { account: 'requester', id: () => vendors().registered() },
  assessVendor: { account: 'requester', id: () => vendors().registered() },
  reportOnVendor: { account: 'colleague', id: () => vendors().registered() },
  signOffVendor: { account: 'security', id: () => vendors().answered() },
  offBoardVendor: { account: 'requester', id: () => vendors().registered() },
  saveVendorAnswers: { account: 'requester', id: () => vendors().drafted() },
  submitVendorAnswers: { account: 'requester', id: () => vendors().drafted() },
  importVendors: { account: 'compliance' },
  importUsage: { account: 'compliance' },
  handOverShadowAi: { account: 'compliance', id: () => shadowAi().found() },
  registerShadowAi: { account: 'compliance', id: () => shadowAiOfKnown() },
  blockShadowAi: { account: 'compliance', id: () => shadowAi().found() },
  dismissShadowAi: { account: 'compliance', id: () => shadowAi().handedOver() },
  assignGap: { account: 'compliance', id: () => gaps().opened('customers') },
  planGap: { account: 'compliance', id: () => gaps().opened('societal-impact') },
  closeGap: { account: 'compliance', id: () => gaps().mended('policy-aligned') },
  addStatementFile: { account: 'compliance' },
  fileStatementEvidence: { account: 'compliance', id: () => gaps().put('objectives', 'foo\n') },
  withdrawStatementEvidence: { account: 'compliance', id: () => gaps().file('objectives') },
  proposeStatementOfApplicability: { account: 'compliance' },
  signStatementOfApplicability: { account: 'management', id: () => applicability().waiting() },
  refuseStatementOfApplicability: { account: 'management', id: () => applicability().waiting() },
  takeBackStatementOfApplicability: { account: 'compliance', id: () => applicability().waiting() },
  saveTrustPageDraft: { account: 'compliance' },
  withdrawTrustPage: { account: 'compliance', id: () => publishedTrustPage() },
  addTrustDocument: { account: 'compliance' },
  changeTrustDocument: { account: 'compliance', id: () => trustDocument() },
  removeTrustDocument: { account: 'compliance', id: () => trustDocument() },
  publishNda: { account: 'compliance' },
  approveAccess: { account: 'security', id: () => waitingAccess() },
  refuseAccess: { account: 'security', id: () => waitingAccess() },
  revokeAccess: { account: 'security', id: () => waitingAccess() },
  forgetStakeholder: { account: 'compliance', id: () => freshStakeholder() },
  goLive: { account: 'business-owner', id: () => aiSystems().approved() },
  suspendAiSystem: { account: 'security', id: () => aiSystems().live() },
  resumeAiSystem: { account: 'compliance', id: () => aiSystems().suspended() },
  reviewAiSystem: { account: 'business-owner', id: () => aiSystems().live() },
  declareAiSystemChange: { account: 'compliance', id: () => aiSystems().live() },
  signOffAiSystemChange: { account: 'security', id: () => changedAiSystem() },
  askToJoinAiSystem: { account: 'colleague', id: () => aiSystems().live() },
  answerAiSystemJoining: { account: 'business-owner', id: () => wishedForAiSystem() },
  removeAiSystemUser: { account: 'business-owner', id: () => aiSystems().live() },
  setAiSystemBoundaries: { account: 'business-owner', id: () => aiSystems().live() },
  requireAiSystemTraining: { account: 'business-owner', id: () => aiSystems().live() },
  handOverAiSystem: { account: 'compliance', id: () => handedOverAiSystem() },
  decommissionAiSystem: { account: 'business-owner', id: () => aiSystems().live() },
  checkUsage: { account: 'compliance' },
  checkOwnUsage: { account: 'colleague', id: () => aiSystems().live() },
  createPolicy: { account: 'compliance' },
  changePolicy: { account: 'requester', id: () => policies().created() },
  retirePolicy: { account: 'compliance', id: () => policies().created() },
  savePolicyDraft: { account: 'requester', id: () => policies().created() },
  submitPolicy: { account: 'requester', id: () => policies().created() },
  confirmPolicy: { account: 'requester', id: () => policyInReview() },
  signOffPolicy: { account: 'legal', id: () => policies().submitted() },
  callOffPolicyReview: { account: 'compliance', id: () => policyInReview() },
  acknowledgePolicy: { account: 'colleague', id: () => examplePolicy() },
  declareSignificantChange: { account: 'compliance' },
  publishVendorPolicy: { account: 'compliance' },
  addVendorEvidence: { account: 'requester', id: () => vendors().registered() },
  createVendorLink: { account: 'requester', id: () => new VendorLinkScene(organisation).asked() },
  createCourse: { account: 'compliance' },
  changeCourse: { account: 'compliance', id: () => freshCourse() },
  publishCourseVersion: { account: 'compliance', id: () => freshCourse() },
  retireCourse: { account: 'compliance', id: () => freshCourse() },
  handInQuizAttempt: { account: 'colleague', id: () => freshCourse() },
  addTrainingEvidence: { account: 'compliance', id: () => Promise.resolve('colleague') },
  // The course that they name has been created before, by its example.
  addTrainingCompletion: { account: 'compliance' },
  importTrainingCompletions: { account: 'compliance' },
  revokeTrainingCompletion: { account: 'compliance', id: () => freshCompletion() },
  pauseDuty: { account: 'compliance', id: () => declaredDuty(organisation) },
  resumeDuty: { account: 'compliance', id: () => declaredDuty(organisation, { paused: true }) },
  runDuty: { account: 'administrator', id: () => declaredDuty(organisation) },
  askForAuditPack: { account: 'auditor' },
  cancelAuditPack: { account: 'auditor', id: () => auditPacks().ready() },
  openUsageAudit: { account: 'compliance', id: () => aiSystems().live() },
  takeUsageAudit: { account: 'compliance', id: () => usageAudits().waiting() },
  assignUsageAudit: { account: 'compliance', id: () => usageAudits().waiting() },
  writeAuditFindings: { account: 'compliance', id: () => usageAudits().taken() },
  signUsageAudit: { account: 'compliance', id: () => usageAudits().taken() },
  callOffUsageAudit: { account: 'compliance', id: () => usageAudits().waiting() },
  openAuditEngagement: { account: 'compliance' },
  addAuditor: { account: 'compliance', id: () => engagements().opened({ auditors: [] }) },
  removeAuditor: { account: 'compliance', id: () => engagements().opened() },
  moveAuditEngagementEnd: { account: 'administrator', id: () => engagements().opened() },
  closeAuditEngagement: { account: 'compliance', id: () => engagements().opened() },
  askForEngagementPack: { account: 'compliance', id: () => engagements().opened() },
  askForEvidence: { account: 'external-auditor', id: () => engagements().opened() },
  addRequestEvidence: { account: 'compliance', id: () => askedEvidence() },
  answerEvidenceRequest: { account: 'compliance', id: () => askedEvidence() },
  declineEvidenceRequest: { account: 'compliance', id: () => askedEvidence() },
  handOverEvidenceRequest: { account: 'compliance', id: () => askedEvidence() },
  acceptEvidence: { account: 'external-auditor', id: () => engagements().answered() },
  askBack: { account: 'external-auditor', id: () => engagements().answered() },
  openManagementReview: { account: 'compliance' },
  writeMinutes: { account: 'compliance', id: () => managementReviews().opened() },
  submitMinutes: { account: 'compliance', id: () => managementReviews().written() },
  signManagementReview: { account: 'management', id: () => managementReviews().submitted() },
  callOffManagementReview: { account: 'compliance', id: () => managementReviews().opened() },
  submitAdoptionRequest: { account: 'requester' },
  amendAdoptionRequest: { account: 'requester', id: () => freshRequest(organisation) },
  signOffAdoptionRequest: { account: 'security', id: () => freshRequest(organisation) },
  withdrawAdoptionRequest: { account: 'requester', id: () => freshRequest(organisation) },
  reopenAdoptionRequest: {
    account: 'compliance',
    id: () =>
      freshRequest(organisation, {
        screening: { prohibitedPractices: ['c_social_scoring'], highRiskAreas: [] },
      }),
  },
  comment: { account: 'requester', id: () => freshRequest(organisation) },
  previewAdoptionRequest: { account: 'requester' },
  addUsageEvents: { account: 'compliance' },
  addOtlpTraces: { account: 'compliance' },
  publishUsagePolicy: { account: 'compliance' },
  openOversightCase: { account: 'colleague' },
  raiseConcern: { account: 'colleague' },
  acknowledgeOversightCase: { account: 'security', id: () => oversight().givenTo('security') },
  decideOversightCase: { account: 'security', id: () => oversight().givenTo('security') },
  askSecondOpinion: { account: 'security', id: () => oversight().givenTo('security') },
  confirmOversightDecision: { account: 'security', id: () => decisionToConfirm() },
  disagreeWithOversightDecision: { account: 'security', id: () => decisionToConfirm() },
  handOverOversightCase: { account: 'security', id: () => oversight().givenTo('security') },
  reassignOversightCase: { account: 'compliance', id: () => oversight().givenTo('security') },
  reportSeriousIncident: { account: 'compliance', id: () => seriousIncident() },
  closeOversightCase: { account: 'compliance', id: () => decidedCase() },
  callOffOversightCase: { account: 'compliance', id: () => oversight().givenTo('security') },
  publishOversightPolicy: { account: 'compliance' },
  startDraft: { account: 'requester' },
  replaceDraft: { account: 'requester', id: () => freshDraft() },
  grantDelegation: { account: 'security' },
  publishApprovalPolicy: { account: 'compliance' },
  addPerson: { account: 'administrator' },
  changePerson: { account: 'administrator', id: () => Promise.resolve('colleague') },
  importPeople: { account: 'administrator' },
  issueToken: { account: 'administrator' },
  chooseNotifications: { account: 'colleague' },
  setRoleAddress: { account: 'administrator' },
  addWebhookEndpoint: { account: 'administrator' },
  changeWebhookEndpoint: { account: 'administrator', id: () => freshEndpoint() },
  rotateWebhookSecret: { account: 'administrator', id: () => freshEndpoint() },
  replayWebhooks: { account: 'administrator', id: () => freshEndpoint() },
};

/** What is done to what was seen. */
const conditional =
  /^\/v1\/adoption-requests\/|\/assessments\/\{number\}\/|\/v1\/policies\/\{id\}\/(draft|submissions)$|\/oversight-cases\/\{id\}\/decision$/;

function engagements(): AuditEngagementScene {
  return new AuditEngagementScene(organisation);
}

async function askedEvidence(): Promise<string> {
  const scene = engagements();
  return scene.asked(scene.demoAuditor, await scene.opened());
}

function oversight(): OversightScene {
  return new OversightScene(organisation);
}

/** By the other reviewer. */
async function decisionToConfirm(): Promise<string> {
  const { id, other } = await oversight().proposed('security-2');
  if (other !== 'security') {
    const to = { to: 'security', place: 'second' };
    expect((await oversight().act('compliance', id, 'handover', to)).status).toBe(200);
  }
  return id;
}

async function decidedCase(): Promise<string> {
  return (await oversight().decided()).id;
}

async function seriousIncident(): Promise<string> {
  const incident = { kind: 'death' };
  return (await oversight().decided({ decision: 'serious_incident', incident })).id;
}

function auditPacks(): AuditPackScene {
  return new AuditPackScene(organisation);
}

function usageAudits(): UsageAuditScene {
  return new UsageAuditScene(organisation);
}

function managementReviews(): ManagementReviewScene {
  return new ManagementReviewScene(organisation);
}

function aiSystems(): AiSystemScene {
  return new AiSystemScene(organisation);
}

function gaps(): GapScene {
  return new GapScene(organisation);
}

function applicability(): ApplicabilityScene {
  return new ApplicabilityScene(organisation);
}

function shadowAi(): ShadowAiScene {
  return new ShadowAiScene(organisation);
}

/** The system that the example names is in the register. */
async function shadowAiOfKnown(): Promise<string> {
  const system = { name: 'Contract summaries', provider: 'Example AI Ltd', model: '', kind: 'search' };
  await aiSystems().live({ system: { ...system, origin: 'third_party_service' } });
  return shadowAi().found();
}

async function changedAiSystem(): Promise<string> {
  const id = await aiSystems().live();
  await aiSystems().act('compliance', id, 'changes', { change: 'model_version', note: 'The next one.' });
  return id;
}

async function wishedForAiSystem(): Promise<string> {
  const id = await aiSystems().live();
  await aiSystems().act('colleague', id, 'joinings', { reason: 'Tickets.' });
  return id;
}

/** A system that is not the business owner's any more. */
async function handedOverAiSystem(): Promise<string> {
  const id = await aiSystems().live();
  await aiSystems().act('compliance', id, 'hand-over', { owner: 'requester' });
  return id;
}

function vendors(): VendorScene {
  return new VendorScene(organisation);
}

function policies(): PolicyScene {
  return new PolicyScene(organisation);
}

/** A policy in force, the next review of which waits for its owner. */
async function policyInReview(): Promise<string> {
  const id = await policies().published();
  await policies().declare({ kind: 'incident', note: 'A leak.', policies: [id] });
  await policies().until(id, ({ review }) => review !== null);
  return id;
}

/** A policy that says what the example of a policy says. */
function examplePolicy(): Promise<string> {
  const { text } = policyCreation.meta()?.example as { text: object };
  return policies().published({ text });
}

function risks(): RiskScene {
  return new RiskScene(organisation);
}

/** A course of what the example of a version has. */
async function freshCourse(): Promise<string> {
  const example = coursePublication.meta()?.example as { content: unknown };
  return (await new TrainingScene(organisation).created({ content: example.content })).id;
}

async function freshCompletion(): Promise<string> {
  return (await new TrainingScene(organisation).bring(await freshCourse())).body.id;
}

async function courseTakenByRequester(): Promise<{ course: string; attempt: string; completion: string }> {
  const scene = new TrainingScene(organisation);
  const { id: course } = await scene.created();
  const { body } = await scene.attempt('requester', course, 4);
  return { course, attempt: body.id, completion: String(body.completion) };
}

/** The file of an example is of text, or a PDF of letters alone. */
function formWith({ file, ...fields }: { file: string } & Record<string, string>): FormData {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.set(name, value);
  form.set('file', new File([file], file.startsWith('%PDF') ? 'example.pdf' : 'example.txt'));
  return form;
}

function trust(): TrustScene {
  return new TrustScene(organisation);
}

async function publishedTrustPage(): Promise<string> {
  await trust().published();
  return '';
}

async function trustDocument(): Promise<string> {
  return (await trust().document()).id;
}

async function waitingAccess(): Promise<string> {
  await publishedTrustPage();
  return (await trust().waiting([await trust().document()])).id;
}

async function freshStakeholder(): Promise<string> {
  const { body } = await trust().read(await waitingAccess());
  return String(body['stakeholder']);
}

/** A vendor with a file, and the file's hash. */
async function vendorWithEvidence(): Promise<{ vendor: string; hash: string }> {
  const vendor = await vendors().drafted();
  const form = formWith({ file: 'x' });
  const { body } = await organisation.call('requester', 'POST', `/v1/vendors/${vendor}/evidence`, form);
  // The same file is among those of somebody's training too.
  await organisation.call(
    'compliance',
    'POST',
    '/v1/people/colleague/training/evidence',
    formWith({ file: 'x' }),
  );
  return { vendor, hash: String(body.hash) };
}

/** An action that is not the colleague's any more. */
async function handedOver(): Promise<string> {
  const id = await openAction(organisation);
  const body = { owner: 'requester' };
  const handed = await organisation.call('compliance', 'POST', `/v1/actions/${id}/handover`, body);
  expect(handed.status).toBe(200);
  return id;
}

async function closedRisk(): Promise<string> {
  const id = await risks().identified();
  await risks().post('compliance', `/v1/risks/${id}/closure`, { reason: 'Gone.' });
  return id;
}

/** A risk with an action in its plan, as the path has them. */
async function plannedAction(): Promise<string> {
  const id = await risks().identified();
  const { body } = await risks().treat(
    'requester',
    id,
    treatment.meta()?.example as object as Record<string, unknown>,
  );
  const [action] = body.actions as { id: string }[];
  return `${id}/actions/${action?.id}`;
}

async function freshEndpoint(): Promise<string> {
  const endpoint = { url: 'https://hooks.example.org/', eventTypes: ['adoption_request.decided'] };
  const added = await organisation.call('administrator', 'POST', '/v1/webhook-endpoints', endpoint);
  expect(added.status).toBe(201);
  return added.body.id;
}

async function freshDraft(): Promise<string> {
  const started = await organisation.call('requester', 'POST', '/v1/drafts', { content: {} });
  return started.body.id;
}

describe('the OpenAPI document', () => {
  it('is of version 3.1 and names every operation once', () => {
    expect(document.openapi).toMatch(/^3\.1\./);
    const ids = operations().map(({ operation }) => operation.operationId);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('has an example of every body, which works as it stands', async () => {
    for (const { path, method, operation } of operations()) {
      if (operation.requestBody === undefined) continue;
      const player = players[operation.operationId];
      expect(player, operation.operationId).toBeDefined();
      const id = (await player?.id?.()) ?? '';
      const target = path
        .replace('{id}/actions/{action}', '{id}')
        .replace('{id}', id)
        .replace('{statement}', 'objectives')
        .replace('{version}', id)
        .replace('{role}', 'legal')
        .replace('{number}', '1');
      const example = exampleOf(operation);
      const type = Object.keys(operation.requestBody.content)[0] ?? '';
      const body = type === 'multipart/form-data' ? formWith(example as { file: string }) : example;
      const headers: Record<string, string> = {
        ...(body instanceof FormData ? {} : { 'content-type': type }),
        ...(conditional.test(path) && { 'if-match': '"1"' }),
        ...(/^(writeMinutes|writeAuditFindings|signUsageAudit|saveTrustPageDraft)$/.test(
          operation.operationId,
        ) && {
          'if-match': '"0"',
        }),
        ...(/OversightDecision$/.test(operation.operationId) && { 'if-match': '"2"' }),
      };
      const answer = await organisation.call(player?.account, method.toUpperCase(), target, body, headers);
      expect(answer.status, `${operation.operationId}: ${JSON.stringify(answer.body)}`).toBeLessThan(202);
    }
  }, 240_000);

  it('browsable at /docs, by a policy of its own', async () => {
    const { status, headers } = await organisation.call(undefined, 'GET', '/docs/');
    expect([status, headers.get('content-type')]).toEqual([200, expect.stringContaining('text/html')]);
    expect(headers.get('content-security-policy')).toContain('script-src');
  });
});

describe('a GET', () => {
  it('decides nothing, whoever follows it', async () => {
    const id = await freshRequest(organisation);
    const draft = await freshDraft();
    const endpoint = await freshEndpoint();
    const risk = await risks().identified();
    const action = await openAction(organisation);
    const duty = await declaredDuty(organisation, { schedule: false });
    const review = await managementReviews().opened();
    const audit = await usageAudits().signed();
    const { vendor, hash } = await vendorWithEvidence();
    const engagement = await engagements().opened();
    const evidenceRequest = await askedEvidence();
    const filed = `/v1/evidence-requests/${evidenceRequest}/evidence`;
    await organisation.call('compliance', 'POST', filed, formWith({ file: 'x' }));
    const { course, attempt, completion } = await courseTakenByRequester();
    const policy = await policies().published();
    const system = await aiSystems().live();
    const finding = await shadowAi().found();
    const gap = await gaps().opened('impact-process');
    const file = await gaps().put('sourcing');
    const oversightCase = await oversight().givenTo('security');
    const pack = await auditPacks().ready();
    const handed = await auditPacks().readyFor(engagement);
    const gated = await trustDocument();
    const grant = await waitingAccess();
    await trust().call('compliance', 'POST', '/v1/ndas', { markdown: 'Keep it.' });
    const owns = {
      '/v1/risks': risk,
      '/v1/actions': action,
      '/v1/duties': duty,
      '/v1/management-reviews': review,
      '/v1/usage-audits': audit,
      '/v1/audit-engagements': engagement,
      '/v1/evidence-requests': evidenceRequest,
      '/v1/drafts': draft,
      '/v1/webhook-endpoints': endpoint,
      '/v1/people': 'colleague',
      '/v1/vendors': vendor,
      '/v1/courses': course,
      '/v1/training-completions': completion,
      '/v1/policies': policy,
      '/v1/ai-systems': system,
      '/v1/shadow-ai': finding,
      '/v1/gaps': gap,
      '/v1/oversight-cases': oversightCase,
      '/v1/audit-packs': pack,
      '/v1/access-grants': grant,
      '/v1/trust-documents': gated,
    };
    const before = await eventCount(organisation);
    const accounts: Account[] = ['requester', 'security', 'compliance', 'auditor', 'administrator'];
    for (const { path, method } of operations()) {
      if (method !== 'get') continue;
      const own = Object.entries(owns).find(([beginning]) => path.startsWith(beginning))?.[1] ?? id;
      const target = path
        .replace('{id}', own)
        .replace('{kind}/{record}', `vendor/${vendor}`)
        .replace('/records/{kind}', '/records/vendor')
        .replace('{pack}', handed)
        .replace('{hash}', path.startsWith('/v1/controls') ? file : hash)
        .replace('{attempt}', attempt)
        .replace(/^\/v1\/training(\/export)?$/, '$&?for=ai_use')
        .replace('{role}', 'legal')
        .replace('{version}', '1')
        .replace('{number}', '1')
        .replace(/comparison$/, 'comparison?with=1')
        .replace('{statement}', 'sourcing')
        .replace('{kind}', 'adoption-request');
      const statuses = await Promise.all(
        accounts.map(async (account) => (await organisation.call(account, 'GET', target)).status),
      );
      expect(statuses, target).toContain(200);
      expect(statuses.every((status) => status < 500)).toBe(true);
    }
    for (const deed of ['sign-offs', 'withdrawal', 'reopening']) {
      const path = `/v1/adoption-requests/${id}/${deed}?role=security&decision=approve`;
      expect((await organisation.call('security', 'GET', path)).status).toBe(404);
    }
    expect(await eventCount(organisation)).toBe(before);
    expect((await organisation.call('requester', 'GET', `/v1/adoption-requests/${id}`)).body.state).toBe(
      'in_review',
    );
  }, 120_000);
});
