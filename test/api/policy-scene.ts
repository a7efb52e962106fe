import { expect } from 'vitest';
import { eventually } from '../eventually.ts';
import type { Account, Answer, TestOrganisation } from '../test-organisation.ts';

export const firstText = {
  markdown: '# Meetings\n\nAsk everybody before a meeting is recorded.\n\n## Keeping\n\nFor a year.',
  rules: [],
};

/** What people do with policies over the API. */
export class PolicyScene {
  readonly organisation: TestOrganisation;

  constructor(organisation: TestOrganisation) {
    this.organisation = organisation;
  }

  post(account: Account, path: string, body: unknown, headers: Record<string, string> = {}): Promise<Answer> {
    return this.organisation.call(account, 'POST', path, body, headers);
  }

  read(id: string, rest = ''): Promise<Answer> {
    return this.organisation.call('auditor', 'GET', `/v1/policies/${id}${rest}`);
  }

  create(changes: Record<string, unknown> = {}, account: Account = 'compliance'): Promise<Answer> {
    return this.post(account, '/v1/policies', {
      title: 'Meeting transcripts',
      owner: 'requester',
      approvers: ['legal', 'privacy'],
      audience: { everyone: true },
      text: firstText,
      ...changes,
    });
  }

  /** A policy of the requester's, with a draft at version 1. */
  async created(changes: Record<string, unknown> = {}): Promise<string> {
    const { status, body } = await this.create(changes);
    expect(status).toBe(201);
    return body.id;
  }

  save(id: string, said: string | object, version = 1, account: Account = 'requester'): Promise<Answer> {
    const text = typeof said === 'string' ? { markdown: said, rules: [] } : said;
    return this.organisation.call(account, 'PUT', `/v1/policies/${id}/draft`, { text }, ifMatch(version));
  }

  submit(
    id: string,
    { version = 1, account = 'requester', ...body }: Record<string, unknown> & SubmitOptions = {},
  ): Promise<Answer> {
    const said = { major: true, note: 'What is new', ...body };
    return this.post(account, `/v1/policies/${id}/submissions`, said, ifMatch(version));
  }

  confirm(id: string, account: Account = 'requester'): Promise<Answer> {
    return this.post(account, `/v1/policies/${id}/confirmations`, {});
  }

  signOff(account: Account, id: string, role: string, body: Record<string, unknown> = {}): Promise<Answer> {
    return this.post(account, `/v1/policies/${id}/sign-offs`, {
      role,
      submission: 1,
      decision: 'approve',
      ...body,
    });
  }

  /** A policy whose first version waits for legal and privacy. */
  async submitted(changes: Record<string, unknown> = {}): Promise<string> {
    const id = await this.created(changes);
    expect((await this.submit(id)).status).toBe(200);
    return id;
  }

  async signed(id: string, submission = 1): Promise<void> {
    for (const role of ['legal', 'privacy'] as const) {
      expect((await this.signOff(role, id, role, { submission })).status).toBe(200);
    }
  }

  /** A policy whose first version is in force, and whose people have been asked. */
  async published(changes: Record<string, unknown> = {}): Promise<string> {
    const id = await this.submitted(changes);
    await this.signed(id);
    await this.asked(id, 1);
    return id;
  }

  /** A further version in force, and everybody asked for it. */
  async publishNext(id: string, said: string | object, draft: number, version: number): Promise<void> {
    await this.declare({ kind: 'incident', note: 'A leak.', policies: [id] });
    await this.until(id, ({ review }) => review !== null);
    expect((await this.save(id, said, draft)).status).toBe(200);
    expect((await this.submit(id, { version: draft + 1 })).status).toBe(200);
    await this.signed(id);
    await this.asked(id, version);
  }

  declare(body: Record<string, unknown>, account: Account = 'compliance'): Promise<Answer> {
    return this.post(account, '/v1/significant-changes', body);
  }

  /** Waits until everybody whom it is for has been asked for this version. */
  async asked(id: string, version: number): Promise<void> {
    const { database } = this.organisation;
    await eventually(async () => {
      const wake = await database.db
        .selectFrom('campaign_wake as w')
        .innerJoin('campaign as c', 'c.id', 'w.campaign_id')
        .select(['w.to_align', 'c.version'])
        .where('c.id', '=', id)
        .executeTakeFirst();
      return wake?.to_align === false && wake.version === version;
    });
  }

  /** The policy, once this is so. */
  until(id: string, holds: (body: Answer['body']) => boolean): Promise<Answer['body']> {
    return eventually(async () => {
      const { body } = await this.read(id);
      return holds(body) && body;
    });
  }

  async hashOf(id: string, version: number): Promise<string> {
    return String((await this.read(id, `/versions/${version}`)).body.hash);
  }

  async acknowledge(account: Account, id: string, version = 1, hash?: string): Promise<Answer> {
    const seen = hash ?? (await this.hashOf(id, version));
    return this.post(account, `/v1/policies/${id}/acknowledgements`, { version, hash: seen });
  }
}

interface SubmitOptions {
  version?: number;
  account?: Account;
}

function ifMatch(version: number): Record<string, string> {
  return { 'if-match': `"${version}"` };
}
