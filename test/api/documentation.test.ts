import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { treatment } from '../../api/schemas/risk.ts';
import { type Account, TestOrganisation } from '../test-organisation.ts';
import { eventCount, freshRequest } from './refusal.ts';
import { declaredDuty } from '../declared-duty.ts';
import { openAction } from '../open-actions.ts';
import { ManagementReviewScene } from './management-review-scene.ts';
import { RiskScene } from './risk-scene.ts';
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
  publishVendorPolicy: { account: 'compliance' },
  addVendorEvidence: { account: 'requester', id: () => vendors().registered() },
  createVendorLink: { account: 'requester', id: () => new VendorLinkScene(organisation).asked() },
  pauseDuty: { account: 'compliance', id: () => declaredDuty(organisation) },
  resumeDuty: { account: 'compliance', id: () => declaredDuty(organisation, { paused: true }) },
  runDuty: { account: 'administrator', id: () => declaredDuty(organisation) },
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

function managementReviews(): ManagementReviewScene {
  return new ManagementReviewScene(organisation);
}

function vendors(): VendorScene {
  return new VendorScene(organisation);
}

function risks(): RiskScene {
  return new RiskScene(organisation);
}

/** The file of an example is of text. */
function formWith({ file }: { file: string }): FormData {
  const form = new FormData();
  form.set('file', new File([file], 'example.txt'));
  return form;
}

/** A vendor with a file, and the file's hash. */
async function vendorWithEvidence(): Promise<{ vendor: string; hash: string }> {
  const vendor = await vendors().drafted();
  const form = formWith({ file: 'x' });
  const { body } = await organisation.call('requester', 'POST', `/v1/vendors/${vendor}/evidence`, form);
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
      const target = path
        .replace('{id}/actions/{action}', '{id}')
        .replace('{id}', (await player?.id?.()) ?? '')
        .replace('{role}', 'legal')
        .replace('{number}', '1');
      const example = exampleOf(operation);
      const type = Object.keys(operation.requestBody.content)[0] ?? '';
      const body = type === 'multipart/form-data' ? formWith(example as { file: string }) : example;
      const headers: Record<string, string> = {
        ...(body instanceof FormData ? {} : { 'content-type': type }),
        ...(/^\/v1\/adoption-requests\/|\/assessments\/\{number\}\//.test(path) && { 'if-match': '"1"' }),
        ...(operation.operationId === 'writeMinutes' && { 'if-match': '"0"' }),
      };
      const answer = await organisation.call(player?.account, method.toUpperCase(), target, body, headers);
      expect(answer.status, `${operation.operationId}: ${JSON.stringify(answer.body)}`).toBeLessThan(202);
    }
  });

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
    const { vendor, hash } = await vendorWithEvidence();
    const before = await eventCount(organisation);
    const accounts: Account[] = ['requester', 'security', 'compliance', 'auditor', 'administrator'];
    for (const { path, method } of operations()) {
      if (method !== 'get') continue;
      const own = path.startsWith('/v1/risks')
        ? risk
        : path.startsWith('/v1/actions')
          ? action
          : path.startsWith('/v1/duties')
            ? duty
            : path.startsWith('/v1/management-reviews')
              ? review
              : path.startsWith('/v1/drafts')
                ? draft
                : path.startsWith('/v1/webhook-endpoints')
                  ? endpoint
                  : path.startsWith('/v1/people')
                    ? 'colleague'
                    : path.startsWith('/v1/vendors')
                      ? vendor
                      : id;
      const target = path
        .replace('{id}', own)
        .replace('{hash}', hash)
        .replace('{role}', 'legal')
        .replace('{version}', '1')
        .replace('{number}', '1')
        .replace(/comparison$/, 'comparison?with=1')
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
  });
});
