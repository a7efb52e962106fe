import { expect } from 'vitest';
import { eventually } from '../eventually.ts';
import type { Account, Answer, TestOrganisation } from '../test-organisation.ts';

const signatories: [Account, string][] = [
  ['security', 'security'],
  ['legal', 'legal'],
  ['privacy', 'privacy'],
  ['business-owner', 'business_owner'],
];

/** What people do with AI systems in use over the API. Its owner is the business owner, its requester the requester. */
export class AiSystemScene {
  readonly organisation: TestOrganisation;

  constructor(organisation: TestOrganisation) {
    this.organisation = organisation;
  }

  post(
    account: Account,
    path: string,
    body: unknown = {},
    headers: Record<string, string> = {},
  ): Promise<Answer> {
    return this.organisation.call(account, 'POST', path, body, headers);
  }

  read(id: string, rest = ''): Promise<Answer> {
    return this.organisation.call('auditor', 'GET', `/v1/ai-systems/${id}${rest}`);
  }

  /** A request that all of them have approved; its id is the id of the system that it opens. */
  async approvedRequest(changes: Record<string, unknown> = {}, conditions: unknown[] = []): Promise<string> {
    const { status, body } = await this.organisation.submit(changes);
    expect(status).toBe(201);
    for (const [account, role] of signatories) {
      const conditional = role === 'legal' && conditions.length > 0;
      const said = conditional ? { decision: 'approve_with_conditions', conditions } : {};
      expect((await this.organisation.signOff(account, body.id, role, said)).status).toBe(200);
    }
    return body.id;
  }

  /** An approved system that nobody has taken into use yet. */
  async approved(changes: Record<string, unknown> = {}, conditions: unknown[] = []): Promise<string> {
    const id = await this.approvedRequest(changes, conditions);
    await eventually(async () => (await this.read(id)).status === 200);
    return id;
  }

  async live(changes: Record<string, unknown> = {}): Promise<string> {
    const id = await this.approved(changes);
    expect((await this.act('business-owner', id, 'going-live')).status).toBe(200);
    return id;
  }

  async suspended(changes: Record<string, unknown> = {}): Promise<string> {
    const id = await this.live(changes);
    expect((await this.act('security', id, 'suspension', { note: 'It leaks.' })).status).toBe(200);
    return id;
  }

  act(account: Account, id: string, act: string, body: unknown = {}, headers = {}): Promise<Answer> {
    return this.post(account, `/v1/ai-systems/${id}/${act}`, body, headers);
  }

  set(account: Account, id: string, what: string, body: unknown): Promise<Answer> {
    return this.organisation.call(account, 'PUT', `/v1/ai-systems/${id}/${what}`, body);
  }

  async eventsOf(id: string): Promise<string[]> {
    const { body } = await this.read(id, '/events');
    return (body['items'] as { type: string }[]).map(({ type }) => type);
  }

  /** The system, once this is so. */
  until(id: string, holds: (body: Answer['body']) => boolean): Promise<Answer['body']> {
    return eventually(async () => {
      const { body } = await this.read(id);
      return holds(body) && body;
    });
  }
}
