import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type RawData, WebSocket, WebSocketServer } from 'ws';

/** A way to a server elsewhere that can be cut from here, as a server of our own could be. */
export class SocketRelay {
  readonly #http = createServer();
  readonly #sockets = new WebSocketServer({ server: this.#http });
  readonly #upstream: URL;
  readonly #open = new Set<WebSocket>();

  /** @param upstreamUrl `https://...` of the project. */
  constructor(upstreamUrl: string) {
    this.#upstream = new URL(upstreamUrl.replace(/^http/, 'ws'));
  }

  async listen(): Promise<string> {
    this.#sockets.on('connection', (near, { url = '/' }) => this.#connect(near, url));
    await new Promise<void>((resolve) => this.#http.listen(0, '127.0.0.1', resolve));
    const address: AddressInfo | string | null = this.#http.address();
    if (address === null || typeof address === 'string') throw new Error('the relay has no port');
    return `http://127.0.0.1:${address.port}`;
  }

  cut(): void {
    for (const socket of this.#open) socket.terminate();
  }

  async close(): Promise<void> {
    this.cut();
    await new Promise((resolve) => this.#http.close(resolve));
  }

  #connect(near: WebSocket, path: string): void {
    const far = new WebSocket(new URL(path, this.#upstream));
    const waiting: (() => void)[] = [];
    near.on('message', (data, isBinary) => {
      const send = (): void => relay(far, data, isBinary);
      if (far.readyState === WebSocket.OPEN) send();
      else waiting.push(send);
    });
    far.on('open', () => waiting.splice(0).forEach((send) => send()));
    far.on('message', (data, isBinary) => relay(near, data, isBinary));
    for (const [socket, other] of [
      [near, far],
      [far, near],
    ] as const) {
      this.#open.add(socket);
      // The close that follows says it all.
      socket.on('error', () => {});
      socket.on('close', () => {
        this.#open.delete(socket);
        other.terminate();
      });
    }
  }
}

function relay(to: WebSocket, data: RawData, isBinary: boolean): void {
  if (to.readyState === WebSocket.OPEN) to.send(data, { binary: isBinary });
}
