import { describe, expect, inject, it } from 'vitest';
import { join, newTopic, type Joined } from '../fixtures/channels.ts';
import { openClient, openServiceClient } from '../fixtures/clients.ts';
import { describeFeature, itWhereOffered } from '../fixtures/describe-feature.ts';
import { eventually } from '../fixtures/eventually.ts';
import { newestVersion } from '../target/client-releases.ts';

const eventsOf = ({ broadcasts }: Joined): string[] => broadcasts.map(({ event }) => event);

function send({ channel }: Joined, event: string, payload: unknown = {}): Promise<string> {
  return channel.send({ type: 'broadcast', event, payload });
}

const binary = { realtime: { vsn: '2.0.0' } };

describeFeature('broadcast', () => {
  describe.each(['1.0.0', '2.0.0'])('with serializer %s', (vsn) => {
    const open = () => openClient({ realtime: { vsn } });

    it('reaches everybody else on the topic, and not the sender', async () => {
      const topic = newTopic();
      const [ada, ben, eva] = await Promise.all([join(open(), topic), join(open(), topic), join(open(), topic)]);
      expect(await send(ada, 'from-ada', { text: 'hi' })).toBe('ok');
      const heard = [{ event: 'from-ada', payload: { text: 'hi' } }];
      await eventually(() => expect([ben.broadcasts, eva.broadcasts]).toEqual([heard, heard]));
      await send(ben, 'from-ben');
      await eventually(() => expect(eventsOf(ada)).toEqual(['from-ben']));
    });

    it('comes back to its sender with self: true', async () => {
      const ada = await join(open(), newTopic(), { broadcast: { self: true } });
      await send(ada, 'mine', { n: 1 });
      await eventually(() => expect(ada.broadcasts).toEqual([{ event: 'mine', payload: { n: 1 } }]));
    });

    it('is confirmed by the server with ack: true', async () => {
      const topic = newTopic();
      const [ada, ben] = await Promise.all([join(open(), topic, { broadcast: { ack: true } }), join(open(), topic)]);
      expect(await send(ada, 'confirmed')).toBe('ok');
      await eventually(() => expect(eventsOf(ben)).toEqual(['confirmed']));
    });

    it('comes back and is confirmed with both', async () => {
      const ada = await join(open(), newTopic(), { broadcast: { ack: true, self: true } });
      expect(await send(ada, 'both')).toBe('ok');
      await eventually(() => expect(eventsOf(ada)).toEqual(['both']));
    });

    it('is heard by the listeners of its event and by those of every event', async () => {
      const topic = newTopic();
      const heard: string[] = [];
      const listener = open().channel(topic);
      listener.on('broadcast', { event: 'wanted' }, ({ event }) => heard.push(`wanted: ${event}`));
      listener.on('broadcast', { event: '*' }, ({ event }) => heard.push(`any: ${event}`));
      await new Promise((resolve) => listener.subscribe(resolve));
      const sender = await join(open(), topic);
      await send(sender, 'other');
      await send(sender, 'wanted');
      await eventually(() => expect(heard.toSorted()).toEqual(['any: other', 'any: wanted', 'wanted: wanted']));
    });

    it('keeps order, types, nesting and letters of every alphabet', async () => {
      const topic = newTopic();
      const [ada, ben] = await Promise.all([join(open(), topic), join(open(), topic)]);
      const payloads = [
        { text: 'Crème brûlée, 寿司, 🍕', quote: '"\\', list: [1, 2.5, -3e10, true, null, []] },
        { deep: { deeper: { deepest: [{ a: {} }] } } },
        ...Array.from({ length: 20 }, (_, index) => ({ index })),
      ];
      for (const payload of payloads) await send(ada, 'dish', payload);
      await eventually(() => expect(ben.broadcasts).toEqual(payloads.map((payload) => ({ event: 'dish', payload }))));
    });

    // The older client writes an event's letters into a frame of 2.0.0 by their low bytes.
    const writesLetters = vsn === '1.0.0' || inject('clientVersion') === newestVersion;
    itWhereOffered(writesLetters, 'may have an event of any letters', async () => {
      const topic = newTopic();
      const [ada, ben] = await Promise.all([join(open(), topic), join(open(), topic)]);
      await send(ada, 'menü 寿司');
      await eventually(() => expect(eventsOf(ben)).toEqual(['menü 寿司']));
    });

    it('stays on its topic when one socket carries several channels', async () => {
      const client = open();
      const [first, second] = await Promise.all([join(client, newTopic()), join(client, newTopic())]);
      const sender = open();
      const [toFirst, toSecond] = await Promise.all([
        join(sender, first.channel.subTopic),
        join(sender, second.channel.subTopic),
      ]);
      await send(toFirst, 'one');
      await send(toSecond, 'two');
      await eventually(() => expect([eventsOf(first), eventsOf(second)]).toEqual([['one'], ['two']]));
    });

    it('that is larger than the server takes is refused', async () => {
      const ada = await join(open(), newTopic(), { broadcast: { ack: true } });
      expect(await send(ada, 'large', { text: 'x'.repeat(3_001_000) })).toBe('error');
      expect(await send(ada, 'small')).toBe('ok');
    });
  });

  it('goes between clients of both serializers', async () => {
    const topic = newTopic();
    const older = await join(openClient({ realtime: { vsn: '1.0.0' } }), topic);
    const newer = await join(openClient({ realtime: { vsn: '2.0.0' } }), topic);
    await send(older, 'from-older', { n: 1 });
    await send(newer, 'from-newer', { n: 2 });
    await eventually(() => {
      expect(newer.broadcasts).toEqual([{ event: 'from-older', payload: { n: 1 } }]);
      expect(older.broadcasts).toEqual([{ event: 'from-newer', payload: { n: 2 } }]);
    });
  });

  it('carries bytes with serializer 2.0.0', async () => {
    const topic = newTopic();
    const clients = [openClient(binary), openClient(binary)] as const;
    const [ada, ben] = await Promise.all([join(clients[0], topic), join(clients[1], topic)]);
    await send(ada, 'bytes', Uint8Array.of(0, 1, 127, 128, 255).buffer);
    await eventually(() =>
      expect(ben.broadcasts.map(({ payload }) => bytesOf(payload))).toEqual([[0, 1, 127, 128, 255]]),
    );
  });

  it('is not heard by a channel of the same name and the other privacy', async () => {
    const topic = newTopic();
    const publicly = await join(openClient(), topic);
    const service = await join(openServiceClient(), topic, { private: true });
    await send(service, 'private');
    await send(await join(openClient(), topic), 'public');
    await eventually(() => expect(eventsOf(publicly)).toEqual(['public']));
    expect(eventsOf(service)).toEqual([]);
  });
});

function bytesOf(payload: unknown): number[] | undefined {
  return payload instanceof ArrayBuffer ? [...new Uint8Array(payload)] : undefined;
}
