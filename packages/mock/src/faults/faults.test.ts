import { saveOutcomeSchema } from '@blunari/schema/api';
import { demoTenants } from '@blunari/schema/demo';
import type { Result } from '@blunari/schema/result';
import { FakeEnvironment } from '@blunari/realtime/testing';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { createMock, type Mock } from '../create-mock.ts';
import { firstPersonId, seedDemo } from '../seed/seed-demo.ts';
import { slowPhoneBusyMs, slowPhoneLatencyMs, tellFaults } from './faults.ts';

let environment: FakeEnvironment;
let mock: Mock;
const occupy = vi.fn<(durationMs: number) => void>();

beforeEach(() => {
  environment = new FakeEnvironment(Date.parse('2026-11-28T09:00:00Z'));
  let seed = 0;
  mock = createMock({
    widgetUrl: 'http://127.0.0.1:8080',
    dashboardOrigin: 'http://localhost:8080',
    randomBytes: (bytes) => bytes.map(() => (seed = (seed * 31 + 17) % 256)),
    environment: {
      now: () => environment.now(),
      random: () => environment.random(),
      setTimer: (callback, delayMs) => environment.setTimer(callback, delayMs),
      occupy: occupy.mockClear(),
    },
  });
  seedDemo(mock.backend);
});

const ask = (path: string, input?: unknown) => mock.askAs(firstPersonId)(path, input, null);
const times = `/w/${demoTenants.lucia.keys.booking}/availability?partySize=2&from=2026-12-01&days=1`;

/** What becomes of a promise within some time of the fake clock. */
async function within(ms: number, promise: Promise<unknown>): Promise<'pending' | 'settled'> {
  let state: 'pending' | 'settled' = 'pending';
  const settle = (): void => {
    state = 'settled';
  };
  promise.then(settle, settle);
  await environment.advance(ms);
  return state;
}

describe('latency', () => {
  it('keeps an answer for so long, both ways together, and at most by the jitter longer', async () => {
    mock.faults.set({ latencyMs: 400, jitterMs: 200 });
    environment.nextRandom = () => 0.5;
    const answer = ask('me.get');
    expect(await within(499, answer)).toBe('pending');
    expect(await within(1, answer)).toBe('settled');
    expect(await answer).toMatchObject({ ok: true });
  });
});

describe('a disconnection', () => {
  it('answers no call of either API, also none that is on its way', async () => {
    mock.faults.set({ latencyMs: 100 });
    const started = expect(ask('me.get')).rejects.toThrow('Failed to fetch');
    await environment.advance(10);
    mock.faults.set({ isDisconnected: true });
    await environment.advance(100);
    await started;
    await expect(ask('me.get')).rejects.toThrow('Failed to fetch');
    await expect(mock.fetch(times)).rejects.toThrow('Failed to fetch');
  });

  it('breaks the live line, refuses a new one, and gives it back afterwards', async () => {
    const transport = mock.createTransport(firstPersonId);
    const heard: string[] = [];
    transport.listen(({ type }) => heard.push(type));
    const open = async (): Promise<void> => {
      transport.open();
      await environment.advance(1);
    };
    await open();
    mock.faults.set({ isDisconnected: true });
    await environment.advance(1);
    await open();
    mock.faults.set({ isDisconnected: false });
    await open();
    expect(heard).toEqual(['opened', 'closed', 'closed', 'opened']);
  });
});

describe('failures', () => {
  it('come as often and with the code that was asked for, and nothing has been done', async () => {
    mock.faults.set({ failurePercent: 10, failureCode: 'rate_limited' });
    environment.nextRandom = () => 0.099;
    const change = { widgetId: bookingWidget().id, baseVersion: 2, patch: { party: { max: 9 } } };
    expect(await ask('widgets.save', change)).toMatchObject({ ok: false, error: { code: 'rate_limited' } });
    expect(bookingWidget().version).toBe(2);
    const refused = await mock.fetch(times);
    expect([refused.status, await refused.json()]).toMatchObject([429, { code: 'rate_limited' }]);
    environment.nextRandom = () => 0.1;
    expect(await ask('widgets.save', change)).toMatchObject({ ok: true });
  });
});

describe('a colleague', () => {
  it('saves the same field a moment earlier, so that it comes back with both values; the others are in', async () => {
    mock.faults.set({ hasColleague: true });
    const outcome = await save({ party: { max: 12 } });
    expect(outcome).toMatchObject({
      status: 'conflict',
      conflicts: [{ path: ['party', 'max'], base: 8, mine: 12, theirs: 9 }],
    });
    const history = mock.backend.state.widgets.get(outcome.row.id)?.versions.at(-1);
    expect(history?.changedBy).not.toBe(firstPersonId);
  });

  it('does so once a field, and again after being switched off and on', async () => {
    mock.faults.set({ hasColleague: true });
    expect(await save({ party: { max: 12 } })).toMatchObject({ status: 'conflict' });
    expect(await save({ party: { max: 12 } })).toMatchObject({ status: 'saved' });
    mock.faults.set({ hasColleague: false });
    mock.faults.set({ hasColleague: true });
    expect(await save({ party: { max: 14 } })).toMatchObject({ status: 'conflict' });
  });

  it.each([
    ['a colour', { appearance: { primary: '#000000' } }],
    ['a choice', { appearance: { theme: 'dark' } }],
    ['a text', { texts: { title: { en: 'A table' } } }],
    ['a time', { schedule: { sittings: { dinner: { from: '18:00' } } } }],
  ])('has a value of their own for %s, with which the whole is valid', async (_what, patch) => {
    mock.faults.set({ hasColleague: true });
    expect(await save(patch)).toMatchObject({ status: 'conflict' });
  });
});

describe('a slow phone', () => {
  it('hears later and is busy with each answer', async () => {
    mock.faults.set({ isSlowPhone: true });
    const answer = ask('me.get');
    expect(await within(slowPhoneLatencyMs - 1, answer)).toBe('pending');
    expect(await within(1, answer)).toBe('settled');
    expect(occupy).toHaveBeenCalledExactlyOnceWith(slowPhoneBusyMs);
  });
});

describe('faults in words', () => {
  it('name each that is on, and nothing where all is well', () => {
    expect(tellFaults(mock.faults.get())).toEqual([]);
    mock.faults.set({ latencyMs: 200, jitterMs: 100, failurePercent: 10, isDisconnected: true });
    mock.faults.set({ hasColleague: true, isSlowPhone: true });
    expect(tellFaults(mock.faults.get())).toEqual([
      'Disconnected',
      '200 to 300 ms late',
      '10 % of calls fail',
      'A colleague edits too',
      'Slow phone',
    ]);
  });

  it('tell whoever listens of each change, until they leave', () => {
    const listener = vi.fn();
    const leave = mock.faults.subscribe(listener);
    mock.faults.set({ latencyMs: 5 });
    leave();
    mock.faults.set({ latencyMs: 6 });
    expect(listener).toHaveBeenCalledTimes(1);
  });
});

function bookingWidget() {
  const found = [...mock.backend.state.widgets.values()].find(
    ({ publicKey }) => publicKey === demoTenants.lucia.keys.booking,
  );
  if (!found) throw new Error('The demo has a booking widget.');
  return found;
}

function valueOf(result: Result<unknown>): unknown {
  if (!result.ok) throw new Error(result.error.message);
  return result.value;
}

const save = async (patch: object) => {
  const { id, version } = bookingWidget();
  return saveOutcomeSchema.parse(valueOf(await ask('widgets.save', { widgetId: id, baseVersion: version, patch })));
};
