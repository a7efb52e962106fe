import { execFile } from 'node:child_process';
import { copyFile, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { verifierFile } from '../../activities/audit-pack.ts';
import { auditPackAsking } from '../../api/schemas/audit-pack.ts';
import { unzip } from '../../bench/unzip.ts';
import { eventually } from '../eventually.ts';
import type { Account, Answer, TestOrganisation } from '../test-organisation.ts';

const run = promisify(execFile);

/** What the verifier says, and whether it found everything to hold. */
export interface Verdict {
  passes: boolean;
  said: string;
}

/** Audit packs from asking to verifying, in folders of their own. */
export class AuditPackScene {
  readonly #organisation: TestOrganisation;
  readonly #folders: string[] = [];

  constructor(organisation: TestOrganisation) {
    this.#organisation = organisation;
  }

  ask(
    account: Account = 'auditor',
    changes: Record<string, unknown> = {},
    headers: Record<string, string> = {},
  ): Promise<Answer> {
    const until = new Date().toISOString().slice(0, 10);
    const example = auditPackAsking.meta()?.example as object;
    const body = { ...example, until, ...changes };
    return this.#organisation.call(account, 'POST', '/v1/audit-packs', body, headers);
  }

  read(id: string, account: Account = 'auditor'): Promise<Answer> {
    return this.#organisation.call(account, 'GET', `/v1/audit-packs/${id}`);
  }

  /** A pack whose files are there. */
  async ready(changes: Record<string, unknown> = {}): Promise<string> {
    return this.#made(await this.ask('auditor', changes));
  }

  askFor(engagement: string, account: Account = 'compliance', headers = {}): Promise<Answer> {
    return this.#organisation.call(account, 'POST', `/v1/audit-engagements/${engagement}/packs`, {}, headers);
  }

  /** A pack for the auditors of an engagement whose files are there. */
  async readyFor(engagement: string): Promise<string> {
    return this.#made(await this.askFor(engagement));
  }

  async #made({ status, body }: Answer): Promise<string> {
    if (status !== 201) throw new Error(`not asked for: ${JSON.stringify(body)}`);
    await eventually(async () => (await this.read(body.id)).body.state === 'ready');
    return body.id;
  }

  /** An empty folder. */
  async folder(): Promise<string> {
    const folder = await mkdtemp(path.join(tmpdir(), 'audit-pack-'));
    this.#folders.push(folder);
    return folder;
  }

  /** The pack as it is downloaded, with the verifier beside it and nothing else. */
  async downloaded(
    id: string,
    from = `/v1/audit-packs/${id}/download`,
    headers = { authorization: `Bearer ${this.#organisation.tokenOf('auditor')}` },
  ): Promise<{ folder: string; zip: string }> {
    const folder = await this.folder();
    const zip = path.join(folder, 'pack.zip');
    const response = await fetch(`${this.#organisation.url}${from}`, { headers });
    if (!response.ok) throw new Error(`no download: ${response.status}`);
    await writeFile(zip, Buffer.from(await response.arrayBuffer()));
    await copyFile(verifierFile, path.join(folder, 'verify.mjs'));
    return { folder, zip };
  }

  /** The files of a downloaded pack in a folder of their own. */
  async unpacked(id: string): Promise<string> {
    const [{ zip }, folder] = await Promise.all([this.downloaded(id), this.folder()]);
    await unzip(zip, folder);
    return folder;
  }

  async clear(): Promise<void> {
    for (const folder of this.#folders.splice(0)) await rm(folder, { recursive: true, force: true });
  }
}

/** Runs the verifier with nothing but Node: no package is within its reach, and no setting of ours. */
export async function verified(folder: string, ...given: string[]): Promise<Verdict> {
  try {
    const { stdout } = await run(process.execPath, ['verify.mjs', ...given], { cwd: folder, env: {} });
    return { passes: true, said: stdout };
  } catch (error) {
    const { stdout, stderr } = error as { stdout: string; stderr: string };
    return { passes: false, said: `${stdout}${stderr}` };
  }
}
