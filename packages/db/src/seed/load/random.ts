/** A repeatable stream of numbers from 0 (included) to 1: mulberry32, by Tommy Ettinger, in the public domain. */
export function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

export type Random = () => number;

/** One of a list, the first the likeliest: the n-th gets 1/n of the first's share, as visits of real sites do. */
export function pickSkewed<Item>(random: Random, items: readonly [Item, ...Item[]]): Item {
  // The inverse of the sum of 1/n, which grows like the logarithm.
  const index = Math.floor(Math.exp(random() * Math.log(items.length + 1))) - 1;
  return items[index] ?? items[0];
}

/** 32 hexadecimal digits as a UUID; `high` are its first twelve, else random. */
export function uuidFrom(random: Random, version: 4 | 7, high?: string): string {
  const digits = (count: number): string => {
    let text = '';
    while (text.length < count)
      text += Math.floor(random() * 0x1_00_00_00_00)
        .toString(16)
        .padStart(8, '0');
    return text.slice(0, count);
  };
  const first = high ?? digits(12);
  const variant = '89ab'[Math.floor(random() * 4)];
  return `${first.slice(0, 8)}-${first.slice(8)}-${version}${digits(3)}-${variant}${digits(3)}-${digits(12)}`;
}

/** A time-ordered id, as widgets make them: RFC 9562, version 7, with the millisecond in its first 48 bits. */
export function uuidV7At(random: Random, at: number): string {
  return uuidFrom(random, 7, at.toString(16).padStart(12, '0'));
}
