import { parseSetCookie } from 'cookie';

/** As much of a browser as signing in needs: it keeps the cookies of each host, and follows redirects step by step. */
export class Browser {
  readonly #jars = new Map<string, Map<string, string>>();

  /** One request, not followed. */
  async ask(url: string, form?: Record<string, string>): Promise<Response> {
    const { origin } = new URL(url);
    const jar = this.#jarOf(origin);
    const response = await fetch(url, {
      redirect: 'manual',
      headers: {
        cookie: [...jar].map(([name, value]) => `${name}=${value}`).join('; '),
        ...(form === undefined ? {} : { 'sec-fetch-site': 'same-origin' }),
      },
      ...(form === undefined ? {} : { method: 'POST', body: new URLSearchParams(form) }),
    });
    for (const header of response.headers.getSetCookie()) {
      const { name, value = '', maxAge, expires } = parseSetCookie(header);
      const gone = maxAge === 0 || (expires !== undefined && expires.getTime() < Date.now());
      if (gone) jar.delete(name);
      else jar.set(name, value);
    }
    return response;
  }

  /** Goes where redirects lead, until there is a page or the next address begins with `stopAt`. */
  async go(url: string, stopAt?: string): Promise<{ url: string; status: number; html: string }> {
    let next = url;
    for (let step = 0; step < 12; step += 1) {
      const response = await this.ask(next);
      const location = response.headers.get('location');
      if (location === null) return { url: next, status: response.status, html: await response.text() };
      next = new URL(location, next).href;
      if (stopAt !== undefined && next.startsWith(stopAt)) return { url: next, status: 0, html: '' };
    }
    throw new Error(`${url} leads round in circles`);
  }

  cookies(url: string): [string, string][] {
    return [...this.#jarOf(new URL(url).origin)];
  }

  #jarOf(origin: string): Map<string, string> {
    const jar = this.#jars.get(origin) ?? new Map<string, string>();
    this.#jars.set(origin, jar);
    return jar;
  }
}
