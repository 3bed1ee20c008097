// @vitest-environment jsdom
import { act, Profiler, type ReactNode, StrictMode } from 'react';
import { createRoot, type Root } from 'react-dom/client';
import { renderToString } from 'react-dom/server';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createRealtime, type Realtime } from '../create-realtime.ts';
import type { TopicHandlers } from '../subscription/handlers.ts';
import { FakeEnvironment } from '../testing/fake-environment.ts';
import { MemoryServer } from '../transport/memory.ts';
import { RealtimeProvider } from './provider.tsx';
import { useConnection } from './use-connection.ts';
import { useTopic } from './use-topic.ts';

function Indicator() {
  return <p>{useConnection().status}</p>;
}

function Follower({ topic, onEvent, backfill }: { topic: string | null } & TopicHandlers) {
  return <p>{useTopic(topic, { onEvent, ...(backfill && { backfill }) })}</p>;
}

const ignore = () => {};

describe('hooks', () => {
  let environment: FakeEnvironment;
  let server: MemoryServer;
  let realtime: Realtime;
  let root: Root;
  let element: HTMLElement;

  beforeEach(() => {
    vi.stubGlobal('IS_REACT_ACT_ENVIRONMENT', true);
    environment = new FakeEnvironment();
    server = new MemoryServer({ environment });
    realtime = createRealtime({ environment, transport: server.createTransport() });
    element = document.createElement('div');
    root = createRoot(element);
  });

  afterEach(() => act(() => root.unmount()));

  const render = (node: ReactNode) =>
    act(async () =>
      root.render(
        <StrictMode>
          <RealtimeProvider realtime={realtime}>{node}</RealtimeProvider>
        </StrictMode>,
      ),
    );
  const advance = (ms: number) => act(() => environment.advance(ms));

  it('shows the connection from the first render on', async () => {
    await render(<Indicator />);
    expect(element.textContent).toBe('connecting');
    await advance(10);
    expect(element.textContent).toBe('online');
    server.faults.connections = 'refuse';
    server.dropConnections();
    await advance(10);
    expect(element.textContent).toBe('reconnecting');
  });

  it('does not render again while nothing changes', async () => {
    let renders = 0;
    await render(
      <Profiler id="indicator" onRender={() => (renders += 1)}>
        <Indicator />
      </Profiler>,
    );
    await advance(100);
    const before = renders;
    expect(before).toBeGreaterThan(1);
    await advance(3_600_000);
    expect(renders).toBe(before);
  });

  it('follows a topic once under StrictMode and stops when unmounted', async () => {
    const heard: unknown[] = [];
    await render(<Follower topic="tenant:a" onEvent={(event) => heard.push(event)} />);
    await advance(100);
    expect(element.textContent).toBe('live');
    server.broadcast('tenant:a', 'booking.created', { id: 'a', version: 1 });
    await advance(10);
    expect(heard).toEqual(['booking.created']);
    await render(null);
    server.broadcast('tenant:a', 'booking.created', { id: 'b', version: 1 });
    await advance(10);
    expect(heard).toEqual(['booking.created']);
  });

  it('neither leaves nor joins again when a component is mounted anew, as a hot reload does', async () => {
    const joined = vi.fn();
    server.faults.refusedTopics.get = (topic) => {
      joined(topic);
      return undefined;
    };
    await render(<Follower key="before" topic="tenant:a" onEvent={ignore} />);
    await advance(100);
    await render(<Follower key="after" topic="tenant:a" onEvent={ignore} />);
    expect(element.textContent).toBe('live');
    await advance(10_000);
    expect(joined).toHaveBeenCalledOnce();
  });

  it('calls the latest handlers without subscribing anew', async () => {
    const backfill = vi.fn(() => Promise.resolve([]));
    const first = vi.fn();
    const second = vi.fn();
    await render(<Follower topic="tenant:a" onEvent={first} backfill={backfill} />);
    await advance(100);
    const backfillsBefore = backfill.mock.calls.length;
    await render(<Follower topic="tenant:a" onEvent={second} backfill={backfill} />);
    await advance(100);
    server.broadcast('tenant:a', 'booking.created', { id: 'a', version: 1 });
    await advance(10);
    expect(first).not.toHaveBeenCalled();
    expect(second).toHaveBeenCalledOnce();
    expect(backfill.mock.calls).toHaveLength(backfillsBefore);
  });

  it('never shows the status of another topic', async () => {
    server.faults.refusedTopics.set('tenant:b', 'Unauthorized: no');
    await render(<Follower topic="tenant:a" onEvent={ignore} />);
    await advance(100);
    expect(element.textContent).toBe('live');
    await render(<Follower topic="tenant:b" onEvent={ignore} />);
    expect(element.textContent).toBe('joining');
    await advance(100);
    expect(element.textContent).toBe('refused');
    await render(<Follower topic={null} onEvent={ignore} />);
    expect(element.textContent).toBe('waiting');
  });

  it('renders on a server without starting anything', () => {
    const html = renderToString(
      <RealtimeProvider realtime={realtime}>
        <Indicator />
        <Follower topic="tenant:a" onEvent={ignore} />
      </RealtimeProvider>,
    );
    expect(html).toBe('<p>idle</p><p>waiting</p>');
    expect([environment.timerCount, environment.listenerCount]).toEqual([0, 0]);
  });

  it('says what to do when the provider is missing', () => {
    expect(() => renderToString(<Indicator />)).toThrow('Wrap the component in <RealtimeProvider');
  });
});
