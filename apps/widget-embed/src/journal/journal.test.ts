import { uuidv7, uuidv7TimeMs } from '@blunari/schema/identifiers';
import type { VisitorEvent } from '@blunari/schema/insights';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createJournal, type Delivery, type JournalDeps } from './journal.ts';

const view = { type: 'view', sessionId: '0197a3c0-0000-7000-8000-000000000001' } as const;

/** A journal in a world that stands still until the test moves it. */
function world(answers: readonly Delivery[] = [], changes: Partial<JournalDeps> = {}) {
  let atMs = 0;
  let seed = 0;
  let timers: { readonly dueMs: number; readonly callback: () => void }[] = [];
  const sent: { readonly events: readonly VisitorEvent[]; readonly isLast: boolean }[] = [];
  const serverStartMs = Date.parse('2026-11-14T13:00:00Z');
  const journal = createJournal({
    send: (events, isLast) => {
      sent.push({ events, isLast });
      return Promise.resolve(answers[sent.length - 1] ?? { status: 'stored' });
    },
    newId: (ms) => {
      seed += 1;
      return uuidv7(ms, (bytes) => bytes.map((_, index) => (index === 15 ? seed % 256 : Math.floor(seed / 256))));
    },
    nowMs: () => serverStartMs + atMs,
    isClockCorrected: () => true,
    monotonicMs: () => atMs,
    random: () => 0.5,
    setTimer: (callback, ms) => {
      const timer = { dueMs: atMs + ms, callback };
      timers.push(timer);
      return () => {
        timers = timers.filter((each) => each !== timer);
      };
    },
    ...changes,
  });
  const pass = async (ms: number): Promise<void> => {
    const untilMs = atMs + ms;
    for (;;) {
      const next = timers.toSorted((one, other) => one.dueMs - other.dueMs).find((timer) => timer.dueMs <= untilMs);
      if (!next) break;
      timers = timers.filter((timer) => timer !== next);
      atMs = Math.max(atMs, next.dueMs);
      next.callback();
      for (let turn = 0; turn < 5; turn += 1) await Promise.resolve();
    }
    atMs = untilMs;
  };
  return { journal, sent, pass, serverStartMs };
}

describe('createJournal', () => {
  it('gathers what happens close together into one batch', async () => {
    const { journal, sent, pass } = world();
    journal.record(view);
    journal.record({ ...view, type: 'interaction', step: 'party', kind: 'first-use' });
    await pass(5000);
    expect(sent.map(({ events }) => events.length)).toEqual([2]);
  });

  it('repeats the same ids until the server has them, with growing pauses', async () => {
    const { journal, sent, pass } = world([{ status: 'again' }, { status: 'again' }]);
    journal.record(view);
    await pass(60_000);
    expect(sent).toHaveLength(3);
    expect(new Set(sent.map(({ events }) => events[0]?.id)).size).toBe(1);
  });

  it('waits as long as the server asks', async () => {
    const { journal, sent, pass } = world([{ status: 'again', retryAfterMs: 30_000 }]);
    journal.record(view);
    await pass(20_000);
    expect(sent).toHaveLength(1);
    await pass(20_000);
    expect(sent).toHaveLength(2);
  });

  it('gives up what the server refuses', async () => {
    const { journal, sent, pass } = world([{ status: 'refused' }]);
    journal.record(view);
    await pass(600_000);
    expect(sent).toHaveLength(1);
  });

  it('names the moment it happened, not the moment it was sent', async () => {
    const { journal, sent, pass, serverStartMs } = world([{ status: 'again' }]);
    await pass(1000);
    journal.record(view);
    await pass(60_000);
    expect(uuidv7TimeMs(sent[0]?.events[0]?.id ?? '')).toBe(serverStartMs + 1000);
  });

  it('lets the first batch wait for a corrected clock, but not for ever', async () => {
    const { journal, sent, pass } = world([], { isClockCorrected: () => false });
    journal.record(view);
    await pass(4000);
    expect(sent).toHaveLength(0);
    await pass(2000);
    expect(sent).toHaveLength(1);
  });

  it('sends everything at once when the page goes away', () => {
    const { journal, sent } = world();
    for (let count = 0; count < 60; count += 1) journal.record(view);
    journal.flush();
    expect(sent.map(({ events, isLast }) => [events.length, isLast])).toEqual([
      [50, true],
      [10, true],
    ]);
  });

  it('loses and repeats nothing, whatever the server answers, and never holds more than 200', async () => {
    const answer = fc.constantFrom<Delivery>({ status: 'stored' }, { status: 'again' });
    await fc.assert(
      fc.asyncProperty(fc.array(answer, { maxLength: 8 }), fc.integer({ min: 1, max: 250 }), async (answers, count) => {
        const { journal, sent, pass } = world(answers);
        for (let each = 0; each < count; each += 1) journal.record(view);
        await pass(3_600_000);
        const stored = sent.filter((_, index) => (answers[index] ?? { status: 'stored' }).status === 'stored');
        const ids = stored.flatMap(({ events }) => events.map((event) => event.id));
        expect(ids).toHaveLength(Math.min(count, 200));
        expect(new Set(ids).size).toBe(ids.length);
        expect(sent.every(({ events }) => events.length <= 50)).toBe(true);
      }),
      { numRuns: 40 },
    );
  });
});
