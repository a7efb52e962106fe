import { randomUUID } from 'node:crypto';
import { Writable } from 'node:stream';
import pino from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Account, type FormFields, TestOrganisation } from '../../test-organisation.ts';
import { OversightScene } from '../oversight-scene.ts';
import { formOnPage } from './form-on-page.ts';

const logged: string[] = [];
const log = pino(
  { level: 'trace' },
  new Writable({
    write(chunk: Buffer, _encoding, done) {
      logged.push(chunk.toString());
      done();
    },
  }),
);

let organisation: TestOrganisation;
let scene: OversightScene;
beforeAll(async () => {
  organisation = await TestOrganisation.found({ log, relay: true });
  scene = new OversightScene(organisation);
  await scene.staff();
});
afterAll(() => organisation.close());

async function raise(account: Account, typed: FormFields, from = '/concerns/new') {
  const fields = { ...formOnPage(await organisation.page(account, from), '/concerns'), ...typed };
  return organisation.submitForm(account, '/concerns', fields);
}

const idIn = (location: string | null | undefined) =>
  /^\/concerns\/([0-9a-f-]{36})$/.exec(location ?? '')?.[1] ?? '';

describe('a concern on the page', () => {
  it('is raised in one’s own name, by an auditor too, and answered with its reference', async () => {
    for (const account of ['requester', 'auditor'] as const) {
      const { location } = await raise(account, { '/summary': 'It answers in the wrong language' });
      const id = idIn(location);
      const { html } = await organisation.page(account, `/concerns/${id}`);
      expect(html).toContain(id);
      expect(html).toContain('You hear what was decided.');
      expect((await scene.read(id)).body).toMatchObject({
        kind: 'concern',
        severity: 'medium',
        openedBy: { userName: account },
      });
    }
  });

  it('comes from the page of a system, with its name filled in', async () => {
    const system = await scene.system();
    const link = `/concerns/new?system=${system}`;
    expect((await organisation.page('auditor', `/ai-systems/${system}`)).html).toContain(`href="${link}"`);
    const { location } = await raise('colleague', { '/summary': 'It insults people' }, link);
    expect((await scene.read(idIn(location))).body).toMatchObject({ system: { id: system } });
  });

  it('is opened once, however often it is pressed', async () => {
    const page = await organisation.page('requester', '/concerns/new');
    const fields = { ...formOnPage(page, '/concerns'), '/summary': 'It answers twice' };
    const press = () => organisation.submitForm('requester', '/concerns', fields);
    const [one, other] = await Promise.all([press(), press()]);
    expect(idIn(one.location)).not.toBe('');
    expect(other.location).toBe(one.location);
  });

  it('is refused beside what was typed: nothing said, and what is called by no name', async () => {
    const silent = await raise('requester', { '/details': 'I had typed this.' });
    expect(silent.status).toBe(422);
    expect(silent.html).toContain('I had typed this.');
    const unknown = { '/summary': 'It is wrong', '/system': 'Nothing', '/anonymous': 'true' };
    const refused = await raise('requester', unknown);
    expect(refused.status).toBe(422);
    expect(refused.html).toContain('No AI system of this id or name');
    const { '/anonymous': anonymous } = formOnPage(refused, '/concerns');
    expect(anonymous).toBe('true');
  });

  it('is anonymous where that is chosen, also in the log, on the way there and back', async () => {
    const me = await scene.idOf('legal');
    const lines = logged.length;
    const { location } = await raise('legal', { '/summary': 'It lies', '/anonymous': 'true' });
    const id = idIn(location);
    const { html } = await organisation.page('legal', `/concerns/${id}`);
    expect(html).toContain('Keep it.');
    const { body } = await scene.read(id);
    expect(body['openedBy']).toMatchObject({ id: 'anonymous' });
    const events = await organisation.database.db
      .selectFrom('event')
      .select('canonical')
      .where('stream', '=', `oversight-case/${id}`)
      .execute();
    expect(events.map(({ canonical }) => canonical).join()).not.toContain(me);
    const written = logged.slice(lines).filter((line) => line.includes('/concerns'));
    expect(written.length).toBeGreaterThanOrEqual(3);
    for (const trace of ['remoteAddress', 'user-agent', 'cookie', me]) {
      expect(written.join(''), trace).not.toContain(trace);
    }
    expect((await organisation.page('auditor', `/oversight-cases/${id}`)).html).toContain(
      'somebody who gave no name',
    );
  });

  it('is no way to look at other cases', async () => {
    const { id } = await scene.assigned();
    expect((await organisation.page('requester', `/concerns/${id}`)).status).toBe(404);
    expect((await organisation.page('requester', `/concerns/${randomUUID()}`)).status).toBe(404);
  });
});
