/** Parts of a whole by name, in any unit. */
export type Shares = Readonly<Record<string, number>>;

/** Whole numbers in these shares, with exactly this sum. */
export function divide(total: number, shares: Shares): Readonly<Record<string, number>> {
  let before = 0;
  let left = Object.values(shares).reduce((sum, share) => sum + share, 0);
  return Object.fromEntries(
    Object.entries(shares).map(([name, share]) => {
      const part = left === 0 ? 0 : Math.round(((total - before) * share) / left);
      before += part;
      left -= share;
      return [name, part];
    }),
  );
}
