import type { Result } from '@blunari/schema/result';

/** What is stored and not counted yet, as far as this process knows: one call at a time, until there is nothing. */
export interface Counting {
  /** Something was stored to be counted later. */
  readonly want: () => void;
  /** A call is due, and none under way. */
  readonly isDue: () => boolean;
  /** Counts some of it. Never rejects. */
  readonly next: () => Promise<void>;
  /** From now on one call for each group is enough: what is left may be what others store without end, and they count it. */
  readonly stop: () => void;
}

/**
 * `count` answers how many it counted, 0 once there is nothing. What it fails to count waits for the next group, or for any
 * other process; `onFailed` hears of a bug.
 */
export function createCounting(count: () => Promise<Result<number>>, onFailed: (error: unknown) => void): Counting {
  let isWanted = false;
  let isUnderWay = false;
  let isStopped = false;
  return {
    want: () => {
      isWanted = true;
    },
    isDue: () => isWanted && !isUnderWay,
    next: async () => {
      isWanted = false;
      isUnderWay = true;
      try {
        const counted = await count();
        isWanted ||= !isStopped && counted.ok && counted.value > 0;
      } catch (error) {
        onFailed(error);
      }
      isUnderWay = false;
    },
    stop: () => {
      isStopped = true;
    },
  };
}
