import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ServerClock } from './server-clock.ts';

const second = 1_000;
/** A device's clock, `aheadMs` before the server's, asks with these ways there and back; the server cuts off its second. */
function sampleAt(serverMs: number, aheadMs: number, thereMs: number, backMs: number) {
  const fromMs = Math.floor((serverMs + thereMs) / second) * second;
  const askedAt = serverMs + aheadMs;
  return { askedAt, heardAt: askedAt + thereMs + backMs, fromMs, toMs: fromMs + second };
}

const ways = fc.record({ waitMs: fc.nat(20_000), thereMs: fc.nat(400), backMs: fc.nat(400) });

describe('ServerClock', () => {
  it('knows nothing before an answer', () => {
    const clock = new ServerClock();
    clock.heardOf(1_000, 900);
    expect(clock.offset).toBeNull();
  });

  it('is never further from the truth than it says, whatever the ways and the clocks', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -3_600_000, max: 3_600_000 }),
        fc.array(ways, { minLength: 1 }),
        (aheadMs, asked) => {
          const clock = new ServerClock();
          let serverMs = 1_800_000_000_000;
          for (const { waitMs, thereMs, backMs } of asked) {
            serverMs += waitMs;
            clock.observe(sampleAt(serverMs, aheadMs, thereMs, backMs));
            clock.heardOf(serverMs - backMs, serverMs + aheadMs);
            const { offsetMs, errorMs } = clock.offset ?? { offsetMs: Number.NaN, errorMs: Number.NaN };
            expect(Math.abs(offsetMs - aheadMs)).toBeLessThanOrEqual(errorMs + 0.001);
          }
        },
      ),
    );
  });

  it('knows more with each answer than any single one tells', () => {
    const clock = new ServerClock();
    const errors: number[] = [];
    for (let answer = 0; answer < 20; answer++) {
      clock.observe(sampleAt(1_800_000_000_000 + answer * 730, 5_000, 20, 20));
      errors.push(clock.offset?.errorMs ?? Number.NaN);
    }
    expect(errors[0]).toBeCloseTo(520, 0);
    expect(errors.at(-1)).toBeLessThan(60);
  });

  it('believes what it hears when a clock was set since', () => {
    const clock = new ServerClock();
    for (let answer = 0; answer < 20; answer++) clock.observe(sampleAt(1_800_000_000_000 + answer * 730, 0, 20, 20));
    clock.observe(sampleAt(1_800_000_020_000, 60_000, 20, 20));
    expect(Math.abs((clock.offset?.offsetMs ?? 0) - 60_000)).toBeLessThanOrEqual(clock.offset?.errorMs ?? 0);
  });

  it('takes nothing from an answer during which the clock was set back', () => {
    const clock = new ServerClock();
    clock.observe({ askedAt: 5_000, heardAt: 1_000, fromMs: 0, toMs: 1_000 });
    expect(clock.offset).toBeNull();
  });
});
