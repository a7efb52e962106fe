import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { verifyRegister } from '../../db/verification.ts';
import { type Account, TestOrganisation } from '../test-organisation.ts';

let organisation: TestOrganisation;
beforeAll(async () => {
  organisation = await TestOrganisation.found({ outcomeTimeoutMs: 60_000 });
});
afterAll(() => organisation.close());

const signatories: [Account, string][] = [
  ['security', 'security'],
  ['security-2', 'security'],
  ['legal', 'legal'],
  ['privacy', 'privacy'],
  ['business-owner', 'business_owner'],
];

describe('an adoption request over HTTP', () => {
  it('goes from submission to a decision, and the record shows who signed in which capacity', async () => {
    const submitted = await organisation.submit();
    expect(submitted.status).toBe(201);
    expect(submitted.headers.get('etag')).toBe('"1"');
    expect(submitted.headers.get('location')).toBe(`/v1/adoption-requests/${submitted.body.id}`);
    expect(submitted.body).toMatchObject({ state: 'in_review', tier: 'medium' });
    for (const [account, role] of signatories.filter(([account]) => account !== 'security-2')) {
      const signed = await organisation.signOff(account, submitted.body.id, role);
      expect(signed.status).toBe(200);
      expect(signed.headers.get('etag')).toBe('"1"');
    }
    const read = await organisation.call('colleague', 'GET', `/v1/adoption-requests/${submitted.body.id}`);
    expect(read.body.state).toBe('approved');
    expect(read.body.decision).toMatchObject({
      outcome: 'approved',
      revision: 1,
      revisionHash: submitted.body.revisionHash,
      policy: submitted.body.policy,
      tier: 'medium',
    });
  });

  it('200 requests with all sign-offs at the same instant: 200 decided, one effective sign-off per role, chains whole', async () => {
    const submitted = await Promise.all(Array.from({ length: 200 }, () => organisation.submit()));
    expect(submitted.map(({ status }) => status)).toEqual(Array.from({ length: 200 }, () => 201));
    const answers = await Promise.all(
      submitted.flatMap(({ body: { id } }) =>
        signatories.map(async ([account, role]) => ({
          id,
          role,
          answer: await organisation.signOff(account, id, role),
        })),
      ),
    );
    for (const { body } of submitted) {
      const statuses = answers.filter(({ id }) => id === body.id).map(({ answer }) => answer.status);
      expect(statuses.toSorted()).toEqual([200, 200, 200, 200, 409]);
      const events = await organisation.call('auditor', 'GET', `/v1/adoption-requests/${body.id}/events`);
      const signed = (events.body.items as { type: string; role: string }[]).filter(
        ({ type }) => type === 'SignedOff',
      );
      expect(signed.map(({ role }) => role).toSorted()).toEqual([
        'business_owner',
        'legal',
        'privacy',
        'security',
      ]);
    }
    const open = await organisation.call('auditor', 'GET', '/v1/adoption-requests?state=in_review');
    expect(open.body.items).toEqual([]);
    expect(await verifyRegister(organisation.database.db)).toMatchObject({ ok: true, broken: null });
  }, 120_000);
});

describe('with every worker stopped', () => {
  it('accepts a submission and its sign-offs, and all of it takes effect in order once a worker is there', async () => {
    const waiting = await TestOrganisation.found({ worker: false, outcomeTimeoutMs: 200 });
    try {
      const submitted = await waiting.submit();
      expect(submitted.status).toBe(202);
      const { id } = submitted.body;
      expect((await waiting.call('requester', 'GET', `/v1/adoption-requests/${id}`)).status).toBe(202);
      for (const [account, role] of signatories) {
        expect((await waiting.signOff(account, id, role)).status).toBe(202);
      }
      await waiting.startWorker();
      const read = async () => waiting.call('requester', 'GET', `/v1/adoption-requests/${id}`);
      await expect.poll(async () => (await read()).body.state, { timeout: 20_000 }).toBe('approved');
      const events = await waiting.call('requester', 'GET', `/v1/adoption-requests/${id}/events`);
      const types = (events.body.items as { type: string; role?: string }[]).map(
        ({ type, role }) => role ?? type,
      );
      expect(types).toEqual(['Submitted', 'security', 'legal', 'privacy', 'business_owner', 'Decided']);
      const outcomes = await waiting.database.db
        .selectFrom('command_outcome')
        .selectAll()
        .where('stream', '=', `adoption-request/${id}`)
        .execute();
      expect(outcomes.filter(({ status }) => status === 'refused')).toHaveLength(1);
    } finally {
      await waiting.close();
    }
  });
});
