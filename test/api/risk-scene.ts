import { expect } from 'vitest';
import { identification } from '../../api/schemas/risk.ts';
import type { Account, Answer, TestOrganisation } from '../test-organisation.ts';

export const score = (likelihood: number, impact: number) => ({ likelihood, impact });

/** `days` from now, as a date. */
export function dateIn(days: number): string {
  return new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
}

/** What people do with risks over the API. */
export class RiskScene {
  readonly organisation: TestOrganisation;

  constructor(organisation: TestOrganisation) {
    this.organisation = organisation;
  }

  post(account: Account, path: string, body: unknown, headers: Record<string, string> = {}): Promise<Answer> {
    return this.organisation.call(account, 'POST', path, body, headers);
  }

  /** The example of the documentation, changed as said: residual 2 × 3, which is moderate. */
  identify(
    changes: Record<string, unknown> = {},
    account: Account = 'requester',
    headers: Record<string, string> = {},
  ): Promise<Answer> {
    return this.post(
      account,
      '/v1/risks',
      { ...(identification.meta()?.example as object), ...changes },
      headers,
    );
  }

  /** The id of a risk of the requester's, as `changes` say. */
  async identified(changes: Record<string, unknown> = {}): Promise<string> {
    const { status, body } = await this.identify(changes);
    expect(status, JSON.stringify(body)).toBe(201);
    return body.id;
  }

  /** The id of a risk that waits for an acceptance. */
  async accepting(changes: Record<string, unknown> = {}): Promise<string> {
    const id = await this.identified(changes);
    const { status } = await this.treat('requester', id, { treatment: 'accept', reason: 'Cheaper.' });
    expect(status).toBe(200);
    return id;
  }

  treat(account: Account, id: string, body: Record<string, unknown>): Promise<Answer> {
    return this.post(account, `/v1/risks/${id}/treatment`, body);
  }

  accept(
    account: Account,
    id: string,
    { headers, ...changes }: Record<string, unknown> & { headers?: Record<string, string> } = {},
  ): Promise<Answer> {
    const signature = { residual: score(2, 3), reason: 'The benefit is larger.', until: dateIn(100) };
    return this.post(account, `/v1/risks/${id}/acceptances`, { ...signature, ...changes }, headers);
  }

  assess(account: Account, id: string, residual: object, inherent: object = score(5, 5)): Promise<Answer> {
    return this.post(account, `/v1/risks/${id}/assessments`, { inherent, residual, reason: 'Looked again.' });
  }

  read(id: string): Promise<Answer> {
    return this.organisation.call('auditor', 'GET', `/v1/risks/${id}`);
  }
}
