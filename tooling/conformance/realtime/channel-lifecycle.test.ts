import { expect, it } from 'vitest';
import { join, listen, newTopic, subscribe } from '../fixtures/channels.ts';
import { openClient } from '../fixtures/clients.ts';
import { describeFeature } from '../fixtures/describe-feature.ts';
import { watchSockets } from '../fixtures/watched-sockets.ts';
import { eventually } from '../fixtures/eventually.ts';

describeFeature('channel', () => {
  it('is SUBSCRIBED, then CLOSED by unsubscribe', async () => {
    const joined = await join(openClient(), newTopic());
    expect(joined.channel.state).toBe('joined');
    expect(await joined.channel.unsubscribe()).toBe('ok');
    expect(joined.statuses).toEqual(['SUBSCRIBED', 'CLOSED']);
    expect(joined.channel.state).toBe('closed');
  });

  it('is left by removeChannel and forgotten by the client', async () => {
    const client = openClient();
    const [left, kept] = await Promise.all([join(client, newTopic()), join(client, newTopic())]);
    expect(await client.removeChannel(left.channel)).toBe('ok');
    expect(left.statuses).toEqual(['SUBSCRIBED', 'CLOSED']);
    expect(client.getChannels()).toEqual([kept.channel]);
  });

  it('hears nothing more once it is left, while its neighbour does', async () => {
    const client = openClient();
    const [left, kept] = await Promise.all([join(client, newTopic()), join(client, newTopic())]);
    await client.removeChannel(left.channel);
    const sender = openClient();
    const [toLeft, toKept] = await Promise.all([
      join(sender, left.channel.subTopic),
      join(sender, kept.channel.subTopic),
    ]);
    await toLeft.channel.send({ type: 'broadcast', event: 'to-left', payload: {} });
    await toKept.channel.send({ type: 'broadcast', event: 'to-kept', payload: {} });
    await eventually(() => expect(kept.broadcasts.map(({ event }) => event)).toEqual(['to-kept']));
    expect(left.broadcasts).toEqual([]);
  });

  it('hears nothing more after teardown, while its neighbour does', async () => {
    const client = openClient();
    const [left, kept] = await Promise.all([join(client, newTopic()), join(client, newTopic())]);
    left.channel.teardown();
    expect(left.channel.state).toBe('closed');
    const sender = openClient();
    const [toLeft, toKept] = await Promise.all([
      join(sender, left.channel.subTopic),
      join(sender, kept.channel.subTopic),
    ]);
    await toLeft.channel.send({ type: 'broadcast', event: 'to-left', payload: {} });
    await toKept.channel.send({ type: 'broadcast', event: 'to-kept', payload: {} });
    await eventually(() => expect(kept.broadcasts.map(({ event }) => event)).toEqual(['to-kept']));
    expect(left.broadcasts).toEqual([]);
  });

  it('joins again with what updateJoinPayload said', async () => {
    const sockets = watchSockets();
    // As where a connection is made anew: the older client has to be given time for its second try.
    const client = openClient({ realtime: { reconnectAfterMs: (tries) => (tries === 1 ? 50 : 5_000) } });
    const joined = await join(client, newTopic(), { broadcast: { self: false } });
    const config = { broadcast: { self: true }, presence: { key: '' }, postgres_changes: [], private: false };
    joined.channel.updateJoinPayload({ config });
    sockets.drop();
    await eventually(() => expect(joined.statuses).toEqual(['SUBSCRIBED', 'CHANNEL_ERROR', 'SUBSCRIBED']));
    await joined.channel.send({ type: 'broadcast', event: 'mine', payload: {} });
    await eventually(() => expect(joined.broadcasts.map(({ event }) => event)).toEqual(['mine']));
  });

  it('is written to by push of the client', async () => {
    const client = openClient();
    const { channel, broadcasts } = await join(client, newTopic(), { broadcast: { self: true } });
    const payload = { type: 'broadcast', event: 'pushed', payload: {} };
    client.realtime.push({ topic: channel.topic, event: 'broadcast', payload, ref: 'any' });
    await eventually(() => expect(broadcasts.map(({ event }) => event)).toEqual(['pushed']));
  });

  it('ends with all others by removeAllChannels', async () => {
    const client = openClient();
    const joined = await Promise.all([join(client, newTopic()), join(client, newTopic()), join(client, newTopic())]);
    expect(await client.removeAllChannels()).toEqual(['ok', 'ok', 'ok']);
    expect(client.getChannels()).toEqual([]);
    for (const { statuses } of joined) expect(statuses).toEqual(['SUBSCRIBED', 'CLOSED']);
  });

  it('can be joined again on the same topic after it was left', async () => {
    const client = openClient();
    const topic = newTopic();
    const [first] = await Promise.all([join(client, topic), join(client, newTopic())]);
    await client.removeChannel(first.channel);
    const second = await join(client, topic, { broadcast: { self: true } });
    await second.channel.send({ type: 'broadcast', event: 'again', payload: {} });
    await eventually(() => expect(second.broadcasts.map(({ event }) => event)).toEqual(['again']));
    expect(first.broadcasts).toEqual([]);
  });

  it('is TIMED_OUT when the join is not answered in time', async () => {
    const sockets = watchSockets();
    sockets.lose('phx_join');
    const client = openClient();
    expect((await subscribe(listen(client, newTopic()), 100)).statuses).toEqual(['TIMED_OUT']);
  });

  it('is refused without a topic', async () => {
    const joined = await subscribe(listen(openClient(), ''));
    expect(joined.statuses[0]).toBe('CHANNEL_ERROR');
    expect(joined.errors[0]).toContain('TopicNameRequired: You must provide a topic name');
  });

  it('is refused beyond the number that one client may have', async () => {
    const client = openClient();
    // The limit of Supabase's plans begins at 100.
    await Promise.all(Array.from({ length: 100 }, () => join(client, newTopic())));
    // Again, where so many joins within a second were too many already.
    await eventually(async () => {
      const oneTooMany = await subscribe(listen(client, newTopic()));
      await client.removeChannel(oneTooMany.channel);
      expect(oneTooMany.statuses[0]).toBe('CHANNEL_ERROR');
      expect(oneTooMany.errors.join()).toContain('ChannelRateLimitReached: Too many channels');
    });
  });

  it('tells system messages apart from broadcasts: replication_ready', async () => {
    const joined = await join(openClient(), newTopic(), { broadcast: { replication_ready: true } });
    await eventually(() =>
      expect(joined.system).toEqual([
        expect.objectContaining({
          extension: 'system',
          status: 'ok',
          message: 'Replication connection established',
          channel: joined.channel.subTopic,
        }),
      ]),
    );
  });
});
