import { expect } from 'vitest';
import { controls } from '../../domain/control-catalogue.ts';
import type { Account, Answer, TestOrganisation } from '../test-organisation.ts';

const path = '/v1/statement-of-applicability';

/** All controls, changed as said of each. */
export function applicabilityOf(changes: Record<string, object> = {}, exclusions: object[] = []) {
  const all = controls.map(({ id }) => ({ control: id, applicable: true, ...changes[id] }));
  return { controls: all, exclusions };
}

/** Which controls apply, as people say and sign it. */
export class ApplicabilityScene {
  readonly organisation: TestOrganisation;

  constructor(organisation: TestOrganisation) {
    this.organisation = organisation;
  }

  async read(): Promise<Record<'inForce' | 'proposed', { version: number } | null>> {
    const { body } = await this.organisation.call('auditor', 'GET', path);
    const version = (name: string) => body[name] as { version: number } | null;
    return { inForce: version('inForce'), proposed: version('proposed') };
  }

  /** The version in force, 0 where there is none. */
  async inForce(): Promise<number> {
    return (await this.read()).inForce?.version ?? 0;
  }

  propose(account: Account, body: object, replaces = 0): Promise<Answer> {
    const headers = { 'If-Match': `"${replaces}"` };
    return this.organisation.call(account, 'POST', `${path}/versions`, body, headers);
  }

  act(account: Account, version: number | string, deed: string, body: object = {}): Promise<Answer> {
    return this.organisation.call(account, 'POST', `${path}/versions/${version}/${deed}`, body);
  }

  /** A version that is in force, changed as said of each control. */
  async signed(changes: Record<string, object> = {}, exclusions: object[] = []): Promise<void> {
    const before = await this.inForce();
    const proposed = await this.propose(
      'compliance',
      { content: applicabilityOf(changes, exclusions) },
      before,
    );
    expect(proposed.status).toBe(200);
    const version = (await this.read()).proposed?.version ?? 0;
    expect((await this.act('management', version, 'signature')).status).toBe(200);
  }

  /** A version that waits to be signed, the one that waits already or another; its number. */
  async waiting(): Promise<string> {
    const { inForce, proposed } = await this.read();
    if (proposed !== null) return `${proposed.version}`;
    const note = `Justified at ${new Date().toISOString()}`;
    const content = applicabilityOf({ 'A.9.2': { justification: note } });
    expect((await this.propose('compliance', { content, note }, inForce?.version ?? 0)).status).toBe(200);
    return `${(await this.read()).proposed?.version}`;
  }
}
