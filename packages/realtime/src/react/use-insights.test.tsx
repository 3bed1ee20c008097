// @vitest-environment jsdom
import type { WidgetTotals } from '@blunari/schema/insights';
import { Profiler } from 'react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { setUpTopic } from '../testing/follow-topic.ts';
import { mountPage } from '../testing/mount.tsx';
import { useInsights } from './use-insights.ts';

const tenantId = '019a0000-0000-7000-8000-000000000001';
const topic = `tenant:${tenantId}`;
const widgetId = '019a0000-0000-7000-8000-000000000002';
const today = '2026-11-24';

const totals = (version: number, localDate = today): WidgetTotals => ({
  id: widgetId,
  version,
  localDate,
  views: version,
  interactions: 0,
  conversions: 0,
  sessions: 0,
  convertedSessions: 0,
});

describe('useInsights', () => {
  let line: ReturnType<typeof setUpTopic>;
  let page: ReturnType<typeof mountPage>;
  let stored: readonly WidgetTotals[];

  beforeEach(() => {
    vi.stubGlobal('IS_REACT_ACT_ENVIRONMENT', true);
    line = setUpTopic();
    page = mountPage(line.realtime, line.environment);
    stored = [totals(3)];
  });
  afterEach(() => page.unmount());

  const tick = (payload: object) =>
    line.server.broadcast(topic, 'insights.tick', { ...payload, committedAt: '2026-11-24T12:00:00.000Z' });

  function Views({ localDate = today }: { readonly localDate?: string }) {
    const { totals: all, status } = useInsights(tenantId, { fetchTotals: () => Promise.resolve(stored), localDate });
    return <p>{`${all?.map(({ views }) => views).join(',') ?? 'none'} ${status}`}</p>;
  }

  it('shows the totals of the server, then each tick that is newer', async () => {
    await page.render(<Views />);
    expect(page.element.textContent).toBe('none waiting');
    await page.advance(100);
    expect(page.element.textContent).toBe('3 live');
    tick(totals(5));
    await page.advance(100);
    expect(page.element.textContent).toBe('5 live');
    tick(totals(4));
    await page.advance(100);
    expect(page.element.textContent).toBe('5 live');
  });

  it('begins a new day at zero, whose versions count anew', async () => {
    await page.render(<Views />);
    await page.advance(100);
    await page.render(<Views localDate="2026-11-25" />);
    expect(page.element.textContent).toBe('0 live');
    tick(totals(1, '2026-11-25'));
    await page.advance(100);
    expect(page.element.textContent).toBe('1 live');
    tick(totals(9));
    await page.advance(100);
    expect(page.element.textContent).toBe('1 live');
  });

  it('fetches after a reconnect what was missed', async () => {
    await page.render(<Views />);
    await page.advance(100);
    stored = [totals(8)];
    line.server.dropConnections();
    await page.advance(1_000);
    expect(page.element.textContent).toBe('8 live');
  });

  it('asks again every minute, as long as it is shown', async () => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
    await page.render(<Views />);
    await page.advance(100);
    stored = [totals(8)];
    vi.advanceTimersByTime(59_000);
    await page.advance(100);
    expect(page.element.textContent).toBe('3 live');
    vi.advanceTimersByTime(1_000);
    await page.advance(100);
    expect(page.element.textContent).toBe('8 live');
    await page.render(null);
    expect(vi.getTimerCount()).toBe(0);
    vi.useRealTimers();
  });

  it('does not render again for an old tick, one it can not read, or nothing at all', async () => {
    let renders = 0;
    await page.render(
      <Profiler id="views" onRender={() => (renders += 1)}>
        <Views />
      </Profiler>,
    );
    await page.advance(100);
    const before = renders;
    tick(totals(2));
    tick({ ...totals(9), views: -1 });
    await page.advance(600_000);
    expect(renders).toBe(before);
  });
});
