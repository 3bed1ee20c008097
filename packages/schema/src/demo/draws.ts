/** The next number of a demo's chance, from 0 up to 1. */
export type Draw = () => number;

/** Values and how often each comes, in any unit. */
export type Shares<Value extends string = string> = readonly [Share<Value>, ...Share<Value>[]];

type Share<Value extends string> = readonly [value: Value, share: number];

/** Chance that is the same at every seeding with a number: Mulberry32 (Tommy Ettinger, public domain). */
export function demoDraws(seed: number): Draw {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** One of the values, by chance. */
export function pick<Value extends string>(draw: Draw, shares: Shares<Value>): Value {
  let left = draw() * shares.reduce((sum, [, share]) => sum + share, 0);
  const found = shares.find(([, share]) => {
    left -= share;
    return left < 0;
  });
  // The sum may be a crumb less than its parts.
  return (found ?? shares[0])[0];
}
