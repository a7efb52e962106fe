import { afterAll, beforeAll, expect, it } from 'vitest';
import { declaredDuty } from '../declared-duty.ts';
import { eventually } from '../eventually.ts';
import { TestOrganisation } from '../test-organisation.ts';

let organisation: TestOrganisation;
beforeAll(async () => {
  organisation = await TestOrganisation.found();
});
afterAll(() => organisation.close());

const reason = { reason: 'The certification is next month.' };

async function standing(statement: string) {
  const { body } = await organisation.call('auditor', 'GET', '/v1/controls');
  const items = body['items'] as { statements: { id: string; status: string }[] }[];
  return items.flatMap(({ statements }) => statements).find(({ id }) => id === statement)?.status;
}

it('an internal audit is somebody’s to do, has the audit pack of the year before, and shows its statement once it is done', async () => {
  const duty = await declaredDuty(organisation, { starts: { kind: 'internal_audit' } });
  expect(await standing('internally-audited')).toBe('gap');
  const run = await organisation.call('compliance', 'POST', `/v1/duties/${duty}/run`, reason);
  const { subject } = run.body['last'] as { subject: string };
  expect(subject).toMatch(/^action\//);
  const action = await eventually(async () => {
    const { status, body } = await organisation.call(
      'auditor',
      'GET',
      `/v1/actions/${subject.replace('action/', '')}`,
    );
    return status === 200 && body;
  });
  expect(action).toMatchObject({ state: 'open', owner: { userName: 'compliance' } });
  const pack = await eventually(async () => {
    const { body } = await organisation.call('auditor', 'GET', '/v1/audit-packs');
    return (body['items'] as { title: string; scope: { systems: unknown } }[])[0];
  });
  expect(pack).toMatchObject({
    title: expect.stringMatching(/^Internal audit, /) as string,
    scope: { systems: 'all' },
  });
  const done = { note: 'Two findings, each with an action of its own.' };
  const path = `/v1/actions/${action.id}/completion`;
  expect((await organisation.call('compliance', 'POST', path, done)).status).toBe(200);
  expect(await standing('internally-audited')).toBe('met');
});

it('the controls are looked at by hand, and that is on record', async () => {
  const duty = await declaredDuty(organisation, { starts: { kind: 'control_evaluation' } });
  const run = await organisation.call('compliance', 'POST', `/v1/duties/${duty}/run`, reason);
  expect(run.status).toBe(200);
  const days = await eventually(async () => {
    const { body } = await organisation.call('auditor', 'GET', '/v1/controls/history');
    const items = body['items'] as { statuses: Record<string, number> }[];
    return items.length > 0 && items;
  });
  expect(days[0]?.statuses['gap']).toBeGreaterThan(5);
  await eventually(async () => {
    const { body } = await organisation.call('auditor', 'GET', `/v1/duties/${duty}/firings`);
    return (body['items'] as { outcome: string }[])[0]?.outcome === 'taken_up';
  });
});
