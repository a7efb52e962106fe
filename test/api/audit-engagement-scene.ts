import { randomUUID } from 'node:crypto';
import { expect } from 'vitest';
import { findPerson } from '../../db/directory.ts';
import { recordedSystem } from '../recorded-system.ts';
import type { Account, Answer, TestOrganisation } from '../test-organisation.ts';
import { newcomer } from './refusal.ts';

/** A local date so many days from now. */
export function dayFromNow(days: number): string {
  return new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
}

/** Somebody who calls with a token of their own. */
export interface Caller {
  id: string;
  as: { authorization: string };
}

/** Engagements of external auditors, and what they and the organisation do in them. */
export class AuditEngagementScene {
  readonly organisation: TestOrganisation;

  constructor(organisation: TestOrganisation) {
    this.organisation = organisation;
  }

  /** An external auditor of their own: nothing that happens to others happens to them. */
  auditor(): Promise<Caller> {
    return newcomer(this.organisation, `auditor-${randomUUID()}`, ['external_auditor']);
  }

  /** The one whom everybody can be in the demo. */
  get demoAuditor(): Caller {
    const token = this.organisation.tokenOf('external-auditor');
    return { id: 'external-auditor', as: { authorization: `Bearer ${token}` } };
  }

  open(
    changes: Record<string, unknown> = {},
    account: Account = 'compliance',
    headers = {},
  ): Promise<Answer> {
    const body = {
      title: 'ISO/IEC 42001, stage 2',
      firm: 'Certification body',
      scope: { from: dayFromNow(-30), until: dayFromNow(1), systems: 'all' },
      endsOn: dayFromNow(30),
      auditors: ['external-auditor'],
      ...changes,
    };
    return this.organisation.call(account, 'POST', '/v1/audit-engagements', body, headers);
  }

  /** Its id. */
  async opened(changes: Record<string, unknown> = {}): Promise<string> {
    const { status, body } = await this.open(changes);
    expect(status, JSON.stringify(body)).toBe(201);
    return body.id;
  }

  /** An engagement of one AI system, and its auditor. */
  async ofOneSystem(): Promise<{ id: string; system: string; auditor: Caller }> {
    const [system, auditor] = await Promise.all([this.system(), this.auditor()]);
    const scope = { from: dayFromNow(-30), until: dayFromNow(1), systems: [system] };
    return { id: await this.opened({ scope, auditors: [auditor.id] }), system, auditor };
  }

  async system(owner: Account = 'requester'): Promise<string> {
    const { database } = this.organisation;
    return recordedSystem(database, (await findPerson(database.db, owner))?.id ?? '');
  }

  direct(id: string, act: string, body: unknown, account: Account = 'compliance'): Promise<Answer> {
    return this.organisation.call(account, 'POST', `/v1/audit-engagements/${id}/${act}`, body);
  }

  /** What somebody with a token of their own gets below an engagement. */
  look({ as }: Caller, id: string, rest = ''): Promise<Answer> {
    return this.organisation.call(undefined, 'GET', `/v1/audit-engagements/${id}${rest}`, undefined, as);
  }

  ask({ as }: Caller, engagement: string, changes: Record<string, unknown> = {}): Promise<Answer> {
    const body = { title: 'Training of the reviewers', workingDays: 5, ...changes };
    const path = `/v1/audit-engagements/${engagement}/evidence-requests`;
    return this.organisation.call(undefined, 'POST', path, body, as);
  }

  /** A request that waits for a reply; its id. */
  async asked(auditor: Caller, engagement: string, changes: Record<string, unknown> = {}): Promise<string> {
    const { status, body } = await this.ask(auditor, engagement, changes);
    expect(status, JSON.stringify(body)).toBe(201);
    return body.id;
  }

  /** A request in an engagement of the demo's auditor that the organisation has replied to; its id. */
  async answered(): Promise<string> {
    const id = await this.asked(this.demoAuditor, await this.opened());
    expect((await this.reply('compliance', id, 'answer', { text: 'Here.' })).status).toBe(200);
    return id;
  }

  /** What somebody of the organisation does with a request. */
  reply(account: Account, id: string, act: string, body: unknown, headers = {}): Promise<Answer> {
    return this.organisation.call(account, 'POST', `/v1/evidence-requests/${id}/${act}`, body, headers);
  }

  /** What an auditor says to a reply. */
  judge({ as }: Caller, id: string, act: string, body: unknown): Promise<Answer> {
    return this.organisation.call(undefined, 'POST', `/v1/evidence-requests/${id}/${act}`, body, as);
  }

  upload(account: Account, id: string, content: Buffer, name = 'records.pdf'): Promise<Answer> {
    const form = new FormData();
    form.set('file', new Blob([new Uint8Array(content)]), name);
    return this.organisation.call(account, 'POST', `/v1/evidence-requests/${id}/evidence`, form);
  }
}
