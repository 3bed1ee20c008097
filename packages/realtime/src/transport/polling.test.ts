import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { PollServer } from '../../test/poll-server.ts';
import { createBrowserEnvironment } from '../connection/browser-environment.ts';
import { FakeEnvironment } from '../testing/fake-environment.ts';
import { describeTransportContract } from '../testing/transport-contract.ts';
import { createHttpPollSource, type PollAnswer, type PollSource } from './poll-source.ts';
import { createPollingTransport, POLL_EVERY_HIDDEN_MS, POLL_EVERY_MS } from './polling.ts';
import type { Transport, TransportEvent } from './transport.ts';

const topic = 'tenant:own';

const noAnswer = () => Promise.reject(new Error('502'));

const sourceAt = (url: string) =>
  createHttpPollSource({
    probeUrl: `${url}/probe`,
    topicUrl: (name) => `${url}/${encodeURIComponent(name)}`,
    fetch: globalThis.fetch,
  });

describeTransportContract('polling', async () => {
  const server = new PollServer();
  server.refused.set('tenant:other', 403);
  const url = await server.listen();
  const environment = { ...createBrowserEnvironment(), isVisible: () => true };
  const transport = createPollingTransport({ source: sourceAt(url), environment });
  return {
    transport,
    allowedTopic: topic,
    forbiddenTopic: 'tenant:other',
    says: 'changes',
    broadcast: (name) => server.change(name),
    // Without a word until somebody asks, twice in vain.
    dropConnections: async () => {
      server.isDown = true;
      for (let poll = 0; poll < 2; poll++) {
        transport.ping();
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
      server.isDown = false;
    },
    dispose: () => server.close(),
  };
});

describe('createHttpPollSource', () => {
  let server: PollServer;
  let source: PollSource;
  const { signal } = new AbortController();

  beforeEach(async () => {
    server = new PollServer();
    source = sourceAt(await server.listen());
  });
  afterEach(() => server.close());

  it('sends the tag back and hears in no body that nothing changed', async () => {
    const first = await source.poll(topic, null, signal);
    expect(first).toEqual({ status: 'changed', tag: '"0"' });
    expect(await source.poll(topic, '"0"', signal)).toEqual({ status: 'unchanged' });
    server.change(topic);
    expect(await source.poll(topic, '"0"', signal)).toEqual({ status: 'changed', tag: '"1"' });
    expect(server.answers).toEqual(['200 tenant:own -', '304 tenant:own "0"', '200 tenant:own "0"']);
  });

  it('takes the page that a filter sends it on to for no answer', async () => {
    const elsewhere = new PollServer();
    const url = await elsewhere.listen();
    server.redirectTo = url;
    await expect(source.probe(signal)).rejects.toThrow();
    await expect(source.poll(topic, null, signal)).rejects.toThrow();
    expect(elsewhere.answers).toEqual([]);
    await elsewhere.close();
  });

  it.each([
    [401, 'InvalidJWTToken: HTTP 401'],
    [403, 'Unauthorized: HTTP 403'],
    [404, 'Unauthorized: HTTP 404'],
  ])('takes %d for a refusal', async (status, reason) => {
    server.refused.set(topic, status);
    expect(await source.poll(topic, null, signal)).toEqual({ status: 'refused', reason });
  });

  it.each([429, 500, 503])('takes %d for no answer', async (status) => {
    server.refused.set(topic, status);
    server.refused.set('probe', status);
    await expect(source.poll(topic, null, signal)).rejects.toThrow(`HTTP ${status}`);
    await expect(source.probe(signal)).rejects.toThrow(`HTTP ${status}`);
  });
});

describe('createPollingTransport', () => {
  let environment: FakeEnvironment;
  let transport: Transport;
  let events: TransportEvent[];
  let answer: (tag: string | null) => Promise<PollAnswer>;
  let asked: number[];

  beforeEach(() => {
    environment = new FakeEnvironment();
    asked = [];
    answer = () => Promise.resolve({ status: 'unchanged' });
    const source: PollSource = {
      probe: () => Promise.resolve(),
      poll: (_topic, tag) => {
        asked.push(environment.now());
        return answer(tag);
      },
      renewToken: () => Promise.resolve(true),
    };
    transport = createPollingTransport({ source, environment });
    events = [];
    transport.listen((event) => events.push(event));
  });

  async function joinAndSettle(): Promise<void> {
    transport.open();
    await environment.advance(0);
    transport.join(topic);
    await environment.advance(0);
    events.length = 0;
    asked.length = 0;
  }

  it('asks at its interval, and twelve times less on a page that nobody sees', async () => {
    await joinAndSettle();
    await environment.advance(60_000);
    expect(asked).toHaveLength(60_000 / POLL_EVERY_MS);
    environment.setVisible(false);
    await environment.advance(POLL_EVERY_MS);
    asked.length = 0;
    await environment.advance(600_000);
    expect(asked).toHaveLength(600_000 / POLL_EVERY_HIDDEN_MS);
  });

  it('goes on after one question without an answer, and ends after two in a row', async () => {
    await joinAndSettle();
    answer = noAnswer;
    await environment.advance(POLL_EVERY_MS);
    answer = () => Promise.resolve({ status: 'unchanged' });
    await environment.advance(POLL_EVERY_MS);
    answer = noAnswer;
    await environment.advance(POLL_EVERY_MS);
    expect(events).toEqual([{ type: 'ponged' }]);
    await environment.advance(POLL_EVERY_MS);
    expect(events).toEqual([{ type: 'ponged' }, { type: 'closed' }]);
    expect(environment.timerCount).toBe(0);
  });

  it('gives up a question that is never answered', async () => {
    await joinAndSettle();
    answer = () => new Promise(() => {});
    transport.ping();
    await environment.advance(60_000);
    expect(events).toEqual([{ type: 'closed' }]);
  });

  it('asks once more after a question under way, however often it is told to ask, and hears of a change once', async () => {
    await joinAndSettle();
    const first = Promise.withResolvers<PollAnswer>();
    answer = () => first.promise;
    for (let ping = 0; ping < 5; ping++) transport.ping();
    expect(asked).toHaveLength(1);
    answer = () => Promise.resolve({ status: 'unchanged' });
    first.resolve({ status: 'changed', tag: 'next' });
    await environment.advance(0);
    expect(asked).toHaveLength(2);
    expect(events.filter(({ type }) => type === 'changed')).toHaveLength(1);
  });

  it('loses a topic whose permission is gone, and keeps the line', async () => {
    await joinAndSettle();
    answer = () => Promise.resolve({ status: 'refused', reason: 'Unauthorized: HTTP 403' });
    transport.ping();
    await environment.advance(0);
    expect(events).toEqual([{ type: 'lost', topic, reason: 'Unauthorized: HTTP 403' }, { type: 'ponged' }]);
  });
});
