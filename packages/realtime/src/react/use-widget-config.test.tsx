// @vitest-environment jsdom
import { Profiler, Suspense, use } from 'react';
import { renderToString } from 'react-dom/server';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { setUpTopic } from '../testing/follow-topic.ts';
import { mountPage } from '../testing/mount.tsx';
import { RealtimeProvider } from './provider.tsx';
import { useWidgetConfig } from './use-widget-config.ts';

interface Shown {
  readonly version: number;
  readonly title: string;
}

const publicKey = 'wk_bookingbookingbooki';
const topic = `widget:${publicKey}`;

/** The server's settings, told as live messages; a title of null stands for a part that can't be shown. */
function changeTo(version: number, title: string | null) {
  return { id: 'widget', version, title };
}

function readChange(payload: unknown): Shown | null {
  if (typeof payload !== 'object' || payload === null || !('version' in payload && 'title' in payload)) return null;
  const { version, title } = payload;
  return typeof version === 'number' && typeof title === 'string' ? { version, title } : null;
}

describe('useWidgetConfig', () => {
  let line: ReturnType<typeof setUpTopic>;
  let page: ReturnType<typeof mountPage>;
  let stored: Shown;
  let asked: number;

  beforeEach(() => {
    vi.stubGlobal('IS_REACT_ACT_ENVIRONMENT', true);
    line = setUpTopic();
    page = mountPage(line.realtime, line.environment);
    stored = { version: 1, title: 'Book' };
    asked = 0;
  });
  afterEach(() => page.unmount());

  const fetchConfig = () => {
    asked += 1;
    return Promise.resolve(stored);
  };
  function Title({ initial = null }: { readonly initial?: Shown | null }) {
    const { config, status } = useWidgetConfig(publicKey, { initial, fetchConfig, readChange });
    return <p>{`${config?.title ?? 'none'} ${status}`}</p>;
  }

  it('shows what the page came with, then what the server has, then each change', async () => {
    await page.render(<Title initial={{ version: 0, title: 'Old' }} />);
    expect(page.element.textContent).toBe('Old waiting');
    await page.advance(100);
    expect(page.element.textContent).toBe('Book live');
    line.server.broadcast(topic, 'config.changed', changeTo(2, 'Reserve'));
    await page.advance(100);
    expect(page.element.textContent).toBe('Reserve live');
  });

  it('asks the server where a message cannot be shown', async () => {
    await page.render(<Title />);
    await page.advance(100);
    const askedBefore = asked;
    stored = { version: 2, title: 'Mended' };
    line.server.broadcast(topic, 'config.changed', changeTo(2, null));
    await page.advance(100);
    expect(page.element.textContent).toBe('Mended live');
    expect(asked - askedBefore).toBe(1);
  });

  it('never goes back to an older answer, and fetches after a reconnect what was missed', async () => {
    await page.render(<Title />);
    await page.advance(100);
    line.server.broadcast(topic, 'config.changed', changeTo(5, 'Newest'));
    await page.advance(100);
    line.server.dropConnections();
    await page.advance(1_000);
    expect(page.element.textContent).toBe('Newest live');
    stored = { version: 6, title: 'Missed' };
    line.server.dropConnections();
    await page.advance(1_000);
    expect(page.element.textContent).toBe('Missed live');
  });

  it('shows what the page was given anew where that is newer than what came live', async () => {
    await page.render(<Title />);
    await page.advance(100);
    line.server.broadcast(topic, 'config.changed', changeTo(4, 'Live'));
    await page.advance(100);
    await page.render(<Title initial={{ version: 7, title: 'Saved' }} />);
    expect(page.element.textContent).toBe('Saved live');
    line.server.broadcast(topic, 'config.changed', changeTo(6, 'Between'));
    await page.advance(100);
    expect(page.element.textContent).toBe('Saved live');
    line.server.broadcast(topic, 'config.changed', changeTo(8, 'Newest'));
    await page.advance(100);
    expect(page.element.textContent).toBe('Newest live');
  });

  it('does not render again for what is no news', async () => {
    let renders = 0;
    await page.render(
      <Profiler id="title" onRender={() => (renders += 1)}>
        <Title />
      </Profiler>,
    );
    await page.advance(100);
    const before = renders;
    line.server.broadcast(topic, 'config.changed', changeTo(1, 'Book'));
    line.server.broadcast(topic, 'insights.tick', {});
    await page.advance(600_000);
    expect(renders).toBe(before);
  });

  it('follows once through a suspended render and a StrictMode mount', async () => {
    const ready = Promise.withResolvers<null>();
    function Suspended() {
      use(ready.promise);
      return <Title />;
    }
    await page.render(
      <Suspense fallback="loading">
        <Suspended />
      </Suspense>,
    );
    expect([page.element.textContent, line.calls]).toEqual(['loading', []]);
    ready.resolve(null);
    await page.advance(0);
    await page.advance(100);
    expect(page.element.textContent).toBe('Book live');
    expect(line.calls).toEqual([`join ${topic}`]);
  });

  it('renders what the page came with on a server, and asks nothing', () => {
    const html = renderToString(
      <RealtimeProvider realtime={line.realtime}>
        <Title initial={{ version: 0, title: 'Old' }} />
      </RealtimeProvider>,
    );
    expect([html, asked]).toEqual(['<p>Old waiting</p>', 0]);
  });
});
