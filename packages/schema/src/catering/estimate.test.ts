import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { buildCateringConfig } from '../testing/builders.ts';
import { estimate } from './estimate.ts';

const { packages } = buildCateringConfig().menu;
const price = { tax: 'added', taxBp: 2000, serviceBp: 500, minimumMinor: 12_000 } as const;
const buffet = packages['garden-buffet'];
const tray = packages['breakfast-tray'];
if (!buffet || !tray) throw new Error('the builder lost its packages');

describe('estimate', () => {
  it('adds service and tax: 40 guests at 22.50 with 5 % and 20 %', () => {
    expect(estimate(buffet, 40, price)).toEqual({
      quantity: 40,
      subtotalMinor: 90_000,
      serviceMinor: 4500,
      netMinor: 94_500,
      taxMinor: 18_900,
      totalMinor: 113_400,
      belowMinimumMinor: 0,
    });
  });

  it('orders whole trays, never too few', () => {
    expect(estimate(tray, 17, price).quantity).toBe(3);
    expect(estimate(tray, 16, price).quantity).toBe(2);
  });

  it('charges at least the fewest guests of a package', () => {
    expect(estimate(buffet, 12, price).quantity).toBe(20);
  });

  it('says how much is missing to the smallest order', () => {
    expect(estimate(tray, 8, price).belowMinimumMinor).toBe(7200);
  });

  it('shows the tax inside an included price: 7.00 of 42.00 at 20 %', () => {
    const flat = { ...tray, unit: 'flat', priceMinor: 4200 } as const;
    expect(estimate(flat, 30, { ...price, serviceBp: 0, tax: 'included' })).toMatchObject({
      totalMinor: 4200,
      taxMinor: 700,
    });
  });

  it('always adds up, in whole minor units', () => {
    fc.assert(
      fc.property(
        fc.nat(100_000),
        fc.nat(2000),
        fc.nat(3000),
        fc.nat(10_000),
        (priceMinor, guests, serviceBp, taxBp) => {
          const result = estimate({ ...buffet, priceMinor }, guests, { ...price, serviceBp, taxBp });
          expect(result.totalMinor).toBe(result.subtotalMinor + result.serviceMinor + result.taxMinor);
          expect(Object.values(result).every(Number.isSafeInteger)).toBe(true);
        },
      ),
    );
  });
});
