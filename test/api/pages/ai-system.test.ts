import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eventually } from '../../eventually.ts';
import {
  type Account,
  exampleSubmission,
  type FormFields,
  type PageAnswer,
  TestOrganisation,
} from '../../test-organisation.ts';
import { AiSystemScene } from '../ai-system-scene.ts';
import { gateway, sentUse } from '../usage-scene.ts';
import { formOnPage } from './form-on-page.ts';

let organisation: TestOrganisation;
let scene: AiSystemScene;
beforeAll(async () => {
  organisation = await TestOrganisation.found();
  scene = new AiSystemScene(organisation);
});
afterAll(() => organisation.close());

const open = (account: Account, path: string) => organisation.page(account, path);
const send = (account: Account, path: string, fields: FormFields): Promise<PageAnswer> =>
  organisation.submitForm(account, path, fields);
const pathOf = (id: string, rest = '') => `/ai-systems/${id}${rest}`;

/** The form of a page as somebody has it before them, with more typed in it. */
async function typedInto(account: Account, path: string, typed: FormFields = {}): Promise<FormFields> {
  return { ...formOnPage(await open(account, path), path), ...typed };
}

const count = async (id: string, type: string) =>
  (await scene.eventsOf(id)).filter((one) => one === type).length;

const named = (name: string) => ({ system: { ...(exampleSubmission()['system'] as object), name } });

describe('the register', () => {
  it('is empty in words, and lists what was approved by state, words, tier and owner', async () => {
    const name = `Register ${randomUUID()}`;
    expect((await open('colleague', `/ai-systems?q=${encodeURIComponent(name)}`)).html).toContain(
      'No AI system is like that.',
    );
    const id = await scene.approved(named(name));
    for (const query of ['', 'state=approved', 'tier=medium', 'owner=business-owner', 'sort=next_review']) {
      const { status, html } = await open('colleague', `/ai-systems?${query}&q=${encodeURIComponent(name)}`);
      expect([status, html.includes(pathOf(id))], query).toEqual([200, true]);
    }
    for (const query of ['state=live', 'tier=high', 'owner=requester']) {
      const { html } = await open('colleague', `/ai-systems?${query}&q=${encodeURIComponent(name)}`);
      expect(html, query).not.toContain(pathOf(id));
    }
  });

  it('is found from the request that opened a system, and leads nowhere where there is none', async () => {
    const id = await scene.approved();
    expect((await open('colleague', `/adoption-requests/${id}`)).html).toContain(`href="${pathOf(id)}"`);
    expect((await open('colleague', pathOf(randomUUID()))).status).toBe(404);
  });
});

describe('the use of a system', () => {
  it('is begun once, however often it is pressed', async () => {
    const id = await scene.approved();
    const path = pathOf(id, '/going-live');
    const fields = await typedInto('business-owner', path);
    const press = () => send('business-owner', path, fields);
    for (const { location } of await Promise.all([press(), press()])) {
      expect(location).toBe(pathOf(id, '?done=live'));
    }
    expect(await count(id, 'AiSystemWentLive')).toBe(1);
    expect((await send('business-owner', path, await typedInto('business-owner', path))).status).toBe(409);
  });

  it.each([
    ['going-live', 'colleague', {}],
    ['review', 'security', { '/note': 'Looked at.' }],
    ['hand-over', 'colleague', { '/owner': 'colleague' }],
    ['decommissioning', 'security', { '/reason': 'Mine.' }],
    ['suspension', 'colleague', { '/note': 'Mine.' }],
    ['change', 'colleague', { '/change': 'new_law', '/note': 'A law.' }],
    ['training', 'legal', { '/training': 'ai_use' }],
    ['user-removal', 'colleague', { '/person': 'requester', '/reason': 'Mine.' }],
    ['boundaries', 'legal', { seen: '', step: 'set' }],
  ] as const)('refuses %s to whom it is not for, who is offered none either', async (act, account, typed) => {
    const id = await (act === 'going-live' ? scene.approved() : scene.live());
    const path = pathOf(id, `/${act}`);
    const before = await scene.eventsOf(id);
    expect((await open(account, pathOf(id))).html).not.toContain(`href="${path}"`);
    for (const one of [account, 'auditor'] as const) {
      const { status } = await send(one, path, { ...typed, key: randomUUID() });
      expect(status, one).toBe(403);
    }
    expect(await scene.eventsOf(id)).toEqual(before);
  });

  it('is stopped with a reason, and let go on by others than its owner', async () => {
    const id = await scene.live();
    const stop = pathOf(id, '/suspension');
    const silent = await send('security', stop, await typedInto('security', stop));
    expect(silent.status).toBe(422);
    const said = { ...formOnPage(silent, stop), '/note': 'It leaks.' };
    expect((await send('security', stop, said)).location).toBe(pathOf(id, '?done=suspended'));
    expect((await open('colleague', pathOf(id))).html).toContain('It leaks.');

    const resume = pathOf(id, '/resumption');
    const mended = { '/note': 'Mended.' };
    expect((await open('business-owner', pathOf(id))).html).not.toContain(resume);
    const byOwner = await typedInto('business-owner', resume, mended);
    expect((await send('business-owner', resume, byOwner)).status).toBe(403);
    const byManager = await typedInto('compliance', resume, mended);
    expect((await send('compliance', resume, byManager)).location).toBe(pathOf(id, '?done=resumed'));
    expect(await count(id, 'AiSystemResumed')).toBe(1);
  });

  it('ends for good, and nothing is offered then', async () => {
    const id = await scene.live();
    const path = pathOf(id, '/decommissioning');
    const fields = await typedInto('business-owner', path, { '/reason': 'Replaced.' });
    expect((await send('business-owner', path, fields)).location).toBe(pathOf(id, '?done=decommissioned'));
    const { html } = await open('business-owner', pathOf(id));
    expect(html).toContain('There is nothing for you to do here now.');
    expect(html).not.toContain(`action="${pathOf(id, '/amendment')}"`);
    const again = await typedInto('business-owner', pathOf(id, '/review'), { '/note': 'Once more.' });
    expect((await send('business-owner', pathOf(id, '/review'), again)).status).toBe(409);
  });

  it('is handed over to somebody who is there', async () => {
    const id = await scene.live();
    const path = pathOf(id, '/hand-over');
    const nobody = await send(
      'business-owner',
      path,
      await typedInto('business-owner', path, { '/owner': 'nobody-here' }),
    );
    expect(nobody.status).toBe(422);
    expect(nobody.html).toContain('href="#field-owner"');
    const fields = { ...formOnPage(nobody, path), '/owner': 'colleague' };
    expect((await send('business-owner', path, fields)).location).toBe(pathOf(id, '?done=handed_over'));
    expect((await open('business-owner', pathOf(id))).html).not.toContain('You answer for it');
  });
});

describe('joining', () => {
  const asked = async () => {
    const id = await scene.live();
    const path = pathOf(id, '/joining');
    const fields = await typedInto('colleague', path, { '/reason': 'For our tickets.' });
    const press = () => send('colleague', path, fields);
    for (const { location } of await Promise.all([press(), press()])) {
      expect(location).toBe(pathOf(id, '?done=asked'));
    }
    expect(await count(id, 'JoiningAsked')).toBe(1);
    return id;
  };

  it('is answered by the owner, once', async () => {
    const id = await asked();
    expect((await open('colleague', pathOf(id))).html).toContain('Its owner has not');
    const path = pathOf(id, '/joinings/1');
    const chosen = await typedInto('business-owner', path);
    expect((await send('business-owner', path, chosen)).status).toBe(422);
    const fields = await typedInto('business-owner', path, { '/admit': 'true' });
    const press = () => send('business-owner', path, fields);
    for (const { location } of await Promise.all([press(), press()])) {
      expect(location).toBe(pathOf(id, '?done=answered'));
    }
    expect(await count(id, 'UserAdmitted')).toBe(1);
    expect((await open('business-owner', path)).status).toBe(404);
    expect((await send('business-owner', path, { ...fields, key: randomUUID() })).status).toBe(409);
    expect((await open('colleague', pathOf(id))).html).toContain('You are among those');
  });

  it('is not answered by others, and declined only with a reason', async () => {
    const id = await asked();
    const path = pathOf(id, '/joinings/1');
    for (const account of ['colleague', 'security', 'auditor'] as const) {
      expect((await send(account, path, { '/admit': 'true', key: randomUUID() })).status).toBe(403);
      expect((await open(account, pathOf(id))).html).not.toContain(`href="${path}"`);
    }
    const silent = await typedInto('business-owner', path, { '/admit': 'false' });
    const refused = await send('business-owner', path, silent);
    expect(refused.status).toBe(422);
    const said = { ...formOnPage(refused, path), '/admit': 'false', '/note': 'Your team has its own.' };
    expect((await send('business-owner', path, said)).location).toBe(pathOf(id, '?done=answered'));
    expect(await count(id, 'JoiningDeclined')).toBe(1);
  });
});

describe('a change', () => {
  const declared = async () => {
    const id = await scene.live();
    const path = pathOf(id, '/change');
    const fields = await typedInto('business-owner', path, {
      '/change': 'model_version',
      '/note': 'example-large-3.',
    });
    expect((await send('business-owner', path, fields)).location).toBe(pathOf(id, '?done=declared'));
    return id;
  };
  const signing = (decision = 'approve', comment = '') => ({
    role: 'security',
    decision,
    '/comment': comment,
    key: randomUUID(),
  });

  it('is signed in two steps, once, and not in the first', async () => {
    const id = await declared();
    const path = pathOf(id, '/changes/1/sign-off');
    const first = await send('security', path, signing());
    expect(first.html).toContain('Approve for Security');
    expect(await count(id, 'AiSystemSignedOff')).toBe(0);
    const fields = formOnPage(first, `${path}s`);
    const press = () => send('security', `${path}s`, fields);
    for (const { location } of await Promise.all([press(), press()])) {
      expect(location).toBe(pathOf(id, '?done=signed'));
    }
    expect(await count(id, 'AiSystemSignedOff')).toBe(1);
    const late = await send('security-2', `${path}s`, signing('approve', 'Me too.'));
    expect(late.status).toBe(409);
    expect(late.html).toContain('Nothing was signed');
    expect(late.html).toContain('Me too.');
  });

  it('is rejected with a reason, which suspends the system', async () => {
    const id = await declared();
    const path = pathOf(id, '/changes/1/sign-offs');
    const silent = await send('security', path, signing('reject'));
    expect(silent.status).toBe(422);
    const said = { ...formOnPage(silent, path), '/comment': 'It trains on our data.' };
    expect((await send('security', path, said)).location).toBe(pathOf(id, '?done=signed'));
    expect((await open('colleague', pathOf(id))).html).toContain('a change of it is not signed off');
  });

  it('is not signed by who does not hold the role, who is offered none either', async () => {
    const id = await declared();
    for (const account of ['colleague', 'legal', 'auditor'] as const) {
      const path = pathOf(id, '/changes/1/sign-off');
      expect((await open(account, path)).html).not.toContain(`action="${path}"`);
      expect((await send(account, `${path}s`, signing())).status).toBe(403);
    }
    expect(await count(id, 'AiSystemSignedOff')).toBe(0);
  });
});

describe('boundaries', () => {
  const rate = {
    '/boundaries/0/statement': 'People still read.',
    '/boundaries/0/most': '500',
    '/boundaries/0/windowMinutes': '60',
  };

  it('are added and taken out on the page without being set, then set', async () => {
    const id = await scene.live();
    const path = pathOf(id, '/boundaries');
    const added = await send(
      'business-owner',
      path,
      await typedInto('business-owner', path, { step: 'more', kind: 'rate' }),
    );
    const typed = { ...formOnPage(added, path), ...rate };
    const less = await send('business-owner', path, { ...typed, step: 'without-0' });
    expect(less.html).toContain('There are none.');
    expect(await count(id, 'BoundariesSet')).toBe(0);
    expect((await send('business-owner', path, { ...typed, step: 'set' })).location).toBe(
      pathOf(id, '?done=bounded'),
    );
    expect((await scene.read(id)).body['boundaries']).toEqual([
      {
        kind: 'rate',
        id: 'people-still-read',
        statement: 'People still read.',
        most: 500,
        windowMinutes: 60,
      },
    ]);
  });

  it('say at the field what is wrong with them, and keep what was typed', async () => {
    const id = await scene.live();
    const path = pathOf(id, '/boundaries');
    const typed = {
      ...(await typedInto('business-owner', path)),
      boundary: '0',
      '/boundaries/0/kind': 'rate',
    };
    const refused = await send('business-owner', path, {
      ...typed,
      ...rate,
      '/boundaries/0/most': 'many',
      step: 'set',
    });
    expect(refused.status).toBe(422);
    expect(refused.html).toContain('href="#field-boundaries-0-most"');
    expect(refused.html).toContain('must be a number');
    expect(refused.html).toContain('value="many"');
  });

  it('are not set over what somebody else has set since without a word', async () => {
    const id = await scene.live();
    const path = pathOf(id, '/boundaries');
    const mine = {
      ...(await typedInto('business-owner', path)),
      boundary: '0',
      '/boundaries/0/kind': 'rate',
      ...rate,
      step: 'set',
    };
    const theirs = { id: 'theirs', statement: 'Theirs.', kind: 'cost', most: 4, windowMinutes: 60 };
    await scene.set('compliance', id, 'boundaries', { boundaries: [theirs] });
    const refused = await send('business-owner', path, mine);
    expect(refused.status).toBe(412);
    expect(refused.html).toContain('Theirs.');
    expect(refused.html).toContain('People still read.');
    const again = { ...formOnPage(refused, path), step: 'set' };
    expect((await send('business-owner', path, again)).location).toBe(pathOf(id, '?done=bounded'));
    expect((await scene.read(id)).body['boundaries']).toMatchObject([{ id: 'people-still-read' }]);
  });
});

describe('training and users', () => {
  it('are set and taken back by who answers for the system', async () => {
    const id = await scene.live();
    const training = pathOf(id, '/training');
    const ticked = await typedInto('business-owner', training, { '/training': 'ai_use' });
    expect((await send('business-owner', training, ticked)).location).toBe(pathOf(id, '?done=trained'));
    const shown = formOnPage(await open('business-owner', training), training);
    expect(shown['/training']).toBe('ai_use');

    const removal = pathOf(id, '/user-removal');
    const fields = await typedInto('business-owner', removal, {
      '/person': 'requester',
      '/reason': 'Left us.',
    });
    expect((await send('business-owner', removal, fields)).location).toBe(pathOf(id, '?done=removed'));
    expect(await count(id, 'UserRemoved')).toBe(1);
  });
});

describe('another scope', () => {
  it('begins one draft that is filled in, and keeps what it changes through all steps', async () => {
    const id = await scene.live();
    const form = formOnPage(await open('compliance', pathOf(id)), pathOf(id, '/amendment'));
    const press = () => send('compliance', pathOf(id, '/amendment'), form);
    const { location } = await press();
    expect(location).toMatch(/^\/drafts\/[0-9a-f-]{36}\/system$/);
    expect((await press()).location).toBe(location);
    const draft = location?.split('/')[2] ?? '';
    for (const step of ['system', 'purpose', 'data', 'owner']) {
      const path = `/drafts/${draft}/${step}`;
      const page = await open('compliance', path);
      expect(page.html, step).toContain('This asks for another scope of');
      const more: FormFields = step === 'system' ? { '/title': 'Drafts for sales too' } : {};
      await send('compliance', path, { ...formOnPage(page, path), ...more, to: 'check' });
    }
    const { body } = await organisation.call('compliance', 'GET', `/v1/drafts/${draft}`);
    expect(body['content']).toMatchObject({ title: 'Drafts for sales too', system: { amends: id } });
    const check = await open('compliance', `/drafts/${draft}/check`);
    const submission = `/drafts/${draft}/submission`;
    const submitted = await send('compliance', submission, formOnPage(check, submission));
    const request = submitted.location?.split(/[/?]/)[2] ?? '';
    const { body: asked } = await organisation.call('auditor', 'GET', `/v1/adoption-requests/${request}`);
    expect(asked).toMatchObject({ system: { amends: id } });
    expect((await open('colleague', `/adoption-requests/${request}`)).html).toContain(
      'It asks for another scope of',
    );
  });
});

describe('figures', () => {
  it('are drawn with the gist in words and the numbers in a table, with what was broken', async () => {
    const id = await scene.live();
    expect((await open('colleague', pathOf(id))).html).toContain('Nobody has told of any use yet.');
    const boundary = {
      id: 'quality',
      statement: 'Good answers.',
      kind: 'metric',
      metric: 'quality',
      least: 0.7,
    };
    await scene.set('business-owner', id, 'boundaries', {
      boundaries: [{ ...boundary, windowMinutes: 60 }],
    });
    const tell = await gateway(organisation);
    const events = [0.5, 0.6].map((quality) =>
      sentUse(id, { requests: 20, cost: 1.5, measurements: { quality } }),
    );
    expect((await tell('POST', '/v1/usage-events', { events })).status).toBe(200);
    const { html } = await open('colleague', pathOf(id));
    expect(html).toMatch(/role="img" aria-label="Uses a day: 40 uses, at most 40 a day"/);
    expect(html).toMatch(/aria-label="Cost a day in EUR: 3 EUR/);
    expect(html).toMatch(/aria-label="quality: from 0\.55 to 0\.55, last 0\.55, to be 0\.7 at least"/);
    expect(html).toContain('class="chart-limit"');
    await eventually(async () =>
      (await open('colleague', pathOf(id))).html.includes('Boundaries that were broken'),
    );
  });
});

it('shows hostile words as words, wherever they stand', async () => {
  const hostile = '<img src=x onerror=alert(1)>';
  const id = await scene.live({ ...named(hostile), title: hostile });
  const boundary = { id: 'a', statement: hostile, kind: 'rate', most: 0, windowMinutes: 60 };
  await scene.set('business-owner', id, 'boundaries', { boundaries: [boundary] });
  await scene.act('colleague', id, 'joinings', { reason: hostile });
  await scene.act('business-owner', id, 'changes', { change: 'new_law', note: hostile });
  await scene.act('security', id, 'suspension', { note: hostile });
  for (const [account, path] of [
    ['business-owner', pathOf(id)],
    ['business-owner', pathOf(id, '/boundaries')],
    ['business-owner', pathOf(id, '/joinings/1')],
    ['legal', pathOf(id, '/changes/1/sign-off')],
    ['compliance', pathOf(id, '/resumption')],
    ['colleague', '/ai-systems?q=img'],
  ] as const) {
    const { status, html } = await open(account, path);
    expect(status, path).toBe(200);
    expect(html, path).toContain('&lt;img src=x');
    expect(html, path).not.toMatch(/<img/i);
  }
});
