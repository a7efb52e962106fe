import { expect } from 'vitest';
import { minutes as minutesSchema } from '../../api/schemas/management-review.ts';
import type { Account, Answer, TestOrganisation } from '../test-organisation.ts';

export const exampleMinutes = structuredClone(minutesSchema.meta()?.example) as Record<string, unknown>;

/** Management reviews, and what people do with them. */
export class ManagementReviewScene {
  readonly organisation: TestOrganisation;

  constructor(organisation: TestOrganisation) {
    this.organisation = organisation;
  }

  /** Opened out of turn; returns its id. */
  async opened(): Promise<string> {
    const body = { reason: 'Two of our providers have merged.' };
    const { status, body: review } = await this.organisation.call(
      'compliance',
      'POST',
      '/v1/management-reviews',
      body,
    );
    expect(status).toBe(201);
    return review.id;
  }

  async written(): Promise<string> {
    const id = await this.opened();
    expect((await this.write(id)).status).toBe(200);
    return id;
  }

  async submitted(): Promise<string> {
    const id = await this.written();
    expect((await this.submit(id)).status).toBe(200);
    return id;
  }

  async closed(): Promise<string> {
    const id = await this.submitted();
    expect((await this.sign(id)).status).toBe(200);
    return id;
  }

  write(
    id: string,
    {
      account = 'compliance',
      version = 0,
      minutes = exampleMinutes,
      headers = {},
    }: { account?: Account; version?: number; minutes?: unknown; headers?: Record<string, string> } = {},
  ): Promise<Answer> {
    const path = `/v1/management-reviews/${id}/minutes`;
    return this.organisation.call(account, 'PUT', path, minutes, { 'if-match': `"${version}"`, ...headers });
  }

  submit(
    id: string,
    { account = 'compliance', version = 1 }: { account?: Account; version?: number } = {},
  ): Promise<Answer> {
    return this.post(account, id, 'submission', { version });
  }

  sign(
    id: string,
    { account = 'management', ...body }: { account?: Account } & Record<string, unknown> = {},
    headers: Record<string, string> = {},
  ): Promise<Answer> {
    return this.post(account, id, 'sign-offs', { version: 1, decision: 'approve', ...body }, headers);
  }

  post(
    account: Account,
    id: string,
    what: string,
    body: unknown,
    headers: Record<string, string> = {},
  ): Promise<Answer> {
    return this.organisation.call(account, 'POST', `/v1/management-reviews/${id}/${what}`, body, headers);
  }

  read(id: string): Promise<Answer> {
    return this.organisation.call('auditor', 'GET', `/v1/management-reviews/${id}`);
  }
}
