import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { PhoenixServer } from '../../test/phoenix-server.ts';
import { describeTransportContract } from '../testing/transport-contract.ts';
import { createSupabaseTransport } from './supabase.ts';
import type { Transport, TransportEvent } from './transport.ts';

const forbidden = 'Unauthorized: You do not have permissions to read from this Channel topic: tenant:other';

describeTransportContract('supabase', async () => {
  const server = new PhoenixServer();
  server.judgeJoin = (topic) => (topic === 'tenant:other' ? forbidden : null);
  return {
    transport: createSupabaseTransport({ url: await server.listen(), apiKey: 'anon', hasPresence: true }),
    allowedTopic: 'tenant:own',
    forbiddenTopic: 'tenant:other',
    broadcast: (topic, event, payload) => server.broadcast(topic, event, payload),
    dropConnections: () => server.dropConnections(),
    dispose: () => server.close(),
    hasPresence: true,
  };
});

describe('createSupabaseTransport', () => {
  let server: PhoenixServer;
  let url: string;
  let transport: Transport;
  let events: TransportEvent[];

  beforeEach(async () => {
    server = new PhoenixServer();
    url = await server.listen();
    events = [];
  });

  afterEach(async () => {
    transport.close();
    await server.close();
  });

  function create(accessToken?: (options: { refresh: boolean }) => Promise<string | null>): void {
    transport = createSupabaseTransport({ url, apiKey: 'anon', ...(accessToken && { accessToken }) });
    transport.listen((event) => event.type !== 'carried' && events.push(event));
  }

  const sees = (event: unknown) =>
    vi.waitFor(() => expect(events).toContainEqual(event), { timeout: 5_000, interval: 5 });
  const joins = () => server.frames.filter(([, , , event]) => event === 'phx_join');
  const tokensOfJoins = () => joins().map(([, , , , payload]) => payload['access_token']);

  async function connect(): Promise<void> {
    events.length = 0;
    transport.open();
    await sees({ type: 'opened' });
  }

  async function join(topic: string): Promise<void> {
    transport.join(topic);
    await sees({ type: 'joined', topic });
  }

  it('joins private channels with the token of that moment, not of the first connection', async () => {
    let token = 'first';
    create(() => Promise.resolve(token));
    await connect();
    await join('tenant:own');
    server.dropConnections();
    await sees({ type: 'closed' });
    token = 'second';
    await connect();
    await join('tenant:own');
    expect(tokensOfJoins()).toEqual(['first', 'second']);
    expect(joins()[0]?.[4]).toMatchObject({ config: { private: true } });
  });

  it('gives a renewed token to joined channels with the next ping, before the old one expires', async () => {
    let token = 'first';
    create(() => Promise.resolve(token));
    await connect();
    await join('tenant:own');
    token = 'second';
    transport.ping();
    await vi.waitFor(() => {
      const pushed = server.frames.filter(([, , , event]) => event === 'access_token').map((frame) => frame[4]);
      expect(pushed).toMatchObject([{ access_token: 'second' }]);
    });
  });

  it('reports a channel that the server ended once, with its words, and does not rejoin by itself', async () => {
    create();
    await connect();
    await join('tenant:own');
    server.endTopic('tenant:own', 'Token has expired 1 seconds ago');
    await sees({ type: 'lost', topic: 'tenant:own', reason: 'Token has expired 1 seconds ago' });
    // The client's first own rejoin would come after 1 s.
    await new Promise((resolve) => setTimeout(resolve, 1_300));
    expect(events.filter(({ type }) => type === 'lost')).toHaveLength(1);
    expect(joins()).toHaveLength(1);
  });

  it('asks for a new token after a refusal and joins with that', async () => {
    create(({ refresh }) => Promise.resolve(refresh ? 'fresh' : 'stale'));
    server.judgeJoin = (_topic, { access_token: token }) => (token === 'stale' ? 'InvalidJWTToken: expired' : null);
    await connect();
    transport.join('tenant:own');
    await sees({ type: 'lost', topic: 'tenant:own', reason: 'InvalidJWTToken: expired' });
    expect(await transport.renewToken()).toBe(true);
  });

  it('reports a join as lost when the token could not be asked for', async () => {
    create(() => Promise.reject(new Error('no network')));
    await connect();
    transport.join('tenant:own');
    await sees({ type: 'lost', topic: 'tenant:own', reason: 'token unavailable: Error: no network' });
    expect(joins()).toEqual([]);
  });

  it('does not join what was left while the token was fetched', async () => {
    const asked = Promise.withResolvers<string>();
    create(() => asked.promise);
    await connect();
    transport.join('tenant:own');
    transport.leave('tenant:own');
    asked.resolve('late');
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(joins()).toEqual([]);
  });

  it('reports a server that is not there as closed', async () => {
    await server.close();
    create();
    transport.open();
    await sees({ type: 'closed' });
  });

  it('reports an address that no socket takes as closed instead of throwing', async () => {
    transport = createSupabaseTransport({ url: 'ftp://nowhere', apiKey: 'anon' });
    transport.listen((event) => events.push(event));
    transport.open();
    await sees({ type: 'closed' });
  });

  it('sends nothing of an earlier line on the next one', async () => {
    create();
    await connect();
    await join('tenant:own');
    server.dropConnections();
    await sees({ type: 'closed' });
    server.frames.length = 0;
    await connect();
    transport.ping();
    await sees({ type: 'ponged' });
    expect(server.frames.map(([, , , event]) => event)).toEqual(['heartbeat']);
  });

  it('opens many lines one after the other and leaves one socket', async () => {
    create();
    for (let line = 0; line < 50; line++) {
      await connect();
      await join('tenant:own');
    }
    await vi.waitFor(() => expect(server.openCount).toBe(1));
    expect(server.connectionCount).toBe(50);
    expect(joins()).toHaveLength(50);
    expect(events).toEqual([{ type: 'opened' }, { type: 'joined', topic: 'tenant:own' }]);
  });
});
