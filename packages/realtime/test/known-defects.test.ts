import { readFile } from 'node:fs/promises';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { BEAT_EVERY_HIDDEN_MS } from '../src/connection/heartbeat.ts';
import { createRealtime, type Realtime } from '../src/create-realtime.ts';
import { createBrowserEnvironment } from '../src/connection/browser-environment.ts';
import type { TopicStatus } from '../src/subscription/handlers.ts';
import { FakeEnvironment, MemoryServer } from '../src/testing/index.ts';
import { createSupabaseTransport } from '../src/transport/supabase.ts';
import { PhoenixServer } from './phoenix-server.ts';

const topic = 'tenant:own';

const read = (path: string) => readFile(new URL(`../${path}`, import.meta.url), 'utf8');

describe('with the client library as it is', () => {
  let server: PhoenixServer;
  let realtime: Realtime;
  let said: TopicStatus[];
  let tokens: { held: string; fresh: string };

  beforeEach(async () => {
    server = new PhoenixServer();
    tokens = { held: 'first', fresh: 'second' };
    const accessToken = ({ refresh }: { readonly refresh: boolean }) => {
      if (refresh) tokens.held = tokens.fresh;
      return Promise.resolve(tokens.held);
    };
    // No page here, so what it would say of itself is said for it.
    const page = { isNetworkUp: () => true, isVisible: () => true, listen: () => () => {}, afterPaint: () => {} };
    realtime = createRealtime({
      transport: createSupabaseTransport({ url: await server.listen(), apiKey: 'anon', accessToken }),
      environment: { ...createBrowserEnvironment(), ...page },
    });
    said = [];
    realtime.subscribe(topic, { onEvent: () => {}, onStatus: (status) => said.push(status) });
    await vi.waitFor(() => expect(said.at(-1)).toBe('live'), { timeout: 10_000 });
  });

  afterEach(async () => {
    realtime.close();
    await server.close();
  });

  const tokensOfJoins = () =>
    server.frames.filter(([, , , event]) => event === 'phx_join').map(([, , , , payload]) => payload['access_token']);

  it('joins with a renewed token after hours in the background, when the held one expired unnoticed', async () => {
    server.judgeJoin = (_topic, { access_token: token }) =>
      token === 'first' ? 'InvalidJWTToken: Token has expired 7200 seconds ago' : null;
    said.length = 0;
    server.dropConnections();
    await vi.waitFor(() => expect(said).toEqual(['waiting', 'joining', 'live']), { timeout: 10_000 });
    expect(tokensOfJoins()).toEqual(['first', 'first', 'second']);
  });

  it('joins anew when the server ends a channel because its token expired, saying so meanwhile', async () => {
    said.length = 0;
    server.endTopic(topic, 'Token has expired 1 seconds ago');
    await vi.waitFor(() => expect(said).toEqual(['joining', 'live']), { timeout: 10_000 });
    expect(tokensOfJoins()).toEqual(['first', 'second']);
    expect(server.connectionCount).toBe(1);
  });
});

describe('on a page in the background, where timers run once a minute', () => {
  const SILENCE_MS = 60_000;

  /** A server that closes a line of which it heard nothing for a minute, as Phoenix does. */
  function startThrottled() {
    const environment = new FakeEnvironment();
    const server = new MemoryServer({ environment, latencyMs: 5 });
    const transport = server.createTransport();
    let heardAt = environment.now();
    const ping = transport.ping.bind(transport);
    transport.ping = () => {
      heardAt = environment.now();
      ping();
    };
    const realtime = createRealtime({ environment, transport });
    let statuses: string[] = [];
    realtime.onConnectionChange(({ status }) => statuses.push(status));
    realtime.subscribe(topic, { onEvent: () => {} });
    return {
      environment,
      server,
      /** Seconds pass; the server looks after each. */
      pass: async (seconds: number, eachSecond: (second: number) => void = () => {}) => {
        statuses = [];
        for (let second = 0; second < seconds; second++) {
          await environment.advance(1_000);
          eachSecond(second);
          if (environment.now() - heardAt > SILENCE_MS) {
            server.dropConnections();
            heardAt = environment.now();
          }
        }
        return statuses;
      },
      status: () => realtime.getConnection().status,
    };
  }

  it('comes back by itself from each loss of the heartbeat, and at once when it is looked at', async () => {
    const { environment, server, pass, status } = startThrottled();
    await pass(30);
    environment.setVisible(false);
    environment.throttleTimers(75_000, 100);
    const said = await pass(3_600);
    expect(said).toContain('reconnecting');
    expect(said).toContain('online');
    server.dropConnections();
    await environment.advance(10);
    environment.throttleTimers(0);
    environment.setVisible(true);
    await environment.advance(20);
    expect(status()).toBe('online');
  });

  it('finds a line that a router forgot, though the server does not close it and each deadline comes late', async () => {
    const environment = new FakeEnvironment();
    const server = new MemoryServer({ environment, latencyMs: 5 });
    const realtime = createRealtime({ environment, transport: server.createTransport() });
    realtime.subscribe(topic, { onEvent: () => {} });
    await environment.advance(30_000);
    environment.setVisible(false);
    environment.throttleTimers(60_000, 100);
    await environment.advance(3_600_000);
    expect(realtime.metrics().losses).toMatchObject({ 'heartbeat-timeout': 0 });
    server.faults.isSilent = true;
    await environment.advance(4 * 60_000);
    expect(realtime.metrics().losses).toMatchObject({ 'heartbeat-timeout': 1 });
  });

  it('keeps the line where messages come in, each a chance to beat that no timer gave', async () => {
    const { environment, server, pass } = startThrottled();
    await pass(30);
    environment.setVisible(false);
    environment.throttleTimers(3_600_000, 100);
    const said = await pass(3_600, (second) => {
      if (second % 10 === 0) server.broadcast(topic, 'insights.tick', {});
    });
    expect(BEAT_EVERY_HIDDEN_MS).toBeLessThan(SILENCE_MS - 10_000);
    expect(said).toEqual([]);
  });
});

describe('SPEC.md', () => {
  it('names a test that exists for each known defect', async () => {
    const spec = await read('SPEC.md');
    const named = [...spec.matchAll(/`((?:src|test)\/[\w./-]+\.test\.tsx?)`: "([^"]+)"/g)];
    expect(named.length).toBeGreaterThanOrEqual(14);
    for (const [, path = '', name = ''] of named) expect(await read(path), path).toContain(name);
  });
});
