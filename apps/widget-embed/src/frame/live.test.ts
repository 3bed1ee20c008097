import { createRealtime } from '@blunari/realtime';
import { FakeEnvironment, MemoryServer } from '@blunari/realtime/testing';
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
  insights: 'always' as const,
  realtime: { url: 'http://127.0.0.1:8080', apiKey: 'anon' },
  dashboardOrigin: 'http://localhost:8080',
  serverNow: '2026-11-14T13:00:00.000Z',
};
const brokenChange = { version: 8, isActive: true, config: coloured('tomato') };

type Answer = Awaited<ReturnType<Parameters<typeof followConfig>[3]['config']>>;

const lastAnswer = (answers: readonly Answer[], asked: number) =>
  answers[Math.min(asked, answers.length) - 1] ?? err(appError('unavailable', 'no'));

/** A widget on a line that stands, what its topic says, and the server's answers in turn, the last one for all that follow. */
async function world(...answers: readonly Answer[]) {
  const environment = new FakeEnvironment();
  const server = new MemoryServer({ environment });
  const realtime = createRealtime({ environment, transport: server.createTransport() });
  const store = createFrameStore(bootstrap);
  const http = { config: vi.fn(() => Promise.resolve(lastAnswer(answers, http.config.mock.calls.length))) };
  const end = followConfig(realtime, bootstrap.publicKey, store, http);
  const pass = (ms = 0) => environment.advance(ms);
  await pass(100);
  return {
    store,
    http,
    end,
    pass,
    primary: () => store.get().widget?.config.appearance.primary,
    say: (payload: unknown) => server.broadcast(`widget:${bootstrap.publicKey}`, 'config.changed', payload),
  };
}

const known = ok(bootstrap);
const mended = ok({ ...bootstrap, version: 8, config: coloured('#445566') });
const noAnswer = err(appError('unavailable', 'no'));

describe('followConfig', () => {
  it('shows what a reload would show when a section of the message cannot be drawn', async () => {
    const { store, primary, say, pass } = await world(known, mended);
    say(brokenChange);
    await pass();
    expect(primary()).toBe('#445566');
    expect(store.get().version).toBe(8);
  });

  it('asks nothing more when all of it can be drawn', async () => {
    const { http, primary, say, pass } = await world(known);
    say({ ...brokenChange, config: coloured('#445566') });
    await pass();
    expect(primary()).toBe('#445566');
    expect(http.config).toHaveBeenCalledTimes(1);
  });

  it('keeps a newer change that came while it asked', async () => {
    const { primary, say, pass } = await world(known, mended);
    say(brokenChange);
    say({ version: 9, isActive: true, config: coloured('#778899') });
    await pass();
    expect(primary()).toBe('#778899');
  });

  it('keeps the section drawn before while no answer comes, and goes on asking until one does', async () => {
    const { primary, say, pass } = await world(known, noAnswer, noAnswer, mended);
    say(brokenChange);
    await pass();
    expect(primary()).toBe('#112233');
    await pass(1_000);
    expect(primary()).toBe('#445566');
  });

  it('goes on asking when the first answer does not come, and for nothing once it has ended', async () => {
    const { http, primary, end, pass } = await world(noAnswer, noAnswer, mended);
    await pass(1_000);
    expect(primary()).toBe('#445566');
    end();
    await pass(600_000);
    expect(http.config).toHaveBeenCalledTimes(3);
  });
});
