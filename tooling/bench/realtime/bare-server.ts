import { createServer } from 'node:http';
import { Client, Pool } from 'pg';
import { WebSocket, WebSocketServer } from 'ws';
import { z } from 'zod';

const noticeSchema = z.object({ id: z.string(), inserted_at: z.string(), topic: z.string() });
const joinSchema = z.tuple([z.unknown(), z.string(), z.string(), z.literal('phx_join'), z.unknown()]);

/**
 * The floor: on the same notice of the database the same message is taken, the same frame encoded once, and sent by bare `ws` to
 * everybody who named the topic. Nobody is asked who he is; there is no permission, limit, timer or slow reader here.
 */
export async function serveBare(
  databaseUrl: string,
  port: number,
): Promise<{ url: string; connectionCount: () => number }> {
  const topics = new Map<string, Set<WebSocket>>();
  const server = createServer();
  const sockets = new WebSocketServer({ server, perMessageDeflate: false });
  sockets.on('connection', (socket) => {
    socket.on('error', () => undefined);
    socket.on('message', (data) => {
      const join = joinSchema.safeParse(JSON.parse(Buffer.isBuffer(data) ? data.toString() : ''));
      if (!join.success) return;
      const [, ref, topic] = join.data;
      topics.set(topic, (topics.get(topic) ?? new Set<WebSocket>()).add(socket));
      socket.on('close', () => topics.get(topic)?.delete(socket));
      socket.send(JSON.stringify([ref, ref, topic, 'phx_reply', { status: 'ok', response: { postgres_changes: [] } }]));
    });
  });
  await listen(databaseUrl, topics);
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  const address = z.object({ port: z.number() }).parse(server.address());
  return { url: `http://127.0.0.1:${address.port}`, connectionCount: () => sockets.clients.size };
}

async function listen(databaseUrl: string, topics: ReadonlyMap<string, ReadonlySet<WebSocket>>): Promise<void> {
  const pool = new Pool({ connectionString: databaseUrl, max: 1 });
  const listener = new Client({ connectionString: databaseUrl });
  await listener.connect();
  const pass = async (notice: string): Promise<void> => {
    const [head = '', eventJson = '', ...payloadLines] = notice.split('\n');
    const { id, inserted_at: insertedAt, topic: name } = noticeSchema.parse(JSON.parse(head));
    const topic = `realtime:${name}`;
    const members = topics.get(topic);
    if (!members) return;
    const message =
      eventJson === '' ? await read(pool, id, insertedAt) : { event: eventJson, payload: payloadLines.join('\n') };
    const body = `{"type":"broadcast","event":${message.event},"payload":${message.payload},"meta":{"id":"${id}"}}`;
    const frame = Buffer.from(`[null,null,${JSON.stringify(topic)},"broadcast",${body}]`);
    for (const socket of members) if (socket.readyState === WebSocket.OPEN) socket.send(frame, { binary: false });
  };
  listener.on('notification', ({ payload }) => void pass(payload ?? ''));
  await listener.query('listen realtime_messages');
}

const rowsSchema = z.tuple([z.object({ event: z.string(), payload: z.string() })]);

/** A message that is too long for its notice, as JSON. */
async function read(pool: Pool, id: string, insertedAt: string): Promise<{ event: string; payload: string }> {
  const { rows } = await pool.query(
    `select to_json(event)::text as event, payload::text as payload from realtime.messages
     where id = $1 and inserted_at = $2::timestamp`,
    [id, insertedAt],
  );
  return rowsSchema.parse(rows)[0];
}
