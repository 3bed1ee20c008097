import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Transport, TransportEvent } from '../transport/transport.ts';

/** A server with one transport to it, as each implementation sets it up for the suite. */
export interface TransportBackend {
  readonly transport: Transport;
  /** A topic that the transport's identity may read. */
  readonly allowedTopic: string;
  /** One that it may not. */
  readonly forbiddenTopic: string;
  /** Sends to everybody on the topic, from the server's side. */
  broadcast(topic: string, event: string, payload: unknown): Promise<void> | void;
  /** Whether a line brings the messages themselves, or only that there is news. Default: `messages`. */
  readonly says?: 'messages' | 'changes';
  /** Members of a topic are told of each other. Default: false. */
  readonly hasPresence?: boolean;
  /** Cuts the line from the server's side. */
  dropConnections(): Promise<void> | void;
  dispose(): Promise<void> | void;
}

/** What every transport promises, whatever wire it uses. */
export function describeTransportContract(
  name: string,
  createBackend: () => Promise<TransportBackend> | TransportBackend,
) {
  describe(`transport contract: ${name}`, () => {
    let backend: TransportBackend;
    let transport: Transport;
    let events: TransportEvent[];
    let presences: TransportEvent[];

    beforeEach(async () => {
      backend = await createBackend();
      transport = backend.transport;
      events = [];
      presences = [];
      // When a server first says who is here is its own affair.
      transport.listen((event) => {
        if (event.type === 'presence') presences.push(event);
        else if (event.type !== 'carried') events.push(event);
      });
    });

    afterEach(async () => {
      transport.close();
      await backend.dispose();
    });

    const sees = (event: TransportEvent) => vi.waitFor(() => expect(events).toContainEqual(event), soon);

    async function connect(): Promise<void> {
      transport.open();
      await sees({ type: 'opened' });
    }

    async function connectAndJoin(topic: string): Promise<void> {
      await connect();
      transport.join(topic);
      await sees({ type: 'joined', topic });
    }

    it('opens a line and says so later, never from within the call', async () => {
      transport.open();
      expect(events).toEqual([]);
      await sees({ type: 'opened' });
      expect(events).toEqual([{ type: 'opened' }]);
    });

    it('answers a ping', async () => {
      await connect();
      transport.ping();
      await sees({ type: 'ponged' });
    });

    it('answers pings in a row, one at least', async () => {
      await connect();
      transport.ping();
      transport.ping();
      await sees({ type: 'ponged' });
      await quiet();
      expect(events).not.toContainEqual({ type: 'closed' });
    });

    it('joins a topic and brings its messages', async () => {
      const topic = backend.allowedTopic;
      await connectAndJoin(topic);
      const payload = { id: 'row', version: 3, words: 'Grüße, 日本' };
      await backend.broadcast(topic, 'booking.created', payload);
      await hearsOnce();
      const message = { type: 'received', topic, event: 'booking.created', payload };
      expect(received()[0]).toMatchObject(backend.says === 'changes' ? { type: 'changed', topic } : message);
    });

    it('says that a topic may not be read, and keeps the line', async () => {
      await connect();
      transport.join(backend.forbiddenTopic);
      await vi.waitFor(() => expect(lost()).toHaveLength(1), soon);
      expect(lost()[0]).toMatchObject({
        topic: backend.forbiddenTopic,
        reason: expect.stringMatching(/unauthorized/i),
      });
      await quiet();
      expect(lost()).toHaveLength(1);
      transport.ping();
      await sees({ type: 'ponged' });
    });

    it('brings nothing of a topic that was left, and can join it again', async () => {
      const topic = backend.allowedTopic;
      await connectAndJoin(topic);
      transport.leave(topic);
      await backend.broadcast(topic, 'booking.created', { id: 'left', version: 1 });
      await quiet();
      expect(received()).toEqual([]);
      events.length = 0;
      transport.join(topic);
      await sees({ type: 'joined', topic });
      await backend.broadcast(topic, 'booking.created', { id: 'again', version: 1 });
      await hearsOnce();
    });

    it('says once that the server cut the line, and never reconnects by itself', async () => {
      await connectAndJoin(backend.allowedTopic);
      events.length = 0;
      await backend.dropConnections();
      await sees({ type: 'closed' });
      await quiet(1_500);
      expect(events).toEqual([{ type: 'closed' }]);
    });

    it('opens again after a cut, with no topic left over from before', async () => {
      const topic = backend.allowedTopic;
      await connectAndJoin(topic);
      await backend.dropConnections();
      await sees({ type: 'closed' });
      events.length = 0;
      await connect();
      await backend.broadcast(topic, 'booking.created', { id: 'row', version: 1 });
      await quiet();
      expect(events).toEqual([{ type: 'opened' }]);
      transport.join(topic);
      await sees({ type: 'joined', topic });
    });

    it('is silent after close, whatever was under way', async () => {
      await connectAndJoin(backend.allowedTopic);
      events.length = 0;
      transport.ping();
      transport.join(backend.forbiddenTopic);
      transport.close();
      await backend.broadcast(backend.allowedTopic, 'booking.created', { id: 'row', version: 1 });
      await quiet();
      expect(events).toEqual([]);
    });

    it('gives up an attempt that is under way when told to open anew', async () => {
      transport.open();
      transport.open();
      await sees({ type: 'opened' });
      await quiet();
      expect(events).toEqual([{ type: 'opened' }]);
    });

    it('stops telling a listener that ended', async () => {
      const heard: TransportEvent[] = [];
      const end = transport.listen((event) => heard.push(event));
      end();
      await connect();
      expect(heard).toEqual([]);
    });

    it('tells who is on a topic, oneself included, until they take it back', async () => {
      const topic = backend.allowedTopic;
      const seesPeople = (...people: unknown[]) =>
        vi.waitFor(() => expect(presences.at(-1)).toEqual({ type: 'presence', topic, people }), soon);
      await connectAndJoin(topic);
      transport.track(topic, { name: 'Giulia', place: 'hours' });
      if (backend.hasPresence === true) await seesPeople({ name: 'Giulia', place: 'hours' });
      else await quiet();
      transport.track(topic, null);
      if (backend.hasPresence === true) await seesPeople();
      else expect(presences).toEqual([]);
    });

    /** A ping makes a line that only asks at intervals ask now. */
    const hearsOnce = () =>
      vi.waitFor(() => {
        if (backend.says === 'changes') transport.ping();
        expect(received()).toHaveLength(1);
      }, soon);
    const received = () => events.filter(({ type }) => type === 'received' || type === 'changed');
    const lost = () => events.filter((event) => event.type === 'lost');
  });
}

const soon = { timeout: 5_000, interval: 5 };

/** Long enough for what should not come to have come. */
const quiet = (ms = 150) => new Promise((resolve) => setTimeout(resolve, ms));
