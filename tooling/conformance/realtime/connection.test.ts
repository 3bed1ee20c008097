import { expect, inject, it, vi } from 'vitest';
import { join, listen, newTopic, subscribe } from '../fixtures/channels.ts';
import { openClient, openClientWith, openServiceClient } from '../fixtures/clients.ts';
import { describeFeature, itWhereOffered } from '../fixtures/describe-feature.ts';
import { eventually } from '../fixtures/eventually.ts';
import { watchSockets } from '../fixtures/watched-sockets.ts';
import { WebWorker } from '../fixtures/web-worker.ts';
import { newestVersion } from '../target/client-releases.ts';

const isNewest = inject('clientVersion') === newestVersion;

describeFeature('connection', () => {
  it('opens with connect and ends with disconnect', async () => {
    const { realtime } = openClient();
    expect(realtime.isConnected()).toBe(false);
    realtime.connect();
    expect(realtime.isConnecting()).toBe(true);
    await eventually(() => expect(realtime.connectionState()).toBe('open'));
    expect(realtime.isConnected()).toBe(true);
    await realtime.disconnect();
    await eventually(() => expect(realtime.connectionState()).toBe('closed'));
  });

  it('opens by itself with the first subscription, once for all channels', async () => {
    const sockets = watchSockets();
    const client = openClient();
    const joined = await Promise.all([join(client, newTopic()), join(client, newTopic()), join(client, newTopic())]);
    expect(joined.map(({ statuses }) => statuses)).toEqual([['SUBSCRIBED'], ['SUBSCRIBED'], ['SUBSCRIBED']]);
    expect(sockets.opened).toHaveLength(1);
    expect(client.getChannels()).toHaveLength(3);
  });

  it('accepts the service key', async () => {
    expect((await join(openServiceClient(), newTopic())).statuses).toEqual(['SUBSCRIBED']);
  });

  it('is refused with a key that nobody signed', async () => {
    const client = openClientWith(inject('target').url, 'not.a.key');
    const joined = await subscribe(listen(client, newTopic()), 500);
    expect(['CHANNEL_ERROR', 'TIMED_OUT']).toContain(joined.statuses[0]);
    expect(client.realtime.isConnected()).toBe(false);
  });

  it('is made anew after a loss, and the channels join again', async () => {
    const sockets = watchSockets();
    // The older client takes its own second try for somebody else's channel and leaves it when the first is not answered
    // by then: a slow server has to be given time.
    const client = openClient({ realtime: { reconnectAfterMs: (tries) => (tries === 1 ? 50 : 5_000) } });
    const [first, second] = await Promise.all([join(client, newTopic()), join(client, newTopic())]);
    sockets.drop();
    await eventually(() => {
      expect(first.statuses).toEqual(['SUBSCRIBED', 'CHANNEL_ERROR', 'SUBSCRIBED']);
      expect(second.statuses).toEqual(['SUBSCRIBED', 'CHANNEL_ERROR', 'SUBSCRIBED']);
    });
    expect(sockets.opened).toHaveLength(2);
    const sender = await join(openClient(), first.channel.subTopic);
    await sender.channel.send({ type: 'broadcast', event: 'after', payload: {} });
    await eventually(() => expect(first.broadcasts.map(({ event }) => event)).toEqual(['after']));
  });

  it('can be opened again after disconnect', async () => {
    const client = openClient();
    await join(client, newTopic());
    await client.removeAllChannels();
    await client.realtime.disconnect();
    await eventually(() => expect(client.realtime.isDisconnecting()).toBe(false));
    expect((await join(client, newTopic())).statuses).toEqual(['SUBSCRIBED']);
  });

  it('says by heartbeatCallback and onHeartbeat that beats are sent and answered', async () => {
    const beats: string[] = [];
    const later: string[] = [];
    const { realtime } = openClient({
      realtime: { heartbeatIntervalMs: 30, heartbeatCallback: (status) => beats.push(status) },
    });
    realtime.connect();
    await eventually(() => expect(beats).toEqual(expect.arrayContaining(['sent', 'ok', 'sent', 'ok'])));
    realtime.onHeartbeat((status) => later.push(status));
    await eventually(() => expect(later).toEqual(expect.arrayContaining(['sent', 'ok'])));
  });

  it('answers sendHeartbeat', async () => {
    const beats: string[] = [];
    const { realtime } = openClient({ realtime: { heartbeatCallback: (status) => beats.push(status) } });
    realtime.connect();
    await eventually(() => expect(realtime.isConnected()).toBe(true));
    await realtime.sendHeartbeat();
    await eventually(() => expect(beats).toEqual(['sent', 'ok']));
  });

  it('beats from a worker with worker: true', async () => {
    vi.stubGlobal('Worker', WebWorker);
    const beats: string[] = [];
    const client = openClient({
      realtime: { worker: true, heartbeatIntervalMs: 30, heartbeatCallback: (status) => beats.push(status) },
    });
    await join(client, newTopic());
    await eventually(() => expect(beats).toEqual(expect.arrayContaining(['sent', 'ok', 'sent', 'ok'])));
  });

  it('is given up and made anew when beats are not answered', async () => {
    const sockets = watchSockets();
    const beats: string[] = [];
    const client = openClient({
      realtime: {
        heartbeatIntervalMs: 200,
        heartbeatCallback: (status) => beats.push(status),
      },
    });
    await join(client, newTopic());
    sockets.lose('heartbeat');
    await eventually(() => {
      expect(beats).toContain('timeout');
      expect(sockets.opened.length).toBeGreaterThan(1);
    });
  });

  it('takes parameters of its own in the address', async () => {
    const sockets = watchSockets();
    const client = openClient({ realtime: { params: { log_level: 'error' } } });
    await join(client, newTopic());
    const { searchParams } = new URL(sockets.opened[0]?.url ?? '');
    expect(searchParams.get('log_level')).toBe('error');
    expect(searchParams.get('apikey')).toBe(inject('target').anonKey);
    expect(searchParams.get('vsn')).toBe(isNewest ? '2.0.0' : '1.0.0');
  });

  it('is had by any socket at the address of endpointURL', async () => {
    const socket = new WebSocket(openClient().realtime.endpointURL());
    await new Promise((resolve, reject) => {
      socket.addEventListener('open', resolve);
      socket.addEventListener('error', reject);
    });
    socket.close();
  });

  it('is written to its logger, with what log adds', async () => {
    const kinds: string[] = [];
    const { realtime } = openClient({ realtime: { logger: (kind: string) => kinds.push(kind) } });
    realtime.log('kitchen', 'opens');
    realtime.connect();
    await eventually(() => expect(kinds).toEqual(expect.arrayContaining(['kitchen', 'transport'])));
  });

  itWhereOffered(isNewest, 'says by hasLogger whether it is written anywhere', async () => {
    expect(openClient({ realtime: { logger: () => {} } }).realtime.hasLogger()).toBe(true);
    expect(openClient().realtime.hasLogger()).toBe(false);
  });

  itWhereOffered(isNewest, 'ends by itself some time after the last channel', async () => {
    const client = openClient({ realtime: { disconnectOnEmptyChannelsAfterMs: 20 } });
    const { channel } = await join(client, newTopic());
    await client.removeChannel(channel);
    await eventually(() => expect(client.realtime.connectionState()).toBe('closed'));
  });
});
