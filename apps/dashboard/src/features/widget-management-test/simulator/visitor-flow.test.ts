import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createVisitorFlow, type VisitorBatch } from './visitor-flow.ts';

const rates = fc.record({
  visitorsPerMinute: fc.integer({ min: 1, max: 1200 }),
  bookingPercent: fc.integer({ min: 0, max: 20 }),
});

it('sends as many as the rates say, to one, however the time is cut', () => {
  fc.assert(
    fc.property(rates, fc.array(fc.integer({ min: 1, max: 1000 }), { minLength: 1, maxLength: 100 }), (given, cuts) => {
      const flow = createVisitorFlow(given);
      const sum = { views: 0, interactions: 0, conversions: 0 };
      for (const lengthMs of cuts) {
        const batch = flow.next(lengthMs);
        for (const name of ['views', 'interactions', 'conversions'] as const) sum[name] += batch[name];
      }
      const lengthMs = cuts.reduce((total, each) => total + each, 0);
      const visitors = (given.visitorsPerMinute * lengthMs) / 60_000;
      expect(visitors - sum.views).toBeGreaterThan(-1e-6);
      expect(visitors - sum.views).toBeLessThan(1);
      expect((visitors * given.bookingPercent) / 100 - sum.conversions).toBeLessThan(1);
      expect(sum.interactions).toBeLessThanOrEqual(sum.views);
    }),
  );
});

it('never sends more at once than one call takes', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 100_000 }), (lengthMs) => {
      const batch: VisitorBatch = createVisitorFlow({ visitorsPerMinute: 1200, bookingPercent: 100 }).next(lengthMs);
      expect(batch.views + batch.interactions).toBeLessThanOrEqual(50);
      expect(batch.conversions).toBeLessThanOrEqual(5);
    }),
  );
});
