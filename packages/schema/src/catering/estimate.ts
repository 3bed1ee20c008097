import type { CateringConfig, CateringPackage } from '../config/catering.ts';
import { shareBp } from '../money.ts';

/** A price that binds nobody yet, in minor units of the tenant's currency. */
export interface Estimate {
  /** Units ordered: guests for `person`, trays for `tray`, 1 for `flat`. */
  readonly quantity: number;
  readonly subtotalMinor: number;
  readonly serviceMinor: number;
  /** Subtotal and service; with `included` tax this holds the tax too. */
  readonly netMinor: number;
  readonly taxMinor: number;
  readonly totalMinor: number;
  /** How much the subtotal is short of the smallest order; 0 when it is enough. */
  readonly belowMinimumMinor: number;
}

/** The estimate for one package. Every share is rounded half up on its own line. */
export function estimate(chosen: CateringPackage, guests: number, price: CateringConfig['price']): Estimate {
  const quantity = quantityFor(chosen, guests);
  const subtotalMinor = quantity * chosen.priceMinor;
  const serviceMinor = shareBp(subtotalMinor, price.serviceBp);
  const netMinor = subtotalMinor + serviceMinor;
  const taxMinor = taxOf(netMinor, price);
  return {
    quantity,
    subtotalMinor,
    serviceMinor,
    netMinor,
    taxMinor,
    totalMinor: price.tax === 'added' ? netMinor + taxMinor : netMinor,
    belowMinimumMinor: Math.max(0, price.minimumMinor - subtotalMinor),
  };
}

/** Units that feed the guests, never fewer than the package's minimum. */
export function quantityFor(chosen: Pick<CateringPackage, 'unit' | 'serves' | 'min'>, guests: number): number {
  if (chosen.unit === 'flat') return 1;
  const needed = chosen.unit === 'person' ? guests : Math.ceil(guests / chosen.serves);
  return Math.max(needed, chosen.min);
}

function taxOf(netMinor: number, { tax, taxBp }: CateringConfig['price']): number {
  if (tax === 'none') return 0;
  if (tax === 'added') return shareBp(netMinor, taxBp);
  return netMinor - Math.floor((netMinor * 10_000 + (10_000 + taxBp) / 2) / (10_000 + taxBp));
}
