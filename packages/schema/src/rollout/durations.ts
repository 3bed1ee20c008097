import { z } from 'zod';

/**
 * How many of some durations fell into which bucket, by the bucket's number. Bucket 0 is below 1 ms, bucket n from
 * 2^((n-1)/8) to 2^(n/8) ms, the last one also all above. Counts of two sets add up to the counts of both.
 */
export const durationCountsSchema = z.record(z.string().regex(/^\d{1,3}$/), z.number().int().nonnegative());

export type DurationCounts = Readonly<Record<string, number>>;

const bucketsPerDoubling = 8;

/** Up to 65,536 ms: no statement may take as long. */
const lastBucket = 16 * bucketsPerDoubling;

/** The bucket of a duration in ms. */
export function bucketOf(ms: number): number {
  if (ms < 1) return 0;
  return Math.min(Math.floor(Math.log2(ms) * bucketsPerDoubling) + 1, lastBucket);
}

/** Counts of both by name, in a new object. */
export function addCounts(
  one: Readonly<Record<string, number>>,
  other: Readonly<Record<string, number>>,
): Readonly<Record<string, number>> {
  const sums: Record<string, number> = { ...one };
  for (const [name, count] of Object.entries(other)) sums[name] = (sums[name] ?? 0) + count;
  return sums;
}

/**
 * The duration, in ms, that this share of them does not exceed (nearest rank); null where there are none. It is the
 * geometric middle of its bucket, so within 2^(1/16), 4.5 %, of the true one between 1 and 65,536 ms.
 * @param share 0 to 1
 */
export function percentileOf(counts: DurationCounts, share: number): number | null {
  const buckets = Object.entries(counts)
    .map(([bucket, count]) => ({ bucket: Number(bucket), count }))
    .filter(({ count }) => count > 0)
    .toSorted((one, other) => one.bucket - other.bucket);
  const total = buckets.reduce((sum, { count }) => sum + count, 0);
  const rank = Math.max(1, Math.ceil(share * total));
  let seen = 0;
  for (const { bucket, count } of buckets) {
    seen += count;
    if (seen >= rank) return bucket === 0 ? 0.5 : 2 ** ((bucket - 0.5) / bucketsPerDoubling);
  }
  return null;
}
