import { beforeEach, describe, expect, it } from 'vitest';
import { findDelegation, grantDelegation } from '../../db/delegation.ts';
import { inTransaction } from '../../db/facts.ts';
import { setActive } from '../../db/identity.ts';
import { listMailbox, readMail } from '../../db/mailbox.ts';
import { choose } from '../../db/notification-choice.ts';
import { rebuildReadModels } from '../../db/rebuild.ts';
import { setRoleAddress } from '../../db/role-address.ts';
import { defaultChoice } from '../../domain/notification-kind.ts';
import type { RequestStory } from '../domain/request-story.ts';
import { memberOf } from '../domain/request-story.ts';
import { createTestDatabase } from '../test-database.ts';
import { monday, NotificationScene } from './notification-scene.ts';

const later = (hours: number, from = monday) => new Date(Date.parse(from) + hours * 3_600_000).toISOString();

let scene: NotificationScene;
let requester: string;
let owner: string;
let anna: string;
let lee: string;
beforeEach(async () => {
  const database = await createTestDatabase();
  scene = new NotificationScene(database);
  requester = await scene.person('robin', ['requester']);
  owner = await scene.person('bo', ['business_owner']);
  anna = await scene.person('anna', ['security']);
  lee = await scene.person('lee', ['legal']);
  await scene.person('pat', ['privacy']);
  return () => database.drop();
});

const submit = () => scene.submit(requester, owner);
const askedFor = async (role: string) =>
  (await scene.sent('sign_off_requested')).filter(({ about }) => about === role).map(({ to }) => to);

async function sign(story: RequestStory, role: 'security' | 'legal' | 'privacy', person: string) {
  expect(story.signOff(role, { actor: memberOf(role, person) })).toBe('accepted');
  await scene.put(story);
}

describe('who of a role is asked', () => {
  it('is its members in turn, one for each request', async () => {
    await scene.person('bert', ['security']);
    await scene.person('cleo', ['security']);
    for (let count = 0; count < 6; count++) {
      await submit();
      await scene.relay(later(count));
    }
    const asked = await askedFor('security');
    expect(asked.slice(0, 3).toSorted()).toEqual(['anna', 'bert', 'cleo']);
    expect(asked.slice(3)).toEqual(asked.slice(0, 3));
  });

  it('is never the requester, nor somebody who has left', async () => {
    await scene.person('zoe', ['security']);
    await inTransaction(scene.database.db, (trx) => setActive(trx, lee, false, 'system', monday));
    await scene.submit(anna, owner);
    await scene.relay();
    expect(await askedFor('security')).toEqual(['zoe']);
    const [toLegal] = (await scene.sent('sign_off_requested')).filter(({ about }) => about === 'legal');
    expect(toLegal).toMatchObject({ to: null, state: 'failed' });
  });

  it('is nobody whom segregation of duties bars: who has signed for another role, or is asked for one here', async () => {
    const both = await scene.person('both', ['security', 'legal']);
    const story = await submit();
    await sign(story, 'security', both);
    await scene.relay();
    expect(await askedFor('legal')).toEqual(['lee']);
    expect(await askedFor('security')).toEqual([]);
    await scene.relay();
    await submit();
    await scene.relay(later(1));
    const [[security], [, legal]] = [await askedFor('security'), await askedFor('legal')];
    // Whose turn it is among those who were never asked is a toss-up; that it is one request to one person is not.
    expect(['anna', 'both']).toContain(security);
    expect(legal).toBe(security === 'both' ? 'lee' : 'both');
  });

  it('is the delegate of a member who is away, and the member again afterwards', async () => {
    const dana = await scene.person('dana', ['requester']);
    const granted = {
      id: 'delegation-1',
      from: lee,
      to: dana,
      roles: ['legal' as const],
      startsAt: monday,
      endsAt: later(24),
      reason: 'Leave',
    };
    await grantDelegation(scene.database.db, granted, lee, monday);
    expect(await findDelegation(scene.database.db, 'delegation-1')).toBeDefined();
    await submit();
    await scene.relay(later(1));
    await submit();
    await scene.relay(later(25));
    expect(await askedFor('legal')).toEqual(['dana', 'lee']);
    expect(await scene.sent('delegation_granted')).toMatchObject([{ to: 'dana' }]);
  });

  it('is the role’s own address where it has one', async () => {
    const address = {
      role: 'legal' as const,
      mail: 'legal@example.org',
      slackUrl: 'https://hooks.example.org/1',
    };
    await setRoleAddress(scene.database.db, address, 'system', monday);
    await submit();
    await scene.relay();
    const asked = (await scene.sent('sign_off_requested')).filter(({ about }) => about === 'legal');
    expect(asked.map(({ to, channel }) => [to, channel])).toEqual([
      ['legal', 'mail'],
      ['legal', 'slack'],
    ]);
  });

  it('is rather somebody who can be reached', async () => {
    const silent = await scene.person('aaron', ['security']);
    await choose(scene.database.db, silent, { ...defaultChoice, asks: 'none', slackUrl: null });
    await scene.person('aida', ['security'], null);
    for (let count = 0; count < 3; count++) {
      await submit();
      await scene.relay(later(count));
    }
    expect(await askedFor('security')).toEqual(['anna', 'anna', 'anna']);
  });

  it('is somebody else once whoever was asked has left before the mail went', async () => {
    const zoe = await scene.person('zoe', ['security']);
    await submit();
    await scene.relay();
    const [first] = await askedFor('security');
    const [left, stays] = first === 'anna' ? [anna, 'zoe'] : [zoe, 'anna'];
    await inTransaction(scene.database.db, (trx) => setActive(trx, left, false, 'system', monday));
    await scene.keep();
    await scene.relay(later(1));
    await scene.keep();
    const asked = (await scene.sent('sign_off_requested')).filter(({ about }) => about === 'security');
    expect(asked.map(({ to, state }) => [to, state])).toEqual([
      [first, 'dropped'],
      [stays, 'kept'],
    ]);
  });
});

describe('reminders', () => {
  it('come to whoever was asked, in one digest each working morning of theirs', async () => {
    await scene.person('zoe', ['security'], 'zoe@example.org', 'America/New_York');
    const stories = [await submit(), await submit(), await submit()];
    await scene.relay();
    const asked = await askedFor('security');
    const friday = '2026-11-27T09:30:00.000Z';
    for (const story of stories) {
      story.waitUntil(friday);
      await scene.put(story);
    }
    await scene.relay(friday);
    const reminders = await scene.sent('sign_off_reminder');
    expect(reminders.filter(({ about }) => about === 'security').map(({ to }) => to)).toEqual(asked);
    const digests = await scene.database.db
      .selectFrom('delivery')
      .innerJoin('person', 'person.id', 'delivery.person_id')
      .select(['user_name', 'digest_on', 'send_at'])
      .where('kind', '=', 'reminder_digest')
      .orderBy('user_name')
      .execute();
    expect(digests.map(({ user_name }) => user_name)).toEqual(['anna', 'bo', 'lee', 'pat', 'zoe']);
    const [toAnna, , , , toZoe] = digests;
    expect(toAnna).toMatchObject({ digest_on: '2026-11-30', send_at: '2026-11-30T07:00:00.000Z' });
    expect(toZoe).toMatchObject({ digest_on: '2026-11-27', send_at: '2026-11-27T13:00:00.000Z' });
  });

  it('come at once to whoever wants that', async () => {
    await choose(scene.database.db, lee, { ...defaultChoice, remindersAs: 'at_once', slackUrl: null });
    const story = await submit();
    story.waitUntil('2026-11-27T09:30:00.000Z');
    await scene.put(story);
    await scene.relay();
    await scene.keep();
    const kept = (await scene.sent('sign_off_reminder')).filter(({ state }) => state === 'kept');
    expect(kept.map(({ to }) => to)).toEqual(['lee']);
  });
});

describe('once it is decided', () => {
  it('nobody is asked any more: not who was not told yet, nor whose mail had not gone', async () => {
    const [told, untold] = [await submit(), await submit()];
    await scene.relay();
    for (const story of [told, untold]) {
      story.signOff('legal', { actor: memberOf('legal', lee), decision: 'reject', comment: 'No' });
      await scene.put(story);
    }
    await scene.relay(later(1));
    await scene.keep();
    expect((await scene.sent('sign_off_requested')).every(({ state }) => state === 'dropped')).toBe(true);
    expect((await scene.sent('decided')).map(({ to, state }) => [to, state])).toEqual([
      ['robin', 'kept'],
      ['robin', 'kept'],
    ]);
  });

  it('what was never relayed makes no delivery at all', async () => {
    const story = await submit();
    story.signOff('legal', { actor: memberOf('legal', lee), decision: 'reject', comment: 'No' });
    await scene.put(story);
    await scene.relay();
    expect((await scene.sent()).map(({ kind }) => kind)).toEqual(['decided']);
  });
});

describe('side by side', () => {
  it('relays tell everybody once', async () => {
    await Promise.all(Array.from({ length: 10 }, submit));
    await Promise.all([scene.relay(), scene.relay(), scene.relay()]);
    expect(await scene.sent('sign_off_requested')).toHaveLength(40);
  });

  it('one that cannot be told lets the others go first', async () => {
    await submit();
    await scene.database.db
      .insertInto('notification')
      .values({
        stream: 'delegation/x',
        seq: 1,
        kind: 'sign_off_requested',
        recipient: 'role/legal',
        about: 'legal',
        topic: `adoption-request/${scene.idOf(await submit())}`,
        at: monday,
        try_at: null,
        relayed_at: null,
      })
      .execute();
    await scene.database.db.deleteFrom('approval_policy').execute();
    await scene.relay();
    expect(await scene.sent('sign_off_requested')).toHaveLength(9);
  });
});

describe('a rebuild', () => {
  it('tells nobody a second time', async () => {
    const story = await submit();
    await scene.relay();
    await scene.keep();
    const before = await scene.sent();
    const outbox = () => scene.database.db.selectFrom('notification').selectAll().orderBy('id').execute();
    const rows = await outbox();
    await rebuildReadModels(scene.database.db);
    expect(await outbox()).toEqual(rows);
    await scene.relay(later(1));
    expect(await scene.sent()).toEqual(before);
    expect(story.types).toEqual(['Submitted']);
  });
});

describe('the mailbox', () => {
  it('keeps what would have been sent, hostile titles and all', async () => {
    const story = await submit();
    story.amend({ title: '"><img src=x onerror=alert(1)>' }, { by: requester });
    await scene.put(story);
    await scene.relay();
    await scene.keep();
    const [mail] = await listMailbox(scene.database.db, lee, 10);
    const whole = await readMail(scene.database.db, mail?.id ?? '');
    expect(whole?.html).not.toContain('<img');
    expect(whole?.html).toContain('&lt;img src=x');
    expect(whole?.text).toContain(`https://countersign.example.org/adoption-requests/${scene.idOf(story)}`);
  });
});
