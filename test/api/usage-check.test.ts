import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Account, TestOrganisation } from '../test-organisation.ts';
import { AiSystemScene } from './ai-system-scene.ts';
import { PolicyScene } from './policy-scene.ts';
import { refusalOf } from './refusal.ts';
import { TrainingScene } from './training-scene.ts';

let organisation: TestOrganisation;
let scene: AiSystemScene;
let gateway: Record<string, string>;
beforeAll(async () => {
  organisation = await TestOrganisation.found();
  scene = new AiSystemScene(organisation);
  gateway = await machine('gateway', 'usage');
});
afterAll(() => organisation.close());

async function machine(name: string, scope: string): Promise<Record<string, string>> {
  const issued = await organisation.call('administrator', 'POST', '/v1/tokens', {
    machine: name,
    scope,
    label: name,
    expiresAt: '2099-01-01T00:00:00Z',
  });
  expect(issued.status).toBe(201);
  return { authorization: `Bearer ${String(issued.body['token'])}` };
}

interface Said {
  id: string;
  allowed: boolean;
  denials: { reason: string; detail: string; mend: { text: string; url: string } }[];
}

const purpose = 'Drafting assistant for customer support';
const send = (checks: unknown[], headers = gateway) =>
  organisation.call(undefined, 'POST', '/v1/usage-checks', { checks }, headers);

async function ask(system: string, changes: object = {}): Promise<Said> {
  const { status, body } = await send([
    { person: 'requester', system, purpose, dataClass: 'internal', ...changes },
  ]);
  expect(status).toBe(200);
  const [answer] = body['answers'] as Said[];
  if (answer === undefined) throw new Error('nothing was answered');
  return answer;
}

const reasonsOf = async (system: string, changes: object = {}) =>
  (await ask(system, changes)).denials.map(({ reason }) => reason);

describe('whether somebody may use a system', () => {
  it('follows its life from one call to the next', async () => {
    const id = await scene.approved();
    expect(await reasonsOf(id)).toEqual(['not_in_use_yet']);
    await scene.act('business-owner', id, 'going-live');
    expect(await ask(id)).toMatchObject({ allowed: true, denials: [] });
    await scene.act('security', id, 'suspension', { note: 'It leaks.' });
    const stopped = await ask(id);
    expect(stopped).toMatchObject({ allowed: false, denials: [{ reason: 'suspended' }] });
    expect(stopped.denials[0]?.mend.url).toBe(`${organisation.url}/ai-systems/${id}`);
    await scene.act('compliance', id, 'resumption', { note: 'Mended.' });
    expect(await reasonsOf(id)).toEqual([]);
    await scene.act('business-owner', id, 'decommissioning', { reason: 'Replaced.' });
    expect(await reasonsOf(id)).toEqual(['decommissioned']);
  });

  it('is asked by id or name, and says every reason with what would mend it', async () => {
    const system = { name: 'Only One', provider: 'Example AI Ltd', model: '', kind: 'search' };
    const id = await scene.live({ title: purpose, system: { ...system, origin: 'third_party_service' } });
    expect(await reasonsOf(' only  ONE')).toEqual([]);
    expect(
      await reasonsOf(id, { purpose: 'Scoring', dataClass: 'special_category', person: 'legal' }),
    ).toEqual(['purpose_out_of_scope', 'data_class_out_of_scope', 'user_out_of_scope']);
    expect(await reasonsOf('Something else')).toEqual(['unknown_system']);
    expect(await reasonsOf(id, { person: 'nobody' })).toEqual(['unknown_person', 'user_out_of_scope']);
  });

  it('is so for whoever is let in, and is in the team that it is for', async () => {
    const id = await scene.live();
    expect(await reasonsOf(id, { person: 'colleague' })).toEqual(['user_out_of_scope']);
    await scene.act('colleague', id, 'joinings', { reason: 'Tickets.' });
    await scene.act('business-owner', id, 'joinings/1/answer', { admit: true });
    expect(await reasonsOf(id, { person: 'colleague' })).toEqual([]);
    const { body } = await organisation.call('administrator', 'POST', '/v1/people', {
      userName: 'tina',
      name: 'Tina Team',
      roles: ['requester'],
      team: 'Customer support',
    });
    expect(await reasonsOf(id, { person: body.id })).toEqual([]);
    await organisation.call('administrator', 'PATCH', `/v1/people/${body.id}`, { active: false });
    expect(await reasonsOf(id, { person: body.id })).toContain('unknown_person');
  });

  it('needs the training that the system asks for', async () => {
    const id = await scene.live();
    await scene.set('compliance', id, 'training', { training: ['ai_use'] });
    expect(await reasonsOf(id)).toEqual(['training_missing']);
    const training = new TrainingScene(organisation);
    const course = await training.create();
    await organisation.database.db
      .updateTable('course')
      .set({ competence: 'ai_use' })
      .where('id', '=', course.body.id)
      .execute();
    expect((await training.bring(course.body.id, { person: 'requester' })).status).toBe(201);
    expect(await reasonsOf(id)).toEqual([]);
    await organisation.database.db
      .updateTable('training_completion')
      .set({ valid_until: new Date(Date.now() - 1).toISOString() })
      .where('course_id', '=', course.body.id)
      .execute();
    expect(await reasonsOf(id)).toEqual(['training_lapsed']);
  });

  it('ends where a policy that was due is not acknowledged, until it is', async () => {
    const id = await scene.live();
    const policies = new PolicyScene(organisation);
    const policy = await policies.published({ audience: { people: ['requester'] } });
    expect(await reasonsOf(id)).toEqual([]);
    await organisation.database.db
      .updateTable('assignment')
      .set({ due_at: new Date(Date.now() - 1).toISOString() })
      .where('campaign_id', '=', policy)
      .execute();
    const late = await ask(id);
    expect(late.denials).toMatchObject([{ reason: 'policy_not_acknowledged', policy }]);
    expect(late.denials[0]?.mend.url).toBe(`${organisation.url}/policies/${policy}`);
    await policies.acknowledge('requester', policy);
    expect(await reasonsOf(id)).toEqual([]);
  });

  it('is no where a policy in force prohibits it', async () => {
    const own = await TestOrganisation.found();
    const policies = new PolicyScene(own);
    const rule = { id: 'no-drafts', effect: 'prohibited', statement: 'Drafts are written by people.' };
    await policies.published({
      audience: { people: ['legal'] },
      text: { markdown: '# Drafts', rules: [{ ...rule, purposes: ['drafting'] }] },
    });
    const id = await new AiSystemScene(own).live();
    const { body } = await own.call('compliance', 'POST', '/v1/usage-checks', {
      checks: [{ person: 'requester', system: id, purpose, dataClass: 'internal' }],
    });
    expect(body['answers']).toMatchObject([
      { allowed: false, denials: [{ reason: 'prohibited_use', detail: rule.statement }] },
    ]);
    await own.close();
  });
});

describe('the answers', () => {
  it('are on record before they are given, each in its place', async () => {
    const id = await scene.live();
    const checks = Array.from({ length: 40 }, (_, index) => ({
      person: index % 2 === 0 ? 'requester' : 'legal',
      system: id,
      purpose,
      dataClass: 'internal',
    }));
    const { body } = await send(checks);
    const answers = body['answers'] as Said[];
    expect(answers.map(({ allowed }) => allowed)).toEqual(checks.map(({ person }) => person === 'requester'));
    const kept = await organisation.database.db
      .selectFrom('usage_check')
      .select(['id', 'allowed', 'asked_by', 'system_seq'])
      .where(
        'id',
        'in',
        answers.map((answer) => answer.id),
      )
      .execute();
    expect(new Map(kept.map((row) => [row.id, row.allowed]))).toEqual(
      new Map(answers.map((answer) => [answer.id, answer.allowed])),
    );
    expect(kept[0]).toMatchObject({ asked_by: 'machine/gateway', system_seq: 2 });
    const listed = await organisation.call(
      'auditor',
      'GET',
      `/v1/ai-systems/${id}/usage-checks?allowed=false&limit=5`,
    );
    expect(listed.body['items']).toHaveLength(5);
    expect(listed.body['items']).toMatchObject([
      { person: 'legal', allowed: false, askedBy: 'machine/gateway' },
      {},
      {},
      {},
      {},
    ]);
    expect(refusalOf(await organisation.call('colleague', 'GET', `/v1/ai-systems/${id}/usage-checks`))).toBe(
      '403 wrong_role',
    );
  });

  it('never say yes after a suspension has been answered', async () => {
    const id = await scene.live();
    let suspendedAt = Number.POSITIVE_INFINITY;
    const asking = Array.from({ length: 8 }, async () => {
      const late: boolean[] = [];
      for (let round = 0; round < 15; round += 1) {
        const sentAt = performance.now();
        const { allowed } = await ask(id);
        if (sentAt > suspendedAt) late.push(allowed);
      }
      return late;
    });
    await scene.act('security', id, 'suspension', { note: 'It leaks.' });
    suspendedAt = performance.now();
    expect((await Promise.all(asking)).flat().filter(Boolean)).toEqual([]);
    expect((await ask(id)).allowed).toBe(false);
  });

  it('are for programs with a token for it and for compliance managers', async () => {
    const checks = [{ person: 'requester', system: 'x', purpose, dataClass: 'internal' }];
    expect(refusalOf(await send(checks, await machine('reader', 'read')))).toBe('403 wrong_role');
    for (const account of ['colleague', 'auditor', 'administrator'] as Account[]) {
      const answer = await organisation.call(account, 'POST', '/v1/usage-checks', { checks });
      expect(refusalOf(answer)).toBe('403 wrong_role');
    }
    expect(refusalOf(await send([]))).toBe('422 invalid');
    expect(refusalOf(await send([{ ...checks[0], dataClass: 'secret' }]))).toBe('422 invalid');
  });
});
