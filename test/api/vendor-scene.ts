import { randomUUID } from 'node:crypto';
import { expect } from 'vitest';
import { aiVendorQuestionnaire } from '../../domain/questionnaire-ai-vendor.ts';
import { type Answers, questionsOf } from '../../domain/questionnaire.ts';
import type { Account, Answer, TestOrganisation } from '../test-organisation.ts';

/** The best answer to every question, without the files that some of them need. */
export function goodAnswers(changes: Answers = {}): Answers {
  const best = questionsOf(aiVendorQuestionnaire).map((question) => {
    if (question.kind === 'text') return [question.id, { values: ['As agreed.'], note: '', evidence: [] }];
    const [first] = question.options.toSorted((a, b) => b.share - a.share);
    const values = question.kind === 'certificates' ? ['none'] : [first?.value ?? ''];
    return [question.id, { values, note: '', evidence: [] }];
  });
  return { ...(Object.fromEntries(best) as Answers), ...changes };
}

/** What people do with vendors over the API. */
export class VendorScene {
  readonly organisation: TestOrganisation;

  constructor(organisation: TestOrganisation) {
    this.organisation = organisation;
  }

  post(account: Account, path: string, body: unknown, headers: Record<string, string> = {}): Promise<Answer> {
    return this.organisation.call(account, 'POST', path, body, headers);
  }

  read(id: string): Promise<Answer> {
    return this.organisation.call('auditor', 'GET', `/v1/vendors/${id}`);
  }

  register(changes: Record<string, unknown> = {}, account: Account = 'requester'): Promise<Answer> {
    return this.post(account, '/v1/vendors', { name: `Vendor ${randomUUID()}`, ...changes });
  }

  /** A vendor of the requester's. */
  async registered(changes: Record<string, unknown> = {}): Promise<string> {
    const { status, body } = await this.register(changes);
    expect(status).toBe(201);
    return body.id;
  }

  assess(id: string, dataClasses: string[], account: Account = 'requester'): Promise<Answer> {
    return this.post(account, `/v1/vendors/${id}/assessments`, { dataClasses });
  }

  save(
    id: string,
    number: number,
    answers: Answers,
    { version = 0, account = 'requester' }: { version?: number; account?: Account } = {},
  ): Promise<Answer> {
    const path = `/v1/vendors/${id}/assessments/${number}/answers`;
    return this.organisation.call(account, 'PUT', path, { answers }, { 'if-match': `"${version}"` });
  }

  submit(
    id: string,
    number: number,
    { version = 1, account = 'requester' }: { version?: number; account?: Account } = {},
  ): Promise<Answer> {
    const path = `/v1/vendors/${id}/assessments/${number}/submissions`;
    return this.post(account, path, {}, { 'if-match': `"${version}"` });
  }

  signOff(account: Account, id: string, role: string, body: Record<string, unknown> = {}): Promise<Answer> {
    const said = { role, submission: 1, decision: 'approve', ...body };
    return this.post(account, `/v1/vendors/${id}/sign-offs`, said);
  }

  /** A vendor with a draft of all answers to its first assessment, at version 1. */
  async drafted(): Promise<string> {
    const id = await this.registered();
    await this.assess(id, ['internal']);
    expect((await this.save(id, 1, goodAnswers())).status).toBe(200);
    return id;
  }

  /** A vendor whose answers to its first assessment wait for the sign-offs of security and privacy. */
  async answered(
    dataClasses = ['internal', 'personal'],
    { answers = goodAnswers(), ...details }: { answers?: Answers; name?: string } = {},
  ): Promise<string> {
    const id = await this.registered(details);
    expect((await this.assess(id, dataClasses)).status).toBe(200);
    expect((await this.save(id, 1, answers)).status).toBe(200);
    expect((await this.submit(id, 1)).status).toBe(200);
    return id;
  }

  async approved(dataClasses?: string[], details: { name?: string } = {}): Promise<string> {
    const id = await this.answered(dataClasses, details);
    for (const role of ['security', 'privacy'] as const) {
      expect((await this.signOff(role, id, role)).status).toBe(200);
    }
    return id;
  }
}
