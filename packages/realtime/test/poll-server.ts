import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** The HTTP side of a server as polling needs it: a probe, and a tag of each topic's state. */
export class PollServer {
  readonly #http = createServer((request, response) => this.#answer(request, response));
  readonly #versions = new Map<string, number>();
  /** Status, path and `If-None-Match` of each answer, in order. */
  readonly answers: string[] = [];
  readonly refused = new Map<string, number>();
  isDown = false;
  /** Where a filter sends everybody who asks; null: there is none. */
  redirectTo: string | null = null;

  async listen(): Promise<string> {
    await new Promise<void>((resolve) => this.#http.listen(0, '127.0.0.1', resolve));
    const address: AddressInfo | string | null = this.#http.address();
    if (address === null || typeof address === 'string') throw new Error('the server has no port');
    return `http://127.0.0.1:${address.port}`;
  }

  change(topic: string): void {
    this.#versions.set(topic, (this.#versions.get(topic) ?? 0) + 1);
  }

  async close(): Promise<void> {
    this.#http.closeAllConnections();
    await new Promise((resolve) => this.#http.close(resolve));
  }

  #answer({ url = '', headers }: IncomingMessage, response: ServerResponse): void {
    if (this.isDown) return void response.destroy();
    if (this.redirectTo !== null) return void response.writeHead(302, { location: this.redirectTo }).end();
    const topic = decodeURIComponent(url.slice(1));
    const tag = `"${this.#versions.get(topic) ?? 0}"`;
    const isSame = headers['if-none-match'] === tag;
    const status = this.refused.get(topic) ?? (isSame ? 304 : 200);
    this.answers.push(`${status} ${topic} ${headers['if-none-match'] ?? '-'}`);
    response.writeHead(status, { etag: tag }).end();
  }
}
