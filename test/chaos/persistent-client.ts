import { randomUUID } from 'node:crypto';
import { exampleSubmission } from '../test-organisation.ts';
import type { Deployment } from './deployment.ts';

/** An operation that the API has acknowledged, so that it must be found afterwards, once. */
export interface Acknowledged {
  requestId: string;
  role: string | undefined;
}

/** A client as it should be: what is not answered is sent again under the same Idempotency-Key. */
export class PersistentClient {
  readonly #deployment: Deployment;
  readonly acknowledged: Acknowledged[] = [];
  /** How often something had to be sent again. */
  repeats = 0;

  constructor(deployment: Deployment) {
    this.#deployment = deployment;
  }

  async submit(): Promise<string> {
    const answer = await this.#send('requester', '/v1/adoption-requests', exampleSubmission(), {});
    this.acknowledged.push({ requestId: answer.id, role: undefined });
    return answer.id;
  }

  async signOff(account: string, id: string, role: string): Promise<void> {
    const body = { role, decision: 'approve' };
    await this.#send(account, `/v1/adoption-requests/${id}/sign-offs`, body, { 'if-match': '"1"' });
    this.acknowledged.push({ requestId: id, role });
  }

  async #send(account: string, path: string, body: object, headers: object): Promise<{ id: string }> {
    const key = randomUUID();
    const deadline = Date.now() + 90_000;
    for (;;) {
      const response = await fetch(`${this.#deployment.url}${path}`, {
        method: 'POST',
        headers: {
          authorization: `Bearer ${this.#deployment.tokens[account] ?? ''}`,
          'content-type': 'application/json',
          'idempotency-key': key,
          ...headers,
        },
        body: JSON.stringify(body),
        signal: AbortSignal.timeout(15_000),
      }).catch(() => undefined);
      const answer =
        response && ((await response.json().catch(() => undefined)) as { id: string } | undefined);
      if (response !== undefined && answer !== undefined && response.status < 300) return answer;
      if (response !== undefined && response.status < 500)
        throw new Error(`${path}: ${JSON.stringify(answer)}`);
      if (Date.now() > deadline)
        throw new Error(`${path}: no answer in time, last ${response?.status} ${JSON.stringify(answer)}`);
      this.repeats += 1;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
}
