import type { Realtime, TopicHandlers } from '@blunari/realtime';
import { toPublicConfig } from '@blunari/schema/config';
import { appError } from '@blunari/schema/errors';
import { err, ok } from '@blunari/schema/result';
import { buildBookingConfig, buildPlace } from '@blunari/schema/testing';
import { describe, expect, it, vi } from 'vitest';
import { createFrameStore } from './frame-store.ts';
import { followConfig } from './live.ts';

const { config } = toPublicConfig({ type: 'booking', config: buildBookingConfig() });
const coloured = (primary: string) => ({ ...config, appearance: { ...config.appearance, primary } });
const bootstrap = {
  id: '0197a3c0-0000-7000-8000-000000000001',
  publicKey: 'wk_bookingbookingbooki',
  type: 'booking' as const,
  version: 7,
  isActive: true,
  config: coloured('#112233'),
  place: buildPlace(),
  realtime: { url: 'http://127.0.0.1:8080', apiKey: 'anon' },
  dashboardOrigin: 'http://localhost:8080',
  serverNow: '2026-11-14T13:00:00.000Z',
};
const brokenChange = { version: 8, isActive: true, config: coloured('tomato') };

type Answer = Awaited<ReturnType<Parameters<typeof followConfig>[3]['config']>>;

/** A widget that follows its settings, and what its topic and the server say. */
function world(answer: Answer) {
  const store = createFrameStore(bootstrap);
  const http = { config: vi.fn(() => Promise.resolve(answer)) };
  const topic: { handlers: TopicHandlers | null } = { handlers: null };
  const subscribe: Realtime['subscribe'] = (_topic, { backfill, onEvent }) => {
    topic.handlers = { ...(backfill && { backfill }), onEvent };
    return () => {};
  };
  followConfig({ subscribe }, bootstrap.publicKey, store, http);
  const primary = () => store.get().widget?.config.appearance.primary;
  const hear = async (payload: unknown) => {
    topic.handlers?.onEvent('config.changed', payload);
    await new Promise((resolve) => setTimeout(resolve));
  };
  return { store, http, primary, hear, catchUp: () => topic.handlers?.backfill?.(null, new AbortController().signal) };
}

describe('followConfig', () => {
  it('shows what a reload would show when a section of the message cannot be drawn', async () => {
    const { store, primary, hear } = world(ok({ ...bootstrap, version: 8, config: coloured('#445566') }));
    await hear(brokenChange);
    expect(primary()).toBe('#445566');
    expect(store.get().version).toBe(8);
  });

  it('asks nothing when all of it can be drawn', async () => {
    const { http, primary, hear } = world(ok(bootstrap));
    await hear({ ...brokenChange, config: coloured('#445566') });
    expect(primary()).toBe('#445566');
    expect(http.config).not.toHaveBeenCalled();
  });

  it('keeps a newer change that came while it asked', async () => {
    const { store, primary, hear } = world(ok({ ...bootstrap, version: 8, config: coloured('#445566') }));
    const heard = hear(brokenChange);
    store.applyChange({ version: 9, isActive: true, config: coloured('#778899') });
    await heard;
    expect(primary()).toBe('#778899');
  });

  it('keeps the section drawn before when no answer comes, until the next answer of the same version', async () => {
    const { store, primary, hear } = world(err(appError('unavailable', 'no')));
    await hear(brokenChange);
    expect(primary()).toBe('#112233');
    store.applyBootstrap({ ...bootstrap, version: 8, config: coloured('#445566') });
    expect(primary()).toBe('#445566');
  });

  it('is not caught up without an answer, so that the subscription asks again', async () => {
    await expect(world(err(appError('unavailable', 'no'))).catchUp()).rejects.toThrow('no');
    const { primary, catchUp } = world(ok({ ...bootstrap, version: 8, config: coloured('#445566') }));
    expect(await catchUp()).toEqual([]);
    expect(primary()).toBe('#445566');
  });
});
