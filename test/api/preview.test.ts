import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eventually } from '../eventually.ts';
import { exampleSubmission, TestOrganisation } from '../test-organisation.ts';
import { eventCount, freshRequest, pointersOf, refusalOf, refused } from './refusal.ts';
import { VendorScene } from './vendor-scene.ts';

let organisation: TestOrganisation;
beforeAll(async () => {
  organisation = await TestOrganisation.found();
});
afterAll(() => organisation.close());

interface Preview {
  tier: string;
  reasons: { rule: string; source: string }[];
  signOffs: { role: string; dueAt: string; person?: { name: string } }[];
  expiresAt: string;
  similar: { id: string; systemName: string; teams: string[]; state: string; liveSystem: string | null }[];
  vendor: object | null;
  missing: { pointer: string; detail: string }[];
}

const ask = (body: unknown, account: 'requester' | 'auditor' | 'business-owner' = 'requester') =>
  organisation.call(account, 'POST', '/v1/adoption-requests/preview', body);

async function previewOf(body: unknown, account?: 'business-owner'): Promise<Preview> {
  const answer = await ask(body, account);
  expect(answer.status, JSON.stringify(answer.body)).toBe(200);
  return answer.body as object as Preview;
}

const missingFrom = ({ missing }: Preview) => missing.map(({ pointer }) => pointer).toSorted();

describe('the preview of a request', () => {
  it('says of a whole one what becomes of it when it is submitted', async () => {
    const preview = await previewOf(exampleSubmission());
    expect(preview.missing).toEqual([]);
    const { body } = await organisation.submit();
    expect(preview).toMatchObject({ tier: body.tier, reasons: body.reasons });
    const submitted = body.signOffs as { role: string; dueAt: string }[];
    expect(preview.signOffs.map(({ role }) => role)).toEqual(submitted.map(({ role }) => role));
    preview.signOffs.forEach(({ dueAt }, index) => {
      expect(Math.abs(Date.parse(dueAt) - Date.parse(submitted[index]?.dueAt ?? ''))).toBeLessThan(60_000);
    });
    const owner = preview.signOffs.find(({ role }) => role === 'business_owner');
    expect(owner?.person).toMatchObject({ userName: 'business-owner', name: 'Bo Business' });
  });

  it('of nothing at all is low, and names every field that a submission needs', async () => {
    const preview = await previewOf({});
    expect(preview.tier).toBe('low');
    expect(preview.signOffs).toHaveLength(4);
    expect(missingFrom(preview)).toEqual(
      Object.entries(exampleSubmission())
        .flatMap(([section, value]) =>
          typeof value === 'object' && value !== null
            ? Object.keys(value).map((field) => `/${section}/${field}`)
            : [`/${section}`],
        )
        .toSorted(),
    );
  });

  it('goes by the answers there are: what is open or no answer makes no rule fire', async () => {
    const tierOf = async (body: unknown) => (await previewOf(body)).tier;
    expect(await tierOf({ data: { classes: ['special_category'] } })).toBe('high');
    expect(await tierOf({ data: { classes: ['nonsense'], providerMayTrain: 'perhaps' } })).toBe('low');
    expect(await tierOf({ screening: { highRiskAreas: ['4_employment'] } })).toBe('low');
    expect(
      await tierOf({ screening: { highRiskAreas: ['4_employment'] }, effect: { onPeople: 'decides' } }),
    ).toBe('critical');
  });

  it('says that a prohibited practice closes it, and by which article', async () => {
    const preview = await previewOf({ screening: { prohibitedPractices: ['c_social_scoring'] } });
    expect(preview).toMatchObject({ tier: 'prohibited', signOffs: [] });
    expect(preview.reasons[0]?.source).toContain('Article 5(1)(c)');
  });

  it('names what is there and will not do', async () => {
    const users = { teams: [], headcount: 'about 40' };
    const preview = await previewOf({ ...exampleSubmission(), users, title: ' ', businessOwner: 'legal' });
    expect(missingFrom(preview)).toEqual(['/businessOwner', '/title', '/users/headcount']);
  });

  it('finds what the rules would refuse: the requester cannot be the owner', async () => {
    const preview = await previewOf(exampleSubmission(), 'business-owner');
    expect(missingFrom(preview)).toEqual(['/businessOwner']);
  });

  it('takes what does not say who provides it, and knows of no vendor then', async () => {
    const system = { ...(exampleSubmission()['system'] as object), provider: ' ' };
    const preview = await previewOf({ ...exampleSubmission(), system });
    expect(missingFrom(preview)).toEqual([]);
    expect(preview).toMatchObject({ vendor: null });
    const inHouse = { ...system, origin: 'in_house' };
    const made = await previewOf({ ...exampleSubmission(), system: inHouse });
    expect([made.missing, made.vendor]).toEqual([[], null]);
  });

  it('says where the vendor stands whose review it would rest on', async () => {
    const vendors = new VendorScene(organisation);
    const vendorOf = async (provider: string, classes = ['internal']) => {
      const system = { origin: 'built_in', provider };
      return (await previewOf({ system, data: { classes } })).vendor;
    };
    const id = await vendors.approved(['internal'], { name: 'Previewed Ltd' });
    const known = { id, name: 'Previewed Ltd', state: 'approved', inProgress: false };
    expect(await vendorOf(' previewed LTD')).toEqual({ ...known, current: true });
    expect(await vendorOf('Previewed Ltd', ['personal'])).toEqual({ ...known, current: false });
    await vendors.assess(id, ['personal']);
    expect(await vendorOf('Previewed Ltd', ['personal'])).toMatchObject({ current: false, inProgress: true });
    expect(await vendorOf('Never heard of')).toEqual({
      ...{ id: null, name: 'Never heard of', state: null },
      ...{ current: false, inProgress: false },
    });
    expect(await vendorOf('')).toBeNull();
  });

  it('changes nothing and is on no record', async () => {
    const before = await eventCount(organisation);
    await previewOf(exampleSubmission());
    expect(await eventCount(organisation)).toBe(before);
    const outcomes = await organisation.database.db.selectFrom('command_outcome').selectAll().execute();
    expect(outcomes.map(({ operation }) => operation)).not.toContain('preview');
  });

  it('is refused to auditors, strangers and the wrong shape', async () => {
    const refusal = (...asked: Parameters<typeof ask>) => refused(organisation, () => ask(...asked));
    expect(await refusal({}, 'auditor')).toBe('403 wrong_role');
    const stranger = await organisation.call(undefined, 'POST', '/v1/adoption-requests/preview', {});
    expect(refusalOf(stranger)).toBe('401 unauthenticated');
    const wrong = await ask({ colour: 'red', users: { headcount: {} } });
    expect(refusalOf(wrong)).toBe('422 invalid');
    expect(pointersOf(wrong)).toEqual(['/colour', '/users/headcount']);
    expect(refusalOf(await ask('['))).toBe('400 malformed');
  });
});

describe('similar systems', () => {
  const asked = (name: string, provider = '') => ({ system: { name, provider } });
  const system = (name: string, provider: string) => ({
    ...(exampleSubmission().system as object),
    name,
    provider,
  });
  const namesOf = ({ similar }: Preview) => similar.map(({ systemName }) => systemName);

  async function approved(name: string, provider: string, teams: string[]): Promise<string> {
    const users = { teams, headcount: 3 };
    const id = await freshRequest(organisation, { system: system(name, provider), users });
    for (const role of ['security', 'legal', 'privacy']) {
      expect((await organisation.signOff(role as 'legal', id, role)).status).toBe(200);
    }
    const decided = await organisation.signOff('business-owner', id, 'business_owner');
    expect(decided.body.state).toBe('approved');
    return id;
  }

  const known: Record<string, string> = {};
  beforeAll(async () => {
    const vendors = new VendorScene(organisation);
    for (const name of ['Wordworks', 'Rota & Sons']) await vendors.approved(undefined, { name });
    known.translator = await approved('Lingua Translator', 'Wordworks', ['Sales', 'Support']);
    known.transcriber = await approved('Lingua Transcriber', 'Wordworks', ['Legal']);
    known.planner = await approved('Shift Planner', 'Rota & Sons', ['Warehouse']);
    await freshRequest(organisation, { system: system('Lingua Undecided', 'Wordworks') });
  });

  it('are approved ones of the same words, the closest first, with the teams that have them', async () => {
    const preview = await previewOf(asked('lingua  TRANSLATOR'));
    expect(namesOf(preview)).toEqual(['Lingua Translator', 'Lingua Transcriber']);
    expect(preview.similar[0]).toMatchObject({
      id: known.translator,
      state: 'approved',
      tier: 'medium',
      provider: 'Wordworks',
      teams: ['Sales', 'Support'],
    });
  });

  it('say which of them is in use, so that one can ask to join it', async () => {
    const { translator = '' } = known;
    const liveSystems = async () => {
      const { similar } = await previewOf(asked('Lingua Translator'));
      return similar.map(({ liveSystem }) => liveSystem);
    };
    const onPage = async () => {
      const content = { system: { name: 'Lingua Translator', provider: '' } };
      const draft = await organisation.call('requester', 'POST', '/v1/drafts', { content, step: 'system' });
      return (await organisation.page('requester', `/drafts/${draft.body.id}/check`)).html;
    };
    expect(await liveSystems()).toEqual([null, null]);
    expect(await onPage()).not.toContain('Ask to join');
    const live = () =>
      organisation.call('business-owner', 'POST', `/v1/ai-systems/${translator}/going-live`, {});
    await eventually(async () => (await live()).status === 200);
    expect(await liveSystems()).toEqual([translator, null]);
    expect(await onPage()).toContain(`href="/ai-systems/${translator}/joining"`);
  });

  it('are those of the same provider too', async () => {
    expect(namesOf(await previewOf(asked('Something new', 'wordworks'))).toSorted()).toEqual([
      'Lingua Transcriber',
      'Lingua Translator',
    ]);
    expect(namesOf(await previewOf(asked('Planner', 'Rota & Sons')))).toEqual(['Shift Planner']);
  });

  it('are none where nothing is alike, and never one that was not approved', async () => {
    expect(namesOf(await previewOf(asked('Entirely different')))).toEqual([]);
    expect(namesOf(await previewOf(asked('Undecided')))).toEqual([]);
    expect(namesOf(await previewOf({}))).toEqual([]);
  });

  it.each([
    "' or 1=1 --",
    "a & b | !c:*<-> 'x",
    '<script>',
    'x'.repeat(50_000),
    'ل '.repeat(400),
    '\\',
    '%_',
  ])('take any text for words: %.20s', async (name) => {
    await previewOf(asked(name, name));
  });
});
