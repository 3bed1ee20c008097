import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { eventually } from './testing/eventually.ts';
import { serveGateway, type ServedGateway } from './testing/serve-gateway.ts';
import { startTestGateway, type TestGateway } from './testing/start-test-gateway.ts';
import { connect, disconnectAll, join, joinPrivately } from './testing/supabase-clients.ts';

let stack: TestGateway;
let second: ServedGateway;

beforeAll(async () => {
  stack = await startTestGateway();
  second = await serveGateway(stack.serveOptions);
});

afterEach(disconnectAll);

afterAll(async () => {
  await second.close();
  await stack.stop();
});

const since = Date.now() - 60_000;
const replaying = { private: true, broadcast: { replay: { since } } };

async function person(): Promise<{ token: string; topic: string }> {
  const sub = randomUUID();
  return { token: await stack.token({ sub }), topic: `user:${sub}` };
}

describe('a broadcast that is to be kept', () => {
  it('reaches everybody once, in every process, but not its sender, and whoever joins later', async () => {
    const { token, topic } = await person();
    const sender = await join(await connect(stack, token), topic, { private: true, broadcast: { ack: true } });
    const here = await joinPrivately(await connect(stack, token), topic);
    const there = await joinPrivately(await connect({ url: second.url, keys: stack.keys }, token), topic);
    const kept = { type: 'broadcast', event: 'kept', payload: { n: 1 }, persist: true } as const;
    expect(await sender.channel.send(kept)).toBe('ok');
    const bytes = Uint8Array.of(0, 1, 255);
    expect(await sender.channel.send({ ...kept, event: 'bytes', payload: bytes.buffer })).toBe('ok');
    await sender.channel.send({ type: 'broadcast', event: 'not kept', payload: {} });
    const late = await join(await connect(stack, token), topic, replaying);
    await eventually(() => expect(late.broadcasts.map(({ event }) => event)).toEqual(['kept', 'bytes']));
    expect(late.broadcasts[0]).toMatchObject({ payload: { n: 1 }, meta: { replayed: true } });
    await eventually(() => {
      expect(here.broadcasts.map(({ event }) => event)).toEqual(['kept', 'bytes', 'not kept']);
      expect(there.broadcasts.map(({ event }) => event).toSorted()).toEqual(['bytes', 'kept', 'not kept']);
    });
    expect(sender.broadcasts).toEqual([]);
  });

  it('can be sent by HTTP', async () => {
    const { token, topic } = await person();
    const listener = await joinPrivately(await connect(stack, token), topic);
    const channel = (await connect(stack, token)).channel(topic, { config: { private: true } });
    expect(await channel.httpSend('kept', { n: 2 }, { persist: { ttl: 60 } })).toEqual({ success: true });
    const late = await join(await connect(stack, token), topic, replaying);
    await eventually(() => expect(late.broadcasts).toMatchObject([{ event: 'kept', payload: { n: 2 } }]));
    await eventually(() => expect(listener.broadcasts).toHaveLength(1));
  });

  it('is refused where the sender may not write, in public, and when the database cannot hold it', async () => {
    const { token, topic } = await person();
    const reader = await join(await connect(stack, token), 'news', { private: true, broadcast: { ack: true } });
    const kept = { type: 'broadcast', event: 'forged', payload: {}, persist: true } as const;
    expect(await reader.channel.send(kept)).toBe('error');
    const writer = await join(await connect(stack, token), topic, {
      private: true,
      broadcast: { ack: true, self: true },
    });
    expect(await writer.channel.send({ ...kept, payload: { text: 'a\u0000b' } })).toBe('error');
    const answer = await fetch(`${stack.url}/realtime/v1/api/broadcast/chat/events/x?persist=true`, {
      method: 'POST',
      headers: { apikey: stack.keys.serviceRoleKey },
    });
    expect(answer.status).toBe(422);
    expect(writer.broadcasts).toEqual([]);
    const { rows } = await stack.owner.query(`select from realtime.messages where event = 'forged'`);
    expect(rows).toEqual([]);
  });

  it('reaches everybody also where the database stores it after it was given up', async () => {
    await stack.owner.query(`
      create function public.wait_for_lock() returns trigger language plpgsql as $$
      begin
        if new.event = 'late' then perform pg_advisory_xact_lock(7); end if;
        return new;
      end $$;
      create trigger wait_for_lock before insert on realtime.messages for each row execute function public.wait_for_lock()`);
    const hasty = await serveGateway({ ...stack.serveOptions, limits: { queryTimeoutMs: 2_000 } });
    const { token, topic } = await person();
    const sender = await join(await connect({ url: hasty.url, keys: stack.keys }, token), topic, {
      private: true,
      broadcast: { ack: true },
    });
    const here = await joinPrivately(await connect({ url: hasty.url, keys: stack.keys }, token), topic);
    const lock = await stack.owner.connect();
    await lock.query('select pg_advisory_lock(7)');
    expect(await sender.channel.send({ type: 'broadcast', event: 'late', payload: {}, persist: true })).toBe('error');
    await lock.query('select pg_advisory_unlock(7)');
    lock.release();
    await eventually(() => expect(here.broadcasts.map(({ event }) => event)).toEqual(['late']));
    await disconnectAll();
    await hasty.close();
    await stack.owner.query('drop function public.wait_for_lock() cascade');
  });
});
