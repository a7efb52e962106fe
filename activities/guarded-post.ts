import { lookup, type LookupAddress } from 'node:dns';
import { isIP, type LookupFunction } from 'node:net';
import ipaddr from 'ipaddr.js';
import { Agent, buildConnector, request } from 'undici';
import { Deferred, Undeliverable } from './delivery-fault.ts';

/** What the other side has answered. */
export interface PostAnswer {
  status: number;
  /** Milliseconds after which it asks to be tried again. */
  retryAfterMs: number | undefined;
}

export type Post = (url: string, body: string, headers?: Record<string, string>) => Promise<PostAnswer>;

const timeoutMs = 15_000;

/**
 * Posts JSON to addresses that people have written down. Only https, only what is out on the internet: an address within
 * the house is refused at the moment of connecting, by what its name resolves to just then. Redirects are not followed.
 * `allowPrivate` is for tests and demos on one machine.
 */
export function guardedPost({ allowPrivate }: { allowPrivate: boolean }): Post {
  const dispatcher = new Agent({ connect: allowPrivate ? {} : publicOnly(), keepAliveTimeout: 1_000 });
  return async (url, body, headers = {}) => {
    if (!allowPrivate && new URL(url).protocol !== 'https:') throw new Undeliverable('The URL is not https.');
    try {
      const answer = await request(url, {
        dispatcher,
        method: 'POST',
        headers: { 'content-type': 'application/json', 'user-agent': 'Countersign', ...headers },
        body,
        signal: AbortSignal.timeout(timeoutMs),
      });
      // Nobody reads what was answered; a little of it, so that the connection can be used again.
      await answer.body.dump({ limit: 16_384 }).catch(() => undefined);
      return { status: answer.statusCode, retryAfterMs: retryAfter(answer.headers['retry-after']) };
    } catch (error) {
      if (error instanceof PrivateAddress)
        throw new Undeliverable('The address is not on the internet.', error.message);
      throw new Deferred(
        'The other side did not answer.',
        error instanceof Error ? error.message : undefined,
      );
    }
  };
}

class PrivateAddress extends Error {}

/** Refuses by address: names that are written as addresses here, all others when they are resolved. */
function publicOnly(): buildConnector.connector {
  const connect = buildConnector({ lookup: lookUpPublic, timeout: timeoutMs });
  return (options, callback) => {
    const host = options.hostname.replaceAll(/[[\]]/g, '');
    if (isIP(host) !== 0 && !isPublic(host)) callback(new PrivateAddress(`${host} is not public`), null);
    else connect(options, callback);
  };
}

/** Where one of several addresses is private all are refused: a name out on the internet has no business in here. */
const lookUpPublic: LookupFunction = (hostname, options, callback) => {
  lookup(hostname, { ...options, all: true }, (error, addresses?: LookupAddress[]) => {
    const [first] = addresses ?? [];
    if (error !== null || addresses === undefined || first === undefined) {
      callback(error ?? new Error(`${hostname} has no address`), '', 0);
      return;
    }
    const hidden = addresses.find(({ address }) => !isPublic(address));
    if (hidden !== undefined) {
      callback(new PrivateAddress(`${hostname} is at ${hidden.address}, which is not public`), '', 0);
    } else if (options.all === true) {
      callback(null, addresses);
    } else {
      callback(null, first.address, first.family);
    }
  });
};

/** Whether an address is one that anybody on the internet can have; IPv4 within IPv6 is looked at as IPv4. */
export function isPublic(address: string): boolean {
  return ipaddr.isValid(address) && ipaddr.process(address).range() === 'unicast';
}

/** Seconds, as RFC 9110 (10.2.3) has them; at most an hour. */
function retryAfter(header: string | string[] | undefined): number | undefined {
  const seconds = Number(header);
  return Number.isFinite(seconds) && seconds > 0 ? Math.min(seconds, 3_600) * 1_000 : undefined;
}
