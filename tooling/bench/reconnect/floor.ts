import { once } from 'node:events';
import { FaultyLine } from '@blunari/stack/faulty-line';
import { WebSocket } from 'ws';
import type { Owner } from './product.ts';

/**
 * How long a bare socket to the same address takes to be open, one after the other over the same kind of line, in ms: with
 * nothing of ours above it, so no client of ours is faster.
 */
export async function measureBareConnect({ stack }: Owner, count: number): Promise<readonly number[]> {
  const line = await FaultyLine.to(Number(new URL(stack.publicUrl).port));
  const query = new URLSearchParams({ apikey: stack.env.SUPABASE_ANON_KEY, vsn: '1.0.0' });
  const timesMs: number[] = [];
  for (let n = 0; n < count; n += 1) {
    const startedAtMs = performance.now();
    const socket = new WebSocket(`ws://localhost:${line.port}/realtime/v1/websocket?${query}`);
    await once(socket, 'open');
    timesMs.push(performance.now() - startedAtMs);
    const closed = once(socket, 'close');
    socket.close();
    await closed;
  }
  await line.close();
  return timesMs;
}
