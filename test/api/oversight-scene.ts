import { randomUUID } from 'node:crypto';
import { expect } from 'vitest';
import { openBreach } from '../../db/boundary-breach.ts';
import { findPerson } from '../../db/directory.ts';
import { inTransaction } from '../../db/facts.ts';
import { findOversightCase } from '../../db/oversight-case.ts';
import type { OversightCase } from '../../domain/oversight-case-state.ts';
import type { ApprovedUse } from '../../domain/ai-system-state.ts';
import type { MeantSystem } from '../../db/usage-system.ts';
import { eventually } from '../eventually.ts';
import type { Account, Answer, TestOrganisation } from '../test-organisation.ts';
import { recordedSystem } from '../recorded-system.ts';
import { TrainingScene } from './training-scene.ts';

/** Who reviews in these tests, level by level. */
export const reviewers: Account[] = ['security', 'security-2'];
const trained: Account[] = [...reviewers, 'compliance', 'management'];

const staffed = new WeakMap<TestOrganisation, Promise<void>>();

/** What people and programs do with oversight cases over the API. */
export class OversightScene {
  readonly organisation: TestOrganisation;

  constructor(organisation: TestOrganisation) {
    this.organisation = organisation;
  }

  /** Two trained reviewers, and a trained person at each level above. */
  staff(): Promise<void> {
    const before = staffed.get(this.organisation) ?? this.#staff();
    staffed.set(this.organisation, before);
    return before;
  }

  async #staff(): Promise<void> {
    for (const account of reviewers) {
      const roles = ['security', 'oversight_reviewer'];
      const { status } = await this.#call('administrator', 'PATCH', `/v1/people/${account}`, { roles });
      expect(status).toBe(200);
    }
    for (const account of trained) await this.train(account);
  }

  /** Has somebody pass a course in oversight; the completion's id. */
  async train(account: Account): Promise<string> {
    const training = new TrainingScene(this.organisation);
    const { id } = await training.created({ competence: 'oversight' });
    return training.passed(account, id);
  }

  async idOf(account: Account): Promise<string> {
    return (await findPerson(this.organisation.database.db, account))?.id ?? '';
  }

  /** An AI system in use of the requester's, or of somebody else's. */
  async system(owner: Account = 'requester', changes: Partial<ApprovedUse> = {}): Promise<string> {
    return recordedSystem(this.organisation.database, await this.idOf(owner), changes);
  }

  open(
    changes: Record<string, unknown> = {},
    account: Account | undefined = 'colleague',
    headers: Record<string, string> = {},
  ): Promise<Answer> {
    const opening = { kind: 'decision', summary: 'Loan 4711 declined', severity: 'high', ...changes };
    return this.#call(account, 'POST', '/v1/oversight-cases', opening, headers);
  }

  /** A case that somebody has, as the register then has it, and who that is. */
  async assigned(
    changes: Record<string, unknown> = {},
  ): Promise<{ id: string; reviewer: Account; other: Account }> {
    await this.staff();
    const { status, body } = await this.open(changes);
    expect(status, JSON.stringify(body)).toBeLessThan(203);
    const { first } = await this.until(body.id, ({ first: seat }) => Boolean(seat?.reviewer));
    const reviewer = await this.accountOf(first?.reviewer ?? '');
    const other = reviewer === 'security' ? 'security-2' : 'security';
    return { id: body.id, reviewer, other };
  }

  /** A case of a breach, as the use of a system opens it, so many minutes ago; of a boundary that is put down where it says. */
  async breached(system: string, minutesAgo = 0): Promise<string> {
    const { db } = this.organisation.database;
    const at = new Date(Date.now() - minutesAgo * 60_000).toISOString();
    const boundary = {
      id: randomUUID(),
      statement: 'At most 10',
      kind: 'rate',
      most: 10,
      windowMinutes: 60,
    } as const;
    const meant = { id: system, tier: 'high' } as MeantSystem;
    await inTransaction(db, (trx) =>
      openBreach(trx, meant, boundary, { kind: 'window', value: 11, samples: 11, until: at }, at),
    );
    const { case_id: id } = await db
      .selectFrom('boundary_breach')
      .select('case_id')
      .where('boundary_id', '=', boundary.id)
      .executeTakeFirstOrThrow();
    return id;
  }

  async accountOf(person: string): Promise<Account> {
    const found = await findPerson(this.organisation.database.db, person);
    return (found?.userName ?? '') as Account;
  }

  /** A case that this reviewer has. */
  async givenTo(account: Account, changes: Record<string, unknown> = {}): Promise<string> {
    const { id, reviewer } = await this.assigned(changes);
    if (reviewer !== account) {
      expect((await this.act('compliance', id, 'handover', { to: account })).status).toBe(200);
    }
    return id;
  }

  /** The case once this holds of it. */
  until(id: string, holds: (current: OversightCase) => boolean): Promise<OversightCase> {
    return eventually(async () => {
      const found = await findOversightCase(this.organisation.database.db, id);
      return found !== undefined && holds(found.state) && found.state;
    });
  }

  read(id: string, account: Account = 'auditor'): Promise<Answer> {
    return this.#call(account, 'GET', `/v1/oversight-cases/${id}`);
  }

  act(
    account: Account,
    id: string,
    what: string,
    body: unknown = {},
    headers: Record<string, string> = {},
  ): Promise<Answer> {
    return this.#call(account, 'POST', `/v1/oversight-cases/${id}/${what}`, body, headers);
  }

  decide(account: Account, id: string, changes: Record<string, unknown> = {}, revision = 1): Promise<Answer> {
    const said = { decision: 'upheld', note: 'It is right.', ...changes };
    return this.act(account, id, 'decision', said, { 'if-match': `"${revision}"` });
  }

  async decided(changes: Record<string, unknown> = {}, opening: Record<string, unknown> = {}) {
    const one = await this.assigned(opening);
    const { status, body } = await this.decide(one.reviewer, one.id, changes);
    expect(status, JSON.stringify(body)).toBe(200);
    return one;
  }

  /** A case whose decision, by `reviewer`, waits for the other one to confirm. */
  async proposed(reviewer: Account = 'security'): Promise<{ id: string; reviewer: Account; other: Account }> {
    const id = await this.givenTo(reviewer);
    expect((await this.act(reviewer, id, 'second-opinion', { note: 'Unsure.' })).status).toBe(200);
    expect((await this.decide(reviewer, id)).status).toBe(200);
    const { second } = await this.until(id, (current) => Boolean(current.second?.reviewer));
    return { id, reviewer, other: await this.accountOf(second?.reviewer ?? '') };
  }

  close(account: Account, id: string): Promise<Answer> {
    const said = { rootCause: 'Scans were cut off.', correctiveAction: 'Scans are checked.' };
    return this.act(account, id, 'closing', said);
  }

  #call(
    account: Account | undefined,
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<Answer> {
    return this.organisation.call(account, method, path, body, headers);
  }
}
