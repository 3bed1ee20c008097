/** An ISO 4217 code in capitals. */
export const currencyPattern = /^[A-Z]{3}$/;

/** How many digits follow the decimal point: 2 for EUR, 0 for JPY, 3 for KWD (by Intl, from CLDR). */
export function currencyDigits(currency: string): number {
  return new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2;
}

/** Minor units as a person reads them: 149184 GBP in `en` is `£1,491.84`. */
export function formatMoney(amountMinor: number, currency: string, locale: string): string {
  const digits = currencyDigits(currency);
  return new Intl.NumberFormat(locale, { style: 'currency', currency }).format(amountMinor / 10 ** digits);
}

/**
 * A share in basis points, half up, on whole minor units.
 * 500 bp of 118400 is 5920. Exact for amounts up to 9 * 10^11 minor units.
 */
export function shareBp(amountMinor: number, basisPoints: number): number {
  return Math.floor((amountMinor * basisPoints + 5000) / 10_000);
}
