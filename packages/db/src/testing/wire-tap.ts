import { createServer, Socket } from 'node:net';
import { readMessages, type FrontendMessage } from './frontend-messages.ts';

export interface TappedMessage extends FrontendMessage {
  /** Counts the connections from 0. */
  readonly connectionId: number;
}

/** A proxy before Postgres or a pooler that writes down what the client says. */
export interface WireTap {
  /** The same database through the tap. */
  readonly url: string;
  /** All messages of all connections since the last `forget`, in order. */
  readonly messages: () => readonly TappedMessage[];
  /** How often a client, once connected, sent something and then had to wait for an answer. */
  readonly waits: () => number;
  readonly forget: () => void;
  /** Cuts the connection whose last statement has this text in it, as a client that dies does; false when there is none. */
  readonly cut: (text: string) => boolean;
  readonly stop: () => Promise<void>;
}

interface Connection {
  readonly client: Socket;
  lastText: string;
}

export async function tapWire(url: string): Promise<WireTap> {
  const target = new URL(url);
  const connections = new Set<Connection>();
  let messages: TappedMessage[] = [];
  let waits = 0;
  let connectionCount = 0;

  const server = createServer({ noDelay: true }, (client) => {
    const upstream = new Socket().setNoDelay(true).connect(Number(target.port), target.hostname);
    const connection: Connection = { client, lastText: '' };
    connections.add(connection);
    const connectionId = connectionCount++;
    const read = readMessages();
    let isAnswered = true;
    client.on('data', (chunk: Buffer) => {
      for (const message of read(chunk)) {
        if (isAnswered && message.kind !== 'login' && message.kind !== 'Terminate') waits += 1;
        isAnswered = false;
        if (message.text !== '') connection.lastText = message.text;
        messages.push({ ...message, connectionId });
      }
      upstream.write(chunk);
    });
    upstream.on('data', (chunk: Buffer) => {
      isAnswered = true;
      client.write(chunk);
    });
    const end = (): void => {
      connections.delete(connection);
      client.destroy();
      upstream.destroy();
    };
    for (const socket of [client, upstream]) socket.on('error', end).on('close', end);
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('a TCP server has a port');
  const tapped = new URL(url);
  tapped.port = String(address.port);
  return {
    url: tapped.href,
    messages: () => messages,
    waits: () => waits,
    forget: () => {
      messages = [];
      waits = 0;
    },
    cut: (text) => {
      const cut = [...connections].filter(({ lastText }) => lastText.includes(text));
      for (const { client } of cut) client.destroy();
      return cut.length > 0;
    },
    stop: async () => {
      for (const { client } of connections) client.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
