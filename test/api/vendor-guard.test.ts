import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eventually } from '../eventually.ts';
import { exampleSubmission, TestOrganisation } from '../test-organisation.ts';
import { freshRequest, pointersOf, refusalOf } from './refusal.ts';
import { goodAnswers, VendorScene } from './vendor-scene.ts';

let organisation: TestOrganisation;
let scene: VendorScene;
beforeAll(async () => {
  organisation = await TestOrganisation.found();
  scene = new VendorScene(organisation);
});
afterAll(() => organisation.close());

const systemOf = (provider: string, more: object = {}) => ({
  ...(exampleSubmission().system as object),
  provider,
  ...more,
});
const aProvider = () => `Provider ${randomUUID()}`;

/** A request that only the business owner has not signed. */
async function almostApproved(changes: Record<string, unknown>): Promise<string> {
  const id = await freshRequest(organisation, changes);
  for (const role of ['security', 'legal', 'privacy'] as const) {
    expect((await organisation.signOff(role, id, role)).status).toBe(200);
  }
  return id;
}

const lastSignOff = (id: string) => organisation.signOff('business-owner', id, 'business_owner');

async function vendorOf(request: string): Promise<string> {
  const { body } = await organisation.call('auditor', 'GET', `/v1/adoption-requests/${request}`);
  return (body.system as { vendor: string }).vendor;
}

/** The request's vendor once its assessment of this number waits for answers. */
function assessing(vendor: string, number = 1): Promise<unknown> {
  return eventually(async () => {
    const { status, body } = await scene.read(vendor);
    return status === 200 && (body.assessment as { number: number } | null)?.number === number;
  });
}

async function review(vendor: string, number: number): Promise<void> {
  const by = { account: 'compliance' as const };
  expect((await scene.save(vendor, number, goodAnswers(), by)).status).toBe(200);
  expect((await scene.submit(vendor, number, by)).status).toBe(200);
  for (const role of ['security', 'privacy'] as const) {
    expect((await scene.signOff(role, vendor, role)).status).toBe(200);
  }
}

describe('a request for a system of a third party', () => {
  it('brings its vendor into the register, and is approved once that is', async () => {
    const provider = aProvider();
    const request = await almostApproved({ system: systemOf(provider) });
    const vendor = await vendorOf(request);
    await assessing(vendor);
    expect((await scene.read(vendor)).body).toMatchObject({
      name: provider,
      owner: { userName: 'business-owner' },
      registeredBy: { userName: 'requester' },
      assessment: { reason: 'first', dataClasses: ['internal', 'personal'] },
    });
    const early = await lastSignOff(request);
    expect(refusalOf(early)).toBe('409 guard_failed');
    expect(early.body.detail).toContain(provider);
    await review(vendor, 1);
    expect((await lastSignOff(request)).body.state).toBe('approved');
  });

  it('joins a review in progress, reuses a current one, and asks anew for a class of data that it was not about', async () => {
    const provider = aProvider();
    const [first, second] = await Promise.all([
      freshRequest(organisation, { system: systemOf(provider) }),
      freshRequest(organisation, { system: systemOf(` ${provider.toUpperCase()} `) }),
    ]);
    const vendor = await vendorOf(first);
    expect(await vendorOf(second)).toBe(vendor);
    await assessing(vendor);
    await review(vendor, 1);
    const reusing = await almostApproved({ system: systemOf('Whoever', { vendor }) });
    expect((await lastSignOff(reusing)).body.state).toBe('approved');
    expect((await scene.read(vendor)).body).toMatchObject({ assessments: 1, assessment: null });

    const more = { classes: ['confidential'], providerMayTrain: false };
    const wider = await almostApproved({ system: systemOf(provider), data: more });
    await assessing(vendor, 2);
    expect(refusalOf(await lastSignOff(wider))).toBe('409 guard_failed');
    await review(vendor, 2);
    expect((await scene.read(vendor)).body).toMatchObject({
      review: { dataClasses: ['internal', 'personal', 'confidential'] },
    });
    expect((await lastSignOff(wider)).body.state).toBe('approved');
  });

  it.each([
    ['a vendor that is not there', { vendor: randomUUID() }, '/system/vendor'],
    ['a vendor of what is made in house', { vendor: randomUUID(), origin: 'in_house' }, '/system/vendor'],
  ])('is refused with %s', async (_what, changes, pointer) => {
    const answer = await organisation.submit({ system: systemOf('Example AI Ltd', changes) });
    expect([answer.status, pointersOf(answer)]).toEqual([422, [pointer]]);
  });

  it('that nobody is named for is approved by nobody', async () => {
    const id = await almostApproved({ system: systemOf(' ') });
    expect(await vendorOf(id)).toBeUndefined();
    expect(refusalOf(await lastSignOff(id))).toBe('409 guard_failed');
    const { body } = await scene.read(await scene.approved());
    const system = { provider: body.name };
    const amended = await organisation.call(
      'requester',
      'PATCH',
      `/v1/adoption-requests/${id}`,
      { system },
      {
        'if-match': '"1"',
      },
    );
    expect((amended.body.system as { vendor: string }).vendor).toBe(body.id);
  });

  it('rests on another vendor once another provides it, and on none once it is made in house', async () => {
    const [one, other] = [aProvider(), aProvider()];
    const id = await freshRequest(organisation, { system: systemOf(one) });
    const before = await vendorOf(id);
    const amend = (system: object, revision: number) =>
      organisation.call(
        'requester',
        'PATCH',
        `/v1/adoption-requests/${id}`,
        { system },
        {
          'if-match': `"${revision}"`,
        },
      );
    expect((await amend({ model: 'other' }, 1)).status).toBe(200);
    expect(await vendorOf(id)).toBe(before);
    expect((await amend({ provider: other }, 2)).status).toBe(200);
    expect(await vendorOf(id)).not.toBe(before);
    expect((await amend({ origin: 'in_house' }, 3)).status).toBe(200);
    expect(await vendorOf(id)).toBeUndefined();
  });
});

describe('the systems that rest on a vendor', () => {
  it('are flagged once it is rejected', async () => {
    const vendor = await scene.approved();
    const request = await almostApproved({ system: systemOf('x', { vendor }) });
    expect((await lastSignOff(request)).body.state).toBe('approved');
    const flagged = async () => {
      const { body } = await organisation.call('auditor', 'GET', `/v1/vendors/${vendor}/systems`);
      return (body.items as { request: string; flagged: boolean }[]).map((system) => [
        system.request,
        system.flagged,
      ]);
    };
    expect(await flagged()).toEqual([[request, false]]);
    await rejectAgain(vendor);
    expect(await flagged()).toEqual([[request, true]]);
    const late = await almostApproved({ system: systemOf('x', { vendor }) });
    expect(refusalOf(await lastSignOff(late))).toBe('409 guard_failed');
  });
});

/** An incident, answers to it, and a reviewer who is not convinced any more. */
async function rejectAgain(vendor: string): Promise<void> {
  await scene.post('colleague', `/v1/vendors/${vendor}/reports`, { what: 'incident', note: 'A leak.' });
  const { body } = await scene.read(vendor);
  const { number } = body.assessment as { number: number };
  await scene.save(vendor, number, goodAnswers());
  await scene.submit(vendor, number);
  const rejection = { decision: 'reject', comment: 'It leaks.' };
  expect((await scene.signOff('security', vendor, 'security', rejection)).status).toBe(200);
}

const orders = ['end first', 'at once', 'at once', 'at once', 'approvals first'] as const;

describe('in a race', () => {
  it.each([
    ['a rejection', rejectAgain],
    [
      'an off-boarding',
      async (vendor: string) => {
        const ending = { reason: 'It is over.' };
        const { status } = await scene.post('requester', `/v1/vendors/${vendor}/off-boarding`, ending);
        expect(status).toBe(200);
      },
    ],
  ])('no request is approved over %s, whichever is first', async (_what, end) => {
    let approvals = 0;
    let refusals = 0;
    for (const round of orders.keys()) {
      const vendor = await scene.approved();
      const requests: string[] = [];
      for (let count = 0; count < 4; count += 1) {
        requests.push(await almostApproved({ system: systemOf('x', { vendor }) }));
      }
      const approve = () => requests.map((id) => lastSignOff(id));
      const answers = await inOrder(orders[round] ?? 'at once', () => end(vendor), approve);
      const ended = await positionOf(`vendor/${vendor}`, ({ type, review }) =>
        type === 'VendorDecided' ? review?.outcome === 'rejected' : type === 'VendorOffBoarded',
      );
      for (const [index, { status }] of answers.entries()) {
        const decided = await approvalPosition(requests[index] ?? '');
        if (status === 200) approvals += 1;
        else refusals += 1;
        expect(decided === undefined).toBe(status !== 200);
        if (decided !== undefined) expect(decided).toBeLessThan(ended);
      }
    }
    expect([approvals >= 4, refusals >= 4]).toEqual([true, true]);
  });
});

/** First and last are sure of their order, so that there are approvals and refusals to look at. */
async function inOrder(
  order: (typeof orders)[number],
  end: () => Promise<void>,
  approve: () => Promise<{ status: number }>[],
): Promise<{ status: number }[]> {
  if (order === 'end first') await end();
  const approving = approve();
  if (order === 'approvals first') await Promise.all(approving);
  if (order !== 'end first') await end();
  return Promise.all(approving);
}

type Recorded = { type: string; review?: { outcome: string }; record?: { outcome: string } };

/** Where in the whole record the event stands, once it is there. */
function positionOf(stream: string, isIt: (event: Recorded) => boolean): Promise<number> {
  return eventually(async () => (await positions(stream, isIt))[0] ?? false);
}

async function positions(stream: string, isIt: (event: Recorded) => boolean): Promise<number[]> {
  const rows = await organisation.database.db
    .selectFrom('event')
    .select(['position', 'canonical'])
    .where('stream', '=', stream)
    .orderBy('position')
    .execute();
  return rows
    .filter(({ canonical }) => isIt((JSON.parse(canonical) as { event: Recorded }).event))
    .map(({ position }) => position);
}

async function approvalPosition(request: string): Promise<number | undefined> {
  const [position] = await positions(
    `adoption-request/${request}`,
    ({ type, record }) => type === 'Decided' && record?.outcome === 'approved',
  );
  return position;
}
