import { randomUUID } from 'node:crypto';
import { expect } from 'vitest';
import { eventually } from '../eventually.ts';
import type { Account, Answer, TestOrganisation } from '../test-organisation.ts';
import { gateway, sentUse } from './usage-scene.ts';

/** What people do about AI that is used and is not in the register. Findings are the compliance manager's at first. */
export class ShadowAiScene {
  readonly organisation: TestOrganisation;

  constructor(organisation: TestOrganisation) {
    this.organisation = organisation;
  }

  /** Has a system used of which the register knows nothing. */
  async use(name: string, changes: Record<string, unknown> = {}): Promise<void> {
    const tell = await gateway(this.organisation);
    const { body } = await tell('POST', '/v1/usage-events', {
      events: [sentUse(name, { person: 'colleague', ...changes })],
    });
    expect(body).toMatchObject({ accepted: 1 });
  }

  /** The findings of a name that are in a state, newest first. */
  async findings(name: string, state?: string): Promise<{ id: string; number: number; name: string }[]> {
    const query = state === undefined ? '' : `&state=${state}`;
    const { body } = await this.organisation.call('auditor', 'GET', `/v1/shadow-ai?limit=100${query}`);
    const items = body.items as { id: string; number: number; name: string }[];
    return items.filter((one) => one.name === name);
  }

  /** A finding that is open; its id. */
  async found(name = `Wizard ${randomUUID()}`): Promise<string> {
    await this.use(name);
    const [finding] = await eventually(async () => {
      const open = await this.findings(name, 'open');
      return open.length === 1 && open;
    });
    return finding?.id ?? '';
  }

  /** One that is the colleague's. */
  async handedOver(): Promise<string> {
    const id = await this.found();
    expect((await this.act('compliance', id, 'handover', { owner: 'colleague' })).status).toBe(200);
    return id;
  }

  act(account: Account, id: string, act: string, body: unknown = {}, headers = {}): Promise<Answer> {
    return this.organisation.call(account, 'POST', `/v1/shadow-ai/${id}/${act}`, body, headers);
  }

  read(id: string): Promise<Answer> {
    return this.organisation.call('auditor', 'GET', `/v1/shadow-ai/${id}`);
  }

  async eventsOf(id: string): Promise<string[]> {
    const { body } = await this.organisation.call('auditor', 'GET', `/v1/shadow-ai/${id}/events`);
    return (body['items'] as { type: string }[]).map(({ type }) => type);
  }
}
