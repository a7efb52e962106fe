import { Agent, request, type IncomingMessage } from 'node:http';
import { text } from 'node:stream/consumers';

/** A client over connections that are kept open; plain node:http, to take little of a machine that it shares with the API. */
export class HttpClient {
  readonly #port: number;
  readonly #agent = new Agent({ keepAlive: true, maxSockets: 50 });

  constructor(port: number) {
    this.#port = port;
  }

  /** Sends a body as JSON, or as it is where it is ready. Throws when the answer has another status. */
  async send(
    method: string,
    path: string,
    body: unknown,
    status: number,
    headers: Record<string, string> = {},
  ): Promise<{ body: string }> {
    const response = await this.#exchange(method, path, body, headers);
    const answer = await text(response);
    if (response.statusCode !== status) {
      throw new Error(`${method} ${path}: ${response.statusCode ?? 'nothing'} ${answer}`);
    }
    return { body: answer };
  }

  async answers(path: string): Promise<boolean> {
    await this.send('GET', path, undefined, 200);
    return true;
  }

  #exchange(
    method: string,
    path: string,
    body: unknown,
    headers: Record<string, string>,
  ): Promise<IncomingMessage> {
    return new Promise((resolve, reject) => {
      const content = body === undefined ? {} : { 'content-type': 'application/json' };
      const options = { host: '127.0.0.1', port: this.#port, agent: this.#agent, method, path };
      const call = request({ ...options, headers: { ...content, ...headers } }, resolve);
      call.on('error', reject);
      call.end(body === undefined || Buffer.isBuffer(body) ? body : JSON.stringify(body));
    });
  }
}
