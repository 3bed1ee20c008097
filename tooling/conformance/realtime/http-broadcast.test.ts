import { beforeAll, describe, expect, inject, it } from 'vitest';
import { join, newTopic, type Joined } from '../fixtures/channels.ts';
import { openClient, openClientWith, openServiceClient } from '../fixtures/clients.ts';
import { describeFeature, itWhereOffered } from '../fixtures/describe-feature.ts';
import { eventually } from '../fixtures/eventually.ts';
import { createPerson, signIn, type Person } from '../fixtures/people.ts';
import { newestVersion } from '../target/client-releases.ts';

const isNewest = inject('clientVersion') === newestVersion;
const eventsOf = ({ broadcasts }: Joined): string[] => broadcasts.map(({ event }) => event);

describeFeature('broadcast by HTTP', () => {
  let person: Person;
  beforeAll(async () => {
    person = await createPerson();
  });

  /** A client that has the person's token at hand before it is asked. */
  const signInForHttp = async () => {
    const client = await signIn(person);
    await client.realtime.setAuth();
    return client;
  };

  it('is what send does on a channel that is not joined', async () => {
    const topic = newTopic();
    const receiver = await join(openClient(), topic);
    const sender = openClient().channel(topic);
    expect(await sender.send({ type: 'broadcast', event: 'by-send', payload: { n: 1 } })).toBe('ok');
    await eventually(() => expect(receiver.broadcasts).toEqual([{ event: 'by-send', payload: { n: 1 } }]));
  });

  it('is accepted from httpSend and reaches who has joined', async () => {
    const topic = newTopic();
    const receiver = await join(openClient(), topic);
    expect(await openClient().channel(topic).httpSend('by-http', { dish: '寿司' })).toEqual({ success: true });
    await eventually(() => expect(receiver.broadcasts).toEqual([{ event: 'by-http', payload: { dish: '寿司' } }]));
  });

  it('takes topics and events that need escaping in an address', async () => {
    const topic = `${newTopic()}/table 4?ü#`;
    const receiver = await join(openClient(), topic);
    expect(await openClient().channel(topic).httpSend('a/b c?', {})).toEqual({ success: true });
    await eventually(() => expect(eventsOf(receiver)).toEqual(['a/b c?']));
  });

  it('reaches a private channel from the person who may write it', async () => {
    const topic = newTopic();
    const receiver = await join(await signIn(person), topic, { private: true });
    const sender = (await signInForHttp()).channel(topic, { config: { private: true } });
    expect(await sender.httpSend('privately', {})).toEqual({ success: true });
    await eventually(() => expect(eventsOf(receiver)).toEqual(['privately']));
  });

  it('reaches every private channel from the service key', async () => {
    const topic = newTopic('closed');
    const receiver = await join(openServiceClient(), topic, { private: true });
    const service = openServiceClient();
    await service.realtime.setAuth();
    expect(await service.channel(topic, { config: { private: true } }).httpSend('hi', {})).toEqual({ success: true });
    await eventually(() => expect(eventsOf(receiver)).toEqual(['hi']));
  });

  it('does not reach a private channel from who may not write it', async () => {
    const topic = newTopic('read-only');
    const receiver = await join(openServiceClient(), topic, { private: true });
    const config = { private: true };
    // Told or not told, it must not arrive.
    await Promise.allSettled([
      (await signInForHttp()).channel(topic, { config }).httpSend('of-the-reader', {}),
      openClient().channel(topic, { config }).httpSend('of-anybody', {}),
    ]);
    await receiver.channel.send({ type: 'broadcast', event: 'marker', payload: {} });
    const service = openServiceClient();
    await service.realtime.setAuth();
    await service.channel(topic, { config }).httpSend('of-the-service', {});
    await eventually(() => expect(eventsOf(receiver)).toEqual(['of-the-service']));
  });

  it('that is public is not heard on the private channel of that name', async () => {
    const topic = newTopic();
    const receiver = await join(openServiceClient(), topic, { private: true });
    const publicly = await join(openClient(), topic);
    await openClient().channel(topic).httpSend('public', {});
    await eventually(() => expect(eventsOf(publicly)).toEqual(['public']));
    expect(eventsOf(receiver)).toEqual([]);
  });

  it('is refused with a key that nobody signed', async () => {
    const client = openClientWith(inject('target').url, 'not.a.key');
    await expect(client.channel(newTopic()).httpSend('refused', {})).rejects.toThrow(/.+/);
  });

  itWhereOffered(isNewest, 'carries bytes', async () => {
    const topic = newTopic();
    const receiver = await join(openClient(), topic);
    const bytes = Uint8Array.of(0, 1, 127, 128, 255);
    expect(await openClient().channel(topic).httpSend('bytes', bytes)).toEqual({ success: true });
    await eventually(() => expect(receiver.broadcasts.map(({ payload }) => payload)).toEqual([bytes.buffer]));
  });

  describe('that is kept (persist)', () => {
    const since = Date.now() - 60_000;

    /** Joins later than the message. */
    const expectReplay = async (topic: string): Promise<void> => {
      const late = await join(await signIn(person), topic, { private: true, broadcast: { replay: { since } } });
      await eventually(() => expect(eventsOf(late)).toEqual(['kept']));
    };

    itWhereOffered(isNewest, 'is replayed to who joins later', async () => {
      const topic = newTopic();
      const sender = (await signInForHttp()).channel(topic, { config: { private: true } });
      expect(await sender.httpSend('kept', { n: 1 }, { persist: true })).toEqual({ success: true });
      await expectReplay(topic);
    });

    itWhereOffered(isNewest, 'may be sent over the socket too', async () => {
      const topic = newTopic();
      const sender = await join(await signIn(person), topic, { private: true, broadcast: { ack: true } });
      expect(await sender.channel.send({ type: 'broadcast', event: 'kept', payload: {}, persist: true })).toBe('ok');
      await expectReplay(topic);
    });
  });
});
