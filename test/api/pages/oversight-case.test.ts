import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { seriousIncidentCatalogue } from '../../../domain/serious-incident.ts';
import { eventually } from '../../eventually.ts';
import { type Account, type FormFields, type PageAnswer, TestOrganisation } from '../../test-organisation.ts';
import { OversightScene } from '../oversight-scene.ts';
import { formOnPage } from './form-on-page.ts';

let organisation: TestOrganisation;
let scene: OversightScene;
beforeAll(async () => {
  organisation = await TestOrganisation.found({ relay: true });
  scene = new OversightScene(organisation);
  await scene.staff();
});
afterAll(() => organisation.close());

const open = (account: Account, path: string) => organisation.page(account, path);
const send = (account: Account, path: string, fields: FormFields): Promise<PageAnswer> =>
  organisation.submitForm(account, path, fields);
const pathOf = (id: string, rest = '') => `/oversight-cases/${id}${rest}`;
const withoutQuery = (path: string) => path.replace(/\?.*$/, '');

/** Opens the form of an act, types into it, and sends it. */
async function act(account: Account, path: string, typed: FormFields = {}): Promise<PageAnswer> {
  const action = withoutQuery(path);
  return send(account, action, { ...formOnPage(await open(account, path), action), ...typed });
}

const eventsOf = async (id: string) => {
  const { body } = await organisation.call('auditor', 'GET', `/v1/oversight-cases/${id}/events`);
  return (body['items'] as { type: string }[]).map(({ type }) => type);
};

const decisionOf = async (id: string) =>
  (await scene.read(id)).body['decision'] as { decision: string; note: string; instead: string } | null;

describe('the list', () => {
  it('shows what is open, what is one’s own, and all, by what the API filters by', async () => {
    const summary = `Loan ${randomUUID()}`;
    const { id, reviewer, other } = await scene.assigned({ summary });
    const link = `href="${pathOf(id)}"`;
    const queries = ['', 'show=mine', 'show=all', 'kind=decision&severity=high', `reviewer=${reviewer}`];
    for (const query of queries) {
      expect((await open(reviewer, `/oversight-cases?${query}`)).html, query).toContain(link);
    }
    for (const query of ['kind=breach', 'state=closed', 'only=gap', 'only=overdue', 'system=nothing']) {
      expect((await open(reviewer, `/oversight-cases?${query}`)).html, query).not.toContain(link);
    }
    expect((await open(other, '/oversight-cases?show=mine')).html).not.toContain(link);
    expect((await open(reviewer, '/oversight-cases?system=nothing')).html).toContain('No case is like that.');
    await scene.act('compliance', id, 'calling-off', { reason: 'Opened twice.' });
    expect((await open('auditor', '/oversight-cases')).html).not.toContain(link);
    expect((await open('auditor', '/oversight-cases?show=all&state=called_off')).html).toContain(link);
  });

  it('is where the inbox and the mails lead', async () => {
    const { id, reviewer } = await scene.assigned();
    expect((await open(reviewer, '/inbox/tasks')).html).toContain(`href="${pathOf(id)}"`);
    expect((await open(reviewer, pathOf(id))).status).toBe(200);
    expect((await open(reviewer, pathOf(randomUUID()))).status).toBe(404);
  });
});

describe('the page of a case', () => {
  it('shows what was measured against which boundary, and is found from the system', async () => {
    const system = await scene.system();
    const id = await scene.breached(system);
    const { first } = await scene.until(id, ({ first: seat }) => Boolean(seat?.reviewer));
    const reviewer = await scene.accountOf(first?.reviewer ?? '');
    const { html } = await open(reviewer, pathOf(id));
    for (const words of [
      'Broken: At most 10',
      'at most 10 uses in an hour',
      `href="/ai-systems/${system}"`,
      'it was 11, from 11 samples',
      'Countersign itself, as it measured the use',
      'Trained in oversight',
      'level 1',
    ]) {
      expect(html).toContain(words);
    }
    expect((await open('colleague', `/ai-systems/${system}`)).html).toContain(`href="${pathOf(id)}"`);
  });

  it('says that somebody waits, until it is decided', async () => {
    const { id, reviewer } = await scene.assigned({ holdUntilReviewed: true, details: 'Score 0.52.' });
    const before = (await open('colleague', pathOf(id))).html;
    expect(before).toContain('Held: somebody waits for it');
    expect(before).toContain('Score 0.52.');
    await scene.decide(reviewer, id);
    expect((await open('colleague', pathOf(id))).html).not.toContain('Held: somebody waits');
  });

  it('escapes what was brought up', async () => {
    const { id } = await scene.assigned({ summary: '<b>Loan</b>', details: '<script>alert(1)</script>' });
    const { html } = await open('auditor', pathOf(id));
    expect(html).not.toContain('<script>alert');
    expect(html).not.toContain('<b>Loan');
  });
});

describe('a reviewer', () => {
  it('acknowledges once, by the button on the page', async () => {
    const { id, reviewer, other } = await scene.assigned();
    const path = pathOf(id, '/acknowledgement');
    const fields = formOnPage(await open(reviewer, pathOf(id)), path);
    const press = () => send(reviewer, path, fields);
    for (const { location } of await Promise.all([press(), press()])) {
      expect(location).toBe(pathOf(id, '?done=acknowledged'));
    }
    expect((await eventsOf(id)).filter((type) => type === 'OversightCaseAcknowledged')).toHaveLength(1);
    expect((await open(reviewer, pathOf(id))).html).not.toContain(`action="${path}"`);
    expect((await act(reviewer, path)).status).toBe(409);
    for (const account of [other, 'colleague', 'auditor'] as const) {
      expect((await send(account, path, { key: randomUUID() })).status, account).toBe(403);
    }
  });

  it.each([
    ['upheld', {}, 'upheld it'],
    ['corrected', { '/instead': 'The limit is 900.' }, 'corrected it'],
    ['overridden', { '/instead': 'A person decides.' }, 'overrode it'],
  ] as const)('decides: %s, and what holds instead is said', async (decision, typed, words) => {
    const { id, reviewer } = await scene.assigned();
    const path = pathOf(id, `/decision?as=${decision}`);
    const silent = await act(reviewer, path);
    expect(silent.status).toBe(422);
    const said = { ...typed, '/note': 'I have read the file.' };
    const { location } = await act(reviewer, path, said);
    expect(location).toBe(pathOf(id, '?done=decided'));
    expect(await decisionOf(id)).toMatchObject({ decision, note: 'I have read the file.' });
    const { html } = await open('auditor', pathOf(id));
    for (const shown of [words, ...Object.values(said)]) expect(html).toContain(shown);
  });

  it('stops the system, after being told that this is at once', async () => {
    const system = await scene.system();
    const { id, reviewer } = await scene.assigned({ system });
    const path = pathOf(id, '/decision?as=stopped');
    expect((await open(reviewer, path)).html).toContain('is suspended at once');
    const { location } = await act(reviewer, path, { '/note': 'It declines the wrong people.' });
    expect(location).toBe(pathOf(id, '?done=decided'));
    await eventually(async () => {
      const { body } = await organisation.call('auditor', 'GET', `/v1/ai-systems/${system}`);
      return body['state'] === 'suspended';
    });
    expect((await open('colleague', `/ai-systems/${system}`)).html).toContain(
      'It declines the wrong people.',
    );
  });

  it('has the approval reopened', async () => {
    const system = await scene.system();
    const { id, reviewer } = await scene.assigned({ system });
    expect((await open(reviewer, pathOf(id))).html).toContain('decision?as=reopened');
    const { location } = await act(reviewer, pathOf(id, '/decision?as=reopened'), { '/note': 'It drifts.' });
    expect(location).toBe(pathOf(id, '?done=decided'));
    expect(await decisionOf(id)).toMatchObject({ decision: 'reopened' });
  });

  it('is offered no act on a system where there is none, and refused beside the form', async () => {
    const { id, reviewer } = await scene.assigned();
    expect((await open(reviewer, pathOf(id))).html).not.toContain('decision?as=stopped');
    const refused = await act(reviewer, pathOf(id, '/decision?as=stopped'), { '/note': 'I had typed this.' });
    expect(refused.status).toBe(422);
    expect(refused.html).toContain('about no system that could be stopped');
    expect(refused.html).toContain('I had typed this.');
  });

  it('hands it over to somebody who is trained, and to nobody else', async () => {
    const { id, reviewer, other } = await scene.assigned();
    const path = pathOf(id, '/handover?place=first');
    for (const to of ['nobody-here', 'colleague', 'legal', reviewer]) {
      const refused = await act(reviewer, path, { '/to': to, '/note': 'I am away.' });
      expect(refused.status, to).toBeGreaterThanOrEqual(400);
      expect(refused.html).toContain('I am away.');
      expect(refused.html).toContain(`value="${to}"`);
    }
    const { location } = await act(reviewer, path, { '/to': other, '/note': 'I am away.' });
    expect(location).toBe(pathOf(id, '?done=handed_over'));
    expect((await act(reviewer, pathOf(id, '/decision?as=upheld'), { '/note': 'Mine.' })).status).toBe(403);
    expect((await open(other, pathOf(id))).html).toContain('You are asked to review this');
  });

  it('is relieved, and somebody else is found', async () => {
    const { id, reviewer, other } = await scene.assigned();
    const { location } = await act('compliance', pathOf(id, '/reassignment?place=first'), {
      '/note': 'They are ill.',
    });
    expect(location).toBe(pathOf(id, '?done=reassigned'));
    const { first } = await scene.until(id, ({ first: seat }) => Boolean(seat?.reviewer));
    expect(await scene.accountOf(first?.reviewer ?? '')).toBe(other);
    expect((await act(reviewer, pathOf(id, '/reassignment'), { '/note': 'Me.' })).status).toBe(403);
  });

  it('is told what was decided meanwhile, when they decide after the decision, twice, or stale', async () => {
    const { id, reviewer } = await scene.assigned();
    const path = pathOf(id, '/decision?as=upheld');
    const fields = { ...formOnPage(await open(reviewer, path), withoutQuery(path)), '/note': 'Right.' };
    const press = () => send(reviewer, withoutQuery(path), fields);
    for (const { location } of await Promise.all([press(), press()])) {
      expect(location).toBe(pathOf(id, '?done=decided'));
    }
    expect((await eventsOf(id)).filter((type) => type === 'OversightCaseDecided')).toHaveLength(1);
    const again = await act(reviewer, path, { '/note': 'Once more.' });
    expect(again.status).toBe(409);
    expect(again.html).toContain('has been decided');
    expect(again.html).toContain('Once more.');

    const stale = await scene.assigned();
    const typed = { key: randomUUID(), revision: '7', '/decision': 'upheld', '/note': 'Right.' };
    expect((await send(stale.reviewer, pathOf(stale.id, '/decision'), typed)).status).toBe(412);
    expect((await eventsOf(stale.id)).at(-1)).not.toBe('OversightCaseDecided');
  });

  it('who lets their training lapse is told so, and not taken', async () => {
    const { id, reviewer } = await scene.assigned();
    const { db } = organisation.database;
    const person = await scene.idOf(reviewer);
    const revoke = (at: string | null) =>
      db.updateTable('training_completion').set({ revoked_at: at }).where('person_id', '=', person).execute();
    await revoke(new Date().toISOString());
    try {
      const { html } = await open(reviewer, pathOf(id));
      expect(html).toContain('You are not trained in oversight now.');
      expect(html).toContain('Not trained in oversight now');
      const { status } = await act(reviewer, pathOf(id, '/decision?as=upheld'), { '/note': 'Right.' });
      expect(status).toBe(409);
    } finally {
      await revoke(null);
    }
  });
});

describe('who is not to decide', () => {
  it('is offered nothing and refused: by role, the owner, whom it is about, and who opened it', async () => {
    const system = await scene.system('security-2');
    const id = await scene.givenTo('security', { system, subject: 'management' });
    const before = await eventsOf(id);
    for (const account of ['colleague', 'security-2', 'management', 'legal', 'auditor'] as const) {
      const { html } = await open(account, pathOf(id));
      expect(html, account).not.toContain('/decision?as=');
      const typed = { key: randomUUID(), revision: '1', '/decision': 'upheld', '/note': 'Mine.' };
      const { status } = await send(account, pathOf(id, '/decision'), typed);
      expect(status, account).toBe(403);
    }
    expect((await open('security-2', pathOf(id))).html).toContain('Nobody reviews the system that they own.');
    expect(await eventsOf(id)).toEqual(before);
  });
});

describe('two natural persons', () => {
  it('a second one is asked for, and confirms', async () => {
    const { id, reviewer, other } = await scene.assigned();
    const asked = await act(reviewer, pathOf(id, '/second-opinion'), { '/note': 'Unsure.' });
    expect(asked.location).toBe(pathOf(id, '?done=second_asked'));
    expect((await act(reviewer, pathOf(id, '/second-opinion'))).status).toBe(409);
    await act(reviewer, pathOf(id, '/decision?as=upheld'), { '/note': 'It is right, I think.' });
    await scene.until(id, ({ second }) => Boolean(second?.reviewer));
    const { html } = await open(other, pathOf(id, '/confirmation'));
    expect(html).toContain('It is right, I think.');
    expect((await act(reviewer, pathOf(id, '/confirmation'))).status).toBe(403);
    expect((await act(other, pathOf(id, '/confirmation'))).location).toBe(pathOf(id, '?done=decided'));
    expect((await open('auditor', pathOf(id))).html).toContain('confirmed by');
    expect((await act(other, pathOf(id, '/confirmation'))).status).toBe(409);
  });

  it('or disagrees, with a reason, and it goes up a level', async () => {
    const { id, other } = await scene.proposed();
    const path = pathOf(id, '/disagreement');
    expect((await act(other, path)).status).toBe(422);
    const { location } = await act(other, path, { '/note': 'The income was read.' });
    expect(location).toBe(pathOf(id, '?done=disputed'));
    const { html } = await open('auditor', pathOf(id));
    expect(html).toContain('The income was read.');
    expect(html).toContain('the two reviewers disagreed');
  });
});

describe('a serious incident', () => {
  it('has its clocks, and is closed once everybody has been told', async () => {
    const { id, reviewer } = await scene.assigned({ system: await scene.system() });
    const path = pathOf(id, '/decision?as=serious_incident');
    expect((await open(reviewer, path)).html).toContain('Article 73(3) of the AI Act');
    expect((await act(reviewer, path, { '/note': 'It failed.' })).status).toBe(422);
    await act(reviewer, path, { '/note': 'It failed.', '/incident/kind': 'critical_infrastructure' });
    const { html } = await open(reviewer, pathOf(id));
    expect(html).toContain(seriousIncidentCatalogue.rules.critical_infrastructure.statement);
    expect(html).toContain('has not been told');
    expect((await act(reviewer, pathOf(id, '/closing'), closing)).status).toBe(409);
    for (const told of ['provider', 'authority']) {
      const telling = pathOf(id, `/report?told=${told}`);
      const future = { '/toldAt': '2099-01-01T09:00', '/note': 'Number 31-7.' };
      expect((await act(reviewer, telling, future)).status).toBe(422);
      const said = { ...future, '/toldAt': '2026-01-31T09:00' };
      expect((await act('legal', telling, said)).status).toBe(403);
      expect((await act(reviewer, telling, said)).location).toBe(pathOf(id, '?done=reported'));
      expect((await act(reviewer, telling, said)).status).toBe(409);
    }
    expect((await open('auditor', pathOf(id))).html).toContain('Number 31-7.');
    const closed = await act(reviewer, pathOf(id, '/closing'), closing);
    expect(closed.location).toBe(pathOf(id, '?done=closed'));
  });
});

const closing = { '/rootCause': 'Scans were cut off.', '/correctiveAction': 'Scans are checked.' };

describe('the end of a case', () => {
  it('is closed with root cause and corrective action, once, by who decided or a compliance manager', async () => {
    const { id, reviewer, other } = await scene.decided();
    const path = pathOf(id, '/closing');
    const half = await act(reviewer, path, { '/rootCause': 'Scans were cut off.' });
    expect(half.status).toBe(422);
    expect(half.html).toContain('Scans were cut off.');
    expect((await act(other, path, closing)).status).toBe(403);
    expect((await act('compliance', path, closing)).location).toBe(pathOf(id, '?done=closed'));
    expect((await act(reviewer, path, closing)).status).toBe(409);
    const { html } = await open(reviewer, pathOf(id));
    for (const words of Object.values(closing)) expect(html).toContain(words);
    expect(html).toContain('There is nothing for you to do here now.');
  });

  it('is called off by a compliance manager, with a reason, unless somebody waits', async () => {
    const { id, reviewer } = await scene.assigned();
    const path = pathOf(id, '/calling-off');
    expect((await act(reviewer, path, { '/reason': 'Twice.' })).status).toBe(403);
    expect((await act('compliance', path)).status).toBe(422);
    const { location } = await act('compliance', path, { '/reason': 'Opened twice.' });
    expect(location).toBe(pathOf(id, '?done=called_off'));
    const held = await scene.assigned({ holdUntilReviewed: true });
    expect((await open('compliance', pathOf(held.id))).html).not.toContain('/calling-off');
    const refused = await act('compliance', pathOf(held.id, '/calling-off'), { '/reason': 'Twice.' });
    expect(refused.status).toBe(409);
  });
});
