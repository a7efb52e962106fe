import { randomUUID } from 'node:crypto';
import PDFDocument from 'pdfkit';
import { expect } from 'vitest';
import { eventually } from '../eventually.ts';
import type { Account, Answer, FormFields, PageAnswer, TestOrganisation } from '../test-organisation.ts';
import type { TrustMailKind } from '../../db/tables/trust-center.ts';

export interface Doc {
  id: string;
  key: string;
  title: string;
}

/** What the house does with its trust center, and what somebody outside does who comes to it. */
export class TrustScene {
  readonly organisation: TestOrganisation;

  constructor(organisation: TestOrganisation) {
    this.organisation = organisation;
  }

  /** Publishes a page that says this, beside what every page says. */
  async published(changes: Record<string, unknown> = {}): Promise<void> {
    const content = {
      name: 'Example Ltd',
      principles: 'People decide.',
      controls: [],
      policies: [],
      systems: [],
    };
    const { status, body } = await this.call('compliance', 'GET', '/v1/trust-center/draft');
    const seen = status === 404 ? 0 : Number(body['version']);
    // Something new each time: what says the same is not published again.
    const draft = { ...content, principles: `People decide. ${randomUUID()}`, ...changes };
    const saved = await this.call('compliance', 'PUT', '/v1/trust-center/draft', draft, {
      'if-match': `"${seen}"`,
    });
    expect(saved.status, JSON.stringify(saved.body)).toBe(200);
    const published = await this.call('compliance', 'POST', '/v1/trust-center/versions', undefined, {
      'if-match': `"${seen + 1}"`,
    });
    expect(published.status, JSON.stringify(published.body)).toBe(201);
  }

  async document(said: Record<string, string> = {}, content?: Buffer): Promise<Doc> {
    const { status, body } = await this.add(said, content ?? (await pdfOf('Findings')));
    expect(status, JSON.stringify(body)).toBe(201);
    const key = new URL(String(body['askAt'])).searchParams.get('document') ?? '';
    return { id: body.id, key, title: String(body['title']) };
  }

  add(
    said: Record<string, string>,
    content: Buffer,
    name = 'report.pdf',
    account: Account = 'compliance',
  ): Promise<Answer> {
    const form = new FormData();
    const title = `Report ${randomUUID().slice(0, 8)}`;
    const fields = {
      title,
      summary: 'What was found.',
      owner: 'security',
      listed: 'true',
      needsNda: 'false',
      ...said,
    };
    for (const [field, value] of Object.entries(fields)) form.set(field, value);
    form.set('file', new File([new Uint8Array(content)], name));
    return this.call(account, 'POST', '/v1/trust-documents', form);
  }

  /** The grant that a browser has asked for and confirmed; it waits for the owner. */
  async waiting(
    documents: Doc[],
    email = freshAddress(),
    said: Record<string, string> = {},
  ): Promise<{ id: string; browser: TrustBrowser; email: string }> {
    const browser = new TrustBrowser(this.organisation);
    await browser.asks(documents, email, said);
    const token = await this.tokenOf(email, 'verify');
    const [id = ''] = await this.grantsBehind(email);
    await this.until(id, 'verifying');
    const nda = /name="\/nda" value="([0-9a-f]{64})"/.exec(
      (await browser.open(`/trust/requests/${token}`)).html,
    )?.[1];
    const { html } = await browser.send(`/trust/requests/${token}`, nda === undefined ? {} : { '/nda': nda });
    expect(html).toContain('Your address is confirmed');
    await this.until(id, 'waiting');
    return { id, browser, email };
  }

  /** One that is granted, with the stakeholder on the access page. */
  async granted(documents: Doc[], days = 30): Promise<{ id: string; browser: TrustBrowser; email: string }> {
    const waiting = await this.waiting(documents);
    const { status } = await this.act('security', waiting.id, 'approval', { days });
    expect(status).toBe(200);
    await this.enters(waiting.browser, waiting.email);
    return waiting;
  }

  async enters(browser: TrustBrowser, email: string): Promise<void> {
    await browser.send('/trust/access', { '/email': email });
    const token = await this.tokenOf(email, 'enter');
    const { status, location } = await browser.send(`/trust/access/links/${token}`);
    expect([status, location]).toEqual([303, '/trust/access']);
  }

  act(account: Account, id: string, act: string, body: unknown = {}): Promise<Answer> {
    return this.call(account, 'POST', `/v1/access-grants/${id}/${act}`, body);
  }

  read(id: string): Promise<Answer> {
    return this.call('auditor', 'GET', `/v1/access-grants/${id}`);
  }

  async until(id: string, state: string): Promise<void> {
    await eventually(async () => (await this.read(id)).body.state === state);
  }

  /** The token of the latest mail of this kind to an address. */
  async tokenOf(email: string, kind: TrustMailKind): Promise<string> {
    // On its way, or as a demo keeps it.
    return eventually(async () => {
      const row = await this.#mails(email)
        .where('trust_mail.kind', '=', kind)
        .select(['token', 'text'])
        .executeTakeFirst();
      return (
        row?.token ??
        /\/trust\/(?:requests|access\/links|subscriptions)\/([\w-]{43})/.exec(row?.text ?? '')?.[1]
      );
    });
  }

  /** Which kinds of mails were put down for an address, the latest first. */
  async mailsTo(email: string): Promise<TrustMailKind[]> {
    const rows = await this.#mails(email).select('trust_mail.kind').execute();
    return rows.map(({ kind }) => kind);
  }

  #mails(email: string) {
    return this.organisation.database.db
      .selectFrom('trust_mail')
      .innerJoin('delivery', 'delivery.id', 'trust_mail.delivery_id')
      .leftJoin('stakeholder', 'stakeholder.id', 'stakeholder_id')
      .leftJoin('subscriber', 'subscriber.id', 'subscriber_id')
      .where((eb) => eb.or([eb('stakeholder.email', '=', email), eb('subscriber.email', '=', email)]))
      .orderBy('delivery.created_at', 'desc');
  }

  /** The grants that an address has asked for, the latest first. */
  async grantsBehind(email: string): Promise<string[]> {
    const rows = await this.organisation.database.db
      .selectFrom('access_asking')
      .innerJoin('stakeholder', 'stakeholder.id', 'stakeholder_id')
      .select('grant_id')
      .where('email', '=', email)
      .orderBy('asked_at', 'desc')
      .execute();
    return rows.map(({ grant_id }) => grant_id);
  }

  call(account: Account, method: string, path: string, body?: unknown, headers = {}): Promise<Answer> {
    return this.organisation.call(account, method, path, body, headers);
  }
}

export function freshAddress(): string {
  return `reader-${randomUUID().slice(0, 8)}@${randomUUID().slice(0, 8)}.example`;
}

/** A PDF of so many pages. */
export function pdfOf(text: string, pages = 1): Promise<Buffer> {
  const document = new PDFDocument({ autoFirstPage: false });
  const pieces: Buffer[] = [];
  document.on('data', (piece: Buffer) => pieces.push(piece));
  for (let page = 1; page <= pages; page += 1) document.addPage().text(`${text} ${page}`);
  document.end();
  return new Promise((resolve) =>
    document.once('end', () => {
      resolve(Buffer.concat(pieces));
    }),
  );
}

/** A browser of somebody outside, which keeps the cookies that it gets and sends them where they belong. */
export class TrustBrowser {
  readonly #organisation: TestOrganisation;
  readonly #cookies = new Map<string, string>();
  /** As the server set them. */
  readonly setCookies: string[] = [];

  constructor(organisation: TestOrganisation) {
    this.#organisation = organisation;
  }

  async asks(
    documents: readonly Pick<Doc, 'key'>[],
    email: string,
    said: Record<string, string> = {},
  ): Promise<PageAnswer> {
    const form = { '/name': 'Rae Reader', '/company': 'Reader Inc', '/purpose': 'A review.', ...said };
    const keys = documents.map(({ key }) => key);
    return this.send('/trust/requests/new', { ...form, '/email': email, '/documents': keys });
  }

  open(path: string): Promise<PageAnswer> {
    return this.#ask(path, { headers: this.#headers(path) });
  }

  send(path: string, fields: FormFields = {}): Promise<PageAnswer> {
    const pairs = Object.entries(fields).flatMap(([name, value]) =>
      [value].flat().map((one): [string, string] => [name, one]),
    );
    const headers = { ...this.#headers(path), 'sec-fetch-site': 'same-origin' };
    return this.#ask(path, { method: 'POST', headers, body: new URLSearchParams(pairs) });
  }

  async download(path: string): Promise<{ status: number; content: Buffer }> {
    const response = await fetch(`${this.#organisation.url}${path}`, { headers: this.#headers(path) });
    return { status: response.status, content: Buffer.from(await response.arrayBuffer()) };
  }

  #headers(path: string): Record<string, string> {
    const isSent = path.startsWith('/trust/access') && this.#cookies.size > 0;
    return isSent ? { cookie: [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; ') } : {};
  }

  async #ask(path: string, init: RequestInit): Promise<PageAnswer> {
    const response = await fetch(`${this.#organisation.url}${path}`, { ...init, redirect: 'manual' });
    for (const cookie of response.headers.getSetCookie()) {
      this.setCookies.push(cookie);
      const [name = '', value = ''] = (cookie.split(';', 1)[0] ?? '').split('=');
      this.#cookies.set(name, value);
    }
    const { status, headers } = response;
    return { status, headers, html: await response.text(), location: headers.get('location') };
  }
}
