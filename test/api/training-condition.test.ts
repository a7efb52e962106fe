import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eventually } from '../eventually.ts';
import type { ListedAction } from '../open-actions.ts';
import { TestOrganisation } from '../test-organisation.ts';
import { newcomer, pointersOf, refused } from './refusal.ts';
import { answers, TrainingScene } from './training-scene.ts';

let organisation: TestOrganisation;
let scene: TrainingScene;
beforeAll(async () => {
  organisation = await TestOrganisation.found();
  scene = new TrainingScene(organisation);
});
afterAll(() => organisation.close());

/** A request of these teams that waits for the sign-off of privacy alone. */
async function nearlyApproved(teams: string[]): Promise<string> {
  const { body } = await organisation.submit({ users: { teams, headcount: 3 } });
  for (const [account, role] of [
    ['security', 'security'],
    ['legal', 'legal'],
    ['business-owner', 'business_owner'],
  ] as const) {
    expect((await organisation.signOff(account, body.id, role)).status).toBe(200);
  }
  return body.id;
}

function approveOn(request: string, course: string) {
  const condition = { text: 'Train whoever uses it', owner: 'colleague', dueOn: '2099-01-31', course };
  return organisation.signOff('privacy', request, 'privacy', {
    decision: 'approve_with_conditions',
    conditions: [condition],
  });
}

/** The action that has come of the condition. */
function actionOf(request: string): Promise<ListedAction> {
  return eventually(async () => {
    const { body } = await scene.get('auditor', `/v1/adoption-requests/${request}/actions`);
    return (body.items as ListedAction[])[0];
  });
}

describe('training as a condition of an approval', () => {
  it('holds the condition open until its owner and everybody in the teams are trained, and says how many are not', async () => {
    const { id: course } = await scene.created({ title: 'Before go-live' });
    const team = `Team ${randomUUID()}`;
    const people = await Promise.all(
      [1, 2].map(() => newcomer(organisation, `user-${randomUUID()}`, ['requester'])),
    );
    for (const { id } of people)
      await organisation.call('administrator', 'PATCH', `/v1/people/${id}`, { team });
    const request = await nearlyApproved([team, 'Nobody’s team']);
    const approved = await approveOn(request, course);
    expect([approved.status, approved.body.state]).toEqual([200, 'approved_with_conditions']);
    const { id } = await actionOf(request);
    expect((await scene.get('auditor', `/v1/actions/${id}`)).body.course).toEqual({
      id: course,
      title: 'Before go-live',
    });
    const complete = () => scene.post('colleague', `/v1/actions/${id}/completion`, { note: 'All trained.' });
    expect(await refused(organisation, complete)).toBe('409 guard_failed');
    expect((await complete()).body.detail).toBe('3 of 3 people are not trained in “Before go-live” yet.');
    await scene.passed('colleague', course);
    const [first, second] = people;
    const attempt = (as: Record<string, string>) =>
      organisation.call(
        undefined,
        'POST',
        `/v1/courses/${course}/attempts`,
        { version: 1, answers: answers(4) },
        as,
      );
    expect((await attempt(first?.as ?? {})).body.passed).toBe(true);
    expect((await complete()).body.detail).toBe('1 of 3 people is not trained in “Before go-live” yet.');
    const { body } = await attempt(second?.as ?? {});
    const revocation = `/v1/training-completions/${String(body.completion)}/revocation`;
    await scene.post('compliance', revocation, { reason: 'Somebody else answered.' });
    expect((await complete()).status).toBe(409);
    await organisation.call('administrator', 'PATCH', `/v1/people/${second?.id}`, { active: false });
    expect((await complete()).body).toMatchObject({ state: 'done' });
  });

  it('may go with somebody else, whose training it then asks for', async () => {
    const { id: course } = await scene.created({ title: 'Handed over' });
    const request = await nearlyApproved([]);
    await approveOn(request, course);
    const { id } = await actionOf(request);
    await scene.passed('colleague', course);
    await scene.post('colleague', `/v1/actions/${id}/handover`, { owner: 'requester' });
    const complete = () => scene.post('requester', `/v1/actions/${id}/completion`, { note: 'Trained.' });
    expect((await complete()).body.detail).toBe('Its owner is not trained in “Handed over” yet.');
    await scene.passed('requester', course);
    expect((await complete()).status).toBe(200);
  });

  it('names a course that can be taken', async () => {
    const { id: course } = await scene.created();
    await scene.post('compliance', `/v1/courses/${course}/retirement`, { reason: 'x' });
    const request = await nearlyApproved(['Customer support']);
    for (const wrong of [course, randomUUID()]) {
      const answer = await approveOn(request, wrong);
      expect([answer.status, pointersOf(answer)]).toEqual([422, ['/conditions/0/course']]);
    }
  });
});
