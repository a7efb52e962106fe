import type { Selectable } from 'kysely';
import { expect } from 'vitest';
import type { Schema } from '../../db/schema.ts';
import type { Account, Answer, FormFields, PageAnswer, TestOrganisation } from '../test-organisation.ts';
import { VendorScene } from './vendor-scene.ts';

type Invitation = Pick<Selectable<Schema['vendor_invitation']>, 'email' | 'kind'> & { vendorName: string };

/** What people do with links for vendors, and what a vendor does that comes in by one. */
export class VendorLinkScene extends VendorScene {
  /**
   * A vendor of the requester's whose first assessment waits for answers. One of the same name in another organisation of
   * a test would be the same to Temporal.
   */
  async asked(details: Record<string, unknown> = {}): Promise<string> {
    const id = await this.registered(details);
    expect((await this.assess(id, ['internal', 'personal'])).status).toBe(200);
    return id;
  }

  link(id: string, body: Record<string, unknown> = {}, account: Account = 'requester'): Promise<Answer> {
    return this.post(account, `/v1/vendors/${id}/links`, { email: 'answers@vendor.example', ...body });
  }

  async linked(id: string): Promise<{ link: string; token: string }> {
    const { status, body } = await this.link(id);
    expect(status).toBe(201);
    return { link: body.id, token: (await this.invitationOf(body.id)).token };
  }

  /** The mail that goes out for a link, with its token. */
  async invitationOf(link: string): Promise<Invitation & { token: string }> {
    const { token, ...mail } = await this.organisation.database.db
      .selectFrom('vendor_invitation')
      .select(['email', 'vendor_name as vendorName', 'kind', 'token'])
      .where('link_id', '=', link)
      .executeTakeFirstOrThrow();
    if (token === null) throw new Error(`the mail with the link ${link} is not on its way any more`);
    return { ...mail, token };
  }

  revoke(id: string, link: string, account: Account = 'requester'): Promise<Answer> {
    return this.organisation.call(account, 'POST', `/v1/vendors/${id}/links/${link}/revocation`);
  }

  /** Comes in by the link; the browser that it came in with. */
  async cameIn(token: string): Promise<VendorBrowser> {
    const browser = new VendorBrowser(this.organisation);
    const entered = await browser.send(`/vendor-portal/${token}`);
    expect([entered.status, entered.location]).toEqual([303, '/vendor-portal/questionnaire']);
    return browser;
  }
}

/** The browser of somebody at a vendor: it keeps the one cookie that it gets, whatever path that is for. */
export class VendorBrowser {
  readonly #organisation: TestOrganisation;
  cookie = '';
  /** As the server set it. */
  setCookie = '';

  constructor(organisation: TestOrganisation) {
    this.#organisation = organisation;
  }

  open(path: string): Promise<PageAnswer> {
    return this.#ask(path, { headers: { cookie: this.cookie, accept: 'text/html' } });
  }

  send(path: string, fields: FormFields = {}): Promise<PageAnswer> {
    const pairs = Object.entries(fields).flatMap(([name, value]) =>
      [value].flat().map((one): [string, string] => [name, one]),
    );
    return this.#post(path, new URLSearchParams(pairs));
  }

  sendFile(path: string, file?: File): Promise<PageAnswer> {
    const form = new FormData();
    form.set('file', file ?? new File([], ''));
    return this.#post(path, form);
  }

  #post(path: string, body: URLSearchParams | FormData): Promise<PageAnswer> {
    const headers = { cookie: this.cookie, 'sec-fetch-site': 'same-origin', accept: 'text/html' };
    return this.#ask(path, { method: 'POST', headers, body });
  }

  async #ask(path: string, init: RequestInit): Promise<PageAnswer> {
    const response = await fetch(`${this.#organisation.url}${path}`, { ...init, redirect: 'manual' });
    const [setCookie] = response.headers.getSetCookie();
    if (setCookie !== undefined) {
      this.setCookie = setCookie;
      this.cookie = setCookie.split(';', 1)[0] ?? '';
    }
    const { status, headers } = response;
    return { status, headers, html: await response.text(), location: headers.get('location') };
  }
}
