import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Account, TestOrganisation } from '../test-organisation.ts';
import { freshRequest, newcomer, refused } from './refusal.ts';

let organisation: TestOrganisation;
let id: string;
beforeAll(async () => {
  organisation = await TestOrganisation.found();
});
afterAll(() => organisation.close());

const granted: { account: Account; id: string }[] = [];
beforeEach(async () => {
  for (const { account, id: delegation } of granted.splice(0)) {
    await organisation.call(account, 'POST', `/v1/delegations/${delegation}/revocation`);
  }
  id = await freshRequest(organisation);
});

const inHours = (hours: number) => new Date(Date.now() + hours * 3_600_000).toISOString();

function delegate(
  account: Account,
  to: string,
  roles: string[],
  startsAt = inHours(-1),
  endsAt = inHours(1),
) {
  return organisation.call(account, 'POST', '/v1/delegations', {
    to,
    roles,
    startsAt,
    endsAt,
    reason: 'Leave',
  });
}

async function delegated(...grant: Parameters<typeof delegate>): Promise<string> {
  const answer = await delegate(...grant);
  expect(answer.status).toBe(201);
  granted.push({ account: grant[0], id: answer.body.id });
  return answer.body.id;
}

const sign = (account: Account, role: string) => organisation.signOff(account, id, role);

describe('a delegate', () => {
  it('signs for whom they stand in, and the record shows both', async () => {
    const delegation = await delegated('privacy', 'colleague', ['privacy']);
    const signed = await sign('colleague', 'privacy');
    expect(signed.status).toBe(200);
    expect((signed.body.signOffs as { role: string }[]).find(({ role }) => role === 'privacy')).toMatchObject(
      {
        by: { userName: 'colleague' },
        onBehalfOf: { userName: 'privacy' },
        capacity: { kind: 'delegate', delegation },
      },
    );
  });

  it('of somebody else, or for another role, signs nothing', async () => {
    await delegated('legal', 'colleague', ['legal']);
    expect(await refused(organisation, () => sign('colleague', 'privacy'))).toBe('403 wrong_role');
    expect(await refused(organisation, () => sign('management', 'legal'))).toBe('403 wrong_role');
  });

  it('is somebody who can sign: not oneself, not an auditor', async () => {
    for (const [account, to] of [
      ['privacy', 'privacy'],
      ['privacy', 'auditor'],
    ] as const) {
      const answer = await delegate(account, to, ['privacy']);
      expect(answer.status).toBe(422);
      expect(answer.body.errors).toMatchObject([{ pointer: '/to' }]);
    }
  });

  it('of a delegate signs nothing: what is handed on is one’s own', async () => {
    await delegated('legal', 'privacy', ['legal']);
    const further = () => delegate('privacy', 'colleague', ['legal']);
    expect(await refused(organisation, further)).toBe('403 wrong_role');
  });

  it('signs neither before it has begun, nor once it is revoked', async () => {
    await delegated('privacy', 'colleague', ['privacy'], inHours(1), inHours(2));
    expect(await refused(organisation, () => sign('colleague', 'privacy'))).toBe('403 wrong_role');
    const delegation = await delegated('privacy', 'colleague', ['privacy']);
    const revoke = (account: Account) =>
      organisation.call(account, 'POST', `/v1/delegations/${delegation}/revocation`);
    expect(await refused(organisation, () => revoke('colleague'))).toBe('403 wrong_role');
    expect((await revoke('privacy')).status).toBe(200);
    expect(await refused(organisation, () => revoke('privacy'))).toBe('409 closed');
    expect(await refused(organisation, () => sign('colleague', 'privacy'))).toBe('403 wrong_role');
  });

  it('signs no more once it is over', async () => {
    await delegated(
      'privacy',
      'colleague',
      ['privacy'],
      inHours(-2),
      new Date(Date.now() + 300).toISOString(),
    );
    await new Promise((resolve) => setTimeout(resolve, 350));
    expect(await refused(organisation, () => sign('colleague', 'privacy'))).toBe('403 wrong_role');
  });
});

describe('segregation of duties', () => {
  it('keeps the requester out as a delegate', async () => {
    await delegated('legal', 'requester', ['legal']);
    expect(await refused(organisation, () => sign('requester', 'legal'))).toBe('403 segregation_of_duties');
  });

  it('keeps a delegate of the requester out', async () => {
    id = await freshRequest(organisation, {}, 'security');
    await delegated('security', 'colleague', ['security']);
    expect(await refused(organisation, () => sign('colleague', 'security'))).toBe(
      '403 segregation_of_duties',
    );
  });

  it('lets nobody sign for themselves and for another', async () => {
    await delegated('privacy', 'legal', ['privacy']);
    expect((await sign('legal', 'legal')).status).toBe(200);
    expect(await refused(organisation, () => sign('legal', 'privacy'))).toBe('403 segregation_of_duties');
  });

  it('lets nobody be signed for and sign another role', async () => {
    const { id: two, as: headers } = await newcomer(organisation, `two-${id}`, ['legal', 'privacy']);
    const body = {
      to: 'colleague',
      roles: ['legal'],
      startsAt: inHours(-1),
      endsAt: inHours(1),
      reason: 'Leave',
    };
    await organisation.call(undefined, 'POST', '/v1/delegations', body, headers);
    const signed = await sign('colleague', 'legal');
    expect(JSON.stringify(signed.body.signOffs)).toContain(two);
    const other = () =>
      organisation.call(
        undefined,
        'POST',
        `/v1/adoption-requests/${id}/sign-offs`,
        { role: 'privacy', decision: 'approve' },
        { ...headers, 'if-match': '"1"' },
      );
    expect(await refused(organisation, other)).toBe('403 segregation_of_duties');
  });
});

describe('granting', () => {
  it.each([
    ['to oneself', () => delegate('legal', 'legal', ['legal']), '422 invalid'],
    ['to nobody', () => delegate('legal', 'nobody', ['legal']), '422 invalid'],
    ['what one does not hold', () => delegate('legal', 'colleague', ['privacy']), '403 wrong_role'],
    ['nothing', () => delegate('legal', 'colleague', []), '422 invalid'],
    ['backwards', () => delegate('legal', 'colleague', ['legal'], inHours(2), inHours(1)), '422 invalid'],
    [
      'what would be over',
      () => delegate('legal', 'colleague', ['legal'], inHours(-2), inHours(-1)),
      '422 invalid',
    ],
  ])('%s is refused', async (_, act, refusal) => {
    expect(await refused(organisation, act)).toBe(refusal);
  });
});
