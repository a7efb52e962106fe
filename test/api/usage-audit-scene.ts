import { expect } from 'vitest';
import { findPerson } from '../../db/directory.ts';
import type { UsageAuditReading } from '../../api/pages/usage-audit/usage-audit-words.tsx';
import { daysAfter } from '../../domain/days.ts';
import type { ApprovedUse } from '../../domain/ai-system-state.ts';
import { eventually } from '../eventually.ts';
import { recordedSystem } from '../recorded-system.ts';
import type { Account, Answer, TestOrganisation } from '../test-organisation.ts';
import { gateway, sentUse } from './usage-scene.ts';

export const exampleFinding = {
  what: 'It was used for a purpose that nobody has approved.',
  severity: 'medium',
  ground: 'purposes',
  action: 'Ask for an amendment',
  owner: 'requester',
  dueOn: '2099-06-30',
};

/** Usage audits, and what people do with them. */
export class UsageAuditScene {
  readonly organisation: TestOrganisation;

  constructor(organisation: TestOrganisation) {
    this.organisation = organisation;
  }

  /** An AI system in use since yesterday, of the requester's or of somebody else's. */
  async system(owner: Account = 'requester', changes: Partial<ApprovedUse> = {}): Promise<string> {
    const { database } = this.organisation;
    return recordedSystem(database, (await findPerson(database.db, owner))?.id ?? '', changes);
  }

  /** A system with some use: twice as approved, and once for something else by somebody whom nobody knows. */
  async usedSystem(owner: Account = 'requester', changes: Partial<ApprovedUse> = {}): Promise<string> {
    const system = await this.system(owner, changes);
    const tell = await gateway(this.organisation);
    const usedAt = daysAfter(new Date().toISOString(), -0.1);
    const use = { usedAt, person: 'colleague', purpose: 'Loans', dataClass: 'personal', cost: 0.5 };
    const { body } = await tell('POST', '/v1/usage-events', {
      events: [
        sentUse(system, use),
        sentUse(system, { ...use, requests: 2 }),
        sentUse(system, { ...use, person: 'jane.doe', purpose: 'Rank applicants' }),
      ],
    });
    expect(body).toMatchObject({ accepted: 3 });
    return system;
  }

  open(
    system: string,
    { account = 'compliance', headers = {} }: { account?: Account; headers?: Record<string, string> } = {},
  ): Promise<Answer> {
    const body = { system, reason: 'Something was heard.' };
    return this.organisation.call(account, 'POST', '/v1/usage-audits', body, headers);
  }

  /** Opened out of turn, with its figures; returns its id. */
  async waiting(system?: string): Promise<string> {
    const { status, body } = await this.open(system ?? (await this.usedSystem()));
    expect(status, JSON.stringify(body)).toBe(201);
    await this.until(body.id, ({ state }) => state === 'waiting');
    return body.id;
  }

  async taken(system?: string): Promise<string> {
    const id = await this.waiting(system);
    expect((await this.act('compliance', id, 'taking')).status).toBe(200);
    return id;
  }

  async written(system?: string, findings: unknown[] = [exampleFinding]): Promise<string> {
    const id = await this.taken(system);
    const { status, body } = await this.write(id, { findings });
    expect(status, JSON.stringify(body)).toBe(200);
    return id;
  }

  /** With its findings. */
  async signed(system?: string): Promise<string> {
    const id = await this.written(system);
    expect((await this.sign(id)).status).toBe(200);
    return id;
  }

  write(
    id: string,
    {
      account = 'compliance',
      version = 0,
      findings = [exampleFinding],
      headers = {},
    }: {
      account?: Account | undefined;
      version?: number;
      findings?: unknown[];
      headers?: Record<string, string>;
    } = {},
  ): Promise<Answer> {
    const path = `/v1/usage-audits/${id}/findings`;
    return this.organisation.call(
      account,
      'PUT',
      path,
      { findings },
      { 'if-match': `"${version}"`, ...headers },
    );
  }

  sign(
    id: string,
    {
      account = 'compliance',
      version = 1,
      headers = {},
      ...said
    }: { account?: Account | undefined; version?: number; headers?: Record<string, string> } & Record<
      string,
      unknown
    > = {},
  ): Promise<Answer> {
    const body = {
      conclusion: version === 0 ? 'within_scope' : 'findings',
      note: 'Looked at it all.',
      ...said,
    };
    return this.act(account, id, 'signature', body, { 'if-match': `"${version}"`, ...headers });
  }

  act(
    account: Account | undefined,
    id: string,
    what: string,
    body: unknown = {},
    headers: Record<string, string> = {},
  ): Promise<Answer> {
    return this.organisation.call(account, 'POST', `/v1/usage-audits/${id}/${what}`, body, headers);
  }

  read(id: string, account: Account = 'auditor', rest = ''): Promise<Answer> {
    return this.organisation.call(account, 'GET', `/v1/usage-audits/${id}${rest}`);
  }

  /** The audit, once this is so. */
  until(id: string, holds: (audit: UsageAuditReading) => boolean): Promise<UsageAuditReading> {
    return eventually(async () => {
      const { status, body } = await this.read(id);
      // Bodies of answers have no schema in tests; whatever reads this one asserts what it reads.
      const audit = body as unknown as UsageAuditReading;
      return status === 200 && holds(audit) && audit;
    });
  }
}
