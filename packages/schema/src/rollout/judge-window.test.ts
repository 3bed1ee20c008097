import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bucketOf } from './durations.ts';
import { judgeWindow, windowsToStopFor, type WindowSums } from './judge-window.ts';
import type { JudgedWindow } from './numbers.ts';
import { defaultStopRule, type StopRule } from './stop-rule.ts';
import type { SaveSum } from './sum-saves.ts';

const side = (saves: number, errors: number, ms: number): SaveSum => ({
  saves,
  errors,
  durations: saves === 0 ? {} : { [bucketOf(ms)]: saves },
});

const none = side(0, 0, 0);

const windowOf = (sides: Partial<WindowSums>): WindowSums => ({
  from: '2026-11-26T14:20:00.000Z',
  to: '2026-11-26T14:30:00.000Z',
  batch: none,
  others: none,
  before: none,
  ...sides,
});

const judge = (sides: Partial<WindowSums>, rule: StopRule = defaultStopRule): JudgedWindow =>
  judgeWindow(rule, windowOf(sides));

const sides = fc
  .record({ saves: fc.integer({ min: 0, max: 2000 }), permille: fc.integer({ min: 0, max: 1000 }) })
  .chain(({ saves, permille }) =>
    fc.integer({ min: 2, max: 5000 }).map((ms) => side(saves, Math.floor((saves * permille) / 1000), ms)),
  );

describe('the default rule', () => {
  it('calls failures bad above twice the others and one point more, both at once', () => {
    const others = side(1000, 10, 60);
    expect(judge({ batch: side(1000, 20, 60), others }).verdict).toBe('good');
    expect(judge({ batch: side(1000, 21, 60), others })).toMatchObject({
      verdict: 'bad',
      faults: [{ measure: 'errors', than: 'others' }],
    });
    // Twice nothing is nothing: one failure in 200 saves is no reason.
    expect(judge({ batch: side(200, 2, 60), others: side(200, 0, 60) }).verdict).toBe('good');
    expect(judge({ batch: side(200, 3, 60), others: side(200, 0, 60) }).verdict).toBe('bad');
  });

  it('calls a p95 bad above 1.5 times the others', () => {
    const others = side(1000, 0, 60);
    expect(judge({ batch: side(1000, 0, 80), others }).verdict).toBe('good');
    expect(judge({ batch: side(1000, 0, 110), others })).toMatchObject({
      verdict: 'bad',
      faults: [{ measure: 'p95', than: 'others' }],
    });
  });

  it('compares with the time before the move too, and alone where nobody else is left', () => {
    const batch = side(300, 12, 60);
    expect(judge({ batch, before: side(300, 1, 60) })).toMatchObject({
      verdict: 'bad',
      faults: [{ measure: 'errors', than: 'before' }],
    });
    expect(judge({ batch, others: side(300, 12, 60), before: side(300, 1, 60) }).verdict).toBe('bad');
  });

  it('keeps the numbers and the limits of a verdict', () => {
    expect(judge({ batch: side(276, 8, 70), others: side(1000, 4, 63) })).toMatchObject({
      batch: { saves: 276, errors: 8, errorPercent: 2.9 },
      others: { saves: 1000, errorPercent: 0.4, errorLimitPercent: 1.4 },
    });
  });

  it('does not judge with fewer than 200 saves on a side', () => {
    expect(judge({ batch: side(199, 199, 900), others: side(5000, 0, 10) }).verdict).toBe('unjudged');
    expect(judge({ batch: side(5000, 5000, 900), others: side(199, 0, 10) })).toMatchObject({ verdict: 'unjudged' });
    expect(judge({ batch: side(5000, 5000, 900), others: side(199, 0, 10) }).others).toBeUndefined();
  });
});

describe('a verdict', () => {
  it('is never bad for a side compared with itself', () => {
    fc.assert(
      fc.property(sides, (both) => {
        expect(judge({ batch: both, others: both, before: both }).verdict).not.toBe('bad');
      }),
    );
  });

  it('does not turn good by more failures or slower saves of the batch', () => {
    fc.assert(
      fc.property(sides, sides, fc.integer({ min: 0, max: 500 }), (batch, others, more) => {
        const worse: SaveSum = {
          ...batch,
          errors: Math.min(batch.saves, batch.errors + more),
          durations: batch.saves === 0 ? {} : { 128: batch.saves },
        };
        if (judge({ batch, others }).verdict === 'bad') expect(judge({ batch: worse, others }).verdict).toBe('bad');
      }),
    );
  });

  it('does not turn bad by a rule that allows more', () => {
    fc.assert(
      fc.property(sides, sides, fc.integer({ min: 0, max: 5 }), (batch, others, more) => {
        const mild = {
          ...defaultStopRule,
          errorFactor: defaultStopRule.errorFactor + more,
          errorPoints: defaultStopRule.errorPoints + more,
          p95Factor: defaultStopRule.p95Factor + more,
        };
        if (judge({ batch, others }).verdict === 'good') expect(judge({ batch, others }, mild).verdict).toBe('good');
      }),
    );
  });
});

const windowsOf = (list: readonly JudgedWindow['verdict'][]): JudgedWindow[] =>
  list.map((verdict, index) => ({ ...judge({}), from: `2026-11-26T${String(index + 10)}:00:00.000Z`, verdict }));

describe('a batch is stopped', () => {
  const verdicts = fc.array(fc.constantFrom('good', 'bad', 'unjudged'), { maxLength: 12 });

  it('when the newest judged windows are bad, as many running as the rule says, and never else', () => {
    fc.assert(
      fc.property(verdicts, fc.integer({ min: 1, max: 4 }), (list, windowsRunning) => {
        const judged = list.filter((verdict) => verdict !== 'unjudged');
        const isDue = judged.join(' ').endsWith(Array.from({ length: windowsRunning }, () => 'bad').join(' '));
        const windows = windowsToStopFor({ ...defaultStopRule, windowsRunning }, windowsOf(list));
        expect(windows?.length ?? 0).toBe(isDue ? windowsRunning : 0);
      }),
    );
  });

  it('for the windows that were bad, with their numbers', () => {
    const windows = windowsOf(['bad', 'good', 'bad', 'unjudged', 'bad']);
    expect(windowsToStopFor(defaultStopRule, windows)).toEqual([windows[2], windows[4]]);
    expect(windowsToStopFor(defaultStopRule, windowsOf(['bad', 'good', 'bad']))).toBeNull();
  });
});
