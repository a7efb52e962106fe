import { randomUUID } from 'node:crypto';
import { deliverActivities } from '../../activities/deliver.ts';
import { mailsToKeep } from '../../db/delivery-start.ts';
import { inTransaction } from '../../db/facts.ts';
import { addPerson } from '../../db/identity.ts';
import { dropIdleAsks, fanOutToWebhooks, relayNext } from '../../db/notification-relay.ts';
import { record } from '../../db/record.ts';
import type { Role } from '../../domain/identity.ts';
import { RequestStory } from '../domain/request-story.ts';
import type { TestDatabase } from '../test-database.ts';
import { toldSince } from './recorded-life.ts';

/** Monday, 10:00 in Berlin, as the stories have it. */
export const monday = '2026-11-23T09:00:00.000Z';

export interface Sent {
  kind: string;
  to: string | null;
  about: string | null;
  state: string;
  channel: string;
}

/** People, requests that are recorded as they are told, and a relay that runs when it is told to. */
export class NotificationScene {
  readonly database: TestDatabase;
  readonly #recorded = new Map<RequestStory, { id: string; seq: number }>();

  constructor(database: TestDatabase) {
    this.database = database;
  }

  person(
    userName: string,
    roles: Role[] = [],
    email: string | null = `${userName}@example.org`,
    timeZone: string | null = null,
  ): Promise<string> {
    const person = { userName, name: userName, email, roles, timeZone };
    return inTransaction(this.database.db, (trx) => addPerson(trx, person, 'system', monday));
  }

  async submit(requester: string, businessOwner: string): Promise<RequestStory> {
    const story = new RequestStory();
    story.submit({ businessOwner }, requester);
    this.#recorded.set(story, { id: randomUUID(), seq: 0 });
    await this.put(story);
    return story;
  }

  idOf(story: RequestStory): string {
    return this.#recorded.get(story)?.id ?? '';
  }

  /** Records what the story has told since the last time. */
  async put(story: RequestStory): Promise<void> {
    const { id, seq } = this.#recorded.get(story) ?? { id: '', seq: 0 };
    await record(this.database.db, toldSince(id, story, seq));
    this.#recorded.set(story, { id, seq: story.told.length });
  }

  async relay(at = monday): Promise<void> {
    const { db } = this.database;
    await dropIdleAsks(db, at);
    await fanOutToWebhooks(db, at);
    while (await relayNext(db, at));
  }

  /** Keeps what waits for nothing but being kept, as a worker without a mail server does. */
  async keep(): Promise<void> {
    const { deliver } = deliverActivities(this.database.db, {
      mail: undefined,
      publicUrl: 'https://countersign.example.org',
      allowPrivateWebhooks: false,
      demo: true,
    });
    for (const id of await mailsToKeep(this.database.db)) await deliver(id);
  }

  /** All deliveries of these kinds (or any), oldest first. */
  async sent(...kinds: string[]): Promise<Sent[]> {
    const rows = await this.database.db
      .selectFrom('delivery')
      .leftJoin('person', 'person.id', 'delivery.person_id')
      .select(['kind', 'person.user_name as to', 'about', 'state', 'channel', 'delivery.role'])
      .orderBy('delivery.created_at')
      .orderBy('notification_id')
      .execute();
    return rows
      .filter(({ kind }) => kinds.length === 0 || kinds.includes(kind))
      .map(({ role, to, ...row }) => ({ ...row, to: to ?? role }));
  }
}
