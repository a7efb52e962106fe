import { randomUUID } from 'node:crypto';
import { beforeEach, describe, expect, it } from 'vitest';
import { headOf } from '../../db/event-store.ts';
import { inTransaction } from '../../db/facts.ts';
import { listMailbox, readMail } from '../../db/mailbox.ts';
import { record } from '../../db/record.ts';
import type { VendorEvent } from '../../domain/vendor-state.ts';
import { answered, assessed, decided, registered } from '../domain/vendor-life.ts';
import { memberOf } from '../domain/request-story.ts';
import { createTestDatabase } from '../test-database.ts';
import { monday, NotificationScene } from './notification-scene.ts';

let scene: NotificationScene;
let owner: string;
const id = randomUUID();
const stream = `vendor/${id}`;
beforeEach(async () => {
  const database = await createTestDatabase();
  scene = new NotificationScene(database);
  owner = await scene.person('olga', ['security']);
  await scene.person('sasha', ['security']);
  await scene.person('pat', ['privacy']);
  return () => database.drop();
});

/** Records the events behind those before, and has them told. */
async function put(...events: VendorEvent[]): Promise<void> {
  const { db } = scene.database;
  const { seq } = await inTransaction(db, (trx) => headOf(trx, stream));
  const caused = events.map((event) => ({ event, commandId: null }));
  await record(db, { stream, expectedSeq: seq, events: caused, outcomes: [] });
  await scene.relay();
  await scene.keep();
}

async function mailsTo(person: string): Promise<{ subject: string; text: string }[]> {
  const mails = await listMailbox(scene.database.db, person, 20);
  const whole = await Promise.all(mails.map((mail) => readMail(scene.database.db, mail.id)));
  return whole.flatMap((mail) => mail ?? []);
}

const find = (mails: { subject: string; text: string }[], start: string) =>
  mails.find(({ subject }) => subject.startsWith(start));

describe('the mails about a vendor', () => {
  it('tell its owner that it is theirs, and what is wanted by when, and lead to its page', async () => {
    await put(registered(owner, 'anna'));
    expect(find(await mailsTo(owner), 'A vendor for you: Example AI Ltd')).toBeDefined();
    await put(assessed());
    const wanted = find(await mailsTo(owner), 'Answers needed by Tue, 27 Jan 2026');
    expect(wanted?.text).toContain(`https://countersign.example.org/vendors/${id}`);
  });

  it('are one where it comes into the register and is assessed at once', async () => {
    await put(registered(owner, 'anna'), assessed());
    expect((await mailsTo(owner)).map(({ subject }) => subject)).toEqual([
      expect.stringMatching(/^Answers needed by /),
    ]);
  });

  it('ask for a sign-off whoever may make it, never the owner', async () => {
    await put(registered(owner, owner), assessed(), answered());
    const asked = await scene.sent('vendor_sign_off_requested');
    expect(asked.map(({ to, about, state }) => [to, about, state]).toSorted()).toEqual([
      ['pat', 'privacy', 'kept'],
      ['sasha', 'security', 'kept'],
    ]);
    const pat = asked.find(({ to }) => to === 'pat');
    expect(pat?.channel).toBe('mail');
    expect(find(await mailsTo(owner), 'Answers are in: Example AI Ltd')).toBeDefined();
  });

  it('tell whoever answers for an approved system that rests on it that it is approved no longer', async () => {
    const requester = await scene.person('robin', ['requester']);
    const [approved, open] = [
      await scene.submit(requester, owner),
      await scene.submit(requester, await scene.person('bo', ['business_owner'])),
    ];
    for (const role of ['security', 'legal', 'privacy', 'business_owner'] as const) {
      const person = role === 'business_owner' ? owner : `person-${role}`;
      approved.signOff(role, { actor: memberOf(role, person) });
    }
    await scene.put(approved);
    const { db } = scene.database;
    const ids = [approved, open].map((story) => scene.idOf(story));
    await db.updateTable('adoption_request').set({ vendor_id: id }).where('id', 'in', ids).execute();
    await put(registered(owner, 'anna'), assessed(), answered(), decided('approved'));
    expect(await scene.sent('vendor_no_longer_approved')).toEqual([]);
    await put({ type: 'VendorLapsed', at: monday, by: 'system' });
    const told = await scene.sent('vendor_no_longer_approved');
    expect(told.map(({ to }) => to).toSorted()).toEqual(['olga', 'robin']);
    const mail = find(await mailsTo(requester), 'Vendor no longer approved: Example AI Ltd');
    expect(mail?.text).toContain('A system that you answer for rests on the vendor “Example AI Ltd”');
    expect(mail?.text).toContain('which is no longer approved: its approval has lapsed');
    expect(mail?.text).toContain(`/adoption-requests/${scene.idOf(approved)}`);
    expect(mail?.text).not.toContain(scene.idOf(open));
  });
});
