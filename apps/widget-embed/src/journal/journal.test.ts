import { uuidv7, uuidv7TimeMs } from '@blunari/schema/identifiers';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { KeptName } from '../protocol/messages.ts';
import type { Batch } from './delivery.ts';
import { createJournal, type JournalDeps } from './journal.ts';
import { createKeep } from './keep.ts';
import { createKeptEvents } from './kept-events.ts';

const view = { type: 'view', sessionId: '0197a3c0-0000-7000-8000-000000000001' } as const;
/** An answer: how long it asks to wait before the same is sent again, in ms; null for one to all events. */
type Answer = number | null;
const stored: Answer = null;
const again: Answer = 0;
const serverStartMs = Date.parse('2026-11-14T13:00:00Z');
const dayMs = 24 * 3_600_000;

async function settle(): Promise<void> {
  for (let turn = 0; turn < 8; turn += 1) await Promise.resolve();
}

/** A tab in a world that stands still until the test moves it; what it keeps outlives its pages. */
function world(answers: readonly Answer[] = [], changes: Partial<JournalDeps> = {}) {
  let atMs = 0;
  let seed = 0;
  let timers: { readonly dueMs: number; readonly callback: () => void }[] = [];
  let pageUrl = 'https://lucia.example/';
  const sent: { readonly batch: Batch; readonly isLast: boolean; readonly atMs: number }[] = [];
  const items = new Map<string, string>();
  /** The most characters that fit in; 0 for storage that throws at every touch. */
  let room = Number.POSITIVE_INFINITY;
  const storage = () => {
    if (room === 0) throw new DOMException('The operation is insecure.', 'SecurityError');
    return {
      length: items.size,
      clear: () => items.clear(),
      key: () => null,
      getItem: (key: string) => items.get(key) ?? null,
      removeItem: (key: string) => items.delete(key),
      setItem: (key: string, text: string) => {
        if (text.length > room) throw new DOMException('The quota has been exceeded.', 'QuotaExceededError');
        items.set(key, text);
      },
    };
  };
  const nowMs = (): number => serverStartMs + atMs;
  const openPage = () => {
    const memory: Record<KeptName, string> = { session: '', journal: '' };
    const standIn = {
      read: (name: KeptName) => memory[name],
      write: (name: KeptName, text: string) => {
        memory[name] = text;
      },
    };
    return createJournal({
      send: (batch, isLast) => {
        sent.push({ batch, isLast, atMs });
        const waitMs = answers[sent.length - 1] ?? null;
        return Promise.resolve(waitMs === null ? { settled: batch.events, waitMs: 0 } : { settled: [], waitMs });
      },
      changeKept: createKeptEvents(createKeep(storage, 'wk_bookingbookingbooki', standIn), nowMs),
      currentPage: () => ({ pageUrl, referrer: '' }),
      newId: (ms) => {
        seed += 1;
        return uuidv7(ms, (bytes) => bytes.map((_, index) => (index === 15 ? seed % 256 : Math.floor(seed / 256))));
      },
      nowMs,
      isClockCorrected: () => true,
      monotonicMs: () => atMs,
      random: () => 0.5,
      setTimer: (callback, ms) => timers.push({ dueMs: atMs + ms, callback }),
      ...changes,
    });
  };
  const pass = async (ms: number): Promise<void> => {
    const untilMs = atMs + ms;
    for (;;) {
      const next = timers.toSorted((one, other) => one.dueMs - other.dueMs).find((timer) => timer.dueMs <= untilMs);
      if (!next) break;
      timers = timers.filter((timer) => timer !== next);
      atMs = Math.max(atMs, next.dueMs);
      next.callback();
      await settle();
    }
    atMs = untilMs;
  };
  return {
    journal: openPage(),
    openPage,
    /** The page goes, with all its timers; only what is kept stays. */
    leave: () => {
      timers = [];
    },
    goTo: (url: string) => {
      pageUrl = url;
    },
    limitRoom: (characters: number) => {
      room = characters;
    },
    sent,
    items,
    idsSent: () => sent.flatMap(({ batch }) => batch.events.map(({ id }) => id)),
    pass,
  };
}

describe('createJournal', () => {
  it('gathers what happens close together into one batch, within two seconds', async () => {
    const { journal, sent, pass } = world();
    journal.record(view);
    journal.record({ ...view, type: 'interaction', step: 'party', kind: 'first-use' });
    await pass(2000);
    expect(sent.map(({ batch }) => batch.events.length)).toEqual([2]);
  });

  it('sends what is urgent at once, and with it what waits', async () => {
    const { journal, sent, pass } = world();
    journal.record({ ...view, type: 'interaction' });
    await pass(100);
    journal.record(view, true);
    await pass(0);
    expect(sent.map(({ batch, atMs }) => [batch.events.length, atMs])).toEqual([[2, 100]]);
    await pass(5000);
    expect(sent).toHaveLength(1);
  });

  it('repeats the same ids until the server has judged them, with growing pauses', async () => {
    const { journal, sent, idsSent, pass } = world([again, again, again]);
    journal.record(view);
    await pass(60_000);
    expect(new Set(idsSent()).size).toBe(1);
    const at = sent.map(({ atMs }) => atMs);
    expect(at).toEqual([1500, 2500, 4500, 8500]);
  });

  it('waits as long as the server asks, whatever happens meanwhile', async () => {
    const { journal, sent, pass } = world([30_000]);
    journal.record(view);
    await pass(20_000);
    journal.record(view, true);
    await pass(10_000);
    expect(sent).toHaveLength(1);
    await pass(2000);
    expect(sent.map(({ batch }) => batch.events.length)).toEqual([1, 2]);
  });

  it('tries at once when the line is back', async () => {
    const { journal, sent, pass } = world([again, again, again, again]);
    journal.record(view);
    await pass(9000);
    journal.hurry();
    await pass(0);
    expect(sent).toHaveLength(5);
  });

  it('names the moment it happened, not the moment it was sent', async () => {
    const { journal, idsSent, pass } = world([again]);
    await pass(1000);
    journal.record(view);
    await pass(60_000);
    expect(uuidv7TimeMs(idsSent()[0] ?? '')).toBe(serverStartMs + 1000);
  });

  it('names nothing before the clock is right, and then with the right time', async () => {
    let isCorrected = false;
    let offsetMs = -dayMs;
    const { journal, sent, idsSent, pass } = world([], {
      isClockCorrected: () => isCorrected,
      nowMs: () => serverStartMs + 1000 + offsetMs,
    });
    journal.record(view, true);
    await pass(1000);
    expect(sent).toHaveLength(0);
    isCorrected = true;
    offsetMs = 0;
    await pass(250);
    expect(uuidv7TimeMs(idsSent()[0] ?? '')).toBeGreaterThanOrEqual(serverStartMs - 250);
  });

  it('does not wait for a right clock for ever', async () => {
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
    expect(sent.map(({ batch, isLast }) => [batch.events.length, isLast])).toEqual([
      [50, true],
      [10, true],
    ]);
  });

  it('goes on after a reload with what the last page could not send, and says of which page it was', async () => {
    const { journal, openPage, leave, goTo, sent, pass } = world([again]);
    journal.record(view);
    await pass(2000);
    leave();
    goTo('https://lucia.example/prenota');
    openPage().record(view);
    await pass(5000);
    expect(sent.slice(1).map(({ batch }) => batch.pageUrl)).toEqual([
      'https://lucia.example/',
      'https://lucia.example/prenota',
    ]);
    expect(sent[1]?.batch.events).toEqual(sent[0]?.batch.events);
  });

  it('forgets what the server would no longer take', async () => {
    const { journal, openPage, leave, sent, items, pass } = world([again]);
    journal.record(view);
    await pass(2000);
    leave();
    await pass(2 * dayMs);
    openPage();
    await pass(60_000);
    expect([sent.length, items.size]).toEqual([1, 0]);
  });

  it('sends nothing any more once it is stopped', async () => {
    const { journal, sent, pass } = world();
    journal.record(view);
    journal.stop();
    await pass(60_000);
    expect(sent).toHaveLength(0);
  });

  it('leaves what another frame of the same widget has waiting', async () => {
    const { journal, openPage, sent, idsSent, pass } = world();
    const other = openPage();
    journal.record(view);
    other.record(view);
    journal.flush();
    await pass(0);
    other.record(view);
    await pass(60_000);
    expect(new Set(idsSent()).size).toBe(3);
    expect(sent.length).toBeGreaterThan(1);
  });

  const action = fc.oneof(
    { weight: 6, arbitrary: fc.record({ do: fc.constant('record' as const), isUrgent: fc.boolean() }) },
    { weight: 3, arbitrary: fc.record({ do: fc.constant('pass' as const), ms: fc.integer({ min: 0, max: 70_000 }) }) },
    {
      weight: 1,
      arbitrary: fc.record({
        do: fc.constantFrom('hide' as const, 'online' as const, 'reload' as const, 'crash' as const),
      }),
    },
  );
  const answer = fc.oneof(fc.constant(stored), fc.constant(again), fc.integer({ min: 1, max: 90_000 }));

  it.each([
    ['as long as the tab lives', Number.POSITIVE_INFINITY, true],
    ['while the page lives, where storage is full', 2, false],
    ['while the page lives, where storage throws', 0, false],
  ])('loses nothing and makes nothing twice %s, whatever the server answers', async (_when, room, mayReload) => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(answer, { maxLength: 12 }),
        fc.array(action, { maxLength: 120 }),
        async (answers, actions) => {
          const { journal: first, openPage, leave, limitRoom, sent, pass } = world(answers);
          limitRoom(room);
          let journal = mayReload ? first : openPage();
          let recorded = 0;
          for (const each of actions) {
            if (each.do === 'record')
              journal.record({ ...view, step: `s${'abcdefghij'[recorded % 10]}` }, each.isUrgent);
            recorded += each.do === 'record' ? 1 : 0;
            if (each.do === 'pass') await pass(each.ms);
            if (each.do === 'hide') journal.flush();
            if (each.do === 'online') journal.hurry();
            if (each.do === 'reload') journal.flush();
            if ((each.do === 'reload' || each.do === 'crash') && mayReload) {
              leave();
              journal = openPage();
            }
          }
          await pass(3_600_000);
          const accepted = new Set(
            sent
              .filter((_, index) => (answers[index] ?? stored) === stored)
              .flatMap(({ batch }) => batch.events.map(({ id }) => id)),
          );
          expect(accepted.size).toBe(recorded);
          expect(sent.every(({ batch }) => batch.events.length <= 50)).toBe(true);
          const contents = new Map(
            sent.flatMap(({ batch }) => batch.events.map((event) => [event.id, JSON.stringify(event)])),
          );
          for (const { batch } of sent)
            for (const event of batch.events) expect(contents.get(event.id)).toBe(JSON.stringify(event));
        },
      ),
      { numRuns: 60 },
    );
  });

  it('never holds more than 200, the newest', async () => {
    const { journal, idsSent, pass } = world([again]);
    for (let count = 0; count < 250; count += 1) journal.record({ ...view, locale: `l-${count}` });
    await pass(60_000);
    expect(new Set(idsSent().slice(50)).size).toBe(200);
  });
});
