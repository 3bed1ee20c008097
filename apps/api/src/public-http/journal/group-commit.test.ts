import type { KeyedBatch } from '@blunari/db';
import { appError } from '@blunari/schema/errors';
import { err, ok } from '@blunari/schema/result';
import fc from 'fast-check';
import { setImmediate as turn } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { createGroupCommit, defaultGroupLimits, type GroupLimits } from './group-commit.ts';
import type { WriteBatches } from './write-group.ts';

const visit = { ip: null, userAgent: '', referrer: '', pageUrl: '' };
const today = '2026-11-28';
const batch = (key: string, eventCount = 0): KeyedBatch => ({
  key,
  events: Array.from({ length: eventCount }, (_, index) => ({
    id: `${key} ${index}`,
    type: 'view',
    at: `${today}T12:00:00Z`,
    localDate: today,
    sessionId: key,
    metadata: {},
  })),
  visit,
});
const away = err(appError('unavailable', 'Away.'));
const stored: WriteBatches = async (batches) => ok(batches.map(() => 'stored'));
const dropsOf = (batches: readonly KeyedBatch[] = []) => batches.map(({ key, dropped }) => [key, dropped]);
const nothingToCount = { count: async () => ok(0), onCountFailed: () => undefined };

/** A group commit whose database answers when the test says so. */
function desk(limits: Partial<GroupLimits> = {}, answer: WriteBatches = stored) {
  const calls: { readonly keys: readonly string[]; readonly batches: readonly KeyedBatch[]; finish: () => void }[] = [];
  const lost: unknown[] = [];
  const groups = createGroupCommit({
    write: async (batches) => {
      const gate = Promise.withResolvers<void>();
      calls.push({ keys: batches.map(({ key }) => key), batches, finish: gate.resolve });
      await gate.promise;
      return answer(batches);
    },
    limits: { ...defaultGroupLimits, maxCalls: 1, ...limits },
    onDropsLost: (error) => lost.push(error),
    ...nothingToCount,
  });
  const finishAll = async (): Promise<void> => {
    for (let from = 0; from < calls.length; from += 1) {
      calls[from]?.finish();
      await turn();
    }
  };
  return { groups, calls, lost, finishAll };
}

describe('batches', () => {
  it('that arrive while a call is under way are written by one next call', async () => {
    const { groups, calls, finishAll } = desk();
    const answers = [groups.submit(batch('a'), 1)];
    await turn();
    answers.push(groups.submit(batch('b'), 1), groups.submit(batch('a'), 1));
    await turn();
    answers.push(groups.submit(batch('c'), 1));
    await finishAll();
    expect(calls.map(({ keys }) => keys)).toEqual([['a'], ['b', 'a', 'c']]);
    expect(await Promise.all(answers)).toEqual(answers.map(() => ok(null)));
  });

  it('are not acknowledged before the call has ended', async () => {
    const { groups, finishAll } = desk();
    let isAnswered = false;
    const answer = groups.submit(batch('a'), 1).finally(() => (isAnswered = true));
    await turn();
    expect(isAnswered).toBe(false);
    await finishAll();
    expect(await answer).toEqual(ok(null));
  });

  it('hear each what became of itself', async () => {
    const outcomes = { a: 'stored', b: 'not_found', c: 'widget_inactive', d: 'invalid' } as const;
    const { groups, finishAll } = desk({}, async (batches) =>
      ok(batches.map(({ key }) => (key === 'a' || key === 'b' || key === 'c' ? outcomes[key] : 'invalid'))),
    );
    const answers = ['a', 'b', 'c', 'd'].map((key) => groups.submit(batch(key), 1));
    await turn();
    await finishAll();
    expect((await Promise.all(answers)).map((answer) => (answer.ok ? 'stored' : answer.error.code))).toEqual([
      'stored',
      'not_found',
      'widget_inactive',
      'invalid_input',
    ]);
  });

  it.each([
    ['count', { maxWaiting: 2 }],
    ['bytes', { maxWaitingBytes: 2 }],
  ])('are sent away when the queue is full by %s, with the time to wait', async (_by, limits) => {
    const { groups, finishAll } = desk(limits);
    const first = groups.submit(batch('under way'), 1);
    await turn();
    const waiting = [groups.submit(batch('a'), 1), groups.submit(batch('b'), 1)];
    expect(await groups.submit(batch('c'), 1)).toMatchObject({ ok: false, error: { code: 'unavailable' } });
    const refused = await groups.submit(batch('c'), 1);
    expect(refused.ok || (refused.error.retryAfterMs ?? 0) > 0).toBe(true);
    await finishAll();
    expect(await Promise.all([first, ...waiting])).toEqual([ok(null), ok(null), ok(null)]);
    const next = groups.submit(batch('c'), 1);
    await turn();
    await finishAll();
    expect(await next).toEqual(ok(null));
  });

  it('are no more than so many events, unless one alone has more', async () => {
    const { groups, calls, finishAll } = desk({ maxEvents: 3 });
    const first = groups.submit(batch('under way'), 1);
    await turn();
    const sizes = [2, 1, 1, 9, 1];
    const answers = sizes.map((size, index) => groups.submit(batch(`${index}`, size), 1));
    await finishAll();
    expect(calls.map(({ keys }) => keys)).toEqual([['under way'], ['0', '1'], ['2'], ['3'], ['4']]);
    expect(await Promise.all([first, ...answers])).toEqual([first, ...sizes].map(() => ok(null)));
  });

  it('are all written before the end, and none is taken any more', async () => {
    const { groups, calls, finishAll } = desk({ maxBatches: 2 });
    const answers = Array.from({ length: 5 }, (_, index) => groups.submit(batch(`${index}`), 1));
    const stopped = groups.stop();
    expect(await groups.submit(batch('late'), 1)).toMatchObject({ ok: false });
    await turn();
    await finishAll();
    await stopped;
    expect(calls.flatMap(({ keys }) => keys)).toEqual(['0', '1', '2', '3', '4']);
    expect(await Promise.all(answers)).toEqual(answers.map(() => ok(null)));
  });

  it('are stored where the answer says so and nowhere else, whatever fails', async () => {
    const fate = fc.constantFrom('stored', 'stored', 'invalid', 'away', 'throws');
    const arrival = fc.record({ key: fc.constantFrom('a', 'b', 'c', 'd'), fate, waits: fc.boolean() });
    await fc.assert(
      fc.asyncProperty(
        fc.array(arrival, { maxLength: 40 }),
        fc.integer({ min: 1, max: 3 }),
        async (arrivals, maxCalls) => {
          const committed = new Set<KeyedBatch>();
          const fates = new Map<KeyedBatch, string>();
          let underWay = 0;
          const groups = createGroupCommit({
            limits: { ...defaultGroupLimits, maxCalls, maxBatches: 8 },
            onDropsLost: () => undefined,
            ...nothingToCount,
            write: async (batches) => {
              underWay += 1;
              await Promise.resolve();
              expect(underWay).toBeLessThanOrEqual(maxCalls);
              expect(batches.length).toBeLessThanOrEqual(8);
              underWay -= 1;
              const told = batches.map((each) => fates.get(each));
              if (told.includes('throws')) throw new Error('A bug.');
              if (told.includes('away')) return away;
              for (const each of batches) if (fates.get(each) === 'stored') committed.add(each);
              return ok(told.map((each) => (each === 'stored' ? 'stored' : 'invalid')));
            },
          });
          const answers: { readonly sent: KeyedBatch; readonly fate: string; readonly said: Promise<string> }[] = [];
          for (const { key, fate: own, waits } of arrivals) {
            const sent = batch(key);
            fates.set(sent, own);
            const said = groups.submit(sent, 1).then(
              (result) => (result.ok ? 'stored' : result.error.code),
              () => 'thrown',
            );
            answers.push({ sent, fate: own, said });
            if (waits) await turn();
          }
          await groups.stop();
          for (const { sent, fate: own, said } of answers) {
            expect(committed.has(sent)).toBe((await said) === 'stored');
            // Another's bug or refusal costs nobody anything; where the database seems away, it is to be sent again.
            if (own === 'stored') expect(['stored', 'unavailable']).toContain(await said);
            if (own === 'throws') expect(['thrown', 'unavailable']).toContain(await said);
          }
          if (!arrivals.some((each) => each.fate === 'away')) {
            expect(committed.size).toBe(arrivals.filter((each) => each.fate === 'stored').length);
          }
        },
      ),
      { numRuns: 60 },
    );
  });
});

describe('who watches', () => {
  it('hears how many wait, go together, and what becomes of each', async () => {
    const heard: string[] = [];
    const groups = createGroupCommit({
      write: stored,
      limits: { ...defaultGroupLimits, maxWaiting: 2 },
      onDropsLost: () => undefined,
      ...nothingToCount,
      watch: {
        onWaiting: (count) => heard.push(`waiting ${count}`),
        onGroup: (count) => heard.push(`group of ${count}`),
        onAnswer: (outcome) => heard.push(outcome),
      },
    });
    await Promise.all(['a', 'b', 'c'].map((key) => groups.submit(batch(key), 1)));
    expect(heard).toEqual(['waiting 1', 'waiting 2', 'unavailable', 'waiting 0', 'group of 2', 'stored', 'stored']);
  });
});

describe('counts of what was dropped', () => {
  it('go along with the next batches, summed by widget', async () => {
    const { groups, calls, finishAll } = desk();
    groups.drop('a', today, { bot: 1 });
    groups.drop('b', today, { prefetch: 2 });
    groups.drop('a', today, { bot: 2, late: 1 });
    await turn();
    expect(calls).toEqual([]);
    const answer = groups.submit(batch('c'), 1);
    await turn();
    await finishAll();
    expect(await answer).toEqual(ok(null));
    expect(dropsOf(calls[0]?.batches)).toEqual([
      ['c', undefined],
      ['a', { today, bot: 3, late: 1 }],
      ['b', { today, prefetch: 2 }],
    ]);
  });

  it('go alone where nobody else comes, and at the end', async () => {
    const soon = desk({ dropsWaitMs: 1 });
    soon.groups.drop('a', today, { bot: 1 });
    await expect.poll(() => dropsOf(soon.calls[0]?.batches)).toEqual([['a', { today, bot: 1 }]]);
    const ending = desk();
    ending.groups.drop('a', today, { bot: 1 });
    const stopped = ending.groups.stop();
    await ending.finishAll();
    await stopped;
    expect(dropsOf(ending.calls[0]?.batches)).toEqual([['a', { today, bot: 1 }]]);
  });

  it('wait on while the database is away', async () => {
    let isAway = true;
    const { groups, calls } = desk({ dropsWaitMs: 1 }, async (batches) => (isAway ? away : stored(batches)));
    groups.drop('a', today, { bot: 1 });
    await expect.poll(() => calls.length).toBe(1);
    calls[0]?.finish();
    await turn();
    isAway = false;
    await expect.poll(() => dropsOf(calls[1]?.batches)).toEqual([['a', { today, bot: 1 }]]);
    calls[1]?.finish();
    await groups.stop();
    expect(calls).toHaveLength(2);
  });

  it('that a bug keeps from being written are told, and harm no batch', async () => {
    const { groups, lost, finishAll } = desk({}, async (batches) => {
      if (batches.some(({ dropped }) => dropped?.bot)) throw new Error('A bug.');
      return stored(batches);
    });
    groups.drop('a', today, { bot: 1 });
    const answer = groups.submit(batch('b'), 1);
    await turn();
    await finishAll();
    expect(await answer).toEqual(ok(null));
    expect(lost).toHaveLength(1);
  });
});
