import { randomUUID } from 'node:crypto';
import { expect } from 'vitest';
import { evaluateControls } from '../../db/control-evaluation.ts';
import { daysAfter } from '../../domain/days.ts';
import { eventually } from '../eventually.ts';
import type { Account, Answer, TestOrganisation } from '../test-organisation.ts';

/** What people do about gaps. Statements that only evidence shows are gaps until some is filed. */
export class GapScene {
  readonly organisation: TestOrganisation;

  constructor(organisation: TestOrganisation) {
    this.organisation = organisation;
  }

  /** What the schedule does once a day, some days ago. */
  async evaluate(daysAgo = 0): Promise<void> {
    const at = daysAfter(new Date().toISOString(), -daysAgo);
    await evaluateControls(this.organisation.database.db, randomUUID(), at);
  }

  /** The gap that is open for a statement, once all have been looked at; its id. */
  async opened(statement = 'objectives'): Promise<string> {
    await this.evaluate();
    return eventually(async () => {
      const { body } = await this.list('auditor', `state=open&statement=${statement}`);
      return (body['items'] as { id: string }[])[0]?.id;
    });
  }

  /** One that is the colleague's. */
  async assigned(statement?: string): Promise<string> {
    const id = await this.opened(statement);
    expect((await this.act('compliance', id, 'assignment', { owner: 'colleague' })).status).toBe(200);
    return id;
  }

  /** One whose check passes again. */
  async mended(statement = 'objectives'): Promise<string> {
    const id = await this.assigned(statement);
    await this.file(statement);
    return id;
  }

  list(account: Account, query: string): Promise<Answer> {
    return this.organisation.call(account, 'GET', `/v1/gaps?${query}`);
  }

  act(account: Account, id: string, act: string, body: unknown = {}, headers = {}): Promise<Answer> {
    return this.organisation.call(account, 'POST', `/v1/gaps/${id}/${act}`, body, headers);
  }

  read(id: string): Promise<Answer> {
    return this.organisation.call('auditor', 'GET', `/v1/gaps/${id}`);
  }

  async eventsOf(id: string): Promise<string[]> {
    const { body } = await this.organisation.call('auditor', 'GET', `/v1/gaps/${id}/events`);
    return (body['items'] as { type: string }[]).map(({ type }) => type);
  }

  /** Puts a file to a statement; its hash. */
  async put(statement: string, content = `Objectives, ${randomUUID()}\n`): Promise<string> {
    const path = `/v1/controls/statements/${statement}/files`;
    const { status, body } = await this.organisation.call('compliance', 'POST', path, fileForm(content));
    expect(status).toBe(201);
    return String(body['hash']);
  }

  /** Files a document for a statement; the id of the evidence. */
  async file(statement: string): Promise<string> {
    const hash = await this.put(statement);
    const { status, body } = await this.fileAs('compliance', statement, { hash });
    expect(status).toBe(201);
    return (body['items'] as { id: string }[])[0]?.id ?? '';
  }

  fileAs(account: Account, statement: string, changes: object): Promise<Answer> {
    const body = { covers: { from: '2026-01-01', until: '2026-12-31' }, endsOn: inAYear(), ...changes };
    return this.organisation.call(account, 'POST', `/v1/controls/statements/${statement}/evidence`, body);
  }

  withdraw(account: Account, statement: string, id: string, body: unknown = { reason: 'Outdated.' }) {
    const path = `/v1/controls/statements/${statement}/evidence/${id}/withdrawal`;
    return this.organisation.call(account, 'POST', path, body);
  }
}

function fileForm(content: string): FormData {
  const data = new FormData();
  data.set('file', new File([content], 'objectives.txt'));
  return data;
}

function inAYear(): string {
  return new Date(Date.now() + 365 * 86_400_000).toISOString().slice(0, 10);
}
