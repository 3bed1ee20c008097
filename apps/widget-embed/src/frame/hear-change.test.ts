import { toPublicConfig } from '@blunari/schema/config';
import { appError } from '@blunari/schema/errors';
import { err, ok } from '@blunari/schema/result';
import { buildBookingConfig, buildPlace } from '@blunari/schema/testing';
import { describe, expect, it, vi } from 'vitest';
import { createFrameStore } from './frame-store.ts';
import { hearChange } from './hear-change.ts';

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

function world(answer: Awaited<ReturnType<Parameters<typeof hearChange>[2]['config']>>) {
  const store = createFrameStore(bootstrap);
  const http = { config: vi.fn(() => Promise.resolve(answer)) };
  const primary = () => store.get().widget?.config.appearance.primary;
  return { store, http, primary };
}

describe('hearChange', () => {
  it('shows what a reload would show when a section of the message cannot be drawn', async () => {
    const { store, http, primary } = world(ok({ ...bootstrap, version: 8, config: coloured('#445566') }));
    await hearChange(brokenChange, store, http);
    expect(primary()).toBe('#445566');
    expect(store.get().version).toBe(8);
  });

  it('asks nothing when all of it can be drawn', async () => {
    const { store, http, primary } = world(ok(bootstrap));
    await hearChange({ ...brokenChange, config: coloured('#445566') }, store, http);
    expect(primary()).toBe('#445566');
    expect(http.config).not.toHaveBeenCalled();
  });

  it('keeps a newer change that came while it asked', async () => {
    const { store, http, primary } = world(ok({ ...bootstrap, version: 8, config: coloured('#445566') }));
    const heard = hearChange(brokenChange, store, http);
    store.applyChange({ version: 9, isActive: true, config: coloured('#778899') });
    await heard;
    expect(primary()).toBe('#778899');
  });

  it('keeps the section drawn before when no answer comes, until the next answer of the same version', async () => {
    const { store, http, primary } = world(err(appError('unavailable', 'no')));
    await hearChange(brokenChange, store, http);
    expect(primary()).toBe('#112233');
    store.applyBootstrap({ ...bootstrap, version: 8, config: coloured('#445566') });
    expect(primary()).toBe('#445566');
  });
});
